// Accessibility by axe-core, on one page of each kind: WCAG 2.2 A and AA and good practice, in light, dark and forced
// colours, on a desk and on a phone.  `AXE=all` looks at every page in Bokmål.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { handbook, kinds, pages } from "./support/built.mjs";
import { reader } from "./support/reader.mjs";
import { serve } from "./support/server.mjs";

const site = await serve(handbook);
const own = pages(handbook).filter(({ lang }) => lang === "nb");
const each = kinds(own);
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Every breach on a page, one line each. */
async function breaches(page) {
  const { violations } = await page.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values }, resultTypes: ["violations"] }), tags);
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, html }) => `${id} (${help}): ${target} ${html.slice(0, 160)}`));
}

const views = [
  ["light", { colorScheme: "light" }, each],
  ["dark", { colorScheme: "dark" }, each],
  ["light, 320 px", { colorScheme: "light", viewport: { width: 320, height: 640 } }, each],
  ["forced colours", { forcedColors: "active" }, each.filter(({ template }) => ["front", "list", "guide", "search"].includes(template))],
  ...(process.env.AXE === "all" ? [["light, every page", { colorScheme: "light" }, own]] : []),
];

for (const [name, options, list] of views) {
  test(`axe finds nothing (${name})`, async (t) => {
    const page = await reader(t, `${site}/`, { reducedMotion: "reduce", mayComplain: /404/, ...options });
    await page.context().addInitScript({ path: axe });
    const found = [];
    for (const { path } of list) {
      await page.goto(site + path);
      await page.evaluate(() => document.querySelectorAll("main details").forEach((details) => { details.open = true; }));
      for (const breach of await breaches(page)) found.push(`${path}: ${breach}`);
    }
    assert.deepEqual(found.slice(0, 20), [], `${found.length} in all`);
  });
}

test("axe finds nothing in what opens: menu, filters, ticks, definition", async (t) => {
  const page = await reader(t, `${site}/`, { reducedMotion: "reduce" });
  await page.context().addInitScript({ path: axe });
  const acts = {
    "/": () => page.locator(".site-header summary:visible").first().click(),
    "/caser/?status=ended&sector=health": () => page.locator(".chips").waitFor(),
    "/guider/innovasjonsguiden/": () => page.locator("[data-task] label").first().click(),
    [each.find(({ html }) => html.includes('<a class="term"')).path]: () => page.locator("main a.term").first().focus(),
  };
  for (const [path, act] of Object.entries(acts)) {
    await page.goto(site + path);
    await act();
    assert.deepEqual(await breaches(page), [], path);
  }
});
