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
 * Pages by how well they answer, the best first. Sets `idf` of every match.
 * @returns {{ slot: number, score: number, passage: number }[]}  in order as far as anybody will look
 */
export function rank(matches, index) {
  const sum = new Float64Array(index.slots), covered = new Float64Array(index.slots);
  let total = 0;
  for (const found of matches) {
    const most = Math.max(1, ...found.variants.filter((own) => own.weight >= 0.5).map((own) => own.list.pages));
    found.idf = found.variants.length ? Math.log(1 + (index.pages - most + 0.5) / (most + 0.5)) : 0;
    if (!found.extra) total += found.idf;
    const worth = new Float64Array(index.slots), weight = new Float64Array(index.slots);
    each(found, (slot, value, own) => {
      if (own > worth[slot]) [worth[slot], weight[slot]] = [own, value];
    });
    worth.forEach((own, slot) => {
      sum[slot] += found.idf * own;
      if (!found.extra) covered[slot] += found.idf * weight[slot];
    });
  }
  const pages = [];
  sum.forEach((own, slot) => own && pages.push({ slot, passage: WHOLE_PAGE, score: own ** DAMP * (covered[slot] / total) ** COVER }));
  const scores = Float64Array.from(pages, (page) => page.score).sort(), enough = scores[scores.length - FIRST] ?? 0;
  const best = pages.filter((page) => page.score >= enough);
  settle(best, matches, total);
  return [...best.sort((one, other) => other.score - one.score || one.slot - other.slot), ...pages.filter((page) => page.score < enough)];
}

/** Calls for every page of every variant: the page, the variant's weight, what the page is worth, the passage. */
function each({ variants, form }, call) {
  for (const { list: { block, start, length }, weight } of variants)
    for (let at = start; at < start + length; at++) {
      const value = block.values[at];
      call(block.slots[at], weight, weight * IMPACT[value >> 4] * (block.forms[at] & form ? FORM : 1), value & 15);
    }
}

/** The passage where most of the query is at home, and what it is worth that it is there. */
function settle(pages, matches, total) {
  const passages = new Map(pages.map(({ slot }) => [slot, new Float64Array(WHOLE_PAGE + 1)]));
  for (const found of matches) {
    const best = new Map();
    each(found, (slot, weight, own, passage) => passages.has(slot) && !(best.get(slot)?.own >= own) && best.set(slot, { own, weight, passage }));
    for (const [slot, { weight, passage }] of best) passages.get(slot)[passage] += found.idf * weight;
  }
  for (const page of pages) {
    const own = passages.get(page.slot), inText = own.slice(0, WHOLE_PAGE), most = Math.max(...inText);
    if (most) page.passage = inText.indexOf(most);
    page.score *= 1 + (TOGETHER * (most + own[WHOLE_PAGE])) / total;
  }
}
