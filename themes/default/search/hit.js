/** @file A page and its card → a hit: the section that answers best, an excerpt, the words to mark. */
import { fold, WORD, words } from "./words.js";

const LENGTH = 190; // characters of an excerpt

/**
 * @param {{ score: number }} page
 * @param {import("./files.js").Card} card
 * @param {{ which: (word: string) => number, worth: number[], terms: { text: string, seen?: string }[], lang: string, base: URL }} query
 *   `which` word of the query a word of a text answers, and what each is worth; the first form met of each is noted in `seen`
 */
export function hit({ score }, card, { which, worth, terms, lang, base }) {
  const exact = terms.map(() => 0);
  const read = (text) => {
    const found = marks(text, which);
    for (const { word, folded } of found) {
      const { text: own } = terms[word];
      terms[word].seen ??= folded;
      exact[word] = Math.max(exact[word], folded === own ? 0.6 : folded.endsWith(own) ? 0.3 : 0);
    }
    return found;
  };
  const title = read(card.title);
  const top = Math.max(...worth), nearness = (found) => together(found, (word) => worth[word] / top || 0);
  const all = total(worth) || 1, asked = (found, text) => (total(distinct(found, worth)) / all) ** 4 * Math.min(1, found.length / words(text).length) || 0;
  let best, near = nearness(title), named = asked(title, card.title) / 2;
  for (const [anchor, heading, text] of [...card.sections, ["", "", card.summary]]) {
    const found = read(text), above = read(heading), side = nearness(found);
    const value = total(distinct([...found, ...above], worth)) + side / 2 + above.length;
    near = Math.max(near, side, nearness(above));
    named = Math.max(named, asked(above, heading));
    if (!best || value > best.value) best = { anchor, heading, text, found, value };
  }
  const form = total(exact.map((own, word) => own * worth[word])) / all, inTitle = distinct(title, worth).length;
  const { url, title: name, type, lang: own, versions } = card;
  return {
    entry: [url, ...versions.map(([, other]) => other)].sort()[0], also: [],
    url: new URL(best.anchor ? url + "#" + best.anchor : url, base).href, title: name, ...excerpt(best.text, best.found, worth), type, lang: own, heading: best.heading,
    score: score * (1 + form) * (1 + named) * (1 + 0.5 * near) * (1 + 0.1 * inTitle) * (own === lang ? 1.03 : 1),
  };
}

/** Each entry once: in the reader's language if that version was found, else as it was found best. The others are `also` there. */
export function oneEach(hits, lang) {
  const entries = new Map();
  for (const hit of hits.sort((one, other) => other.score - one.score)) {
    const first = entries.get(hit.entry);
    if (!first) entries.set(hit.entry, hit);
    else if (hit.lang === lang && first.lang !== lang) entries.set(hit.entry, { ...hit, score: first.score, also: [...first.also, first] });
    else first.also.push(hit);
  }
  return [...entries.values()];
}
/** What each word of the query is worth that is among those found. */
const distinct = (found, worth) => [...new Set(found.map(({ word }) => word))].map((word) => worth[word]);
const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

/** Where words of the query stand in a text. */
function marks(all, which) {
  const found = [];
  for (const { 0: text, index: start } of all.matchAll(WORD)) {
    const word = which(text);
    if (word >= 0) found.push({ start, end: start + text.length, word, folded: fold(text) });
  }
  return found;
}

/** How near different words stand to each other: 1 for a pair side by side in the query's order, less farther apart or of words that say little. */
function together(found, worth) {
  const best = {}, last = [];
  for (const { word, start, end } of found) {
    // Of the other words only the last place so far can be nearest.
    last.forEach((before, other) => {
      const gap = start - before, pair = [word, other].sort();
      if (word !== other) best[pair] = Math.max(best[pair] ?? 0, Math.min(worth(word), worth(other)) * (gap < 2 && other < word ? 1 : 0.8 / (1 + gap / 20)));
    });
    last[word] = end;
  }
  return total(Object.values(best));
}

/** The stretch of a text that holds most of the query. */
function excerpt(text, found, worth) {
  let from = 0, most = 0;
  found.forEach((mark, i) => {
    const own = distinct(found.slice(i, i + LENGTH / 2).filter((other) => other.end - mark.start < LENGTH), worth), value = total(own) + own.length / 100;
    if (value > most) [from, most] = [mark.start, value];
  });
  let start = 0;
  if (from > 90) {
    const before = text.slice(from - 80, from), sentence = before.search(/[.!?\n]\s*\S[^.!?\n]*$/);
    start = from - 80 + (sentence >= 0 ? sentence + 1 : before.indexOf(" ") + 1);
    start += text.slice(start).search(/\S/);
  }
  const end = text.length <= start + LENGTH ? text.length : Math.max(text.lastIndexOf(" ", start + LENGTH), start + LENGTH / 2);
  const lead = start ? "… " : "", shift = lead.length - start;
  return {
    excerpt: lead + text.slice(start, end).replace(/\s/g, " ") + (end < text.length ? " …" : ""),
    marks: found.filter((mark) => mark.start >= start && mark.end <= end).map((mark) => [mark.start + shift, mark.end + shift]),
  };
}
