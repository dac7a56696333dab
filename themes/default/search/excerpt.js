/** @file A card's text and a query → the best piece of text, with the words that match. */
import { fold, words } from "./words.js";

const LENGTH = 190; // characters of an excerpt

/**
 * Where the words of the query stand in a text.
 * @param {string} text @param {(word: string) => number} which  index of the query word that this one answers, or -1
 * @returns {{ start: number, end: number, word: number }[]}
 */
export function marks(text, which) {
  const found = [];
  for (const part of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const word = which(fold(part[0]));
    if (word >= 0) found.push({ start: part.index, end: part.index + part[0].length, word });
  }
  return found;
}

/** The stretch of a text that holds most of the query. @returns {{ excerpt: string, marks: number[][] }} */
export function excerpt(text, found, worth) {
  let best = 0, bestWorth = -1;
  found.forEach((mark, i) => {
    const near = new Set();
    for (let j = i; j < found.length && found[j].end - mark.start < LENGTH; j++) near.add(found[j].word);
    const value = [...near].reduce((sum, word) => sum + worth[word], 0);
    if (value > bestWorth + 1e-9) [best, bestWorth] = [mark.start, value];
  });
  let start = Math.max(0, best - 60);
  // From the beginning of a sentence if one is near, else of a word.
  const sentence = text.slice(start, best).search(/[.!?\n] *(?=\S[^.!?\n]*$)/);
  if (best < 90) start = 0;
  else if (sentence >= 0) start += sentence + 2;
  else start = text.indexOf(" ", start) + 1;
  let end = Math.min(text.length, start + LENGTH);
  if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + LENGTH / 2);
  const before = start > 0 ? "… " : "", after = end < text.length ? " …" : "";
  return {
    excerpt: before + text.slice(start, end).replace(/\s/g, " ") + after,
    marks: found.filter((m) => m.start >= start && m.end <= end).map((m) => [m.start - start + before.length, m.end - start + before.length]),
  };
}

/** How near to each other different words stand: 1 side by side, towards 0 far apart. */
export function nearness(found) {
  let sum = 0, best = new Map();
  for (let i = 0; i < found.length; i++)
    for (let j = i + 1; j < found.length && found[j].start - found[i].end < 120; j++) {
      if (found[i].word === found[j].word) continue;
      const pair = Math.min(found[i].word, found[j].word) * 64 + Math.max(found[i].word, found[j].word);
      const gap = found[j].start - found[i].end;
      best.set(pair, Math.max(best.get(pair) ?? 0, gap < 2 && found[i].word < found[j].word ? 1 : 0.8 / (1 + gap / 20)));
    }
  for (const value of best.values()) sum += value;
  return sum;
}
