/** @file The search client: opens a handbook's index and answers queries. Runs in browsers and in Node 20 and later. */
import { openFiles } from "./files.js";
import { hit, oneEach } from "./hit.js";
import { match } from "./match.js";
import { joined, ranker } from "./rank.js";
import { formOf } from "./words.js";
import { LONG, matcher, parse, spaced, stemmerOf } from "./query.js";

/**
 * @typedef {{ url: string, title: string, excerpt: string, marks: number[][], type: string, lang: string, heading: string, score: number, also: Hit[] }} Hit
 * @typedef {{ text: string, how: "exact" | "begun" | "joined" | "parts" | "meant" | "none", shown?: string }} Said  what became of a word
 * @typedef {{ total: number, hits: Hit[], facets: object, words: Said[], atLeast: boolean, partial: boolean }} Result  `atLeast`: there may be more than `total`
 */

const COMPOUND = 11; // letters; a longer word is asked by its parts in long queries, too
const MORE = 2; // pages that are read beside those to be shown: one may turn out to be better

/**
 * @param {{ base: string, fetch?: typeof fetch, root?: string }} options  the site's root, and in it the index's first file
 */
export async function openSearch({ base, fetch = (...all) => globalThis.fetch(...all), root }) {
  const files = await openFiles({ base: new URL(base, globalThis.location?.href), fetch, root }), { index } = files;
  const stems = stemmerOf(index.english), rank = ranker(index);

  /** All that the index says about the words, in one round of fetching; `all` of it, or of frequent words the best pages. */
  async function look({ terms, joins }, fail, all) {
    const blocks = async (folder, texts) => {
      const got = await Promise.all([...new Set(texts)].map((text) => files.block(folder, text).catch(fail)));
      return [...new Set(got)].filter(Boolean);
    };
    const matches = Promise.all(terms.map(async (word) => {
      const { text, stems: [stem], plain } = word, own = [word, plain || word].flatMap(({ text, stems, last }) => (last ? [...stems, text] : stems));
      // From the end a term is spelt with one letter where the word has two: `programmet`.
      const ends = [stem, stem + stem.at(-1)].filter((end) => text.startsWith(end)).map((end) => [...end].reverse().join(""));
      const [ahead, back, rest] = await Promise.all([blocks("b", own), blocks("r", text.length > (terms.length <= LONG ? 3 : COMPOUND) ? ends : []), blocks("o", all ? own : [])]);
      return { ...(await match(word, ahead, back, rest, () => import("./mend.js").catch(fail))), form: formOf(text.slice(stem.length)) };
    }));
    const together = Promise.all(joins.map(async (join) => ({ ...join, blocks: await blocks("b", join.stems) })));
    return joined(await matches, terms, await together);
  }

  /** @param {string} query @returns {Promise<Result>} */
  async function search(query, { limit = 10, filters = {}, facets = false, lang = "" } = {}) {
    const asked = parse(query, stems), { terms, phrases } = asked;
    let partial = false;
    const fail = () => void (partial = true), card = (page, part) => files.card(page, part).catch(fail);
    const wanted = Object.entries(filters).filter(([, values]) => values?.length), columns = facets || wanted.length || !terms.length;
    const more = (columns || phrases[0]) && import("./search-filter.js").then((own) => own.chooser({ ...asked, files, columns, fail, query, wanted, facets, lang, card, spaced, enough: limit + MORE })).catch(fail);
    // Where all words are frequent, or something else chooses, their less good pages count as well.
    const all = columns || (terms[1] && terms.every(files.isCut)), matches = await look(asked, fail, all), choose = await more, ranked = pinned(rank(matches), terms);
    const { pages, total, unread, counts = {} } = choose ? await choose(ranked) : { pages: ranked };
    const own = matches.slice(0, terms.length), which = matcher(terms, own, stems), worth = own.map((found) => found.idf);
    let hits = [], folded = 0, read = 0;
    // Versions of one entry stand as one, and leave room for the next; a few rounds are enough.
    for (let missing = limit + MORE, round = 0; missing && round < 3 && read < pages.length; round++) {
      const some = pages.slice(read, (read += missing)), cards = await Promise.all(some.map((page) => card(page, page.part)));
      const found = some.flatMap((page, i) => (cards[i] ? [hit(page, cards[i], { terms, which, worth, lang, base: files.base })] : []));
      const before = hits.length + found.length;
      hits = oneEach([...hits, ...found], lang);
      folded += missing = before - hits.length;
    }
    const lists = matches.flatMap(({ variants }) => variants.map(({ list }) => list));
    const atLeast = unread || (!all && lists.some((list) => (lists[1] || phrases[0]) && list.length < list.pages));
    // Of a frequent word only the best pages may be at hand; how many there are is known.
    return { total: total ?? Math.max(pages.length, ...matches.map((found) => (phrases[0] ? 0 : found.pages))) - folded, atLeast, hits: hits.slice(0, limit), facets: counts, words: terms.map(({ text, seen }, i) => ({ text, how: matches[i].how, shown: seen ?? matches[i].variants[0]?.list.term })), partial };
  }

  /** The page that the handbook wants first for this query, first. */
  function pinned(pages, terms) {
    const asked = terms.map((term) => term.stems[0]).sort().join(" "), [, slot] = index.pins.find(([query]) => query === asked) ?? [];
    return slot === undefined ? pages : [{ passage: 15, ...pages.find((page) => page.slot === slot), slot, score: 1e6 }, ...pages.filter((page) => page.slot !== slot)];
  }

  return { search, kinds: (lang) => index.kinds[lang] ?? Object.values(index.kinds)[0] ?? {} };
}
