// What holds for every page of the handbook, read from the files.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { handbook, pages } from "./support/built.mjs";
import { tags } from "./support/html.mjs";

const languages = ["nb", "nn", "da", "en"];
const all = pages(handbook).map((page) => ({ ...page, tags: tags(page.html) }));
const ids = new Map(all.map((page) => [page.path, page.tags.flatMap(({ attributes }) => attributes.id ?? [])]));

/** Asks every page; `complaints` says what is wrong with one. */
function every(what, complaints) {
  test(`every page ${what}`, () => {
    const found = all.flatMap((page) => complaints(page).map((text) => `${page.path}: ${text}`));
    assert.deepEqual(found.slice(0, 20), [], `${found.length} in all`);
  });
}

test("the handbook has its pages", () => {
  assert.ok(all.length > 300, `only ${all.length}`);
  for (const lang of languages) assert.ok(all.some((page) => page.lang === lang), lang);
});

every("has one h1 and one of each landmark", ({ html, template }) => {
  // Inside `main`, a `header` or a `footer` belongs to a part and is no landmark.
  const outside = tags(html.replace(/(?<=<main[^>]*>)[^]*(?=<\/main>)/, ""));
  const count = (list, name) => list.filter((tag) => tag.name === name).length;
  const counts = { h1: count(tags(html), "h1"), main: count(outside, "main"), header: count(outside, "header"), footer: count(outside, "footer") };
  if (template === "redirect") counts.header = counts.footer = 1;
  return Object.entries(counts).filter(([, number]) => number !== 1).map(([name, number]) => `${number} × ${name}`);
});

every("names its navigations, each differently", ({ html, tags }) => {
  const name = ({ attributes }) => attributes["aria-label"] ?? textOf(html, attributes["aria-labelledby"]);
  const names = tags.filter((tag) => tag.name === "nav").map(name);
  return names.filter((text, index) => !text || names.indexOf(text) !== index).map((text) => `nav «${text}»`);
});

function textOf(html, id) {
  return id && new RegExp(`id="${id}"[^>]*>([^<]+|<a [^>]*>[^<]+)`).exec(html)?.[1];
}

every("says its language, and only known ones", ({ lang, path, tags }) => {
  const inPath = languages.find((one) => path.startsWith(`/${one}/`)) ?? "nb";
  const unknown = tags.map(({ attributes }) => attributes.lang).filter((one) => one !== undefined && !/^(nb|nn|da|en|se|sv|de|fr)$/.test(one));
  return [...(lang === inPath ? [] : [`lang="${lang}"`]), ...unknown.map((one) => `a part in «${one}»`)];
});

every("has unique ids", ({ path }) => ids.get(path).filter((id, index, list) => list.indexOf(id) !== index));

every("refers only to ids it has", ({ path, tags }) => {
  const references = tags.flatMap(({ attributes }) =>
    ["aria-labelledby", "aria-describedby", "aria-controls", "for"].flatMap((name) => attributes[name]?.split(" ") ?? []));
  return references.filter((id) => !ids.get(path).includes(id)).map((id) => `no #${id}`);
});

every("has no script, style or handler in the page itself", ({ tags }) => tags.flatMap(({ name, attributes }) => [
  ...(name === "style" || (name === "script" && !attributes.src && attributes.type !== "application/ld+json") ? [`<${name}>`] : []),
  ...Object.keys(attributes).filter((key) => key === "style" || key.startsWith("on")).map((key) => `<${name} ${key}>`),
]));

every("says what each picture shows", ({ tags }) => tags.filter(({ name, attributes }) => name === "img" && attributes.alt === undefined).map(({ attributes }) => attributes.src));

every("loads nothing from elsewhere", ({ tags }) =>
  tags.flatMap(({ name, attributes }) => (name === "a" || name === "link" && !/stylesheet|icon|preload/.test(attributes.rel) ? [] : [attributes.src, attributes.href, attributes.srcset]))
    .filter((address) => address && /^(\w+:)?\/\//.test(address)));

every("links only to pages and anchors that exist", ({ path, tags }) =>
  tags.flatMap(({ attributes }) => [attributes.href, attributes.src, attributes.action]).filter(Boolean).flatMap((address) => {
    const url = new URL(address, `http://site${path}`);
    if (url.host !== "site" || !url.protocol.startsWith("http")) return [];
    const target = decodeURIComponent(url.pathname);
    const anchor = decodeURIComponent(url.hash.slice(1));
    if (!existsSync(join(handbook, target, target.endsWith("/") ? "index.html" : ""))) return [`${address} leads nowhere`];
    return anchor && !ids.get(target)?.includes(anchor) ? [`${address}: no such anchor`] : [];
  }));

every("can stand below any folder", ({ path, tags }) =>
  path === "/404.html" ? [] : tags.flatMap(({ attributes }) => [attributes.href, attributes.src, attributes.action])
    .filter((address) => address?.startsWith("/")));

test("the JSON-LD can be read and has no holes", () => {
  const found = all.flatMap(({ path, html }) => [...html.matchAll(/<script type="application\/ld\+json">([^]*?)<\/script>/g)]
    .filter(([, json]) => JSON.stringify(JSON.parse(json)).includes("null")).map(() => path));
  assert.deepEqual(found.slice(0, 10), [], `${found.length} in all`);
});

test("the files beside the pages are there and can be read", () => {
  const read = (name) => readFileSync(join(handbook, name), "utf8");
  const { generator, title, languages: spoken, search } = JSON.parse(read("varde.json"));
  assert.match(generator, /^varde \d/);
  assert.equal(title, "Innovasjonshåndboka");
  assert.deepEqual(spoken, languages);
  for (const asset of [search.client, ...search.assets]) assert.ok(existsSync(join(handbook, asset ?? "missing")), asset);
  assert.match(read("sitemap.xml"), /<urlset [^]*<loc>[^<]+<\/loc>[^]*<\/urlset>/);
  assert.match(read("feed.xml"), /<feed [^]*<entry>[^]*<\/feed>/);
  assert.match(read("robots.txt"), /User-agent: \*/);
});
