/** @file One word of a query → the terms that answer it: itself, what it begins, its parts, or what was meant. */
import { find, firstFrom, listAt } from "./files.js";
import { ENDINGS, nordicKey, letterVariants } from "./words.js";

/**
 * @typedef {{ list: import("./files.js").List, weight: number }} Variant
 * @typedef {{ variants: Variant[], how: "exact" | "begun" | "parts" | "meant" | "none" }} Match
 */

const WEIGHT = { begun: 0.6, ended: 0.9, part: 0.5, meant: [0, 0.7, 0.5], letters: 0.7 };
const MOST = 12;

/**
 * @param {{ text: string, stems: string[], last: boolean }} word
 * @param {import("./files.js").Block[]} ahead  blocks by spelling that were fetched for the word
 * @param {import("./files.js").Block[]} back   the same by spelling from the end
 * @returns {Match}
 */
export function match(word, ahead, back) {
  const exact = word.stems.flatMap((stem) => lookUp(ahead, stem)).map((list) => ({ list, weight: 1 }));
  const begun = word.last ? beginnings(word, ahead) : [];
  if (exact.length) return { variants: [...exact, ...begun.map((v) => ({ ...v, weight: v.weight * 0.5 }))], how: "exact" };
  const ended = endings(word.text, ahead);
  if (begun.length || (word.last && ended.length)) return { variants: [...begun, ...ended], how: "begun" };
  const letters = sameKey(word, ahead, back);
  if (letters.length) return { variants: letters, how: "meant" };
  const meant = slips(word, ahead, back);
  if (meant.length && meant[0].weight >= WEIGHT.meant[1]) return { variants: meant, how: "meant" };
  const parts = compoundParts(word, ahead, back);
  if (parts.length) return { variants: parts, how: "parts" };
  if (meant.length) return { variants: meant, how: "meant" };
  return { variants: [], how: "none" };
}

const lookUp = (blocks, term) => {
  for (const block of blocks) {
    const list = find(block, term);
    if (list) return [list];
  }
  return [];
};

/** Terms that begin with what was typed. @returns {Variant[]} */
function beginnings({ text, stems }, blocks) {
  const found = new Map();
  if (text.length < 2) return [];
  for (const typed of new Set([text, ...stems])) {
    for (const block of blocks) {
      const star = find(block, typed + "*");
      if (star) found.set(star.term, { list: star, weight: WEIGHT.begun * 0.8 });
      for (let i = firstFrom(block.terms, typed); i < block.terms.length && block.terms[i].startsWith(typed); i++) {
        const term = block.terms[i];
        if (!term.endsWith("*") && term !== typed && !found.has(term)) found.set(term, { list: listAt(block, i), weight: WEIGHT.begun * Math.max(0.3, text.length / term.length) });
      }
    }
  }
  return [...found.values()].sort((a, b) => b.weight - a.weight || b.list.pages - a.list.pages).slice(0, MOST * 2);
}

/** Terms that what was typed goes on from, with an ending not yet whole: `innovasjonen` on the way to `innovasjonene`. */
function endings(text, blocks) {
  for (let end = text.length - 1; end >= Math.max(3, text.length - 5); end--) {
    const rest = text.slice(end);
    if (!ENDINGS.some((ending) => ending.startsWith(rest))) continue;
    const [list] = lookUp(blocks, text.slice(0, end));
    if (list) return [{ list, weight: WEIGHT.ended }];
  }
  return [];
}

/** All terms at hand, each once, as they are spelt. */
function* everything(ahead, back) {
  for (const block of ahead) for (let i = 0; i < block.terms.length; i++) if (!block.terms[i].endsWith("*")) yield [block.terms[i], block, i];
  for (const block of back) for (let i = 0; i < block.terms.length; i++) yield [[...block.terms[i]].reverse().join(""), block, i];
}

/** Terms that are the same word in the spelling of another Nordic language, or with other letters for æ ø å. */
function sameKey({ text, stems }, ahead, back) {
  if (text.length < 3 || /\d/.test(text)) return [];
  const keys = new Set(stems.map(nordicKey)), others = new Set(letterVariants(text).concat(stems.flatMap(letterVariants)));
  return unique([...everything(ahead, back)].filter(([term]) => others.has(term) || (term.length > 3 && keys.has(nordicKey(term)))).map(([term, block, i]) => [term, block, i, WEIGHT.letters]));
}

/** Terms a slip or two away. */
function slips({ text, stems }, ahead, back) {
  if (text.length < 4 || /\d/.test(text)) return [];
  const far = text.length < 8 ? 1 : 2, found = [];
  for (const [term, block, i] of everything(ahead, back)) {
    let least = far + 1;
    for (const typed of new Set([...stems, text]))
      if (typed.length > 3 && Math.abs(term.length - typed.length) < least) least = Math.min(least, distance(typed, term, least));
    if (least <= far) found.push([term, block, i, WEIGHT.meant[least] * (term[0] === text[0] ? 1 : 0.95)]);
  }
  const best = Math.max(...found.map((f) => f[3]));
  return unique(found.filter((f) => f[3] > best - 0.1)).slice(0, 4);
}

/** The parts of a compound that stands nowhere. */
function compoundParts({ text, stems }, ahead, back) {
  if (text.length < 7) return [];
  const all = [...everything(ahead, back)].filter(([term]) => term.length > 2);
  const typed = stems[0];
  let best = [], bestCover = 0;
  for (const [first, block, i] of all) {
    if (!text.startsWith(first) || typed.length - first.length < 3) continue;
    for (const [second, other, j] of all) {
      if (!typed.endsWith(second) || second === typed) continue;
      const gap = typed.length - first.length - second.length;
      if (gap < 0 || gap > 2) continue;
      const cover = Math.min(first.length, second.length) * 2 - gap * 3 + 10;
      if (cover > bestCover) [best, bestCover] = [[[first, block, i, WEIGHT.part], [second, other, j, WEIGHT.part]], cover];
    }
  }
  return unique(best);
}

function unique(found) {
  const seen = new Map();
  for (const [term, block, i, weight] of found) {
    const list = { ...listAt(block, i), term }, known = seen.get(term);
    // A list from the front holds all pages; one from the back only the best.
    if (!known || list.length > known.list.length) seen.set(term, { list, weight });
  }
  return [...seen.values()].sort((a, b) => b.weight - a.weight || b.list.pages - a.list.pages).slice(0, MOST);
}

/** How many slips (a letter too much, too few, wrong, or two swapped) lie between two words, counted up to `limit`. */
export function distance(a, b, limit) {
  let before = [], row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least >= limit) return limit;
    [before, row] = [row, next];
  }
  return row[b.length];
}
