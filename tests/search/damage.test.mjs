// Files that are missing, cut, changed or in each other's place: the search says so, and neither hangs nor breaks.
// `VARDE_FUZZ_MINUTES=10 node --test tests/search/damage.test.mjs` goes on for longer.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { handbook, open } from "./site.mjs";

const MINUTES = Number(process.env.VARDE_FUZZ_MINUTES ?? 0), ROUNDS = 400, PATIENCE = 5000;
const FILES = readdirSync(`${handbook}/search`, { recursive: true }).filter((name) => name.endsWith(".json")).map((name) => `search/${name}`);
const QUERIES = ["innovasjon kommunen bibilotek", "verksemd", '"nyttig og tatt i bruk"', "", "k", "base_url maxTries", "barnehageplasser", "blaabaer", "å spørre om hjelp", "xyzzy"];

let seed = Number(process.env.VARDE_FUZZ_SEED ?? (MINUTES ? Date.now() % 2 ** 31 : 7));
const random = (below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
const other = () => readFileSync(`${handbook}/${FILES[random(FILES.length)]}`);

/** What can happen to a file. */
const DAMAGE = {
  missing: () => null,
  empty: () => new Uint8Array(0),
  cut: (bytes) => bytes.subarray(0, random(bytes.length)),
  changed: (bytes) => {
    const copy = new Uint8Array(bytes);
    for (let hits = 1 + random(4); hits; hits--) copy[random(copy.length)] = random(256);
    return copy;
  },
  longer: (bytes) => Buffer.concat([bytes, other()]),
  swapped: () => other(),
  "a page": () => Buffer.from("<!doctype html><title>404</title>"),
};

/** The answer, or an error after a while. */
const inTime = (answer) => {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error("hangs")), PATIENCE)));
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
};

test("whatever happens to files, there is an answer, and files that come back are read again", async () => {
  const end = Date.now() + MINUTES * 60000, kinds = Object.keys(DAMAGE), options = { facets: true, limit: 30, lang: "nb" };
  const { search: sound } = await open(handbook);
  for (let round = 0; round < ROUNDS || Date.now() < end; round++) {
    const kind = kinds[random(kinds.length)], share = 1 + random(4), query = QUERIES[random(QUERIES.length)], told = `seed ${seed}, ${kind}, ${query}`;
    const hurt = new Map();
    const { search } = await open(handbook, (name, bytes) => {
      if (name.endsWith("root.json")) return bytes;
      if (!hurt.has(name)) hurt.set(name, random(share) ? bytes : DAMAGE[kind](bytes));
      return hurt.get(name);
    });
    const result = await inTime(search.search(query, options)).catch((error) => assert.fail(`${told}: ${error.stack}`));
    assert.ok(Array.isArray(result.hits) && result.hits.every((hit) => hit.url.startsWith("https://")), told);
    const gone = [...hurt].some(([name, bytes]) => !name.includes("/f-") && (bytes === null || !bytes.length));
    if (gone) assert.ok(result.partial, `${told}: some of the search is missing, and nobody says so`);
    // What was lost comes back; what was changed and could be read stays as it was read.
    if (!gone || kind === "changed" || kind === "swapped" || kind === "longer") continue;
    for (const name of FILES) hurt.set(name, readFileSync(`${handbook}/${name}`));
    const again = await search.search(query, options);
    assert.deepEqual([again.partial, again.hits.map((hit) => hit.url)], [false, (await sound.search(query, options)).hits.map((hit) => hit.url)], told);
  }
});

test("a damaged first file is an error, or an answer, never a hang", async () => {
  for (let round = 0; round < ROUNDS / 2; round++)
    for (const kind of Object.keys(DAMAGE)) {
      const opened = open(handbook, (name, bytes) => (name.endsWith("root.json") ? DAMAGE[kind](bytes) : bytes));
      await inTime(opened.then(({ search }) => search.search(QUERIES[random(QUERIES.length)]))).catch((error) => assert.notEqual(error.message, "hangs", `seed ${seed}, ${kind}`));
    }
});
