// Accessibility by axe-core: WCAG 2.2 A and AA and good practice. Pages as they are sent, before any script: all in the
// first language, in others every third and one of each kind; and as scripts leave them one page of each kind in light and
// dark, and one of each template and layout in forced colours, on a phone and at 400 %. Contrast costs half the time: in other
// languages it is measured on one page of each kind, and not at 400 %, where it is that of a phone.
// What axe cannot decide counts as a breach, too, unless it stands in `undecided` with its reason.

import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { build, kinds, layouts, most, pages, run, temporary } from "./support/built.mjs";
import { reader, serve } from "./support/reader.mjs";
import { handbook, sites } from "./support/sites.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8") + "; undefined";
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe leaves to people, and what people found: rule, why axe cannot tell, part of the page, reason. */
const undecided = [
  ["color-contrast", "imgNode", /tspan/, "axe does not look into drawings; the test of drawings below does"],
  ["color-contrast", "elmPartiallyObscuring", /^#ui--definition$/, "the definition of a term lies over the text while it is shown, on a ground of its own"],
  ["color-contrast", "elmPartiallyObscuring", / in a cell$/, "part of a table at the edge of a phone's window; on a desk axe can tell"],
  ["color-contrast", "bgOverlap", /\bp$/, "and covers part of this text, as it is meant to; without it, the text is looked at on the page as it is sent"],
];

/** Every breach on a page, one line each, and all that nobody has decided; with contrast or without. */
async function breaches(page, enabled = true) {
  const { violations, incomplete } = await page.evaluate(async ([values, enabled]) => {
    // Of a cell that is scrolled out of its table's window axe cannot tell the colours.
    for (const table of document.querySelectorAll("section.table")) table.style.overflow = "visible";
    const { violations, incomplete } = await window.axe.run({
      runOnly: { type: "tag", values }, rules: { "color-contrast": { enabled } }, resultTypes: ["violations", "incomplete"],
    });
    const brief = (results) => results.flatMap(({ id, help, nodes }) => nodes.map(({ target, html, any }) =>
      ({ id, help, target: target + (document.querySelector(target[0])?.closest("td, th") ? " in a cell" : ""), html: html.slice(0, 160), why: any.map(({ data }) => data?.messageKey ?? "").join(" ") })));
    return { violations: brief(violations), incomplete: brief(incomplete) };
  }, [tags, enabled]);
  const open = incomplete.filter(({ id, why, target }) =>
    !undecided.some(([rule, reason, part]) => rule === id && reason === why && part.test(target)));
  return [...violations, ...open].map(({ id, help, target, html, why }) => `${id} (${help} ${why}): ${target} ${html}`);
}

/** Two windows side by side go through pages. */
async function through(t, site, options, list, open, contrast = () => true) {
  const found = [];
  const rest = [...list];
  await Promise.all([0, 1].map(async () => {
    const page = await reader(t, `${site}/`, { reducedMotion: "reduce", mayComplain: /404/, ...options });
    await page.evaluate(axe);
    // Whole addresses, so that the style sheet stays when another page comes in this one's place.
    await page.evaluate(() => Promise.all([...document.querySelectorAll("link[rel=stylesheet]")].map((link) =>
      new Promise((loaded) => { link.onload = loaded; link.href = link.href; }))));
    for (let next = rest.shift(); next; next = rest.shift()) {
      await open(page, next);
      for (const breach of await breaches(page, contrast(next))) found.push(`${next.path}: ${breach}`);
    }
  }));
  assert.deepEqual(found.slice(0, 20), [], `${found.length} in all`);
}

/** Puts a page in the place of the one that is open, without its scripts: axe and the style sheet stay. */
async function swap(page, { path, html }) {
  await page.evaluate(([address, text]) => {
    history.replaceState(null, "", address);
    const next = new DOMParser().parseFromString(text, "text/html");
    // Policies add up, and every page has the same style sheet.
    for (const part of next.querySelectorAll("meta[http-equiv], script, link")) part.remove();
    const { documentElement: root, head, body } = document;
    for (const name of root.getAttributeNames()) root.removeAttribute(name);
    for (const { name, value } of next.documentElement.attributes) root.setAttribute(name, value);
    for (const part of head.querySelectorAll(":not(link[rel=stylesheet])")) part.remove();
    head.append(...next.head.childNodes);
    body.replaceWith(next.body);
    document.querySelectorAll("main details").forEach((details) => { details.open = true; });
  }, [path, html]);
}

for (const { name, folder, lang: first, languages } of sites) {
  test(`axe finds nothing on the pages of the ${name}, as they are sent`, async (t) => {
    const all = most(pages(folder)).filter(({ template }) => template !== "redirect");
    const each = new Set(languages.flatMap((lang) => kinds(all.filter((page) => page.lang === lang))).map(({ path }) => path));
    const coloured = ({ lang, path }) => lang === first || each.has(path);
    await through(t, await serve(folder), { colorScheme: "light" }, all.filter((page, index) => coloured(page) || index % 3 === 0), swap, coloured);
  });
}

// The print page holds what the others do, and takes as long as twenty of them.
const short = (all) => layouts(all.filter(({ template }) => template !== "print"));
const views = {
  light: [kinds, { colorScheme: "light" }],
  dark: [kinds, { colorScheme: "dark" }],
  "forced colours": [short, { forcedColors: "active" }],
  "320 px": [short, { viewport: { width: 320, height: 640 } }],
  "400 %": [short, { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 }],
};

for (const [view, [choose, options]] of Object.entries(views)) {
  test(`axe finds nothing where scripts have run (${view})`, async (t) => {
    for (const { folder, lang: first } of sites) {
      const all = pages(folder).filter(({ template }) => template !== "redirect");
      const site = await serve(folder);
      const each = choose(all.filter((page) => page.lang === first));
      await through(t, site, options, each, async (page, { path }) => {
        await page.goto(site + path);
        await page.evaluate(axe);
        await page.evaluate(() => document.querySelectorAll("main details").forEach((details) => { details.open = true; }));
      }, () => view !== "400 %");
    }
  });
}

/** A brand file in the form that Designsystemet gives them, with two colours of its own for each scheme. */
const brand = Object.entries({ light: ["#ffffff", "#2b1c28", "#6a1b4d", "#7d6a78"], dark: ["#1a1218", "#f3e9f0", "#e6a4cb", "#a08c9a"] })
  .map(([scheme, [ground, text, accent, border]]) => `@layer ds.theme.color-scheme.${scheme} { :root, [data-color-scheme="${scheme}"] {
  --ds-color-neutral-background-default: ${ground}; --ds-color-neutral-surface-default: ${ground}; --ds-color-neutral-text-default: ${text};
  --ds-color-neutral-text-subtle: ${text}; --ds-color-accent-background-tinted: ${ground}; --ds-color-accent-text-subtle: ${accent};
  --ds-color-accent-text-default: ${accent}; --ds-color-neutral-border-default: ${border}; --ds-color-accent-border-default: ${border};
} }`).join("\n");

test("axe finds nothing where an organisation has set its colours", async (t) => {
  const folder = join(temporary(), "handbook");
  run("init", folder);
  mkdirSync(join(folder, "themes"), { recursive: true });
  writeFileSync(join(folder, "themes/brand.css"), brand);
  appendFileSync(join(folder, "varde.yaml"), "\nbrand: brand.css\nfonts: {heading: \"Georgia, serif\"}\n");
  const out = build(folder);
  const site = await serve(out);
  const all = pages(out);
  const each = ["front", "entry", "list"].map((kind) => all.find(({ template }) => template === kind));
  for (const [colorScheme, accent] of [["light", "rgb(106, 27, 77)"], ["dark", "rgb(230, 164, 203)"]]) {
    await through(t, site, { colorScheme }, each, async (page, { path }) => {
      await page.goto(site + path);
      await page.evaluate(axe);
      assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector(".footer-links a")).color), accent, path);
    });
  }
});

