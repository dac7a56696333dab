// Films: nothing is asked of others until the reader has been told whom, and has said yes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pages } from "./support/built.mjs";
import { focused, reader, serve } from "./support/reader.mjs";
import { handbook } from "./support/sites.mjs";

const site = await serve(handbook);
const { path } = pages(handbook).find(({ html, lang, template }) => lang === "nb" && template === "entry" && html.includes("data-video="));

test("a film is fetched only after a yes", async (t) => {
  const page = await reader(t, site + path, { mayComplain: /https:\/\/player\.vimeo\.com\// });
  const asked = [];
  page.on("request", (request) => !request.url().startsWith(site) && asked.push(request.url()));
  await page.locator("a[data-video]").click();
  const notice = page.locator(".video-notice");
  assert.match(await notice.textContent(), /Vimeo/);
  assert.match(await focused(page), /^button /);
  assert.deepEqual(asked, []);

  const asking = page.waitForRequest(/^https:/);
  await page.keyboard.press("Enter");
  await asking;
  assert.match(await page.locator("iframe").getAttribute("title"), /\S/);
  assert.equal(asked.length, 1);
  assert.match(asked[0], /^https:\/\/player\.vimeo\.com\/video\/\d+\?dnt=1$/);
});

test("without JavaScript a film is a link", async (t) => {
  const page = await reader(t, site + path, { javaScriptEnabled: false });
  assert.match(await page.locator("a[data-video]").getAttribute("href"), /^https:\/\/vimeo\.com\//);
});
