import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { hit } from "../../themes/default/search/hit.js";
import { handbook, open, slug } from "./site.mjs";

const { search } = await open(handbook);
const slugs = async (query, options) => (await search.search(query, options)).hits.map((hit) => slug(hit.url));

test("every query of queries.json finds a right page among the first three", async () => {
  for (const { set, q, rel } of JSON.parse(readFileSync(new URL("queries.json", import.meta.url)))) {
    const found = (await slugs(q)).slice(0, 3);
    assert.ok(found.some((own) => rel.includes(own)), `${set}: ${q} → ${found}`);
  }
});

test("no hit vanishes while one types on", async () => {
  for (const [word, page] of [["innovasjonsprosessene", "innovasjon"], ["kommunestyrene", "kommune"], ["saksbehandlingen", "soknad"], ["biblioteket", "bibliotek"], ["barnehageløftet", "barnehage"]])
    for (let end = 2; end <= word.length; end++) assert.ok((await slugs(word.slice(0, end))).includes(page), word.slice(0, end));
});

test("all scripts that the published ones import are published", () => {
  for (const name of readdirSync(`${handbook}/assets`).filter((own) => own.endsWith(".js")))
    for (const [, other] of readFileSync(`${handbook}/assets/${name}`, "utf8").matchAll(/(?:from|import\()"\.\/([\w.-]+\.js)"/g)) assert.ok(existsSync(`${handbook}/assets/${other}`), `${name} → ${other}`);
});

test("nonsense finds nothing", async () => {
  for (const query of ["qqqqq", "xyzzy", "zzzzzzzzz", "123456789", "wkjhgfd qpwoeirut", "…", "--", "😀"]) assert.deepEqual(await slugs(query + " ", { facets: true }), [], query);
  assert.deepEqual(await slugs("😀", { filters: { type: ["case"] } }), await slugs("", { filters: { type: ["case"] } }), "what is asked is the filter");
});

test("parts of a word that stands nowhere are words of their own; a first part is enough", async () => {
  const { words, hits } = await search.search("innovasjonsbarnehage ");
  assert.equal(words[0].how, "parts");
  assert.ok(hits.some((hit) => slug(hit.url) === "innovasjon") && hits.some((hit) => slug(hit.url) === "barnehage"));
  assert.equal((await search.search("barnehageqpwzx ")).words[0].how, "parts");
});

test("a page whose heading is what is asked stands before one that only says it more often", async () => {
  const [hit] = (await search.search("etter vedtaket ")).hits;
  assert.equal(hit.heading, "Etter vedtaket");
});

test("a quoted phrase is exact", async () => {
  assert.deepEqual(await slugs('"nyttig og tatt i bruk"'), ["innovasjon"]);
  assert.deepEqual(await slugs('"tatt nyttig"'), []);
  assert.equal((await search.search('"nyttig og tatt i bruk"')).atLeast, false, "all pages were read");
});

test("a typo is mended and said", async () => {
  const { words } = await search.search("bibilotek");
  assert.deepEqual([words[0].how, words[0].shown.startsWith("bibliotek")], ["meant", true]);
  assert.deepEqual(await slugs("utbetaletl"), ["soknad"], "a slip in the ending");
});

test("filters narrow, counts are of what each value would leave", async () => {
  const { total, facets } = await search.search("", { facets: true, filters: { type: ["case"] }, lang: "nb" });
  assert.equal(total, 3);
  assert.equal(facets.type.values.find(({ key }) => key === "term").count, 4);
  assert.equal(facets.lang.values.find(({ key }) => key === "nb").count, 3);
});

test("a hit names its section and marks the words", async () => {
  const { hits: [hit] } = await search.search("vedtaket");
  assert.equal(hit.heading, "Etter vedtaket");
  assert.match(hit.url, /#etter-vedtaket$/);
  const [hit2] = (await search.search("saksbehandler")).hits;
  assert.deepEqual(hit2.marks.map(([start, end]) => hit2.excerpt.slice(start, end)), ["saksbehandler"]);
});

test("what is found through another word is marked in the excerpt", async () => {
  const marked = async (query, page) => {
    const hit = (await search.search(query)).hits.find((own) => slug(own.url) === page);
    return [...new Set(hit?.marks.map(([start, end]) => hit.excerpt.slice(start, end)))];
  };
  assert.deepEqual(await marked("verksemd", "virksomhet"), ["virksomhet"], "the same in another language");
  assert.deepEqual(await marked("bøker", "bibliotek"), ["bøker"], "as it was asked");
  assert.deepEqual(await marked("utbetalte", "soknad"), ["utbetales"], "another form");
  assert.deepEqual(await marked("drive", "prosjekt"), ["drev"], "an irregular form");
  assert.deepEqual(await marked("samskaping", "prosjekt"), ["medvirkende", "utforming"], "a synonym");
  assert.deepEqual(await marked("tur", "baer"), [], "not in the text");
  assert.deepEqual(await marked("steder", "bibliotek"), ["sted"], "in the summary");
  assert.deepEqual(await marked("styre", "kommune"), ["Kommunestyret"], "a part of a compound");
});

test("a term of several words is found by its synonym, and the reverse", async () => {
  for (const page of ["samskaping", "prosjekt", "verksted"]) {
    assert.ok((await slugs("samskaping")).includes(page), `samskaping → ${page}`);
    assert.ok((await slugs("medvirkende utforming")).includes(page), `medvirkende utforming → ${page}`);
  }
});

test("a pinned page stands first, whatever the order and form of the words, and is counted once", async () => {
  for (const query of ["å spørre om hjelp", "Hjelp å spørre om"]) {
    const { hits, total } = await search.search(query, { limit: 50 });
    assert.equal(slug(hits[0].url), "veiledning", query);
    assert.equal(total, hits.length);
    assert.equal(new Set(hits.map((hit) => hit.url)).size, hits.length);
  }
  assert.equal((await slugs("spør om hjelp"))[0], "hjelpelinje", "other words are another query");
  assert.equal((await slugs("kaffe og mer kaffe"))[0], "soknad", "a word may stand there twice");
});

test("a pinned page passes filters and quotes like any other", async () => {
  const { hits, total, facets } = await search.search("å spørre om hjelp", { filters: { type: ["case"] }, facets: true, limit: 50 });
  assert.ok(hits.length === total && hits.every((hit) => hit.type === "case"), `${hits.map((hit) => hit.url)}`);
  assert.ok(facets.type.values.some(({ key }) => key === "page"), "it is counted");
  assert.ok(!(await slugs('"å spørre om hjelp"')).includes("veiledning"));
});

test("a query of more words than are read is answered, whatever its names", async () => {
  const words = Array.from({ length: 16 }, (_, number) => `ord${number}`).join(" ");
  assert.equal((await search.search(`${words} base_url`)).words.length, 16);
  assert.equal((await slugs("base_url og maxTries, 2.17"))[0], "service");
});

test("a filter that no page knows is none", async () => {
  const { total } = await search.search("innovasjon");
  assert.equal((await search.search("innovasjon", { filters: { utm_source: ["x"], constructor: ["1"] }, facets: true })).total, total);
});

test("long words, and letters of any script, are found", async () => {
  for (const query of ["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "𐐨𐐩", "ﬁn", "กขค", "ガイド", "οδοσ", "ΟΔΟΣ", "й"]) assert.deepEqual(await slugs(query + " "), ["service"], query);
});

test("a long text is read in one go", () => {
  const card = { url: "a/", title: "A", lang: "nb", type: "page", summary: "", versions: [], sections: [["", "", "en to tre ".repeat(60_000)]] };
  const before = performance.now(), terms = ["en", "to"].map((text) => ({ text }));
  const { marks } = hit({ score: 1 }, card, { which: (word) => ["en", "to"].indexOf(word), worth: [1, 1], terms, lang: "nb", base: new URL("https://site.example/") });
  assert.ok(marks.length > 20);
  assert.ok(performance.now() - before < 10_000);
});

test("what a reader loads before the first query is at most 10,000 bytes", () => {
  const { search: { client, assets } } = JSON.parse(readFileSync(`${handbook}/varde.json`));
  const bytes = [client, ...assets].map((address) => gzipSync(readFileSync(handbook + address)).length).reduce((sum, own) => sum + own);
  assert.ok(bytes <= 10_000, `${bytes}`);
});

test("a text that a field includes is found where it is shown", async () => {
  assert.deepEqual(await slugs("glassverkveien"), ["kaseri"]);
});

test("a type's weight counts", async () => {
  assert.deepEqual(await slugs("kåseri"), ["kaseri-side", "kaseri"]);
});

test("the words that were not found are told", async () => {
  const { words, hits } = await search.search("biblioteket xyzzyq");
  assert.deepEqual(words.map(({ text, how }) => [text, how]), [["biblioteket", "exact"], ["xyzzyq", "none"]]);
  assert.equal(slug(hits[0].url), "bibliotek");
});

test("names of programs and settings are words", async () => {
  for (const [query, page] of [["base_url", "service"], ["baseUrl", "service"], ["maxTries", "service"], ["max tries", "service"], ["c++", "service"], ["2.17", "service"], ["tries", "service"], ["constructor", "service"]]) assert.equal((await slugs(query))[0], page, query);
  assert.deepEqual(await slugs("c# "), [], "C++ is not C#");
  assert.deepEqual(await slugs("__proto__ "), []);
});

test("filters have counts of everything without a query, and of each field as if it had no filter", async () => {
  const { total, facets } = await search.search("", { facets: true, lang: "nb", limit: 50 });
  assert.equal(facets.type.values.reduce((sum, { count }) => sum + count, 0), total, "an entry is one, whatever its versions");
  const narrow = await search.search("", { facets: true, filters: { type: ["case"], lang: ["nb"] }, lang: "nb" });
  assert.deepEqual(narrow.facets.type.values.map(({ key }) => key).sort(), ["case", "note", "page", "term", "theme"]);
  for (const { key, count } of facets.type.values) assert.equal((await search.search("", { filters: { type: [key] }, limit: 50 })).total, count, key);
  assert.deepEqual((await search.search("likestilling", { facets: true, lang: "nn" })).facets.type.values.map(({ count }) => count), [1]);
});

test("a cold query takes three steps at most", async () => {
  const { search: cold, fetched } = await open(handbook);
  assert.deepEqual(fetched, ["search/root.json"]);
  await cold.search("innovasjon kommune");
  const first = fetched.findIndex((name) => name.includes("/c/"));
  assert.ok(fetched.slice(1, first).every((name) => !name.includes("/c/")) && fetched.slice(first).every((name) => name.includes("/c/")));
});

test("a missing or damaged file gives partial results and says so", async () => {
  for (const damage of [() => null, (bytes) => bytes.subarray(0, bytes.length / 2), (bytes) => bytes.map((byte) => byte ^ 0x55), () => new Uint8Array(0)])
    for (const folder of ["search/b/", "search/r/", "search/c/"]) {
      let spared = false;
      const { search: hurt } = await open(handbook, (name, bytes) => (name.startsWith(folder) && (folder !== "search/c/" || spared || !(spared = true)) ? damage(bytes) : bytes));
      const result = await hurt.search("innovasjon kommune");
      assert.equal(result.partial, true, folder);
      assert.ok(Array.isArray(result.hits));
    }
});

test("a damaged root is an error, never a hang", async () => {
  await assert.rejects(open(handbook, () => null));
  await assert.rejects(open(handbook, (name, bytes) => bytes.subarray(0, 40)));
});

test("versions of an entry stand as one, in the reader's language", async () => {
  for (const [lang, other] of [["nb", "nn"], ["nn", "nb"]]) {
    const { hits, total } = await search.search("likestilling", { lang });
    assert.deepEqual([hits.map((hit) => [hit.lang, ...hit.also.map((also) => also.lang)]), total], [[[lang, other]], 1]);
  }
});
