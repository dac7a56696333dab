/** @file A query → its words, and words of a text → the words of the query that they answer. */
import { fold, stemEnglish, stemNordic, words } from "./words.js";

const MOST_WORDS = 16; // words of a query
/** Words; in a longer query the others make good what one slip or a compound written apart costs, and less is fetched. */
export const LONG = 3;

const LONGEST = 60; // letters of a term; the index has no more of it

/** All stems a folded word may have. */
export const stemmerOf = (english) => (word) => [...new Set((english ? [stemNordic, stemEnglish] : [stemNordic]).map((stem) => stem(word).slice(0, LONGEST)))];

/** A text's words with blanks around them, to look for a phrase in. */
export const spaced = (text) => " " + words(text).join(" ") + " ";

/** The words, which of them stand together, and the quoted phrases. @param {string} query */
export function parse(query, stems) {
  const phrases = [...query.matchAll(/["“”«»]([^"“”«»]+)["“”«»]/g)].map((found) => spaced(found[1])).filter((phrase) => phrase.trim());
  const all = words(query).slice(0, MOST_WORDS), texts = [...new Set(all)], open = /[\p{L}\p{N}\p{M}]$/u.test(query);
  const term = (text, last) => ({ text, stems: stems(text), last });
  const terms = texts.map((text, i) => {
    const last = open && i === texts.length - 1, plain = text.replace(/aa|ae|oe/g, (pair) => "åæø"["aaaeoe".indexOf(pair) / 2]);
    return { ...term(text, last), plain: plain !== text && term(plain, last) };
  });
  // Two words that the handbook may write as one, and names such as `base_url`.
  const pairs = (texts.length > LONG ? [] : all.slice(1)).map((text, i) => [all[i], text]).filter(([one, other]) => one.length > 2 && other.length > 2 && !/\d/.test(one + other));
  const names = (fold(query).match(/[\p{L}\p{N}]+([-_.:/][\p{L}\p{N}]+)+/gu) ?? []).map(words).filter((parts) => parts.every((part) => texts.includes(part)));
  return { phrases, terms, joins: [...pairs, ...names].map((parts, i) => ({ parts, stems: stems(parts.join("")), named: i >= pairs.length })) };
}

/** Says which word of the query a word of a text answers, or -1. */
export function matcher(terms, matches, stems) {
  const answers = new Map(), known = new Map();
  for (const named of [({ term }) => [term], ({ term, block }) => block.also.get(term)?.split(" ") ?? []])
    matches.forEach(({ variants }, i) => variants.forEach(({ list }) => named(list).forEach((own) => answers.has(own) || answers.set(own, i))));
  // A stem begins its word, so most words of a text need no stemming.
  const heads = new Set([...answers.keys()].map((term) => term.slice(0, 2)));
  const find = (word) => {
    const stem = heads.has(word.slice(0, 2)) && stems(word).find((own) => answers.has(own));
    if (stem) return answers.get(stem);
    // A compound answers for its parts, a longer word for its typed beginning.
    return terms.findIndex(({ text, stems: [own], last }) => (word.length > own.length + 2 && own.length > 3 && (word.startsWith(own) || word.includes(own, 3))) || (last && text.length > 1 && word.startsWith(text)));
  };
  return (word) => {
    if (!known.has(word)) known.set(word, find(fold(word)));
    return known.get(word);
  };
}
