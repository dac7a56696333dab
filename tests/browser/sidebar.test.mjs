// The other theme: whatever holds for readers of the default one holds here, with other templates and other colours.

import assert from "node:assert/strict";
import { appendFileSync, cpSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { HtmlValidate } from "html-validate";
import { build, kinds, pages, root, temporary } from "./support/built.mjs";
import { reader, serve } from "./support/reader.mjs";
import { handbook } from "./support/sites.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8") + "; undefined";
const source = temporary();
for (const part of ["content", "varde.yaml"]) cpSync(join(root, part), join(source, part), { recursive: true });
appendFileSync(join(source, "varde.yaml"), "\ntheme: sidebar\n");
const folder = build(source);
const site = await serve(folder);
const all = pages(folder);
const each = kinds(all.filter(({ lang, path, template }) => lang === "nb" && path !== "/404.html" && template !== "print"));
const fronts = all.filter(({ template }) => template === "front");

test("it is another theme with the same pages", () => {
  const paths = (site) => pages(site).map(({ path }) => path);
  assert.deepEqual(paths(folder), paths(handbook));
  assert.deepEqual(fronts.map(({ lang }) => lang).sort(), ["da", "en", "nb", "nn"]);
  const style = (list) => /assets\/style\.[0-9a-f]+\.css/.exec(list.find(({ path }) => path === "/").html)[0];
  assert.notEqual(style(all), style(pages(handbook)));
});

const views = { light: {}, dark: { colorScheme: "dark" }, "320 px": { viewport: { width: 320, height: 640 } } };
for (const [view, options] of Object.entries(views)) {
  test(`axe finds nothing, and nothing is wider than the window (${view})`, async (t) => {
    const page = await reader(t, `${site}/`, { reducedMotion: "reduce", ...options });
    const found = [];
    for (const { path } of [...(view === "light" ? each : each.filter((_, index) => index % 4 === 0)), ...fronts]) {
      await page.goto(site + path);
      await page.evaluate(axe);
      const { violations, wide } = await page.evaluate(async () => ({
        violations: (await window.axe.run({ resultTypes: ["violations"] })).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`),
        wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
      }));
      found.push(...violations.map((text) => `${path}: ${text}`), ...(wide ? [`${path} is too wide`] : []));
    }
    assert.deepEqual(found, []);
  });
}

test("search, sections and languages are one step away", async (t) => {
  const page = await reader(t, `${site}/caser/telma/`);
  await page.locator("nav.sections").getByRole("link", { name: "Tips", exact: true }).click();
  await page.waitForURL("**/tips/");
  await page.keyboard.press("/");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type("gevinst");
  await page.locator("dialog .search-results li").first().waitFor();
  await page.locator("dialog").getByRole("button", { name: "Lukk" }).click();
  await page.locator("nav.languages").getByRole("link", { name: "Dansk" }).click();
  await page.waitForURL("**/da/tips/");
});

test("its markup is valid", async () => {
  const validator = new HtmlValidate({ extends: ["html-validate:recommended"], rules: { "long-title": "off", "no-trailing-whitespace": "off" } });
  for (const { path, html } of each) {
    const { results } = await validator.validateString(html);
    assert.deepEqual(results.flatMap(({ messages }) => messages).map(({ ruleId, message }) => `${path} ${ruleId}: ${message}`), []);
  }
});
