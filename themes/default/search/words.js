/** @file Text → words → stems. The same rules as src/search/words.rs and src/search/stem.rs; tests hold them together. */

/** Letters that do not come apart into a base letter and a mark, or that Nordic readers hold for another letter. */
const LETTERS = { å: "å", ä: "æ", ö: "ø", ß: "ss", đ: "d", ð: "d", þ: "th", ł: "l", ŋ: "n", ŧ: "t", œ: "oe", ı: "i", ς: "σ" };

/** Lower case, æ ø å kept, every other accent gone; the marks of other scripts are parts of their words. @param {string} text @returns {string} */
export const fold = (text) =>
  /^[\wæøå]*$/.test(text) ? text.toLowerCase() : text.normalize("NFD").toLowerCase().replace(/[ao][\u0308\u030a]|[^\x00-\x7f]/g, (c) => LETTERS[c.normalize()] ?? c.replace(/[\u0300-\u036f]/, "")).normalize();

/** The words of a text, folded. @param {string} text @returns {string[]} */
export const words = (text) => fold(text).match(WORD) ?? [];
/** What counts as a word; `C++` and `C#` do. */
export const WORD = /\b[a-zA-Z]#|[\p{L}\p{N}\p{M}]+(\+\+)?/gu;

// Endings, longest first. A stem is always the beginning of its word, so that typing on never loses a hit.
const NORDIC = "eringerne eringane eringene eringer elserne eringen ingerne eringar erende elsene elsane ingane eringa ingene ering erede erene inger erast elsen elser ingen elsar ingar arane arar eren ande aren inga aret erer erne elsa eret else erar ende erte ert ara ane ing era ede ene ere et en er ar a e".split(" ");
const NING = "ane,ene,erne,ar,en,er,a,".split(",").map((ending) => "ning" + ending);
const ENGLISH = "ings ies ied ing ed es s e y".split(" ");
const ADJECTIVE = /(..(?:ig|leg|som|iv|bar|løs|laus))(?:ere?|are?|este?|aste?|ste?|t|e)$/;
/** `museum`, `museet`. */
const LATIN = /(...[ie])um$/;
const WHOLE = /(?:.het|.heit|itet|..bar|...som)$/;
/** Words that say little; another word must not shrink to one of them, as `varen` would to `var`. */
const LITTLE = /^(den|det|din|enn|for|fra|han|har|hun|hva|kan|man|med|men|min|mot|når|sin|som|til|var|ved|vil)$/;
const VOWEL = /[aeiouyæøå]/;

/** Takes the first ending that leaves `keep` letters with a vowel among them. */
function strip(word, endings, keep) {
  for (const ending of endings) {
    const rest = word.slice(0, -ending.length);
    if (rest.length >= keep && word.endsWith(ending) && VOWEL.test(rest)) return rest;
  }
  return word;
}
/** The genitive s, where the letter before allows one. */
const genitive = (word) => (/(...[bdfghjklmnprtvye]|....[ao])s$/.test(word) && !/(kven|tenden|licen|viden)s$/.test(word) ? word.slice(0, -1) : word);
/** One letter for two at the end: `program`, `programmet`; in short words only m, which Norwegian never doubles there. */
const undouble = (word) => (/(..mm|....([^aeiouyæøå])\2)$/.test(word) ? word.slice(0, -1) : word);

/** The stem of a folded Norwegian or Danish word. @param {string} word */
export function stemNordic(word) {
  if (word.length < 4 || /\d/.test(word)) return word;
  const base = genitive(word).replace(ADJECTIVE, "$1");
  if (WHOLE.test(base)) return base;
  const shorter = strip(base, NING, 5);
  const stem = undouble(genitive(shorter === base ? strip(base, NORDIC, 3) : shorter).replace(LATIN, "$1"));
  return stem !== word && LITTLE.test(stem) ? word.slice(0, stem.length + 1) : stem;
}

/** The stem of a folded English word. @param {string} word */
export function stemEnglish(word) {
  if (word.length < 4 || /\d/.test(word)) return word;
  return undouble(strip(word, ENGLISH, 3));
}

/** A number for an ending, as a bit: pages tell with it which forms of a word they have. @param {string} ending */
export function formOf(ending) {
  let number = 0;
  for (const letter of ending) number = (number * 6 + letter.charCodeAt(0)) % 13e6;
  return 1 << (number % 13 % 8);
}

/** Endings that a reader may be in the middle of typing. */
export const ENDINGS = [...NORDIC, ...NING, ..."s t es ers ens ets enes te st ste de".split(" ")];
