// The keyboard alone: past the header, through the menu, always seeing where one is. And paper.

import assert from "node:assert/strict";
import { test } from "node:test";
import { kinds, pages } from "./support/built.mjs";
import { focused, reader, serve } from "./support/reader.mjs";
import { handbook } from "./support/sites.mjs";

const site = await serve(handbook);
const entry = `${site}/caser/telma/`;
const phone = { viewport: { width: 320, height: 640 } };

test("the first stop is the way past the header", async (t) => {
  const page = await reader(t, entry);
  await page.keyboard.press("Tab");
  const skip = page.locator("a.skip");
  assert.ok(await skip.evaluate((link) => link === document.activeElement));
  const { y } = await skip.boundingBox();
  assert.ok(y >= 0, "the skip link is seen when it has the focus");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "main#ui--content");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)));
});

for (const [name, options] of [["desk", {}], ["phone", phone]]) {
  test(`the menu opens, leads on and closes with Escape (${name})`, async (t) => {
    const page = await reader(t, `${site}/`, options);
    const summary = page.locator(".site-header summary:visible").first();
    await summary.focus();
    await page.keyboard.press("Enter");
    assert.ok(await summary.evaluate((one) => one.parentElement.open));
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.closest(".site-header details[open]")));
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".site-header details[open]").count(), 0);
    assert.match(await focused(page), /^summary/);
    if (options !== phone) return;
    await page.keyboard.press("Enter");
    const group = page.locator(".section-group > summary").first();
    await group.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    assert.ok(await summary.evaluate((one) => one === document.activeElement), "from a group in the menu, too");
  });
}

test("the menu works without JavaScript", async (t) => {
  const page = await reader(t, `${site}/`, { ...phone, javaScriptEnabled: false });
  await page.locator(".menu > summary").click();
  await page.locator(".menu nav.sections a:visible").first().click();
  assert.notEqual(page.url(), `${site}/`);
});

test("every stop of the keyboard is seen", async (t) => {
  const page = await reader(t, entry, { reducedMotion: "reduce" });
  for (const { path } of kinds(pages(handbook).filter(({ lang }) => lang === "nb")).slice(0, 12)) {
    if (path === "/404.html") continue;
    await page.goto(site + path);
    for (let stop = 0; stop < 25; stop++) {
      await page.keyboard.press("Tab");
      await page.evaluate(() => new Promise(requestAnimationFrame));
      const unseen = await page.evaluate(unseenFocus);
      assert.equal(unseen, null, `${path}: stop ${stop}`);
    }
  }
});

/** What is wrong with the sight of the focused element, if anything. */
function unseenFocus() {
  const element = document.activeElement;
  if (element === document.body) return null;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const shown = (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || boxShadow !== "none";
  const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  return shown && inside ? null : `${element.outerHTML.slice(0, 120)} ${outlineStyle} ${JSON.stringify(box)}`;
}

test("the whole handbook prints, and a case prints with its text alone", async (t) => {
  const page = await reader(t, `${site}/utskrift/`);
  const sheets = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  const whole = sheets(await page.pdf({ format: "A4" }));
  assert.ok(whole > 50, `${whole} sheets`);
  await page.goto(entry);
  const one = sheets(await page.pdf({ format: "A4" }));
  assert.ok(one > 1 && one < 15, `${one} sheets`);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".site-header nav:visible, .search-form:visible, .scheme:visible, .skip:visible").count(), 0);
});
