// A site that is read from a folder, opened as file://: no server, no modules, no data; and every way through it works.

import assert from "node:assert/strict";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { pages, portable, root } from "./support/built.mjs";
import { tags } from "./support/html.mjs";
import { reader } from "./support/reader.mjs";

// A folder with a blank in its name, as people have them.
const folder = portable(root, "en mappe");
const site = pathToFileURL(folder).href;
const all = pages(folder);
const hits = (place) => place.locator(".search-results > li");

test("every address on every page is a file in the folder", () => {
  const broken = all.flatMap(({ file, html }) => tags(html).flatMap(({ name, attributes }) => [attributes.href, attributes.src, attributes.action]
    .filter((address) => address && !(name === "link" && attributes.rel === "canonical"))
    .map((address) => new URL(address, `${site}/${file}`))
    .filter((url) => url.protocol === "file:" && !existsSync(fileURLToPath(new URL(url.pathname, "file:"))) || url.href.endsWith("/"))
    .filter((url) => url.protocol === "file:")
    .map((url) => `${file}: ${url}`)));
  assert.deepEqual(broken.slice(0, 10), [], `${broken.length} in all`);
  assert.ok(!existsSync(join(folder, "404.html")), "nobody shows it");
});

test("search finds from any page, and leads to a page", async (t) => {
  const page = await reader(t, `${site}/caser/telma/index.html`);
  await page.keyboard.press("/");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type("realisere gevinster");
  await hits(page.getByRole("dialog")).first().locator(".search-title").click();
  await page.waitForURL(/\/index\.html(#.*)?$/);
  assert.match(await page.locator("main").textContent(), /gevinst/i);
});

test("the search page filters, and a search can be sent", async (t) => {
  const page = await reader(t, `${site}/index.html`);
  await page.locator("main .examples a").first().click();
  await hits(page.locator("main")).first().waitFor();
  const before = await page.locator(".search-status").textContent();
  await page.locator(".search-filters input[name=type]").first().check();
  await page.waitForFunction((text) => document.querySelector(".search-status").textContent !== text, before);
  assert.match(page.url(), /\/sok\/index\.html\?q=.*&type=/);
  // Quoted words are looked for in what is fetched late.
  await page.locator("main input[type=search]").fill('"innovasjon"');
  await hits(page.locator("main")).first().waitFor();
});

test("filters narrow a list and stand in its address", async (t) => {
  const page = await reader(t, `${site}/caser/index.html`);
  await page.locator(".facets details").evaluate((details) => { details.open = true; });
  const shown = () => page.locator("[data-items] > li:visible").count();
  const before = await shown();
  await page.locator('.facets input[value="status=ended"]').check();
  const after = await shown();
  assert.ok(after > 0 && after < before);
  assert.match(page.url(), /index\.html\?status=ended$/);
  await page.reload();
  assert.equal(await shown(), after);
  await page.locator(".chips button").click();
  assert.equal(await shown(), before);
});

test("ticks stay", async (t) => {
  const page = await reader(t, `${site}/guider/innovasjonsguiden/index.html`);
  const first = page.locator("[data-task] input").first();
  await first.check();
  await page.reload();
  assert.ok(await first.isChecked());
});

test("terms are explained, and the colour scheme is kept from page to page", async (t) => {
  const { file } = all.find(({ html, lang, template }) => lang === "nb" && template === "entry" && html.includes('<a class="term"'));
  const page = await reader(t, `${site}/${file}`);
  await page.locator("main a.term").first().focus();
  await page.locator("[role=tooltip]").waitFor();
  await page.locator(".scheme label:has(input[value=dark])").click();
  await page.locator(".breadcrumbs a").first().click();
  await page.waitForURL(`${site}/index.html`);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.scheme), "dark");
});

test("other languages are one step away", async (t) => {
  const page = await reader(t, `${site}/index.html`);
  await page.locator(".languages a[lang=da]").first().evaluate((link) => link.click());
  await page.waitForURL(`${site}/da/index.html`);
});

test("damaged files are said, and do not keep the search waiting", async (t) => {
  const blocks = join(folder, "search/b");
  for (const name of readdirSync(blocks)) writeFileSync(join(blocks, name), "vardeSearch(");
  const page = await reader(t, `${site}/sok/index.html?q=gevinst`, { mayComplain: /SyntaxError/ });
  await page.locator(".search-notes").getByText("Noe av søket kunne ikke lastes").waitFor();
});
