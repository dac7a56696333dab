/** @file The files of the index: fetching, inflating, and reading the columns. The manual (reference/search-format) says what stands where. */

/**
 * @typedef {{ term: string, pages: number, start: number, length: number, block: Block }} List   a term of a block
 * @typedef {{ terms: string[], pages: Uint32Array, starts: Uint32Array, slots: Uint32Array, values: Uint8Array, forms: Uint8Array, also: Record<string, string[]> }} Block
 * @typedef {{ keys: string[], versions: string[] }} Blocks
 */

/** Reads numbers and texts one after the other; a file that ends too early is damaged. */
export class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  byte() {
    whole(this.at < this.bytes.length);
    return this.bytes[this.at++];
  }
  number() {
    for (let value = 0, scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      whole(scale < 2 ** 29);
    }
  }
  take(count) {
    whole(this.at + count <= this.bytes.length);
    return this.bytes.subarray(this.at, (this.at += count));
  }
  text(count) {
    return decoder.decode(this.take(count));
  }
  /** Texts that each say only where they differ from the one before. */
  sorted(count) {
    const texts = [], buffer = new Uint8Array(256);
    for (let byte = this.byte(); texts.length < count; ) {
      let end = byte;
      while ((byte = this.byte()) > 31) buffer[end++] = byte;
      texts.push(decoder.decode(buffer.subarray(0, end)));
    }
    return texts;
  }
}
const decoder = new TextDecoder();
/** Ends the reading of a file that cannot be what was published. */
export const whole = (is) => {
  if (!is) throw new Error("damaged or unknown file");
};

/** Opens the index: reads its root, and gives all other files when they are asked for, each once. */
export async function openFiles({ base, fetch, root = "search/root.bin" }) {
  const known = new Map();
  const load = (path, read, options) => {
    if (!known.has(path)) {
      const file = get(new URL(path, base).href, fetch, options).then(read);
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
    /** Whether the block that would hold a term has cut lists. */
    isCut: (term) => index.o.versions[blockOf(index.o.keys, term)],
    /** The block that would hold a term; in the folder `o` the rest of its cut lists, if it has any. */
    async block(folder, term) {
      const { keys, versions } = index[folder], i = blockOf(keys, term);
      return versions[i] && load("search/" + folder + "/" + [...keys[i]].map((letter) => letter.codePointAt().toString(16)).join("-") + "." + versions[i] + ".bin", (bytes) => {
        const block = readBlock(bytes), last = block.terms.at(-1);
        whole(last >= keys[i] && !(last >= keys[i + 1]));
        return block;
      });
    },
    columns: (read) => load("search/f-" + index.facets + ".bin", (bytes) => read(new Reader(bytes))),
    async card({ slot, passage }, part = passage < 15 ? (passage / index.card) | 0 : 0) {
      return load("search/c/" + slot + "." + part + "-" + hex(index.versions[(slot / index.share) | 0]) + ".bin", readCard);
    },
  };
}

/** @returns {Promise<Uint8Array>} */
async function get(url, fetch, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(answer.status + " " + url);
  const inflated = answer.body.pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(inflated).arrayBuffer());
}
const hex = (byte) => byte.toString(16).padStart(2, "0");

/** @typedef {{ url: string, title: string, lang: string, type: string, summary: string, cards: number, sections: [string, string, string][], versions: [string, string][] }} Card */
function readCard(bytes) {
  const [url, title, lang, type, summary, cards, sections, versions] = JSON.parse(decoder.decode(bytes));
  whole([url, title, lang, type, summary, ...sections.flatMap(([anchor, heading, text]) => [anchor, heading, text]), ...versions.flatMap(([tag, other]) => [tag, other])].every((text) => text.trim) && /^[a-z]{2,3}(-\w+)*$/i.test(lang));
  return { url, title, lang, type, summary, cards, sections, versions };
}

/** The root file. @param {Uint8Array} bytes */
function readRoot(bytes) {
  const reader = new Reader(bytes);
  const head = JSON.parse(reader.text(reader.number()));
  whole(head.varde === 3);
  for (const folder of ["b", "r"]) {
    const keys = reader.sorted(reader.number()), versions = keys.map(() => hex(reader.byte())), rest = [];
    for (let left = reader.number(), at = 0; left--; at++) rest[(at += reader.number())] = versions[at];
    head[folder] = { keys, versions };
    head.o ??= { keys, versions: rest };
  }
  head.versions = reader.take(Math.ceil(head.slots / head.share));
  return head;
}

/** A block of lists. @param {Uint8Array} bytes @returns {Block} */
export function readBlock(bytes) {
  const reader = new Reader(bytes), count = reader.number();
  whole(count <= bytes.length);
  const terms = reader.sorted(count), pages = new Uint32Array(count), starts = new Uint32Array(count + 1), cut = [];
  for (let i = 0; i < count; i++) {
    const number = reader.number();
    pages[i] = number >> 1;
    if (number & 1) cut.push(i);
    starts[i + 1] = number >> 1;
  }
  for (const i of cut) starts[i + 1] = reader.number();
  for (let i = 0; i < count; i++) starts[i + 1] += starts[i];
  const total = starts[count];
  whole(total <= bytes.length);
  const slots = new Uint32Array(total);
  for (let i = 0, at = 0; i < count; i++)
    for (let next = 0; at < starts[i + 1]; at++) next = (slots[at] = next + reader.number()) + 1;
  const values = reader.take(total), forms = reader.take(total), also = {};
  for (let left = reader.number(), at = 0; left; left--) {
    const term = terms[(at += reader.number())] ?? "";
    also[term] = Array.from({ length: reader.number() }, () => term.slice(0, reader.number()) + reader.text(reader.number()));
  }
  return { terms, pages, starts, slots, values, forms, also };
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
