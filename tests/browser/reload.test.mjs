// `varde serve` and an editor: what is written is seen at once, what is broken is told and breaks nothing.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { run, temporary, varde } from "./support/built.mjs";
import { atEnd, reader } from "./support/reader.mjs";

/** A new handbook that is served; gives its folder and its address. */
async function served() {
  const folder = join(temporary(), "handbook");
  run("init", folder);
  const server = spawn(varde, ["serve", folder, "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(server, "exit");
  process.on("exit", () => server.kill());
  atEnd(() => server.kill() && ended);
  let said = "";
  const address = await new Promise((found, lost) => {
    const hear = (chunk) => {
      said += chunk;
      const [address] = /http:\/\/127\.0\.0\.1:\d+(?=\S*\s)/.exec(said) ?? [];
      if (address) found(address);
    };
    server.stdout.on("data", hear);
    server.stderr.on("data", hear);
    server.on("exit", () => lost(new Error(`varde serve ended: ${said}`)));
  });
  return { folder, address };
}

/** Changes a file as an editor does. @param {string} file @param {(text: string) => string} change */
async function edit(file, change) {
  await writeFile(file, change(await readFile(file, "utf8")));
}

const entry = "content/caser/vart-forste-case.md";
const says = (page, text) => page.getByText(text).first().waitFor();

test("a change in a text is seen in the open browser", async (t) => {
  const { folder, address } = await served();
  const page = await reader(t, `${address}/caser/vart-forste-case/`);
  await edit(join(folder, entry), (text) => `${text}\nHelt nye ord.\n`);
  await says(page, "Helt nye ord.");
  await edit(join(folder, entry), (text) => text.replace("title: Vårt første case", "title: Et annet navn"));
  await page.getByRole("heading", { level: 1, name: "Et annet navn" }).waitFor();
});

test("a change in the configuration reaches the page", async (t) => {
  const { folder, address } = await served();
  const page = await reader(t, `${address}/`);
  await edit(join(folder, "varde.yaml"), (text) => text.replace(/^title: .*$/m, "title: Håndbok med nytt navn"));
  await page.locator(".brand", { hasText: "Håndbok med nytt navn" }).waitFor();
});

test("a broken file is told with its place while the last good page stays; mended, the panel goes", async (t) => {
  const { folder, address } = await served();
  const file = join(folder, entry);
  const page = await reader(t, `${address}/caser/vart-forste-case/`);
  const good = await readFile(file, "utf8");
  const panel = page.locator(".reload-panel");
  const title = await page.locator("h1").textContent();

  await writeFile(file, good.replace("status: pilot", "status: pilotttt"));
  await panel.waitFor();
  assert.match(await panel.textContent(), /caser\/vart-forste-case\.md:4:\d+/);
  assert.match(await panel.textContent(), /pilot/);
  assert.equal(await page.locator("h1").textContent(), title);

  await page.reload();
  await panel.waitFor();
  assert.equal(await page.locator("h1").textContent(), title);

  await writeFile(file, `${good}\nMendet.\n`);
  await says(page, "Mendet.");
  await panel.waitFor({ state: "hidden" });
});

test("a new file is found by its address, and a renamed one at its new", async (t) => {
  const { folder, address } = await served();
  const page = await reader(t, `${address}/caser/`, { mayComplain: /404/ });
  const good = await readFile(join(folder, entry), "utf8");
  await writeFile(join(folder, "content/caser/nummer-to.md"), good.replace("title: Vårt første case", "title: Nummer to"));
  await page.locator("main").getByRole("link", { name: "Nummer to" }).waitFor();
  await rename(join(folder, "content/caser/nummer-to.md"), join(folder, "content/caser/nummer-tre.md"));
  await page.locator('main a[href*="nummer-tre"]').waitFor();
  assert.equal((await page.goto(`${address}/caser/nummer-to/`)).status(), 404);
});
