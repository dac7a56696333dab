// Search as readers do it: from any page with the keyboard, on the search page, and without JavaScript.

import assert from "node:assert/strict";
import { test } from "node:test";
import { focused, reader, serve } from "./support/reader.mjs";
import { handbook } from "./support/sites.mjs";

const site = await serve(handbook);
const dialog = (page) => page.getByRole("dialog");
const hits = (place) => place.locator(".search-results > li");
const titles = (place) => place.locator(".search-results .search-title").allTextContents();
const settled = (place) => place.locator(".search-status").filter({ hasText: /\S/ }).textContent();

/** Everything the live region says, in the order it is said. */
async function listen(page, selector) {
  await page.locator(selector).waitFor({ state: "attached" });
  await page.evaluate((where) => {
    window.said = [];
    const region = document.querySelector(where);
    new MutationObserver(() => window.said.push(region.textContent)).observe(region, { childList: true, characterData: true, subtree: true });
  }, selector);
}

for (const key of ["/", "Control+k"]) {
  test(`${key} opens the search, arrows choose, Enter goes there`, async (t) => {
    const page = await reader(t, `${site}/`);
    await page.keyboard.press(key);
    await dialog(page).waitFor();
    await listen(page, "dialog .search-status");
    await page.keyboard.type("gevinst", { delay: 30 });
    await hits(dialog(page)).first().waitFor();
    assert.match(await settled(dialog(page)), /^\d+ treff/);
    await page.waitForTimeout(800);
    assert.equal(await page.evaluate(() => window.said.length), 1, "the count is said once");
    assert.ok(await dialog(page).locator("mark").count() > 0);

    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    const chosen = await page.evaluate(() => document.activeElement.href);
    assert.equal(chosen, await hits(dialog(page)).first().locator(".search-title").evaluate((link) => link.href));
    await page.keyboard.press("Enter");
    await page.waitForURL(chosen);
    assert.match(await page.locator("main").textContent(), /gevinst/i);
  });
}

test("before anything is asked, the dialog offers the places in the menu", async (t) => {
  const page = await reader(t, `${site}/caser/telma/`);
  const menu = await page.locator("[data-search-suggest] a").evaluateAll((links) => links.map((link) => link.href));
  await page.keyboard.press("/");
  const places = dialog(page).locator(".search-recent ol a");
  await places.first().waitFor();
  const offered = await places.evaluateAll((links) => links.map((link) => link.href));
  assert.ok(offered.length > 3 && offered.every((address) => menu.includes(address)), `${offered}`);
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.href), offered[0]);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.type("gevinst");
  await hits(dialog(page)).first().waitFor();
  assert.equal(await places.first().isVisible(), false, "and makes room for what is found");
});

test("the words that were meant, and those that are nowhere, are told", async (t) => {
  const page = await reader(t, `${site}/sok/?q=gevinstrealisernig+xqzvwkj`);
  await hits(page.locator("main")).first().waitFor();
  assert.deepEqual(await page.locator(".search-notes p").allTextContents(), ["Viser treff for gevinstrealisering", "Fant ikke xqzvwkj"]);
});

test("filters are there before anything is asked, and one alone lists what it leaves", async (t) => {
  const page = await reader(t, `${site}/sok/`);
  await page.locator(".search-filters summary").click();
  const box = page.locator(".search-filters input[name=type]").first();
  assert.equal(await hits(page.locator("main")).count(), 0);
  await box.check();
  await hits(page.locator("main")).first().waitFor();
  assert.match(page.url(), /type=/);
  assert.equal(await focused(page), "input[type]", "the reader is where they were");
});

test("Escape closes the search and gives the focus back", async (t) => {
  const page = await reader(t, `${site}/caser/telma/`);
  const link = page.locator("main a").first();
  await link.focus();
  await page.keyboard.press("/");
  await dialog(page).waitFor();
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "hidden" });
  assert.ok(await link.evaluate((one) => one === document.activeElement));
});

