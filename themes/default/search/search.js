/** @file The search client: opens a handbook's index and answers queries. Runs in browsers and in Node 20 and later. */
import { countFacets, filtered, wholeList } from "./facets.js";
import { openFiles } from "./files.js";
import { hit, holdsPhrase } from "./hit.js";
import { match } from "./match.js";
import { joinPairs, rank } from "./rank.js";
import { formOf } from "./words.js";
import { parse, matcher, stemmerOf } from "./query.js";

/**
 * @typedef {{ url: string, title: string, excerpt: string, marks: number[][], type: string, lang: string, heading: string, score: number }} Hit
 * @typedef {{ text: string, how: "exact" | "begun" | "joined" | "parts" | "meant" | "none", shown?: string }} Said  what became of a word
 * @typedef {{ total: number, hits: Hit[], facets: object, words: Said[], partial: boolean }} Result
 */

const EXTRA = 0; // cards read beyond those shown, so that the text may lift a page into view
const LONG = 3; // words; in a longer query one slip does little harm, so what mends its first letters is not fetched
const PHRASES = 30; // pages whose text is searched for a quoted phrase

/**
 * @param {{ base: string, fetch?: typeof fetch, root?: string }} options  the site's root, and in it the index's first file
 */
export async function openSearch({ base, fetch = (...all) => globalThis.fetch(...all), root }) {
  const files = await openFiles({ base: new URL(base, globalThis.location?.href), fetch, root }), { index } = files;
  const stems = stemmerOf(index.english);

  /** All that the index says about the words, in one round of fetching. */
  function look(terms, fail) {
    const blocks = async (folder, texts) => {
      const got = await Promise.all([...new Set(texts)].map((text) => files.block(folder, text).catch(fail)));
      return [...new Set(got)].filter(Boolean);
    };
    return Promise.all(terms.map(async (word, i) => {
      const next = terms[i + 1], reversed = [...word.stems[0]].reverse().join("");
      const joined = next && word.text.length > 2 && next.text.length > 2 && !/\d/.test(word.text + next.text) ? stems(word.text + next.text)[0] : "";
      const [ahead, back, together] = await Promise.all([
        blocks("b", word.last ? [...word.stems, word.text] : word.stems),
        blocks("r", terms.length <= LONG && word.text.length > 3 ? [reversed] : []),
        blocks("b", joined ? [joined] : []),
      ]);
      return { ...match(word, ahead, back), form: formOf(word.text.slice(word.stems[0].length)), joined, together };
    }));
  }

  /** @param {string} query @returns {Promise<Result>} */
  async function search(query, { limit = 10, offset = 0, filters = {}, facets = false, lang = "" } = {}) {
    const { terms, phrases } = parse(query, stems);
    let partial = false;
    const fail = () => void (partial = true);
    const wanted = Object.entries(filters).filter(([, values]) => values?.length);
    const columns = facets || wanted.length || !terms.length ? files.columns().catch(fail) : undefined;
    const matches = joinPairs(await look(terms, fail)), table = await columns;
    let pages = terms.length ? rank(matches, index) : table ? wholeList(table) : [];
    const counts = table && facets ? countFacets(pages, table, wanted, index, lang) : {};
    if (table) pages = filtered(pages, table, wanted);
    if (phrases.length) pages = await quoted(pages.slice(0, PHRASES), phrases, fail);
    pages = pinned(pages, terms);
    const which = matcher(terms, matches, stems), worth = matches.map((found) => found.idf);
    const shown = pages.slice(0, offset + limit + EXTRA), cards = await Promise.all(shown.map((page) => files.card(page).catch(fail)));
    const hits = shown.flatMap((page, i) => (cards[i] ? [hit(page, cards[i], { which, worth, lang, base: files.base, terms })] : []));
    hits.sort((one, other) => other.score - one.score);
    return { total: pages.length, hits: hits.slice(offset, offset + limit), facets: counts, words: matches.map((found, i) => said(terms[i], found, cards, stems)), partial };
  }

  /** Pages that hold the quoted words just as they are quoted. */
  async function quoted(pages, phrases, fail) {
    const held = await Promise.all(pages.map(async (page) => {
      const first = await files.card({ ...page, passage: 15 }).catch(fail);
      const rest = Array.from({ length: (first?.cards ?? 1) - 1 }, (_, i) => files.card({ ...page, passage: (i + 1) * index.card }).catch(fail));
      const cards = [first, ...(await Promise.all(rest))].filter(Boolean);
      const passage = cards.findIndex((card) => phrases.some((phrase) => holdsPhrase(card, phrase))) * index.card;
      return phrases.every((phrase) => cards.some((card) => holdsPhrase(card, phrase))) ? [{ ...page, passage }] : [];
    }));
    return held.flat();
  }

  /** The page that the handbook wants first for this query, first. */
  function pinned(pages, terms) {
    const asked = terms.map((term) => term.stems[0]).sort().join(" "), slots = index.pins.filter(([query]) => query === asked).map(([, slot]) => slot);
    const pins = slots.map((slot) => ({ passage: 15, ...pages.find((page) => page.slot === slot), slot, score: 1e6 }));
    return slots.length ? [...pins, ...pages.filter((page) => !slots.includes(page.slot))] : pages;
  }

  return { search, kinds: (lang) => index.kinds[lang] ?? Object.values(index.kinds)[0] ?? {} };
}

/** What became of a word; one that was mended is shown as it stands on the pages. */
function said({ text }, { how, variants }, cards, stems) {
  if (how !== "meant") return { text, how };
  const terms = variants.map(({ list }) => list.term);
  for (const card of cards)
    for (const part of card ? [card.title, ...card.sections.map((section) => section[2])] : [])
      for (const [word] of part.matchAll(/[\p{L}\p{N}]+/gu)) if (stems(word.toLowerCase()).includes(terms[0])) return { text, how, shown: word };
  return { text, how, shown: terms[0] };
}