test("axe finds nothing in what opens: menu, search, filters, ticks, definition", async (t) => {
  const site = await serve(handbook);
  const page = await reader(t, `${site}/`, { reducedMotion: "reduce" });
  const withTerm = pages(handbook).find(({ html, lang, template }) => lang === "nb" && template === "entry" && html.includes('<a class="term"'));
  const acts = {
    "/": () => page.locator(".site-header summary:visible").first().click(),
    "/caser/": () => search(page),
    "/sok/?q=gevinst": () => page.locator(".search-results li").first().waitFor(),
    "/caser/?status=ended&sector=health": () => page.locator(".chips").waitFor(),
    "/guider/innovasjonsguiden/": () => page.locator("[data-task] label").first().click(),
    [withTerm.path]: () => page.locator("main a.term").first().focus(),
  };
  for (const [path, act] of Object.entries(acts)) {
    await page.goto(site + path);
    await page.evaluate(axe);
    await act();
    assert.deepEqual(await breaches(page), [], path);
  }
});

async function search(page) {
  await page.keyboard.press("/");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type("gevinst");
  await page.locator("dialog .search-results li").first().waitFor();
}

/** The contrast of each label in a drawing against the box it stands on. */
function contrasts() {
  const light = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  return [...document.querySelectorAll(".process-label")].map((label) => {
    const [dark, bright] = [label, label.previousElementSibling].map((part) => light(getComputedStyle(part).fill)).sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  });
}

test("labels in drawings can be read, in light and dark", async (t) => {
  const site = await serve(handbook);
  const drawn = pages(handbook).filter(({ lang, template, html }) => lang === "nb" && template !== "print" && html.includes('class="process"'));
  assert.ok(drawn.length > 1);
  for (const colorScheme of ["light", "dark"]) {
    const page = await reader(t, `${site}/`, { colorScheme });
    for (const { path } of drawn) {
      await page.goto(site + path);
      const found = await page.evaluate(contrasts);
      assert.ok(found.length > 2 && Math.min(...found) >= 4.5, `${path} in ${colorScheme}: ${found}`);
    }
  }
});
