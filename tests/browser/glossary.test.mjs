// A term in the text shows what it means: to the mouse, the keyboard and the finger; and is a link without JavaScript.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pages } from "./support/built.mjs";
import { reader, serve } from "./support/reader.mjs";
import { handbook } from "./support/sites.mjs";

const site = await serve(handbook);
const address = site + pages(handbook).find(({ html, lang, template }) => lang === "nb" && template === "entry" && html.includes('<a class="term"')).path;
const term = (page) => page.locator("main a.term").first();
const tip = (page) => page.locator("[role=tooltip]");
const away = (page) => tip(page).waitFor({ state: "hidden" });

async function assertShown(page) {
  await tip(page).waitFor();
  const definition = await term(page).getAttribute("data-definition");
  assert.ok(definition.length > 10 && (await tip(page).textContent()).endsWith(definition));
  assert.equal(await term(page).getAttribute("aria-describedby"), await tip(page).getAttribute("id"));
  const box = await tip(page).boundingBox();
  const { width } = page.viewportSize();
  assert.ok(box.x >= 0 && box.x + box.width <= width, JSON.stringify(box));
}

test("on hover, and while the pointer is on the definition itself", async (t) => {
  const page = await reader(t, address);
  await term(page).hover();
  await assertShown(page);
  await tip(page).hover();
  await page.waitForTimeout(500);
  assert.ok(await tip(page).isVisible());
  await page.mouse.move(0, 0);
  await away(page);
});

test("on focus; Escape takes it away and leaves the focus", async (t) => {
  const page = await reader(t, address);
  await term(page).focus();
  await assertShown(page);
  await page.keyboard.press("Escape");
  await away(page);
  assert.ok(await term(page).evaluate((link) => link === document.activeElement));
  await page.keyboard.press("Enter");
  await page.waitForURL("**/begreper/**");
});

test("on tap; a second tap follows the link, a tap elsewhere takes it away", async (t) => {
  const page = await reader(t, address, { hasTouch: true, isMobile: true, viewport: { width: 320, height: 640 } });
  await term(page).tap();
  await assertShown(page);
  assert.equal(page.url(), address);
  await page.locator("h1").tap();
  await away(page);
  await term(page).tap();
  await assertShown(page);
  await term(page).tap();
  await page.waitForURL("**/begreper/**");
});

test("without JavaScript it is a link to the term", async (t) => {
  const page = await reader(t, address, { javaScriptEnabled: false });
  await term(page).click();
  assert.match(page.url(), /\/begreper\/[\w-]+\/$/);
});
