// What a page weighs on the wire, gzipped. The limits are promises to readers on slow lines.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { pages } from "./support/built.mjs";
import { tags } from "./support/html.mjs";
import { sites } from "./support/sites.mjs";

const limits = { html: 4000, css: 10_000, js: 3000 };
const all = sites.flatMap(({ name, folder }) => pages(folder).map((page) => ({ ...page, name, folder })));
const weight = (file) => gzipSync(readFileSync(file)).length;

/** The pages over a limit, heaviest first. */
function over(limit, measure, list = all) {
  return list.map((page) => ({ page: page.name + page.path, bytes: measure(page) })).filter(({ bytes }) => bytes > limit)
    .sort((a, b) => b.bytes - a.bytes).slice(0, 10);
}

/** Files a page names in some tags. */
function files({ folder, path, html }, name, attribute, wanted) {
  return tags(html).filter((tag) => tag.name === name && tag.attributes[attribute] && wanted(tag.attributes))
    .map(({ attributes }) => join(folder, new URL(attributes[attribute], `http://site${path}`).pathname));
}

/** A script and everything it imports at once; what it loads later, when a reader asks, is not counted. */
function withImports(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, address] of readFileSync(file, "utf8").matchAll(/(?:^|[;\n])\s*(?:import|export)\b[^;("]*?"(\.[^"]+)"/g)) withImports(join(dirname(file), address), found);
  return found;
}

const sum = (list) => [...new Set(list)].reduce((total, file) => total + weight(file), 0);
const styles = (page) => files(page, "link", "href", ({ rel }) => rel === "stylesheet");
const scripts = (page) => files(page, "script", "src", () => true).flatMap((file) => [...withImports(file)]);

test(`a page without its text is at most ${limits.html} bytes of HTML`, () => {
  const bare = ({ html }) => gzipSync(html.replace(/(<main[^>]*>)[^]*(<\/main>)/, "$1$2")).length;
  assert.deepEqual(over(limits.html, bare), []);
});

test(`all CSS of a page is at most ${limits.css} bytes`, () => {
  assert.ok(all.filter(({ template }) => template !== "redirect").every((page) => styles(page).length > 0));
  assert.deepEqual(over(limits.css, (page) => sum(styles(page))), []);
});

test(`all JavaScript of a page that does not search is at most ${limits.js} bytes`, () => {
  assert.ok(scripts(all.find(({ template }) => template === "guide")).length > 2);
  assert.deepEqual(over(limits.js, (page) => sum(scripts(page)), all.filter(({ template }) => template !== "search")), []);
});
