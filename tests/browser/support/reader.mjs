// A reader with a browser of their own. Whatever the browser complains about fails the test: errors in the console,
// breaches of the content security policy, requests that fail or leave the site.

import assert from "node:assert/strict";
import { after } from "node:test";
import { launch } from "./chromium.mjs";
import { start } from "./server.mjs";

let started;
const ends = [];

/** What is to be ended when the tests of the file are over, after the browser. @param {() => unknown} end */
export function atEnd(end) {
  ends.push(end);
}
after(async () => {
  await (await started)?.close();
  for (const end of ends) await end();
});

/** Serves a built site below `prefix`, with these headers, until the tests of the file end. @returns {Promise<string>} its address */
export async function serve(folder, prefix, sent) {
  const { address, stop } = await start(folder, prefix, sent);
  atEnd(stop);
  return address;
}

/** Opens `address` for a reader who is gone when the test `t` ends.
 * @param {import("node:test").TestContext} t @param {string} address
 * @param {import("playwright-core").BrowserContextOptions & { mayComplain?: RegExp }} [options] */
export async function reader(t, address, { mayComplain, ...options } = {}) {
  started ??= launch();
  const context = await (await started).newContext({ viewport: { width: 1280, height: 900 }, locale: "nb-NO", ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints = listen(page, new URL(address).origin);
  t.after(async () => {
    await context.close();
    assert.deepEqual(complaints.filter((text) => !mayComplain?.test(text)), []);
  });
  await page.goto(address);
  return page;
}

/** Collects what goes wrong on a page. @param {import("playwright-core").Page} page @param {string} origin */
export function listen(page, origin) {
  const complaints = [];
  const say = (text) => complaints.push(`${page.url()}: ${text}`);
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && say(`${message.text()} ${message.location().url}`));
  page.on("pageerror", (error) => say(error.stack || String(error)));
  page.on("response", (answer) => answer.status() >= 400 && say(`${answer.status()} ${answer.url()}`));
  page.on("request", (request) => !request.url().startsWith("data:") && new URL(request.url()).origin !== origin && say(`asks ${request.url()}`));
  return complaints;
}

/** What the reader's keyboard stands on, as text. @param {import("playwright-core").Page} page */
export function focused(page) {
  return page.evaluate(() => {
    const { localName, id, name, textContent } = document.activeElement;
    return id ? `${localName}#${id}` : name ? `${localName}[${name}]` : `${localName} ${textContent.trim()}`;
  });
}