test("what is typed in the header's field is searched for, letter by letter, each time anew", async (t) => {
  const page = await reader(t, `${site}/caser/telma/`);
  const field = page.locator("header input[type=search]"), asked = dialog(page).locator("input[type=search]");
  await field.focus();
  await page.keyboard.type("tjenestedesign");
  await hits(dialog(page)).first().waitFor();
  assert.equal(await asked.inputValue(), "tjenestedesign");
  assert.match((await titles(dialog(page)))[0], /tjenestedesign/i);
  await dialog(page).getByRole("button", { name: "Lukk" }).click();
  await field.focus();
  await page.keyboard.type("gevinst");
  await hits(dialog(page)).first().waitFor();
  assert.equal(await asked.inputValue(), "gevinst");
});

test("where the search cannot be loaded, what is typed in the header's field stays there and is sent", async (t) => {
  const page = await reader(t, `${site}/404.html`, { mayComplain: /search-ui|ERR_FAILED/ });
  await page.route("**/search-ui*", (route) => route.abort());
  await page.goto(`${site}/caser/telma/`);
  const field = page.locator("header input[type=search]");
  await field.focus();
  await page.keyboard.type("gevinst", { delay: 20 });
  assert.equal(await field.inputValue(), "gevinst");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/sok/?q=gevinst");
});

test("a tip about realising benefits is two steps away", async (t) => {
  const page = await reader(t, `${site}/`);
  // One: ask.
  await page.keyboard.press("/");
  await dialog(page).waitFor();
  await page.keyboard.type("realisere gevinster");
  const tip = hits(dialog(page)).filter({ has: page.locator('a[href*="/tips/"]') }).first();
  await tip.waitFor();
  // Two: go there.
  await tip.locator("a").click();
  await page.waitForURL("**/tips/**");
  assert.match(await page.locator("main").textContent(), /gevinst/i);
});

test("the search page takes its question from the address and keeps it there", async (t) => {
  const page = await reader(t, `${site}/sok/?q=gevinst`);
  const main = page.locator("main");
  await hits(main).first().waitFor();
  assert.equal(await main.locator("input[type=search]").inputValue(), "gevinst");
  assert.equal(await page.locator("[data-search-static]").isVisible(), false);
  const before = await hits(main).count();

  await main.getByRole("checkbox", { name: /^Tips/ }).check();
  await page.waitForURL(/[?&]type=tip\b/);
  await page.waitForFunction((count) => document.querySelectorAll(".search-results > li").length < count, before);
  const found = await main.locator(".search-results .search-title").evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
  assert.ok(found.length > 0 && found.every((path) => path.startsWith("/tips/")), `${found}`);

  await page.goto(`${page.url()}&utm_source=a&constructor=1`);
  await hits(main).first().waitFor();
  assert.ok(await main.getByRole("checkbox", { name: /^Tips/ }).isChecked());
  assert.equal(new URL(page.url()).search, "?q=gevinst&type=tip", "what is no filter goes");
});

test("what is typed before the script is there is the question, and a place in the index stays in the address", async (t) => {
  const page = await reader(t, `${site}/caser/telma/`);
  let go;
  await page.route("**/search-page*", (route) => new Promise((resolve) => (go = resolve)).then(() => route.continue()));
  await page.goto(`${site}/sok/#ui--letter-2`, { waitUntil: "commit" });
  const field = page.locator("main input[type=search]");
  await field.fill("g");
  while (!go) await page.waitForTimeout(20);
  go();
  await page.locator(".search-filters summary").waitFor({ state: "attached" });
  assert.equal(await field.inputValue(), "g");
  await page.locator(".search-filters fieldset").first().waitFor({ state: "attached" });
  assert.equal(new URL(page.url()).hash, "#ui--letter-2");
});

test("a question without an answer says so, and shows the way on", async (t) => {
  const page = await reader(t, `${site}/sok/?q=xqzvwkj`);
  assert.match(await settled(page.locator("main")), /Ingen treff på «xqzvwkj»/);
  assert.equal(await hits(page).count(), 0);
  assert.match(await page.locator(".search-notes").textContent(), /færre ord/);
  assert.equal(await page.locator(".search-filters").isVisible(), false, "there is nothing to filter");
  assert.ok(await page.locator("[data-search-static]").isVisible(), "the index that is spoken of can be seen");
});

test("each edition speaks its own language", async (t) => {
  const page = await reader(t, `${site}/en/search/?q=gevinst`);
  assert.match(await settled(page.locator("main")), /^\d+ results?/);
  const path = page.locator(".search-path:has([lang=nb])").first();
  assert.equal(await path.evaluate((one) => one.closest("[lang]").lang), "en", "the type is in the reader's language");
});

