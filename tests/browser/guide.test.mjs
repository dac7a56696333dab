// The guide's tasks: ticked, counted, kept on the device, taken away again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { reader, serve } from "./support/reader.mjs";
import { handbook } from "./support/sites.mjs";

const site = await serve(handbook);
const guide = `${site}/guider/innovasjonsguiden/`;
const step = `${site}/trinn/realiser/`;
const boxes = (page) => page.locator("[data-task] input");
const words = (page) => page.locator(".progress label span").textContent();
const stored = (page) => page.evaluate(() => Object.keys(localStorage));

test("ticks are counted, told once and kept over a reload", async (t) => {
  const page = await reader(t, guide);
  const total = await boxes(page).count();
  assert.ok(total >= 12, `${total} tasks`);
  assert.equal(await words(page), `0 av ${total} oppgaver er gjort`);
  assert.deepEqual(await stored(page), []);

  await boxes(page).first().focus();
  await page.keyboard.press("Space");
  await page.locator("[data-task] label").nth(2).click();
  assert.match(await boxes(page).first().getAttribute("id"), /^ui--/, "no heading has such an id");
  assert.equal(await words(page), `2 av ${total} oppgaver er gjort`);
  assert.equal(await page.locator(".progress [role=status]").textContent(), `2 av ${total} oppgaver er gjort`);

  await page.reload();
  assert.equal(await words(page), `2 av ${total} oppgaver er gjort`);
  assert.deepEqual(await Promise.all([0, 1, 2].map((index) => boxes(page).nth(index).isChecked())), [true, false, true]);
  await boxes(page).first().uncheck();
  assert.equal(await words(page), `1 av ${total} oppgaver er gjort`);
});

test("a tick on a step's page is a tick on the guide", async (t) => {
  const page = await reader(t, step);
  await boxes(page).first().check();
  const task = await boxes(page).first().inputValue();
  await page.goto(guide);
  assert.ok(await page.locator(`[data-task="${task}"] input`).isChecked());
});

test("a reset asks first, and takes this guide's ticks alone", async (t) => {
  const page = await reader(t, guide);
  await page.evaluate(() => { localStorage["guide:guide/annen"] = '["1"]'; });
  await boxes(page).first().check();
  const answers = [false, true];
  page.on("dialog", (dialog) => (answers.shift() ? dialog.accept() : dialog.dismiss()));

  await page.getByRole("button", { name: "Fjern alle kryss" }).click();
  assert.equal(await boxes(page).first().isChecked(), true);
  await page.getByRole("button", { name: "Fjern alle kryss" }).click();
  assert.equal(await boxes(page).first().isChecked(), false);
  assert.equal(await page.locator(".progress [role=status]").textContent(), "Alle kryssene er fjernet");
  assert.equal(await page.evaluate(() => localStorage["guide:guide/annen"]), '["1"]');
});

test("a reset on a step's page takes the ticks of the whole guide, as it says", async (t) => {
  const page = await reader(t, guide);
  await boxes(page).first().check();
  await page.goto(step);
  page.on("dialog", (dialog) => dialog.accept());
  await page.getByRole("button", { name: "Fjern alle kryss" }).click();
  await page.goto(guide);
  assert.equal(await page.locator("[data-task] input:checked").count(), 0);
});

test("without JavaScript the tasks are a plain ordered list", async (t) => {
  const page = await reader(t, guide, { javaScriptEnabled: false });
  assert.ok(await page.locator("ol > li[data-task]").count() >= 12);
  assert.equal(await page.locator("main input, main progress:visible, main button:visible").count(), 0);
});
