// The handbooks of this repository, built: by tests/run, which says where, or here.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { build, root } from "./built.mjs";

/** The innovation handbook, in four languages; Bokmål stands at the root. */
export const handbook = process.env.HANDBOOK ?? build(root);

/** What holds for every handbook is tried on each of these; `lang` is the language at the root. */
export const sites = [{ name: "handbook", folder: handbook, lang: "nb", languages: ["nb", "nn", "da", "en"] }];
if (existsSync(join(root, "manual"))) {
  sites.push({ name: "manual", folder: process.env.MANUAL ?? build(join(root, "manual")), lang: "en", languages: ["en"] });
}
