// node tests/browser/screenshots.mjs OUT [SITE]: pictures of one page of each kind, on three widths, in light and dark.
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

for (const colorScheme of ["light", "dark"]) {
  for (const width of [320, 768, 1440]) {
    const page = await browser.newPage({ colorScheme, reducedMotion: "reduce", viewport: { width, height: 900 } });
    for (const { kind, path, template } of kinds(all.filter(({ lang }) => lang === main))) {
      await page.goto(address + path);
      const file = join(out, `${kind.replaceAll(" ", "-")}-${width}-${colorScheme}.png`);
      // The whole handbook on one page is longer than a picture may be.
      await page.screenshot({ path: file, fullPage: template !== "print" });
      console.log(`${file}  ${path}`);
    }
    await page.close();
  }
}
await browser.close();
stop();
