import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fold, stemEnglish, stemNordic } from "../../themes/default/search/words.js";

test("words are folded and stemmed as words.json says", () => {
  for (const [word, folded, nordic, english] of JSON.parse(readFileSync(new URL("words.json", import.meta.url))))
    assert.deepEqual([fold(word), stemNordic(fold(word)), stemEnglish(fold(word))], [folded, nordic, english], word);
});
