/** @file A word that the index does not know → the terms that were meant. */
import { ENDINGS } from "./words.js";

/**
 * @typedef {import("./files.js").List} List
 * @typedef {import("./match.js").Variant} Variant
 */

const SPELT = 0.7; // what a term is worth that is spelt otherwise
const SLIPPED = [1, 0.7, 0.5]; // what it is worth by number of slips

/** Terms that are the same word in the spelling of another Nordic language, or with other letters for æ ø å. @returns {Variant[]} */
export function spelt(stems, known) {
  const keys = stems.map(nordicKey);
  return chosen(known, (term) => (term.length > 2 && keys.includes(nordicKey(term)) ? SPELT : 0));
}

/** Terms whose forms are a slip or two away. @returns {Variant[]} */
export function slips(text, known) {
  const far = text.length < 8 ? 1 : 2, costs = endingCosts(text);
  const found = chosen(known, (term) => {
    const slipped = term.length < 3 || Math.abs(term.length - text.length) > 7 ? 9 : distance(term, text, costs, far);
    return slipped > far ? 0 : SLIPPED[slipped] * (term[0] === text[0] ? 1 : 0.95);
  });
  const best = Math.max(...found.map(({ weight }) => weight));
  return found.filter(({ weight }) => weight > best - 0.1);
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
  return Math.min(9, ...row.map((slipped, at) => (slipped && costs.length && stem.length < 4 ? 9 : slipped + (costs[at] ?? (at === word.length ? 0 : 9)))));
}

/** @param {Map<string, List>} known @param {(term: string) => number} weigh */
const chosen = (known, weigh) => [...known].map(([term, list]) => ({ list, weight: weigh(term) })).filter(({ weight }) => weight);

/** What Bokmål, Nynorsk and Danish spell differently, and what other keyboards write for æ ø å, made the same. @param {string} stem */
const nordicKey = (stem) =>
  SPELLINGS.reduce((text, [from, to]) => text.replace(from, to), stem).replace(/([aeo][ptk])(?![ptk])/g, (sound) => sound[0] + "bdg"["ptk".indexOf(sound[1])]).replace(/(.)\1/g, "$1");
const SPELLINGS = [[/aa|å/g, "a"], [/ae|æ/g, "e"], [/oe|ø|øy|au/g, "o"], [/tion/g, "sjon"], [/hei[td]$|hed$/, "het"], [/ei|eg(?=n)/g, "e"], [/^kv/, "hv"], [/^av/, "af"], [/^ut/, "ud"], [/leg$/, "lig"], [/nd/g, "n"], [/ld/g, "l"], [/[cq]/g, "k"], [/x/g, "ks"], [/z/g, "s"]];