test("a search that cannot be loaded says so and can be tried again", async (t) => {
  const page = await reader(t, `${site}/`, { mayComplain: /search\/|ERR_FAILED|Failed to load/ });
  await page.route("**/search/*.json", (route) => route.abort());
  await page.keyboard.press("/");
  await dialog(page).waitFor();
  await page.keyboard.type("gevinst");
  const again = dialog(page).getByRole("button", { name: "Prøv igjen" });
  await again.waitFor();
  await page.unroute("**/search/*.json");
  assert.match(await settled(dialog(page)), /kunne ikke lastes/, "where screen readers hear it");
  await again.click();
  await hits(dialog(page)).first().waitFor();
  assert.equal(await focused(page), "input[q]");
});

test("a search page that cannot search says so, and shows the index", async (t) => {
  const page = await reader(t, `${site}/404.html`, { mayComplain: /search\/|ERR_FAILED|Failed to load/ });
  await page.route("**/search/*.json", (route) => route.abort());
  await page.goto(`${site}/sok/?q=gevinst`);
  assert.match(await settled(page.locator("main")), /kunne ikke lastes/);
  assert.ok(await page.locator("[data-search-static]").isVisible());
});

test("below a folder the search finds its files and its pages", async (t) => {
  const below = await serve(handbook, "/en/to");
  const page = await reader(t, `${below}/caser/telma/`);
  await page.keyboard.press("/");
  await dialog(page).waitFor();
  await page.keyboard.type("tjenestedesign");
  await hits(dialog(page)).first().locator(".search-title").click();
  await page.waitForURL(`${below}/*/**`);
  assert.match(await page.locator("h1").textContent(), /tjenestedesign/i);
});

test("nothing is loaded for the search, and nothing is stored, before the reader asks", async (t) => {
  const page = await reader(t, `${site}/404.html`);
  const loaded = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  await page.goto(`${site}/caser/telma/`);
  assert.deepEqual(loaded.filter((path) => /search(?!-start)/.test(path)), []);
  await page.keyboard.press("/");
  await dialog(page).waitFor();
  await page.keyboard.type("gevinst");
  await hits(dialog(page)).first().waitFor();
  assert.ok(loaded.some((path) => path.startsWith("/search/")));
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
});

test("without JavaScript the field leads to an index from A to Å", async (t) => {
  const page = await reader(t, `${site}/`, { javaScriptEnabled: false });
  await page.locator("input[type=search]").fill("gevinst");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/sok/?q=gevinst");
  const letters = await page.locator("[data-search-static] h3").allTextContents();
  assert.ok(letters.length > 10);
  assert.ok(letters.indexOf("Å") < 0 || letters.at(-1) === "Å");
  await page.locator("[data-search-static] .letters a").first().click();
  assert.notEqual(new URL(page.url()).pathname, "/sok/");
});

test("on the search page the keyboard meets field, filters and hits, in the order they are seen", async (t) => {
  for (const width of [360, 1280]) {
    const page = await reader(t, `${site}/sok/?q=gevinst`, { viewport: { width, height: 900 } });
    await hits(page.locator("main")).first().waitFor();
    const filters = page.locator("details.search-filters");
    await filters.waitFor();
    assert.equal(await filters.evaluate((details) => details.open), width > 1000, "folded away on a phone");
    const order = await page.locator("main :is(input[type=search], summary, .search-title)").evaluateAll((stops) =>
      [...new Set(stops.filter((stop) => stop.checkVisibility()).map(({ localName }) => localName))]);
    assert.deepEqual(order, ["input", "summary", "a"]);
    const [field, panel, list] = await Promise.all(["input[type=search]", ".search-filters", ".search-results"].map((part) => page.locator(`main ${part}`).boundingBox()));
    assert.ok(field.y < panel.y && (panel.y < list.y || panel.x < list.x), JSON.stringify([field, panel, list]));
    // Arrow keys lead from the field to the hits, and are the browser's with other keys and in other places.
    await page.locator("main input[type=search]").focus();
    await page.keyboard.press("Shift+ArrowDown");
    assert.match(await focused(page), /^input/);
    await filters.evaluate((details) => { details.open = true; });
    await filters.locator("input").first().focus();
    await page.keyboard.press("ArrowDown");
    assert.match(await focused(page), /^input\[/);
  }
});
