// node tests/browser/screenshots.mjs OUT [SITE]: pictures of one page of each kind, and of what opens, on three widths, in
// light and dark.
// SITE is a built site; without it, the handbook of this repository is built.

import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, kinds, pages, root } from "./support/built.mjs";
import { launch } from "./support/chromium.mjs";
import { start } from "./support/server.mjs";

const [out, given] = process.argv.slice(2);
if (!out) {
  console.error("usage: node tests/browser/screenshots.mjs OUT [SITE]");
  process.exit(2);
}

const folder = given ? resolve(given) : build(root);
const all = pages(folder);
const main = all.find(({ path }) => path === "/").lang;
const { address, stop } = await start(folder);
const browser = await launch();
mkdirSync(out, { recursive: true });

const own = all.filter(({ lang }) => lang === main);
const each = kinds(own.filter(({ template }) => template !== "redirect")).map(({ kind, path, template }) => ({
  // The whole handbook on one page is longer than a picture may be.
  name: kind.replaceAll(" ", "-"), path, fullPage: template !== "print",
}));
const search = own.find(({ template }) => template === "search").path;
const list = own.find(({ html }) => html.includes(" data-filtered")).path;
// What a page becomes when a reader does something.
const acts = [
  { name: "search-results", path: `${search}?q=innovation`, act: (page) => page.locator(".search-results li").first().waitFor() },
  { name: "search-nothing", path: `${search}?q=xyzzy`, act: (page) => page.locator(".search-notes p").first().waitFor() },
  { name: "dialog", path: "/", act: async (page) => {
    await page.keyboard.press("/");
    await page.locator("dialog input[type=search]").fill("innovation");
    await page.locator("dialog .search-results li").first().waitFor();
  } },
  { name: "menu", path: "/", act: (page) => page.locator(".site-header summary:visible").first().click() },
  { name: "filtered", path: list, act: async (page) => {
    await page.locator(".facets details").first().evaluate((details) => { details.open = true; });
    await page.locator(".facets input").first().check();
  } },
];

for (const colorScheme of ["light", "dark"]) {
  for (const width of [320, 768, 1440]) {
    const page = await browser.newPage({ colorScheme, reducedMotion: "reduce", viewport: { width, height: 900 } });
    for (const { name, path, act, fullPage = false } of [...each, ...acts]) {
      await page.goto(address + path);
      await act?.(page);
      const file = join(out, `${name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path: file, fullPage });
      console.log(`${file}  ${path}`);
    }
    await page.close();
  }
}
await browser.close();
stop();
