/** @file Lists of pages → one order: how much each page is about the words, and how many of them it has. */
import { find } from "./files.js";

const IMPACT = Array.from({ length: 16 }, (_, step) => 0.25 * 1.25 ** step);
const WHOLE_PAGE = 15;
const FIRST = 200; // pages that are put in order
const STEPS = 1000; // of scores
const FORM = 1.5; // what it is worth that a page has the very form that was typed
const TOGETHER = 0.75; // what it is worth that the words share a passage

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

/** A sum to the power of 7/8, which leaves room for what the text will tell; roots are quicker than a power. */
const damped = (sum) => sum / Math.sqrt(Math.sqrt(Math.sqrt(sum)));

/**
 * Makes what puts pages in order, the best first. It sets `idf` of every match, and `pages`, on how many it stands.
 * @returns {(matches: object[]) => { slot: number, score: number, passage: number }[]}  in order as far as anybody will look
 */
export function ranker(index) {
  // Columns, made once. For each slot one more than its page's place in the others; what the page is worth for a word, the weight
  // of the variant, its passage. For each place sums over the words, for all passages and the page itself, and the fullest passage.
  const [places, owns, weights, homes, sums, covered, most, fullest, passages] = [1, 1, 1, 1, 1, 1, 1, 1, WHOLE_PAGE + 1].map((width) => new Float32Array(index.slots * width));
  let slots;

  /** Finds for every page the best of some variants. */
  function best(variants, form) {
    const met = [];
    for (const { list: { block, start, length }, weight } of variants)
      for (let at = start; at < start + length; at++) {
        const slot = block.slots[at], own = weight * IMPACT[block.impacts[at]] * (block.forms[at] & form ? FORM : 1);
        if (owns[slot] >= own) continue;
        if (!owns[slot]) met.push(slot);
        owns[slot] = own;
        weights[slot] = weight;
        homes[slot] = block.passages[at];
      }
    return met;
  }

  /** Adds what a word with this much to say tells about a page. */
  function add(slot, idf, extra) {
    const place = (places[slot] ||= slots.push(slot)) - 1, first = place * (WHOLE_PAGE + 1), passage = homes[slot];
    const here = (passages[first + passage] += idf * weights[slot]);
    sums[place] += idf * owns[slot];
    if (!extra) covered[place] += idf * weights[slot];
    if (passage < WHOLE_PAGE && here > most[place]) [most[place], fullest[place]] = [here, passage + 1];
    owns[slot] = 0;
  }

  return (matches) => {
    let total = 0;
    slots = [];
    for (const found of matches) {
      found.idf = found.pages = 0;
      // The parts of a word that stands nowhere are words of their own.
      for (const variants of found.how === "parts" ? found.variants.map((part) => [part]) : found.variants[0] ? [found.variants] : []) {
        const pages = Math.max(1, ...variants.filter((own) => own.weight >= 0.5).map((own) => own.list.pages)), idf = Math.log(1 + (index.pages - pages + 0.5) / (pages + 0.5));
        found.idf += idf;
        found.pages = Math.max(found.pages, pages);
        if (!found.extra) total += idf;
        for (const slot of best(variants, found.form)) add(slot, idf, found.extra);
      }
    }
    const all = slots.map((slot, i) => ({
      slot, passage: fullest[i] ? fullest[i] - 1 : WHOLE_PAGE,
      score: damped(sums[i]) * (covered[i] / total) ** 2 * (1 + (TOGETHER * (most[i] + passages[i * (WHOLE_PAGE + 1) + WHOLE_PAGE])) / total),
    }));
    for (const slot of slots) places[slot] = 0;
    for (const column of [sums, covered, most, fullest, passages]) column.fill(0, 0, slots.length * (WHOLE_PAGE + 1));
    return firstInOrder(all);
  };
}

/** Puts the best in order; the others follow as they are. Counting how many have which score is quicker than sorting all. */
function firstInOrder(all) {
  const top = all.reduce((most, { score }) => Math.max(most, score), 0), steps = all.map(({ score }) => ((score / top) * STEPS) | 0), counts = new Uint32Array(STEPS + 1);
  for (const step of steps) counts[step]++;
  let enough = STEPS;
  for (let count = counts[enough]; count < FIRST && enough; ) count += counts[--enough];
  const first = all.filter((_, i) => steps[i] >= enough).sort((one, other) => other.score - one.score || one.slot - other.slot);
  return [...first, ...all.filter((_, i) => steps[i] < enough)];
}
