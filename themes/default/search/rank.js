/** @file Lists of pages → one order: how much each page is about the words, and how many of them it has. */
import { find } from "./files.js";

const IMPACT = Array.from({ length: 16 }, (_, step) => 0.25 * 1.25 ** step);
const WHOLE_PAGE = 15;
const FIRST = 200; // pages that are put in order
const FORM = 1.5; // what it is worth that a page has the very form that was typed
const DAMP = 0.85; // leaves room for what the text will tell
const COVER = 2; // how hard a missing word counts
const TOGETHER = 0.5; // what it is worth that the words share a passage

/** Words that the handbook writes as one: that word answers both of a pair, and a name that is asked for is worth more than its words. */
export function joined(matches, terms, joins) {
  const found = joins.flatMap(({ parts, stems, named, blocks }) => {
    const list = stems.flatMap((stem) => blocks.map((block) => find(block, stem))).find(Boolean);
    return list ? { parts, variants: [{ list, weight: 1 }], extra: named } : [];
  });
  for (const { parts, variants } of found)
    if (parts.length === 2)
      for (const half of parts.map((part) => matches[terms.findIndex(({ text }) => text === part)])) {
        if (half.how !== "exact") [half.how, half.variants] = ["joined", []];
        half.variants.push(...variants);
      }
  return [...matches, ...found.filter(({ extra }) => extra)];
}

/**
 * Pages by how well they answer, the best first. Sets `idf` of every match, and `pages`, on how many it stands.
 * @returns {{ slot: number, score: number, passage: number }[]}  in order as far as anybody will look
 */
export function rank(matches, index) {
  const pages = new Map();
  let total = 0;
  for (const found of matches) {
    found.idf = found.pages = 0;
    // The parts of a word that stands nowhere are words of their own.
    for (const variants of found.how === "parts" ? found.variants.map((part) => [part]) : found.variants[0] ? [found.variants] : []) {
      const most = Math.max(1, ...variants.filter((own) => own.weight >= 0.5).map((own) => own.list.pages)), idf = Math.log(1 + (index.pages - most + 0.5) / (most + 0.5));
      found.idf += idf;
      found.pages = Math.max(found.pages, most);
      if (!found.extra) total += idf;
      for (const [slot, { own, weight, passage }] of bestOf(variants, found.form)) {
        if (!pages.has(slot)) pages.set(slot, { slot, sum: 0, covered: 0, passages: Array(WHOLE_PAGE + 1).fill(0) });
        const page = pages.get(slot);
        page.sum += idf * own;
        if (!found.extra) page.covered += idf * weight;
        page.passages[passage] += idf * weight;
      }
    }
  }
  const all = [...pages.values()].map(({ slot, sum, covered, passages }) => {
    const everywhere = passages.pop(), most = Math.max(...passages);
    return { slot, passage: most ? passages.indexOf(most) : WHOLE_PAGE, score: sum ** DAMP * (covered / total) ** COVER * (1 + (TOGETHER * (most + everywhere)) / total) };
  });
  const enough = Float64Array.from(all, (page) => page.score).sort().at(-FIRST) ?? 0;
  const best = all.filter((page) => page.score >= enough).sort((one, other) => other.score - one.score || one.slot - other.slot);
  return [...best, ...all.filter((page) => page.score < enough)];
}

/** For every page of every variant the best one: what the page is worth for it, the variant's weight, the passage. */
function bestOf(variants, form) {
  const best = new Map();
  for (const { list: { block, start, length }, weight } of variants)
    for (let at = start; at < start + length; at++) {
      const slot = block.slots[at], value = block.values[at], own = weight * IMPACT[value >> 4] * (block.forms[at] & form ? FORM : 1);
      if (!(best.get(slot)?.own >= own)) best.set(slot, { own, weight, passage: value & 15 });
    }
  return best;
}
