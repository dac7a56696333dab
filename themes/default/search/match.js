/** @file One word of a query → the terms that answer it: itself, what it begins, its parts, or what was meant. */
import { find, firstFrom, listAt } from "./files.js";
import { ENDINGS, nordicKey, stemNordic } from "./words.js";

/**
 * @typedef {import("./files.js").List} List
 * @typedef {import("./files.js").Block} Block
 * @typedef {{ list: List, weight: number }} Variant
 * @typedef {{ variants: Variant[], how: "exact" | "begun" | "parts" | "meant" | "none" }} Match
 */

const BEGUN = 0.6, ENDED = 0.9, PART = 0.5, SPELT = 0.7; // what a term is worth that is not the word itself
const SLIPPED = [1, 0.7, 0.5]; // the same, by number of slips
const MOST_VARIANTS = 24;
const RARE = 8; // pages

/**
 * @param {{ text: string, stems: string[], last: boolean }} word
 * @param {Block[]} ahead  blocks by spelling that were fetched for the word
 * @param {Block[]} back   the same by spelling from the end
 * @returns {Match}
 */
export function match({ text, stems, last }, ahead, back) {
  const exact = stems.flatMap((stem) => lookUp(ahead, stem, 1)), begun = last && text.length > 1 ? beginnings([text, ...stems], ahead, exact.length ? BEGUN / 2 : BEGUN) : [];
  if (exact.length) {
    // A rare compound is also asked by its parts: another page may say the same in two words.
    const parts = text.length > 8 && exact[0].list.pages < RARE ? compoundParts(text, atHand(ahead, back), PART / 2) : [];
    return { variants: [...exact, ...begun, ...parts], how: "exact" };
  }
  if (last) begun.push(...endings(text, ahead));
  if (begun.length) return { variants: begun, how: "begun" };
  if (text.length < 3 || /\d/.test(text)) return { variants: [], how: "none" };
  const known = atHand(ahead, back), keys = stems.map(nordicKey);
  const spelt = chosen(known, (term) => (term.length > 2 && keys.includes(nordicKey(term)) ? SPELT : 0));
  const meant = spelt.length || text.length < 4 ? spelt : slips(text, known);
  const parts = meant[0]?.weight >= SLIPPED[1] ? [] : compoundParts(text, known, PART);
  return parts.length ? { variants: parts, how: "parts" } : { variants: meant, how: meant.length ? "meant" : "none" };
}

/** @returns {Variant[]} */
const lookUp = (blocks, term, weight) => blocks.flatMap((block) => find(block, term) ?? []).slice(0, 1).map((list) => ({ list, weight }));

/** Terms that begin with what was typed. @returns {Variant[]} */
function beginnings(all, blocks, weight) {
  const found = new Map();
  for (const typed of all)
    for (const { terms, ...block } of blocks)
      for (let i = firstFrom(terms, typed); terms[i]?.startsWith(typed); i++) {
        const term = terms[i], near = term === typed + "*" ? 0.8 : term.endsWith("*") || term === typed ? 0 : Math.max(0.3, typed.length / term.length);
        if (near && !found.has(term)) found.set(term, { list: listAt({ terms, ...block }, i), weight: weight * near });
      }
  return ranked([...found.values()]);
}

/** The term that what was typed goes on from, with an ending not yet whole: `innovasjonen` on the way to `innovasjonene`. */
function endings(text, blocks) {
  for (let end = text.length - 1; end > Math.max(2, text.length - 6); end--) {
    const found = ENDINGS.some((ending) => ending.startsWith(text.slice(end))) ? lookUp(blocks, text.slice(0, end), ENDED) : [];
    if (found.length) return found;
  }
  return [];
}

/** All terms at hand, as they are spelt. A list from the front holds all pages; one from the back only the best. */
function atHand(ahead, back) {
  const known = new Map(), reversed = (term) => [...term].reverse().join("");
  for (const block of back) block.terms.forEach((term, i) => known.set(reversed(term), { ...listAt(block, i), term: reversed(term) }));
  for (const block of ahead) block.terms.forEach((term, i) => term.endsWith("*") || known.get(term)?.length > block.starts[i + 1] - block.starts[i] || known.set(term, listAt(block, i)));
  return known;
}

const ranked = (variants) => variants.sort((one, other) => other.weight - one.weight || other.list.pages - one.list.pages).slice(0, MOST_VARIANTS);
const chosen = (known, weigh) => ranked([...known].map(([term, list]) => ({ list, weight: weigh(term) })).filter(({ weight }) => weight));

/** Terms whose forms are a slip or two away. */
function slips(text, known) {
  const far = text.length < 8 ? 1 : 2, costs = endingCosts(text);
  const found = chosen(known, (term) => {
    const slipped = term.length < 3 || Math.abs(term.length - text.length) > 7 ? 9 : distance(term, text, costs, far);
    return slipped > far ? 0 : SLIPPED[slipped] * (term[0] === text[0] ? 1 : 0.95);
  });
  return found.filter(({ weight }) => weight > found[0].weight - 0.1).slice(0, 4);
}

/** For each place in a word how many slips it takes to read the rest as an ending. */
function endingCosts(text) {
  return Array.from({ length: text.length + 1 }, (_, at) => {
    const rest = text.slice(at);
    if (!rest || ENDINGS.includes(rest) || rest === text[at - 1]) return 0;
    return rest.length > 2 && rest.length < 8 && ENDINGS.some((ending) => ending.length > 2 && distance(ending, rest, [], 1) < 2) ? 1 : 9;
  });
}

/**
 * How many slips (a letter too much, too few, wrong, or two swapped) lie between a stem and a word; 9 if more than `far`.
 * @param {number[]} costs for each place in the word the price of ending there; without it the whole word counts
 */
function distance(stem, word, costs, far) {
  let before, row = Array.from({ length: word.length + 1 }, (_, j) => j);
  for (let i = 1; i <= stem.length; i++) {
    const next = [i];
    for (let j = 1; j <= word.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (stem[i - 1] === word[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && stem[i - 1] === word[j - 2] && stem[i - 2] === word[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > far) return 9;
    [before, row] = [row, next];
  }
  // A short stem must be spelt right: nearly anything is near to three letters.
  return Math.min(9, ...row.map((slipped, at) => (slipped && stem.length < 4 ? 9 : slipped + (costs[at] ?? (at === word.length ? 0 : 9)))));
}

/** The parts of a compound that stands nowhere. */
function compoundParts(text, known, weight) {
  let best = [], most = 0;
  for (let at = 3; at <= text.length - 3; at++) {
    const last = known.get(stemNordic(text.slice(at)));
    for (const link of last ? ["", "s", "e"] : []) {
      const first = text.slice(0, at - link.length), part = first.length > 2 && text.slice(0, at) === first + link && (known.get(first) ?? known.get(stemNordic(first)));
      const worth = Math.min(at, text.length - at) - link.length / 2;
      if (part && worth > most) [best, most] = [[part, last], worth];
    }
  }
  return best.map((list) => ({ list, weight }));
}
