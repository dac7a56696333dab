/** @file A word that the index does not know → the terms that were meant. Loaded when there is such a word. */

/**
 * @typedef {import("./files.js").List} List
 * @typedef {import("./match.js").Variant} Variant
 */

const SPELT = 0.7; // what a term is worth that is spelt otherwise
const UNSEEN = 0.8; // slips: what a form counts that no page has
const MOST_SLIPS = 2; // in all

/** The terms that were meant, the best first; `words` is what the client knows about words anyway. @returns {Variant[]} */
export function mended(text, stems, known, words) {
  const same = spelt(stems, known);
  return same.length || text.length < 4 ? words.ranked(same) : words.ranked(slips(text, known, words)).slice(0, 4);
}

/** Terms that are the same word in the spelling of another Nordic language, or with other letters for æ ø å. @returns {Variant[]} */
function spelt(stems, known) {
  const keys = stems.map(nordicKey);
  return chosen(known, (term) => (term.length > 2 && keys.includes(nordicKey(term)) ? SPELT : 0));
}

/** Terms with a form that is a slip or two away; those with the fewest slips. @returns {Variant[]} */
function slips(text, known, words) {
  const far = text.length < 8 ? 1 : 2;
  const found = chosen(known, (term, list) => {
    const slipped = term.length < 3 || term.length > text.length + far || distance(term, text, far, true) > far ? 9 : nearestForm(term, text, far, formsOf(list), words);
    return slipped > MOST_SLIPS ? 0 : (0.9 - 0.2 * slipped) * (term[0] === text[0] ? 1 : 0.95);
  });
  const best = Math.max(...found.map(({ weight }) => weight));
  return found.filter(({ weight }) => weight > best - 0.1);
}

/** How many slips lie between a word and the nearest form of a term; one that no page has is farther off. */
function nearestForm(term, text, far, forms, { ENDINGS, formOf }) {
  let least = 9;
  for (const stem of [term, term + term.at(-1)])
    for (const ending of ["", ...ENDINGS])
      if (Math.abs(stem.length + ending.length - text.length) <= far)
        least = Math.min(least, distance(stem + ending, text, far) + (forms & formOf((stem + ending).slice(term.length)) ? 0 : UNSEEN));
  return least;
}

/** The forms of a term that stand on any page. */
const formsOf = ({ block, start, length }) => block.forms.slice(start, start + length).reduce((all, forms) => all | forms, 0);

/**
 * How many slips (a letter too much, too few, wrong, or two swapped) lie between two words; more than `far` is not counted out.
 * @param {boolean} open whether it is enough that the second begins like the first
 */
function distance(one, other, far, open) {
  const { length } = other;
  let [before, row, next] = rows;
  for (let j = 0; j <= length; j++) row[j] = j;
  for (let i = 1, least; i <= one.length; i++) {
    least = next[0] = i;
    for (let j = 1; j <= length; j++) {
      let slips = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) slips = Math.min(slips, before[j - 2] + 1);
      least = Math.min(least, (next[j] = slips));
    }
    if (least > far) return 9;
    [before, row, next] = [row, next, before];
  }
  return open ? Math.min(...row.slice(0, length + 1)) : row[length];
}
const rows = [0, 0, 0].map(() => []);

/** @param {Map<string, List>} known @param {(term: string) => number} weigh */
const chosen = (known, weigh) => [...known].map(([term, list]) => ({ list, weight: weigh(term, list) })).filter(({ weight }) => weight);

/** What Bokmål, Nynorsk and Danish spell differently, and what other keyboards write for æ ø å, made the same. @param {string} stem */
const nordicKey = (stem) =>
  SPELLINGS.reduce((text, [from, to]) => text.replace(from, to), stem).replace(/([aeo][ptk])(?![ptk])/g, (sound) => sound[0] + "bdg"["ptk".indexOf(sound[1])]).replace(/(.)\1/g, "$1");
const SPELLINGS = [[/aa|å/g, "a"], [/ae|æ/g, "e"], [/oe|ø|øy|au/g, "o"], [/tion/g, "sjon"], [/hei[td]$|hed$/, "het"], [/ei|eg(?=n)/g, "e"], [/^kv/, "hv"], [/^av/, "af"], [/^ut/, "ud"], [/leg$/, "lig"], [/nd/g, "n"], [/ld/g, "l"], [/[cq]/g, "k"], [/x/g, "ks"], [/z/g, "s"]];
