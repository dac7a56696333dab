// One page of each kind, valid to the letter: html-validate's recommended rules, and the Nu checker where Java is.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { HtmlValidate } from "html-validate";
import { kinds, pages } from "./support/built.mjs";
import { sites } from "./support/sites.mjs";

const each = sites.flatMap(({ folder, lang }) => kinds(pages(folder).filter((page) => page.lang === lang)).map((page) => ({ ...page, folder })));

test("html-validate finds nothing to mend", async (t) => {
  const validator = new HtmlValidate({
    extends: ["html-validate:recommended"],
    rules: {
      "long-title": "off", // titles are the editors' to write
      "no-trailing-whitespace": "off", // seen by no reader
    },
  });
  for (const { kind, path, html } of each) {
    await t.test(`${kind}: ${path}`, async () => {
      const { results } = await validator.validateString(html);
      const found = results.flatMap(({ messages }) => messages).map(({ ruleId, message, line, column }) => `${line}:${column} ${ruleId}: ${message}`);
      assert.deepEqual(found.slice(0, 20), [], `${found.length} in all`);
    });
  }
});

const java = spawnSync("java", ["-version"]).status === 0;
test("the Nu checker finds nothing to mend", { skip: !java && "no Java on this machine" }, () => {
  const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
  const files = each.map(({ folder, path }) => join(folder, path, path.endsWith("/") ? "index.html" : ""));
  execFileSync("java", ["-jar", jar, "--errors-only", ...files], { stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
});
