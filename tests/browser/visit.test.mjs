// What holds for every page once a browser has it: no complaint, nothing asked of others, nothing wider than a phone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { kinds, most, pages } from "./support/built.mjs";
import { reader, serve } from "./support/reader.mjs";
import { handbook, sites } from "./support/sites.mjs";

const site = await serve(handbook);
const all = pages(handbook).filter(({ path }) => path !== "/404.html");
const each = kinds(all.filter(({ lang }) => lang === "nb"));
const phone = { viewport: { width: 320, height: 640 }, hasTouch: true };

/** How far a page reaches past the window's edge, and what does. */
function overflow() {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return null;
  const wide = [...document.querySelectorAll("body *")].find((element) => element.getBoundingClientRect().right > width + 1);
  return `${document.documentElement.scrollWidth} px wide: ${wide?.outerHTML.slice(0, 120)}`;
}

/** Goes through pages one by one and collects what is wrong with them. */
async function visit(page, base, list) {
  const found = [];
  for (const { path } of list) {
    await page.goto(base + path, { waitUntil: "load" });
    const wide = await page.evaluate(overflow);
    if (wide) found.push(`${path}: ${wide}`);
  }
  assert.deepEqual(found, []);
}

for (const { name, folder, lang } of sites) {
  test(`the pages of the ${name} fit a window of 320 px and work in silence`, async (t) => {
    const address = await serve(folder);
    await visit(await reader(t, `${address}/`, phone), address, most(pages(folder)).filter((page) => page.lang === lang && page.path !== "/404.html"));
  });
}

test("pages in the other languages do too", async (t) => {
  const others = all.filter(({ lang }) => lang !== "nb");
  await visit(await reader(t, `${site}/`, phone), site, others.filter((_, index) => index % 25 === 0));
});

test("one page of each kind fits a window of 768 px and of 1440 px", async (t) => {
  const page = await reader(t, `${site}/`);
  for (const width of [768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await visit(page, site, each);
  }
});

test("one page of each kind works below a folder that the build did not know", async (t) => {
  const below = await serve(handbook, "/om/oss/handbok");
  await visit(await reader(t, `${below}/`), below, each);
});

test("the pages guard themselves where the host sends no headers", async (t) => {
  const bare = await serve(handbook, "", {});
  const page = await reader(t, `${bare}/`, { mayComplain: /Content Security Policy/ });
  const ran = await page.evaluate(async () => {
    const script = Object.assign(document.createElement("script"), { textContent: "window.ran = true" });
    document.head.append(script);
    const style = Object.assign(document.createElement("style"), { textContent: "body { color: rgb(1, 2, 3) }" });
    document.head.append(style);
    const asked = await fetch("https://elsewhere.example/").then(() => true, () => false);
    return [window.ran === true, getComputedStyle(document.body).color === "rgb(1, 2, 3)", asked];
  });
  assert.deepEqual(ran, [false, false, false]);
  await visit(page, bare, each.slice(0, 3));
});

test("one page of each kind works without JavaScript", async (t) => {
  await visit(await reader(t, `${site}/`, { javaScriptEnabled: false, ...phone }), site, each);
});

test("an address that does not exist gives the 404 page, styled, with the nearest addresses", async (t) => {
  const page = await reader(t, `${site}/`, { mayComplain: /404/ });
  const answer = await page.goto(`${site}/caser/telmo/`);
  assert.equal(answer.status(), 404);
  await page.locator(".nearest").getByRole("link", { name: "TELMA" }).first().waitFor();
  assert.ok(await page.evaluate(() => document.styleSheets[0].cssRules.length > 0));
});

test("nothing is stored before the reader asks for it", async (t) => {
  const page = await reader(t, `${site}/`);
  await visit(page, site, each);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, ""]);
});

test("the colour scheme is chosen, stored and undone", async (t) => {
  const page = await reader(t, `${site}/`, { colorScheme: "light" });
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const choose = (scheme) => page.locator(`.scheme label:has(input[value=${scheme}])`).click();
  const light = await paper();
  await choose("dark");
  const dark = await paper();
  assert.notEqual(dark, light);
  await page.reload();
  assert.equal(await paper(), dark);
  await choose("auto");
  assert.equal(await paper(), light);
});
