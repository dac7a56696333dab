/** @file A page and its card → a hit: the section that answers best, an excerpt, the words to mark. */
import { fold, words } from "./words.js";

const LENGTH = 190; // characters of an excerpt
const NEAR = 120; // characters between words that still have to do with each other

/**
 * @param {{ slot: number, score: number }} page
 * @param {import("./files.js").Card} card
 * @param {{ terms: { text: string }[], which: (word: string) => number, worth: number[], lang: string, base: URL }} query  `which` word of the query a word answers; what each is worth
 */
export function hit({ score }, card, { which, worth, lang, base, terms }) {
  let best, near = 0;
  for (const [anchor, heading, text] of card.sections.length ? card.sections : [["", "", card.summary]]) {
    const found = marks(text, which), inHeading = marks(heading, which), side = nearness(found);
    const own = new Set([...found, ...inHeading].map((mark) => mark.word));
    const value = [...own].reduce((sum, word) => sum + worth[word], 0) + side / 2 + inHeading.length;
    near = Math.max(near, side, nearness(inHeading));
    if (!best || value > best.value) best = { anchor, heading, text, found, value };
  }
  const title = marks(card.title, which), inTitle = new Set(title.map((mark) => mark.word)).size;
  const texts = [card.title, card.summary, ...card.sections.flatMap(([, heading, text]) => [heading, text])];
  const boost = (1 + form(texts, which, worth, terms)) * (1 + 0.12 * Math.min(3, Math.max(near, nearness(title)))) * (1 + 0.1 * inTitle) * (card.lang === lang ? 1.03 : 1);
  const { url, title: name, type, lang: own } = card;
  return { url: new URL(best.anchor ? `${url}#${best.anchor}` : url, base).href, title: name, ...excerpt(best.text || card.summary, best.found, worth), type, lang: own, heading: best.heading, score: score * boost };
}

/** How much of the query stands in the texts letter for letter, alone or at the end of a compound. */
function form(texts, which, worth, terms) {
  const exact = terms.map(() => 0);
  for (const { word, folded } of texts.flatMap((text) => marks(text, which))) {
    const own = terms[word].text;
    exact[word] = Math.max(exact[word], folded === own ? 0.4 : folded.endsWith(own) ? 0.3 : 0);
  }
  return exact.reduce((sum, own, word) => sum + own * worth[word], 0) / (worth.reduce((sum, own) => sum + own, 0) || 1);
}

/** Whether a card has these words side by side. */
export const holdsPhrase = (card, phrase) =>
  [card.title, card.summary, ...card.sections.flatMap(([, heading, text]) => [heading, text])].some((text) => ` ${words(text).join(" ")} `.includes(` ${phrase.join(" ")} `));

/** Where words of the query stand in a text. */
function marks(text, which) {
  const found = [];
  for (const part of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const word = which(fold(part[0]));
    if (word >= 0) found.push({ start: part.index, end: part.index + part[0].length, word, folded: fold(part[0]) });
  }
  return found;
}

/** How near different words stand to each other: 1 for a pair side by side in the query's order, less farther apart. */
function nearness(found) {
  const best = new Map();
  found.forEach((one, i) => {
    for (const other of found.slice(i + 1)) {
      const gap = other.start - one.end;
      if (gap > NEAR) break;
      if (one.word === other.word) continue;
      const pair = Math.min(one.word, other.word) * 64 + Math.max(one.word, other.word);
      best.set(pair, Math.max(best.get(pair) ?? 0, gap < 2 && one.word < other.word ? 1 : 0.8 / (1 + gap / 20)));
    }
  });
  return [...best.values()].reduce((sum, value) => sum + value, 0);
}

/** The stretch of a text that holds most of the query. */
function excerpt(text, found, worth) {
  let from = 0, most = 0;
  found.forEach((mark, i) => {
    const own = new Set(found.slice(i).filter((other) => other.end - mark.start < LENGTH).map((other) => other.word));
    const value = [...own].reduce((sum, word) => sum + worth[word] + 0.01, 0);
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
