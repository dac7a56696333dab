/** @file The search client: opens a handbook's index and answers queries. Runs in browsers and in Node 20 and later. */
import { blockOf, inflate, readBlock, readFacets, readRoot } from "./files.js";
import { match } from "./match.js";
import { excerpt, marks, nearness } from "./excerpt.js";
import { fold, stemEnglish, stemNordic, words } from "./words.js";

/**
 * @typedef {{ url: string, title: string, excerpt: string, marks: number[][], type: string, lang: string, heading: string, score: number }} Hit
 * @typedef {{ text: string, how: string, shown?: string }} Said   what became of a word of the query
 */

const IMPACT = Array.from({ length: 16 }, (_, step) => 0.25 * 1.25 ** step);
const LONG = 3; // words; in a longer query one slip does little harm, and the blocks that mend its first letters are not fetched

/**
 * @param {{ base: string, fetch?: typeof fetch, root?: string }} options  `base`: the site's root; `root`: path of the index's first file
 */
export async function openSearch({ base, fetch = globalThis.fetch.bind(globalThis), root = "search/root.bin" }) {
  const site = new URL(base, globalThis.location?.href);
  const files = new Map();
  /** Reads a file once; a failure is forgotten, so that the next query tries again. */
  const load = (path, read, how) => {
    if (!files.has(path)) {
      const file = fetch(new URL(path, site).href, how)
        .then((answer) => (answer.ok ? answer.arrayBuffer() : Promise.reject(new Error(`${answer.status} ${path}`))))
        .then((bytes) => inflate(new Uint8Array(bytes)))
        .then(read);
      files.set(path, file);
      file.catch(() => files.delete(path));
    }
    return files.get(path);
  };
  const index = await load(root, readRoot, { cache: "no-cache" });
  const decoder = new TextDecoder();
  const readCard = (bytes) => {
    const [url, title, lang, type, summary, cards, sections] = JSON.parse(decoder.decode(bytes));
    return { url, title, lang, type, summary, cards, sections };
  };

  const cardOf = (slot, number) => {
    const version = index.versions ? "-" + index.versions[slot].toString(16).padStart(2, "0") : "";
    return load(`search/c/${slot}.${number}${version}.bin`, readCard, version ? undefined : { cache: "no-cache" });
  };
  const blockFor = (blocks, term) => load(`search/${blocks.folder}/${blocks.names[blockOf(blocks.keys, term)]}.bin`, readBlock);
  const facetColumns = () => load(`search/f-${index.facets}.bin`, readFacets);

  /** The words of a query with their stems. */
  function parse(query) {
    const phrases = [...query.matchAll(/["“”«»]([^"“”«»]+)["“”«»]/g)].map((m) => words(m[1])).filter((phrase) => phrase.length);
    const texts = [...new Set(words(query))].slice(0, 16);
    const open = /[\p{L}\p{N}]$/u.test(query.trimEnd()) && !/\s$/.test(query);
    return { phrases, terms: texts.map((text, i) => ({ text, stems: stemsOf(text), last: open && i === texts.length - 1 })) };
  }
  const stemsOf = (text) => [...new Set(index.english ? [stemNordic(text), stemEnglish(text)] : [stemNordic(text)])];

  /** Everything the index says about the words, after one round of fetching. */
  async function look(terms) {
    let failed = 0;
    const get = (blocks, term) => (blocks.keys.length ? blockFor(blocks, term).catch(() => (failed++, null)) : null);
    const jobs = terms.map(async (word, i) => {
      const joined = i + 1 < terms.length && joinedStems(word, terms[i + 1], stemsOf);
      const ahead = [...new Set([...word.stems, ...(word.last ? [word.text] : [])])].map((term) => get(index.b, term));
      const together = joined ? joined.map((term) => get(index.b, term)) : [];
      const backwards = terms.length <= LONG && word.text.length > 3 ? [get(index.r, [...word.stems[0]].reverse().join(""))] : [];
      const settle = async (blocks) => [...new Set(await Promise.all(blocks))].filter(Boolean);
      return { word, ahead: await settle(ahead), together: await settle(together), joined: joined || [], back: await settle(backwards) };
    });
    return { found: await Promise.all(jobs), failed: () => failed };
  }

  async function search(query, { limit = 10, offset = 0, filters = {}, facets = false, lang } = {}) {
    const { terms, phrases } = parse(query);
    const wanted = Object.entries(filters).filter(([, values]) => values?.length);
    const columns = wanted.length || facets || !terms.length ? facetColumns().catch(() => null) : null;
    const { found, failed } = await look(terms);
    const matches = found.map(({ word, ahead, back }) => match(word, ahead, back));
    found.forEach(({ joined, together }, i) => joinPair(matches, i, joined, together));
    const pages = rank(matches, index);
    const table = await columns;
    return present({ terms, phrases, matches, pages, table, wanted, limit, offset, lang, facets, partial: failed() > 0 || (columns && !table) });
  }

  async function present({ terms, phrases, matches, pages, table, wanted, limit, offset, partial }) {
    let ranked = pages;
    const worth = matches.map((m) => m.idf ?? 0);
    ranked = ranked.slice(0, Math.max(limit + offset, 10));
    const which = matcher(terms, matches, stemsOf);
    const cards = await Promise.all(ranked.map(({ slot, passage }) => cardOf(slot, passage < 15 ? Math.floor(passage / index.card) : 0).catch(() => null)));
    const hits = ranked.flatMap((page, i) => (cards[i] ? [hit(page, cards[i], which, worth, site)] : []));
    hits.sort((a, b) => b.score - a.score);
    return {
      total: pages.length,
      hits: hits.slice(offset, offset + limit),
      facets: {},
      words: matches.map((m, i) => ({ text: terms[i].text, how: m.how })),
      partial: Boolean(partial || cards.includes(null)),
    };
  }
  return { search, index };
}

/** Two words written apart that may be one: `innovasjons prosess`. */
function joinedStems(word, next, stemsOf) {
  return word.text.length > 2 && next.text.length > 2 && !/\d/.test(word.text + next.text) ? [stemsOf(word.text + next.text)[0]] : null;
}

/** Where the joined word exists, it answers both of its halves. */
function joinPair(matches, i, joined, blocks) {
  for (const block of blocks)
    for (const stem of joined) {
      const at = block.terms.indexOf(stem);
      if (at < 0) continue;
      const list = { term: stem, pages: block.pages[at], start: block.starts[at], length: block.starts[at + 1] - block.starts[at], block };
      for (const half of [matches[i], matches[i + 1]]) {
        half.variants = [...half.variants.filter((v) => half.how === "exact" || v.weight >= 0.9), { list, weight: 1, joined: true }];
        if (half.how !== "exact") half.how = "joined";
      }
      return;
    }
}

/** Pages by how well they answer, the best first. */
function rank(matches, index) {
  const scores = new Float64Array(index.slots), covered = new Float64Array(index.slots), seen = [];
  const passages = new Map();
  let total = 0;
  for (const found of matches) {
    const df = Math.max(1, ...found.variants.filter((v) => v.weight >= 0.5).map((v) => v.list.pages));
    found.idf = found.variants.length ? Math.log(1 + (index.pages - df + 0.5) / (df + 0.5)) : 0;
    total += found.variants.length ? found.idf : 0;
    const best = new Map();
    for (const { list, weight } of found.variants)
      for (let at = list.start; at < list.start + list.length; at++) {
        const slot = list.block.slots[at], value = list.block.values[at], worth = weight * IMPACT[value >> 4];
        if (slot < index.slots && !(best.get(slot)?.[0] >= worth)) best.set(slot, [worth, value & 15, weight]);
      }
    for (const [slot, [worth, passage, weight]] of best) {
      if (!passages.has(slot)) passages.set(slot, new Float64Array(16)), seen.push(slot);
      scores[slot] += found.idf * worth;
      covered[slot] += found.idf * weight;
      passages.get(slot)[passage] += found.idf * weight;
    }
  }
  const pages = seen.map((slot) => {
    const own = passages.get(slot);
    let passage = 15;
    for (let p = 0; p < 15; p++) if (own[p] > (passage === 15 ? 0 : own[passage])) passage = p;
    const together = (own[passage] + (passage < 15 ? own[15] : 0)) / (total || 1);
    return { slot, passage, score: scores[slot] * (covered[slot] / (total || 1)) ** 1.5 * (1 + 0.3 * together) };
  });
  return pages.sort((a, b) => b.score - a.score || a.slot - b.slot);
}

/** Says which word of the query a word of a text answers. */
function matcher(terms, matches, stemsOf) {
  const byTerm = new Map(), known = new Map();
  matches.forEach((found, i) => found.variants.forEach(({ list }) => byTerm.has(list.term) || byTerm.set(list.term, i)));
  return (word) => {
    if (!known.has(word)) {
      let which = -1;
      for (const stem of stemsOf(word)) if (which < 0 && byTerm.has(stem)) which = byTerm.get(stem);
      if (which < 0 && word.length > 5) which = terms.findIndex(({ stems }) => stems[0].length > 3 && word.includes(stems[0]));
      if (which < 0) which = terms.findIndex(({ text, last }) => last && text.length > 1 && word.startsWith(text));
      known.set(word, which);
    }
    return known.get(word);
  };
}

/** A page with its card → a hit. */
function hit({ slot, score }, card, which, worth, site) {
  let best = null, near = 0;
  const sections = card.sections.length ? card.sections : [["", "", card.summary]];
  for (const [anchor, heading, text] of sections) {
    const found = marks(text, which), inHeading = marks(heading, which);
    const value = [...new Set([...found, ...inHeading].map((m) => m.word))].reduce((sum, w) => sum + worth[w], 0) + nearness(found) * 0.5 + inHeading.length * 0.3;
    near = Math.max(near, nearness(found));
    if (!best || value > best.value) best = { anchor, heading, text, found, value };
  }
  const title = marks(card.title, which);
  const boost = 1 + 0.12 * Math.min(near, 3) + 0.1 * new Set(title.map((m) => m.word)).size;
  return {
    url: new URL(card.url + (best.anchor ? "#" + best.anchor : ""), site).href,
    title: card.title,
    ...excerpt(best.text || card.summary, best.found, worth),
    type: card.type,
    lang: card.lang,
    heading: best.heading,
    score: score * boost,
  };
}
