import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, measure, open } from "./site.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** A little below what is reached: mean reciprocal rank, share found among ten. */
const NORQUAD = { keywords: [0.925, 0.99], "2long": [0.63, 0.815], "2long_typo": [0.595, 0.76], compound_apart: [0.99, 1], compound_head: [0.865, 0.96] };
const NORDIC = { danish: [0.975, 0.985], nynorsk: [0.91, 0.93], ascii: [0.95, 1], "bokmål to nynorsk": [0.66, 0.81], "danish to nynorsk": [0.92, 0.92] };
const norquad = ["../shared", "../../shared"].map((folder) => path.join(root, folder, "search-eval/norquad")).find(existsSync);

async function check(name, search, queries, [mrr, s10]) {
  const reached = await measure(search, queries);
  console.log(`${name.padEnd(16)} n ${queries.length}  MRR@10 ${reached.mrr.toFixed(3)}  S@10 ${reached.s10.toFixed(3)}`);
  assert.ok(reached.mrr >= mrr && reached.s10 >= s10, `${name}: ${JSON.stringify(reached)}`);
}

test("NorQuAD", { skip: norquad ? false : "the judged collection is not here: ../shared/search-eval/norquad" }, async () => {
  const { search } = await open(build(path.join(norquad, "content")));
  for (const [name, least] of Object.entries(NORQUAD)) await check(name, search, JSON.parse(readFileSync(path.join(norquad, `${name}.json`))), least);
});

const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url)));

test("Danish and Nynorsk", async () => {
  const { search } = await open(build(path.join(root, "tests/search/nordic"))), queries = read("nordic.json");
  for (const [name, least] of Object.entries(NORDIC)) await check(name, search, queries.filter(({ set }) => set === name), least);
});

test("questions to the manual", async () => {
  const { search } = await open(build(path.join(root, "manual")));
  await check("english", search, read("manual.json"), [0.72, 0.87]);
});

const content = path.join(root, "content");
test("fifty questions to the innovation handbook", { skip: existsSync(path.join(content, "tips")) ? false : "content/ is not here" }, async () => {
  const { search } = await open(build(root));
  await check("questions", search, read("questions.json"), [0.895, 0.97]);
});
