import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fold, stemEnglish, stemNordic, words } from "../../themes/default/search/words.js";

test("words are folded and stemmed as words.json says", () => {
  for (const [word, folded, nordic, english] of JSON.parse(readFileSync(new URL("words.json", import.meta.url))))
    assert.deepEqual([fold(word), stemNordic(fold(word)), stemEnglish(fold(word))], [folded, nordic, english], word);
});

test("letters of all scripts are folded as letters.json says", () => {
  for (const [name, text, folded] of JSON.parse(readFileSync(new URL("letters.json", import.meta.url)))) assert.equal(words(text).join(" "), folded, name);
});
