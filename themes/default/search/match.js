/** @file One word of a query → the terms that answer it: itself, what it begins, its parts, or what was meant. */
import { find, firstFrom, listAt } from "./files.js";
import { ENDINGS, letterVariants, nordicKey, stemNordic } from "./words.js";

/**
 * @typedef {{ list: import("./files.js").List, weight: number }} Variant
 * @typedef {{ variants: Variant[], how: "exact" | "begun" | "parts" | "meant" | "none" }} Match
 */

const WEIGHT = { begun: 0.6, ended: 0.9, part: 0.5, meant: [0, 0.7, 0.5], letters: 0.7 };
const MOST_VARIANTS = 12;

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
  return [...found.values()].sort((a, b) => b.weight - a.weight || b.list.pages - a.list.pages).slice(0, MOST_VARIANTS * 2);
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

/** Terms whose forms are a slip or two away. */
function slips({ text }, ahead, back) {
  if (text.length < 4 || /\d/.test(text)) return [];
  const far = text.length < 8 ? 1 : 2, found = [], costs = endingCosts(text);
  for (const [term, block, i] of everything(ahead, back)) {
    if (term.length < 3 || Math.abs(term.length - text.length) > 7) continue;
    const slipped = distance(term, text, costs, far);
    if (slipped <= far) found.push([term, block, i, WEIGHT.meant[slipped] * (term[0] === text[0] ? 1 : 0.95)]);
  }
  const best = Math.max(...found.map((own) => own[3]));
  return unique(found.filter((own) => own[3] > best - 0.1)).slice(0, 4);
}

/** For each place in a word how many slips it takes to read the rest as an ending. */
function endingCosts(text) {
  return Array.from({ length: text.length + 1 }, (_, at) => {
    const rest = text.slice(at);
    if (!rest || ENDINGS.includes(rest) || rest === text[at - 1]) return 0;
    return rest.length > 2 && rest.length < 8 && ENDINGS.some((ending) => ending.length > 2 && distance(ending, rest, [], 1) <= 1) ? 1 : 9;
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
    let least = i;
    for (let j = 1; j <= word.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (stem[i - 1] === word[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && stem[i - 1] === word[j - 2] && stem[i - 2] === word[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      if (next[j] < least) least = next[j];
    }
    if (least > far) return 9;
    [before, row] = [row, next];
  }
  // A short stem must be spelt right: nearly anything is near to three letters.
  return Math.min(9, ...row.map((slipped, at) => (slipped && stem.length < 4 ? 9 : slipped + (costs[at] ?? (at === word.length ? 0 : 9)))));
}

/** The parts of a compound that stands nowhere. */
function compoundParts({ text }, ahead, back) {
  if (text.length < 6 || /\d/.test(text)) return [];
  const known = new Map([...everything(ahead, back)].map((own) => [own[0], own]));
  let best = [], most = 0;
  for (let at = 3; at <= text.length - 3; at++) {
    const last = known.get(stemNordic(text.slice(at)));
    if (!last) continue;
    for (const link of ["", "s", "e"]) {
      const first = text.slice(0, at).endsWith(link) && text.slice(0, at - link.length), part = first.length > 2 && (known.get(first) ?? known.get(stemNordic(first)));
      const worth = Math.min(at, text.length - at) - link.length / 2;
      if (part && worth > most) [best, most] = [[part, last], worth];
    }
  }
  return unique(best.map((own) => [...own, WEIGHT.part]));
}

function unique(found) {
  const seen = new Map();
  for (const [term, block, i, weight] of found) {
    const list = { ...listAt(block, i), term }, known = seen.get(term);
    // A list from the front holds all pages; one from the back only the best.
    if (!known || list.length > known.list.length) seen.set(term, { list, weight });
  }
  return [...seen.values()].sort((a, b) => b.weight - a.weight || b.list.pages - a.list.pages).slice(0, MOST_VARIANTS);
}
