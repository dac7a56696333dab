/** @file What only some queries need: filters with counts, the list of everything, quoted phrases. Loaded when first asked for. */

const ROUND = 30; // pages whose text is searched for a quoted phrase at once
const MOST = 300; // and in all

/** Reads the columns, if they are needed, and gives what chooses among pages. */
export async function chooser({ files, columns, fail, query, terms, phrases, wanted, facets, lang, card, spaced, enough }) {
  const table = columns && (await files.facets(readFacets).catch(fail));
  return async (ranked) => {
    const all = table && !terms.length && (wanted.length || !query.trim()) ? wholeList(table) : ranked;
    const counts = table && facets ? countFacets(all, table, wanted, files.index, lang) : {}, passed = table ? filtered(all, table, wanted) : all;
    const { pages, unread } = phrases.length ? await quoted(passed, phrases, card, spaced, enough) : { pages: passed, unread: false };
    return { pages, unread, counts, total: table ? countEntries(pages, table) : undefined };
  };
}

/** The facets file; the functions read its columns. */
function readFacets([fields, gaps, ranks, columns, entries], numbers, rising) {
  const slots = rising(numbers(gaps));
  const column = (values) => {
    const all = numbers(values), each = [];
    for (let at = 0; at < all.length; at += all[at] + 1) each.push(all.slice(at + 1, at + 1 + all[at]));
    return each;
  };
  const table = { slots, ranks: numbers(ranks), entries: numbers(entries), rows: new Map(slots.map((slot, row) => [slot, row])), fields: fields.map(([name, label, values], i) => ({ name, label, values, column: column(columns[i]) })) };
  if ([table.ranks, table.entries, ...table.fields.map((field) => field.column)].some(({ length }) => length !== slots.length)) throw new Error("damaged file");
  return table;
}

/** All pages by title: the answer to an empty query. */
const wholeList = (table) =>
  table.slots.map((slot, row) => ({ slot, passage: 15, score: 0, rank: table.ranks[row] })).sort((one, other) => one.rank - other.rank);

/** Whether a row has one of the values wanted of every field but `except`; what is no field wants nothing. */
const passes = (table, wanted, row, except) =>
  wanted.every(([name, values]) => {
    const field = table.fields.find((own) => own.name === name);
    return name === except || !field || field.column[row]?.some((value) => values.includes(field.values[value]?.[0]));
  });

/** The pages that pass all filters. */
const filtered = (pages, table, wanted) => (wanted.length ? pages.filter(({ slot }) => passes(table, wanted, table.rows.get(slot))) : pages);

/** Whether a row is the first of its entry, whose versions have a number together, to be added to those counted. */
const isNew = (counted, { entries }, row) => !entries[row] || (!counted.has(entries[row]) && counted.add(entries[row]));

/** How many entries the pages are. */
function countEntries(pages, table) {
  const counted = new Set();
  return pages.filter(({ slot }) => isNew(counted, table, table.rows.get(slot))).length;
}

/** For each field how many entries among the pages have each value; a field's own filter does not count against its values. */
function countFacets(pages, table, wanted, index, lang) {
  const facets = {};
  for (const { name, label, values, column } of table.fields) {
    const counts = values.map(() => 0), counted = values.map(() => new Set());
    for (const { slot } of pages) {
      const row = table.rows.get(slot);
      if (row !== undefined && passes(table, wanted, row, name)) for (const value of column[row]) if (counted[value] && isNew(counted[value], table, row)) counts[value]++;
    }
    const chosen = wanted.find(([own]) => own === name)?.[1] ?? [];
    const named = values.map(([key, labels], i) => ({ key, label: labelOf(name, key, labels, index, lang), count: counts[i] })).filter(({ key, count }) => count || chosen.includes(key));
    facets[name] = { label: label[lang] ?? Object.values(label)[0], values: named.sort((one, other) => other.count - one.count) };
  }
  return facets;
}

function languageOf(key, lang) {
  try {
    return new Intl.DisplayNames([lang || key], { type: "language" }).of(key) ?? key;
  } catch {
    return key; // no tag of any language: a file is damaged
  }
}

function labelOf(name, key, labels, index, lang) {
  if (name === "lang") return languageOf(key, lang);
  const kinds = name === "type" ? (index.kinds[lang] ?? Object.values(index.kinds)[0]) : undefined;
  return kinds?.[key] ?? labels[lang] ?? Object.values(labels)[0] ?? key;
}

/** Pages that hold the quoted words just as they are quoted, as many as are asked for; and whether some were not read. */
async function quoted(pages, phrases, card, spaced, enough) {
  const holds = ({ title, summary, sections }, phrase) => [title, summary, ...sections.flatMap(([, heading, text]) => [heading, text])].some((text) => spaced(text).includes(phrase));
  const read = async (page) => {
    const first = await card(page, 0), numbers = Array.from({ length: first?.cards ?? 0 }, (_, number) => number);
    const cards = (await Promise.all(numbers.map((number) => card(page, number)))).filter(Boolean);
    const part = cards.findIndex((card) => phrases.some((phrase) => holds(card, phrase)));
    return phrases.every((phrase) => cards.some((card) => holds(card, phrase))) ? [{ ...page, part }] : [];
  };
  const found = [];
  let at = 0;
  for (; at < pages.length && at < MOST && found.length < enough; at += ROUND) found.push(...(await Promise.all(pages.slice(at, at + ROUND).map(read))).flat());
  return { pages: found, unread: at < pages.length };
}
