/** @file A handbook with more pages than a list holds, and than cards have versions. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { build, open, slug } from "./site.mjs";

const PAGES = 1100;

/** On every page `vanlig`, on all but ten `felles`, on some twice together; and one page in the last hundred of both lists. */
function handbook() {
  const folder = mkdtempSync(path.join(tmpdir(), "varde-large-")), content = path.join(folder, "content");
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(content, "tips"), { recursive: true });
  for (let page = 0; page < PAGES; page++) {
    const often = page < 1050, type = page === 1080 ? "tips/" : "";
    const pair = `vanlig ${page % 110 ? "felles" : "annet"} `, together = "vanlig felles vanlig felles vanlig vanlig felles felles ";
    const text = (page % 110 && page % 20 === 0 && often ? together : pair.repeat(often ? 4 : 1)) + (often ? "" : "fyll ".repeat(60)) + `ord${page}`;
    writeFileSync(path.join(content, `${type}side-${page}.md`), `---\ntitle: Nummer ${page}\n---\n\n${text}\n`);
  }
  writeFileSync(path.join(folder, "varde.yaml"), "title: Stor\ntypes:\n  tip: {folder: tips}\n");
  return folder;
}

const site = build(handbook());

test("frequent words together lose no page, in three steps", async () => {
  const { search, fetched } = await open(site);
  const { total, atLeast, partial } = await search.search("vanlig felles ");
  assert.deepEqual([total, atLeast, partial], [PAGES, false, false]);
  const first = fetched.findIndex((name) => name.includes("/c/"));
  assert.ok(fetched.slice(0, first).some((name) => name.startsWith("search/o/")) && fetched.slice(first).every((name) => name.includes("/c/")), fetched.join(" "));
});

test("a filter chooses among all pages of a frequent word", async () => {
  const { search } = await open(site);
  const { hits, total } = await search.search("vanlig ", { filters: { type: ["tip"] }, facets: true });
  assert.deepEqual([total, hits.map((hit) => slug(hit.url))], [1, ["side-1080"]]);
});

test("one frequent word alone takes no more than its best pages", async () => {
  const { search, fetched } = await open(site);
  const { hits, total, atLeast } = await search.search("vanlig ");
  assert.deepEqual([hits.length, total, atLeast], [10, PAGES, false], "what is not fetched is counted");
  assert.ok(!fetched.some((name) => name.startsWith("search/o/")));
});

test("a frequent word beside a rare one is not fetched whole, and it is said that there may be more", async () => {
  const { search, fetched } = await open(site);
  const { total, atLeast } = await search.search("felles ord77 ");
  assert.deepEqual([total, atLeast], [PAGES - 10, true]);
  assert.ok(!fetched.some((name) => name.startsWith("search/o/")));
});

test("a quoted phrase of frequent words is looked for until there are enough pages, and it is said that there may be more", async () => {
  const { search } = await open(site);
  const { hits, atLeast } = await search.search('"felles felles"');
  assert.deepEqual([hits.length, atLeast], [10, true]);
  assert.deepEqual(await search.search('"felles annet"').then(({ total, partial }) => [total, partial]), [0, false]);
  assert.equal((await search.search('"ord1080"')).atLeast, false, "what stands on one page stands nowhere else");
});

test("a rest that is missing is said, and the best pages are found", async () => {
  const { search } = await open(site, (name, bytes) => (name.startsWith("search/o/") ? null : bytes));
  const { hits, partial } = await search.search("vanlig felles ");
  assert.deepEqual([hits.length, partial], [10, true]);
});

test("cards of neighbours have one version, and every card has one", async () => {
  const { search, fetched } = await open(site);
  await search.search("", { limit: 200 });
  const cards = fetched.filter((name) => name.includes("/c/")).map((name) => /(\d+)-\d+\.([0-9a-f]{3})\.json$/.exec(name));
  const versions = new Map(cards.map(([, slot, version]) => [Math.floor(slot / 8), version]));
  assert.ok(cards.every(([, slot, version]) => versions.get(Math.floor(slot / 8)) === version));
});
