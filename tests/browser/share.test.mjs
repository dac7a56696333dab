// A tip is passed on: by the device where it can, else by copying; and as a link without JavaScript.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pages } from "./support/built.mjs";
import { reader, serve } from "./support/reader.mjs";
import { handbook } from "./support/sites.mjs";

const site = await serve(handbook);
const address = site + pages(handbook).find(({ lang, template }) => lang === "nb" && template === "tip").path;

test("the address is copied, and that is said", async (t) => {
  const page = await reader(t, address, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.getByRole("button", { name: "Kopier lenken" }).click();
  await page.locator(".share [role=status]").filter({ hasText: "Lenken er kopiert" }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), address);
});

test("a device that can share is asked to", async (t) => {
  const page = await reader(t, `${site}/`);
  await page.context().addInitScript(() => { navigator.share = async (what) => { window.shared = what; }; });
  await page.goto(address);
  await page.getByRole("button", { name: "Del", exact: true }).click();
  const { title, url } = await page.evaluate(() => window.shared);
  assert.equal(url, address);
  assert.match(title, /\S/);
});

test("without JavaScript it is a link", async (t) => {
  const page = await reader(t, address, { javaScriptEnabled: false });
  await page.getByRole("link", { name: "Lenke til denne siden" }).click();
  assert.equal(page.url().replace(/#.*/, ""), address);
});
