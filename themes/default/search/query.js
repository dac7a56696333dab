/** @file A query → its words, and words of a text → the words of the query that they answer. */
import { stemEnglish, stemNordic, words } from "./words.js";

const MOST_WORDS = 16; // words of a query

/** All stems a folded word may have. */
export const stemmerOf = (english) => (word) => english ? [...new Set([stemNordic(word), stemEnglish(word)])] : [stemNordic(word)];

/** @param {string} query */
export function parse(query, stems) {
  const phrases = [...query.matchAll(/["“”«»]([^"“”«»]+)["“”«»]/g)].map((found) => words(found[1]).join(" ")).filter(Boolean).map((phrase) => " " + phrase + " ");
  const texts = [...new Set(words(query))].slice(0, MOST_WORDS), open = /[\p{L}\p{N}]$/u.test(query);
  return { phrases, terms: texts.map((text, i) => ({ text, stems: stems(text), last: open && i === texts.length - 1 })) };
}

/** Says which word of the query a folded word of a text answers, or -1. */
export function matcher(terms, matches, stems) {
  const answers = new Map(), known = new Map();
  matches.forEach(({ variants }, i) => variants.forEach(({ list }) => answers.has(list.term) || answers.set(list.term, i)));
  // A stem begins its word, so most words of a text need no stemming.
  const heads = new Set([...answers.keys()].map((term) => term.slice(0, 2)));
  const find = (word) => {
    const stem = heads.has(word.slice(0, 2)) && stems(word).find((own) => answers.has(own));
    if (stem) return answers.get(stem);
    // A compound answers for its parts, a longer word for its typed beginning.
    return terms.findIndex(({ text, stems: [own], last }) => (word.length > own.length + 2 && own.length > 3 && (word.startsWith(own) || word.includes(own, 3))) || (last && text.length > 1 && word.startsWith(text)));
  };
  return (word) => {
    if (!known.has(word)) known.set(word, find(word));
    return known.get(word);
  };
}
