// What holds for every page of a handbook, read from the files.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { pages } from "./support/built.mjs";
import { tags } from "./support/html.mjs";
import { sites } from "./support/sites.mjs";

for (const site of sites) describe(site.name, () => check(site));

function check({ folder, lang: main, languages }) {
  const all = pages(folder).map((page) => ({ ...page, tags: tags(page.html) }));
  const ids = new Map(all.map((page) => [page.path, page.tags.flatMap(({ attributes }) => attributes.id ?? [])]));

  /** Asks every page; `complaints` says what is wrong with one. */
  function every(what, complaints) {
    test(`every page ${what}`, () => {
      const found = all.flatMap((page) => complaints(page).map((text) => `${page.path}: ${text}`));
      assert.deepEqual(found.slice(0, 20), [], `${found.length} in all`);
    });
  }

  test("every language has its front page and its 404 page is there", () => {
    const there = languages.map((lang) => (lang === main ? "/" : `/${lang}/`));
    assert.deepEqual([...there, "/404.html"].filter((path) => !ids.has(path)), []);
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

  every("says its language, and only known ones", ({ lang, path, tags }) => {
    const inPath = languages.find((one) => path.startsWith(`/${one}/`)) ?? main;
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

  every("says what it may load, before it loads anything", ({ html, template }) => {
    const [before, policy] = /^([^]*?)<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)?.slice(1) ?? ["", ""];
    const films = /data-video="/.test(html);
    return [
      ...(/^default-src 'none'; /.test(policy) && !/unsafe|\*/.test(policy) ? [] : [`policy «${policy}»`]),
      ...(/<(?:script|link|img)\b/.test(before) ? ["loads something before its policy"] : []),
      ...(/frame-src/.test(policy) === films ? [] : [films ? "cannot show its films" : "may frame what it does not show"]),
      ...(template === "redirect" || /connect-src 'self'/.test(policy) ? [] : ["cannot search"]),
    ];
  });

  every("says what each picture shows", ({ tags }) =>
    tags.filter(({ name, attributes }) => name === "img" && attributes.alt === undefined).map(({ attributes }) => attributes.src));

  every("loads nothing from elsewhere", ({ tags }) => tags
    .filter(({ name, attributes }) => name !== "a" && (name !== "link" || /stylesheet|icon|preload/.test(attributes.rel)))
    .flatMap(({ attributes }) => [attributes.src, attributes.href, attributes.srcset])
    .filter((address) => address && /^(\w+:)?\/\//.test(address)));

  every("links only to pages and anchors that exist", ({ path, tags }) => addresses(tags).flatMap((address) => {
    const url = new URL(address, `http://site${path}`);
    if (url.host !== "site" || !url.protocol.startsWith("http")) return [];
    const target = decodeURIComponent(url.pathname);
    const anchor = decodeURIComponent(url.hash.slice(1));
    if (!existsSync(join(folder, target, target.endsWith("/") ? "index.html" : ""))) return [`${address} leads nowhere`];
    return anchor && !ids.get(target)?.includes(anchor) ? [`${address}: no such anchor`] : [];
  }));

  every("can stand below any folder", ({ path, tags }) => (path === "/404.html" ? [] : addresses(tags).filter((address) => address.startsWith("/"))));

  every("has JSON-LD without holes", ({ html }) => [...html.matchAll(/<script type="application\/ld\+json">([^]*?)<\/script>/g)]
    .filter(([, json]) => JSON.stringify(JSON.parse(json)).includes("null")).map(([, json]) => json.slice(0, 200)));

  test("the files beside the pages are there and can be read", () => {
    const read = (name) => readFileSync(join(folder, name), "utf8");
    const { generator, title, languages: spoken, search } = JSON.parse(read("varde.json"));
    assert.match(generator, /^varde \d/);
    assert.match(title, /\S/);
    assert.deepEqual(spoken, languages);
    for (const asset of [search.client, ...search.assets]) assert.ok(existsSync(join(folder, asset ?? "missing")), asset);
    assert.match(read("sitemap.xml"), /<urlset [^]*<loc>[^<]+<\/loc>[^]*<\/urlset>/);
    assert.match(read("feed.xml"), /<feed [^]*<\/feed>/);
    assert.match(read("robots.txt"), /User-agent: \*/);
  });
}

/** Where a page's links, forms and files lead. */
function addresses(tags) {
  return tags.flatMap(({ attributes }) => [attributes.href, attributes.src, attributes.action]).filter(Boolean);
}

function textOf(html, id) {
  return id && new RegExp(`id="${id}"[^>]*>([^<]+|<a [^>]*>[^<]+)`).exec(html)?.[1];
}
