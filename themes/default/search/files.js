/** @file The files of the index: fetching them, and reading their columns. The manual (reference/search-format) says what stands where. */

/**
 * @typedef {{ term: string, pages: number, start: number, length: number, block: Block }} List   a term of a block
 * @typedef {{ terms: string[], pages: number[], starts: number[], slots: number[], impacts: number[], passages: number[], forms: number[], also: Map<string, string> }} Block
 */

/** Ends the reading of a file that cannot be what was published. */
const whole = (is) => {
  if (!is) throw new Error("damaged file");
};

/** The numbers of a column: their last characters are `#` to `[`, those before, the lowest first, `]` to `~`. @param {string} column */
function numbers(column) {
  const all = [];
  for (let at = 0, value = 0, scale = 1; at < column.length; at++) {
    const code = column.charCodeAt(at);
    whole(code > 34);
    if (code > 92) {
      value += (code - 93) * scale;
      scale *= 34;
    } else {
      all.push(value + (code - 35) * scale);
      value = 0;
      scale = 1;
    }
  }
  return all;
}

/** Texts that each say only where they differ from the one before: a capital tells how much they share. @param {string} column */
const texts = (column, before = "") => Array.from(column.matchAll(/([A-Z])([^A-Z]*)/g), ([, same, own]) => (before = before.slice(0, same.charCodeAt() - 65) + own));

/** Rising numbers, each told as its distance to the one before, less one. @param {number[]} gaps */
const rising = (gaps, next = 0) => gaps.map((gap) => (next += gap + 1) - 1);

/** Opens the index: reads its root, and gives all other files when they are asked for, each once. */
export async function openFiles({ base, fetch, root = "search/root.json" }) {
  const known = new Map();
  const load = (path, read, options) => {
    if (!known.has(path)) {
      const file = fetch(new URL(path, base).href, options).then((answer) => {
        if (!answer.ok) throw new Error(answer.status + " " + path);
        return answer.json();
      }).then(read);
      known.set(path, file);
      // A failure is forgotten, so that the next query tries again.
      file.catch(() => known.delete(path));
    }
    return known.get(path);
  };
  // A name without a fingerprint may have other bytes tomorrow.
  const index = await load(root, readRoot, { cache: "no-cache" });
  return {
    base, index,
    /** Whether the block that would hold a word has cut lists. */
    isCut: ({ stems }) => index.o.has[blockOf(index.o.keys, stems[0])],
    /** The block that would hold a term; in the folder `o` the rest of its cut lists, if it has any. */
    async block(folder, term) {
      const { keys, versions, has } = index[folder], i = blockOf(keys, term);
      return keys[0] && (!has || has[i]) && load(address(folder, [...keys[i]].map((letter) => letter.codePointAt().toString(16)).join("-"), versions, i, keys.length), (columns) => {
        const block = readBlock(columns, index.slots), last = block.terms.at(-1);
        whole(last >= keys[i] && !(last >= keys[i + 1]));
        return block;
      });
    },
    facets: (read) => load("search/f-" + index.facets + ".json", (table) => read(table, numbers, rising)),
    card: ({ slot, passage }, part = passage < 15 ? (passage / index.card) | 0 : 0) => load(address("c", slot + "-" + part, index.c, slot, index.slots), readCard),
  };
}

/** Where the file of this number among so many is; neighbours share a version. @param {string} versions three digits each */
function address(folder, name, versions, i, files) {
  const at = ((i / Math.ceil((files * 3) / versions.length)) | 0) * 3;
  return "search/" + folder + "/" + name + "." + versions.slice(at, at + 3) + ".json";
}

/** @typedef {{ url: string, title: string, lang: string, type: string, summary: string, cards: number, sections: [string, string, string][], versions: [string, string][] }} Card */
function readCard([url, title, lang, type, summary, cards, sections, versions]) {
  whole([url, title, lang, type, summary, ...sections.flatMap(([anchor, heading, text]) => [anchor, heading, text]), ...versions.flatMap(([tag, other]) => [tag, other])].every((text) => text.trim) && /^[a-z]{2,3}(-\w+)*$/i.test(lang));
  return { url, title, lang, type, summary, cards, sections, versions };
}

/** The root file. */
function readRoot({ b, o, r, ...head }) {
  whole(head.varde === 4);
  const folder = ([keys, versions]) => ({ keys: texts(keys), versions }), ahead = folder(b), has = [];
  for (const at of rising(numbers(o))) has[at] = true;
  return { ...head, b: ahead, o: { ...ahead, has }, r: folder(r) };
}

/** A block of lists. @returns {Block} */
export function readBlock([terms, pages, cut, gaps, impacts, passages, forms, also], room) {
  const all = numbers(pages), lengths = numbers(cut), distances = numbers(gaps), slots = [], starts = [0];
  for (const number of all) {
    const end = slots.length + (number & 1 ? lengths.shift() : number >> 1);
    whole(end <= distances.length);
    for (let next = 0; slots.length < end; next++) slots.push((next += distances[slots.length]));
    starts.push(end);
  }
  const block = { terms: texts(terms), pages: all.map((number) => number >> 1), starts, slots, impacts: numbers(impacts), passages: numbers(passages), forms: numbers(forms), also: new Map(Object.entries(also)) };
  whole(block.terms.length === all.length && [distances, block.impacts, block.passages, block.forms].every((column) => column.length === slots.length));
  whole(slots.every((slot) => slot < room) && [...block.also.values()].every((stems) => stems.split));
  return block;
}

/** Which block would hold a term. @param {string[]} keys @param {string} term */
function blockOf(keys, term) {
  const i = firstFrom(keys, term);
  return keys[i] === term ? i : Math.max(0, i - 1);
}

/** The list of a term in a block, if it is there. @param {Block} block @param {string} term @returns {List | undefined} */
export function find(block, term) {
  const i = firstFrom(block.terms, term);
  return block.terms[i] === term ? listAt(block, i) : undefined;
}

/** @param {Block} block @param {number} i @returns {List} */
export const listAt = (block, i) => ({ term: block.terms[i], pages: block.pages[i], start: block.starts[i], length: block.starts[i + 1] - block.starts[i], block });

/** Index of the first text not before this one. @param {string[]} texts @param {string} text */
export function firstFrom(texts, text) {
  let low = 0, high = texts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (texts[middle] < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
