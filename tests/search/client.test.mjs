import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
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
  for (const query of ["qqqqq", "xyzzy", "zzzzzzzzz", "123456789", "…", "wkjhgfd qpwoeirut"]) assert.deepEqual(await slugs(query + " "), query === "…" ? await slugs("") : [], query);
});

test("a quoted phrase is exact", async () => {
  assert.deepEqual(await slugs('"nyttig og tatt i bruk"'), ["innovasjon"]);
  assert.deepEqual(await slugs('"tatt nyttig"'), []);
});

test("a typo is mended and said", async () => {
  const { words } = await search.search("bibilotek");
  assert.deepEqual([words[0].how, words[0].shown.startsWith("bibliotek")], ["meant", true]);
  assert.deepEqual(await slugs("utbetaletl"), ["soknad"], "a slip in the ending");
});

test("filters narrow, counts are of what each value would leave", async () => {
  const { total, facets } = await search.search("", { facets: true, filters: { type: ["case"] }, lang: "nb" });
  assert.equal(total, 3);
  assert.equal(facets.type.values.find(({ key }) => key === "term").count, 3);
  assert.equal(facets.lang.values.find(({ key }) => key === "nb").count, 3);
});

test("a hit names its section and marks the words", async () => {
  const { hits: [hit] } = await search.search("vedtaket");
  assert.equal(hit.heading, "Etter vedtaket");
  assert.match(hit.url, /#etter-vedtaket$/);
  const [hit2] = (await search.search("saksbehandler")).hits;
  assert.deepEqual(hit2.marks.map(([start, end]) => hit2.excerpt.slice(start, end)), ["saksbehandler"]);
});

test("a cold query takes three steps at most", async () => {
  const { search: cold, fetched } = await open(handbook);
  assert.deepEqual(fetched, ["search/root.bin"]);
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

test("random damage never hangs and never throws", async () => {
  let seed = 7;
  const random = (below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  for (let round = 0; round < 200; round++) {
    const { search: hurt } = await open(handbook, (name, bytes) => {
      if (name.endsWith("root.bin") || random(2)) return bytes;
      const copy = new Uint8Array(bytes);
      for (let hit = 0; hit < 4; hit++) copy[random(copy.length)] = random(256);
      return copy;
    });
    assert.ok(Array.isArray((await hurt.search("innovasjon kommunen bibilotek", { facets: true })).hits));
  }
});

test("versions of an entry stand as one, in the reader's language", async () => {
  for (const [lang, other] of [["nb", "nn"], ["nn", "nb"]]) {
    const { hits, total } = await search.search("likestilling", { lang });
    assert.deepEqual([hits.map((hit) => [hit.lang, ...hit.also.map((also) => also.lang)]), total], [[[lang, other]], 1]);
  }
});
