// The handbooks of this repository, built: by tests/run, which says where, or here.

import { join } from "node:path";
import { build, root } from "./built.mjs";

/** The innovation handbook, in four languages; Bokmål stands at the root. */
export const handbook = process.env.HANDBOOK ?? build(root);

/** Varde's manual, in English. */
export const manual = process.env.MANUAL ?? build(join(root, "manual"));

/** What holds for every handbook is tried on each of these; `lang` is the language at the root. */
export const sites = [
  { name: "handbook", folder: handbook, lang: "nb", languages: ["nb", "nn", "da", "en"] },
  { name: "manual", folder: manual, lang: "en", languages: ["en"] },
];
