// Filters on a list: combined, counted, undone one by one, and as plain pages without JavaScript.

import assert from "node:assert/strict";
import { test } from "node:test";
import { focused, reader, serve } from "./support/reader.mjs";
import { handbook } from "./support/sites.mjs";

const site = await serve(handbook);
const list = `${site}/caser/`;
const shown = (page) => page.locator("[data-items] > li:visible").count();
const box = (page, facet) => page.locator(`.facets input[value="${facet}"]`);
const number = (page, facet) => page.locator(`label:has(input[value="${facet}"]) .number`).textContent().then(Number);
const status = (page) => page.locator(".list-status [role=status]").textContent();
const open = (page) => page.locator(".facets details").evaluate((details) => { details.open = true; });

/** How many entries carry all of some values, counted from the page itself. */
const carrying = (page, ...values) => page.locator("[data-items] > li").evaluateAll((items, wanted) =>
  items.filter((item) => wanted.every((value) => item.dataset.facets.split("|").includes(value))).length, values);

test("two filters narrow the list together, and the counts follow", async (t) => {
  const page = await reader(t, list);
  await open(page);
  const all = await shown(page);
  await box(page, "status=ended").check();
  const ended = await carrying(page, "status=ended");
  assert.equal(await shown(page), ended);
  await box(page, "sector=health").check();
  const both = await carrying(page, "status=ended", "sector=health");
  assert.ok(both > 0 && both < ended && ended < all, `${both} < ${ended} < ${all}`);
  assert.equal(await shown(page), both);
  assert.equal(await number(page, "sector=health"), both);
  assert.equal(await number(page, "status=pilot"), await carrying(page, "status=pilot", "sector=health"));
  assert.match(await status(page), new RegExp(`${both}.*${all}`));
  assert.equal(new URL(page.url()).search, "?status=ended&sector=health");
});

test("two values of one filter widen the list", async (t) => {
  const page = await reader(t, list);
  await open(page);
  await box(page, "status=pilot").check();
  await box(page, "status=in-use").check();
  assert.equal(await shown(page), await carrying(page, "status=pilot") + await carrying(page, "status=in-use"));
});

test("filters are undone one by one, with the keyboard", async (t) => {
  const page = await reader(t, `${list}?status=ended&sector=health`);
  const all = await page.locator("[data-items] > li").count();
  const chips = page.locator(".chips button");
  assert.deepEqual(await chips.allTextContents().then((texts) => texts.slice(0, 2)), ["Avsluttet prosjekt", "Helse og omsorg"]);
  await chips.first().focus();
  await page.keyboard.press("Enter");
  assert.equal(await shown(page), await carrying(page, "sector=health"));
  assert.match(await focused(page), /^button /);
  await page.keyboard.press("Enter");
  assert.equal(await shown(page), all);
  assert.equal(await chips.count(), 0);
  assert.doesNotMatch(await focused(page), /^body/);
  assert.equal(new URL(page.url()).search, "");
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto(`${list}?status=ended`);
  await chips.first().focus();
  await page.keyboard.press("Enter");
  assert.match(await focused(page), /^summary/, "where the filters are folded away");
  await page.route(`${list}*`, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll("Avsluttet prosjekt", () => "$&") });
  });
  await page.goto(`${list}?status=ended`);
  assert.match(await chips.first().getAttribute("aria-label"), / \$&$/, "as it is written");
});

test("the back button undoes, a link to filters shows them", async (t) => {
  const page = await reader(t, list);
  const all = await shown(page);
  await open(page);
  await box(page, "status=pilot").check();
  await page.goBack();
  assert.equal(await shown(page), all);
  assert.equal(await box(page, "status=pilot").isChecked(), false);
  await page.goForward();
  assert.equal(await shown(page), await carrying(page, "status=pilot"));
});

test("from the page of one value, another value leads to both", async (t) => {
  const page = await reader(t, `${list}status/ended/`);
  await open(page);
  await page.locator('.facets a[data-facet="sector=health"]').click();
  await page.waitForURL("**/caser/?status=ended&sector=health");
  assert.equal(await shown(page), await carrying(page, "status=ended", "sector=health"));
});

test("without JavaScript each value is a page with the right entries", async (t) => {
  const page = await reader(t, list, { javaScriptEnabled: false });
  const items = await page.locator("[data-items] > li").evaluateAll((all) => all.map((item) => ({ href: item.querySelector("a").href, facets: item.dataset.facets.split("|") })));
  const links = await page.locator(".facets a").evaluateAll((all) => all.map((link) => ({ href: link.href, facet: link.dataset.facet, count: Number(link.querySelector(".number").textContent) })));
  assert.ok(links.length > 10);
  for (const { href, facet, count } of links) {
    await page.goto(href);
    const here = await page.locator("[data-items] > li a").evaluateAll((all) => all.map((link) => link.href));
    assert.deepEqual(here, items.filter(({ facets }) => facets.includes(facet)).map((item) => item.href), facet);
    assert.equal(here.length, count, facet);
    assert.equal(await page.locator(".facets a[aria-current]").getAttribute("data-facet"), facet);
  }
  await page.locator(".chips a").click();
  assert.equal(page.url(), list);
});

test("the overview shows each chart with its table", async (t) => {
  const page = await reader(t, `${site}/oversikt/`);
  const tables = await page.locator("main table").count();
  assert.ok(tables > 3);
  const totals = await page.locator("main table tbody tr").evaluateAll((rows) => rows.map((row) => Number(row.lastElementChild.textContent)));
  assert.ok(totals.every((total) => total > 0), `${totals}`);
});
