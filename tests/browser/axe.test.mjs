// Accessibility by axe-core, on one page of each kind: WCAG 2.2 A and AA and good practice, in light, dark and forced
// colours, on a desk and on a phone. `AXE=all` looks at every page in the first language.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { kinds, pages } from "./support/built.mjs";
import { reader, serve } from "./support/reader.mjs";
import { handbook, sites } from "./support/sites.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Every breach on a page, one line each. */
async function breaches(page) {
  const { violations } = await page.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values }, resultTypes: ["violations"] }), tags);
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, html }) => `${id} (${help}): ${target} ${html.slice(0, 160)}`));
}

const plain = ["front", "list", "guide", "search"];
const views = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "320 px": { colorScheme: "light", viewport: { width: 320, height: 640 } },
  "forced colours": { forcedColors: "active" },
};

for (const { name, folder, lang } of sites) {
  const own = pages(folder).filter((page) => page.lang === lang);
  const each = process.env.AXE === "all" ? own : kinds(own);
  for (const [view, options] of Object.entries(views)) {
    test(`axe finds nothing in the ${name} (${view})`, async (t) => {
      const site = await serve(folder);
      const page = await reader(t, `${site}/`, { reducedMotion: "reduce", mayComplain: /404/, ...options });
      await page.context().addInitScript({ path: axe });
      const found = [];
      for (const { path } of view === "forced colours" ? each.filter(({ template }) => plain.includes(template)) : each) {
        await page.goto(site + path);
        await page.evaluate(() => document.querySelectorAll("main details").forEach((details) => { details.open = true; }));
        for (const breach of await breaches(page)) found.push(`${path}: ${breach}`);
      }
      assert.deepEqual(found.slice(0, 20), [], `${found.length} in all`);
    });
  }
}

test("axe finds nothing in what opens: menu, search, filters, ticks, definition", async (t) => {
  const site = await serve(handbook);
  const page = await reader(t, `${site}/`, { reducedMotion: "reduce" });
  await page.context().addInitScript({ path: axe });
  const withTerm = pages(handbook).find(({ html, lang, template }) => lang === "nb" && template === "entry" && html.includes('<a class="term"'));
  const acts = {
    "/": () => page.locator(".site-header summary:visible").first().click(),
    "/caser/": () => search(page),
    "/sok/?q=gevinst": () => page.locator(".search-results li").first().waitFor(),
    "/caser/?status=ended&sector=health": () => page.locator(".chips").waitFor(),
    "/guider/innovasjonsguiden/": () => page.locator("[data-task] label").first().click(),
    [withTerm.path]: () => page.locator("main a.term").first().focus(),
  };
  for (const [path, act] of Object.entries(acts)) {
    await page.goto(site + path);
    await act();
    assert.deepEqual(await breaches(page), [], path);
  }
});

async function search(page) {
  await page.keyboard.press("/");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type("gevinst");
  await page.locator("dialog .search-results li").first().waitFor();
}
