/** @file One word of a query → the terms that answer it: itself, what it begins, its parts, or what was meant. */
import { find, firstFrom, listAt } from "./files.js";
import { ENDINGS, formOf, stemNordic } from "./words.js";

/**
 * @typedef {import("./files.js").List} List
 * @typedef {import("./files.js").Block} Block
 * @typedef {{ list: List, weight: number }} Variant
 * @typedef {{ variants: Variant[], how: "exact" | "begun" | "parts" | "meant" | "none" }} Match
 */

const BEGUN = 0.6, ENDED = 0.9, PART = 0.5; // what a term is worth that is not the word itself
const SURE = 0.7; // a mended word worth less gives way to the parts of a compound
const MOST_VARIANTS = 24;
const RARE = 8; // pages

/**
 * @param {{ text: string, stems: string[], last: boolean, plain?: object }} word  `plain`: with å æ ø for aa ae oe
 * @param {Block[]} ahead  blocks by spelling that were fetched for the word
 * @param {Block[]} back   the same by spelling from the end
 * @param {Block[]} rest   what the blocks of `ahead` leave out
 * @param {() => Promise<object | undefined>} mend   loads what mends slips
 * @returns {Promise<Match>}
 */
export async function match(word, ahead, back, rest, mend) {
  const found = await answer(word, ahead, back, rest, mend);
  if (!word.plain || found.how === "exact" || found.how === "begun") return found;
  const other = await match(word.plain, ahead, back, rest, mend);
  return other.variants.length ? { ...other, how: other.how === "parts" ? "parts" : "meant" } : found;
}

async function answer({ text, stems, last }, ahead, back, rest, mend) {
  const all = [...new Set([...stems, text])], exact = all.flatMap((stem) => lookUp([...ahead, ...rest], stem, 1)), begun = last && text.length > 1 ? beginnings(all, ahead, exact.length ? BEGUN / 2 : BEGUN) : [];
  if (exact.length) {
    // A rare compound is also asked by its parts: another page may say the same in two words.
    const parts = text.length > 8 && exact[0].list.pages < RARE ? compoundParts(text, atHand(ahead, back), PART / 2) : [];
    return { variants: [...exact, ...begun, ...parts], how: "exact" };
  }
  const whole = begun.some(({ list }) => list.term.startsWith(text));
  if (last) begun.push(...endings(text, ahead));
  if (begun.length && (whole || text.length < 5)) return { variants: begun, how: "begun" };
  if (text.length < 3 || /\d/.test(text)) return { variants: [], how: "none" };
  const known = atHand(ahead, back), near = (await mend())?.mended(text, stems, known, { ENDINGS, formOf, ranked }) ?? [];
  // Only the stem begins a term: as likely a slip as a word not yet whole.
  if (begun.length) return { variants: [...begun, ...near.filter(({ weight }) => weight >= SURE)], how: "begun" };
  const parts = near[0]?.weight >= SURE ? [] : compoundParts(text, known, PART);
  if (parts.length > 1 || !near.length) return { variants: parts, how: parts.length ? "parts" : "none" };
  return { variants: near, how: "meant" };
}

/** @returns {Variant[]} */
const lookUp = (blocks, term, weight) => blocks.flatMap((block) => find(block, term) ?? []).map((list) => ({ list, weight }));

/** Terms that begin with what was typed. @returns {Variant[]} */
function beginnings(all, blocks, weight) {
  const found = new Map();
  for (const typed of all)
    for (const block of blocks)
      for (let i = firstFrom(block.terms, typed); block.terms[i]?.startsWith(typed); i++) {
        const term = block.terms[i], near = term === typed + "*" ? 0.8 : term.endsWith("*") || term === typed ? 0 : Math.max(0.3, typed.length / term.length);
        if (near && !found.has(term)) found.set(term, { list: listAt(block, i), weight: weight * near });
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

/** The parts of a compound that stands nowhere; if only one of them stands anywhere, the longest. */
function compoundParts(text, known, weight) {
  let best = [], most = 0, alone = [], before = [];
  for (let at = 3; at <= text.length - 3; at++) {
    const last = known.get(stemNordic(text.slice(at)));
    for (const link of ["", "s", "e"]) {
      const first = text.slice(0, at - link.length), part = first.length > 2 && text.slice(0, at) === first + link && (known.get(first) ?? known.get(stemNordic(first)));
      const worth = Math.min(at, text.length - at) - link.length / 2;
      if (part && last && worth > most) [best, most] = [[part, last], worth];
      if (part && first.length > 4) before = [part];
    }
    if (last && !alone.length && text.length - at > 3) alone = [last];
  }
  return (best.length ? best : alone.length ? alone : before).map((list) => ({ list, weight }));
}
