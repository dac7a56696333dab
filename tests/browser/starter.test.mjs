// What `varde init` writes is a handbook that builds without a warning and works; so is one with no more than a title.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pages, run, temporary } from "./support/built.mjs";
import { reader, serve } from "./support/reader.mjs";

/** Builds strictly and opens every page. */
async function visit(t, folder) {
  const out = join(temporary(), "site");
  run("build", folder, "--out", out, "--strict");
  const site = await serve(out);
  const page = await reader(t, `${site}/`, { mayComplain: /404/, viewport: { width: 320, height: 640 } });
  const all = pages(out);
  for (const { path } of all) {
    await page.goto(site + path);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path);
  }
  return all;
}

test("the handbook of `varde init`", async (t) => {
  const folder = join(temporary(), "handbook");
  run("init", folder);
  const all = await visit(t, folder);
  assert.ok(all.some(({ path }) => path === "/caser/vart-forste-case/"));
});

test("a handbook with only a title and two texts", async (t) => {
  const folder = temporary();
  await mkdir(join(folder, "content/a"), { recursive: true });
  await writeFile(join(folder, "varde.yaml"), "title: Liten\n");
  await writeFile(join(folder, "content/index.md"), "---\ntitle: Forside\n---\nSe [en side](a/b.md).\n");
  await writeFile(join(folder, "content/a/b.md"), "---\ntitle: En side\n---\nTekst.\n");
  const all = await visit(t, folder);
  assert.ok(all.some(({ path }) => path === "/a/b/"));
});
