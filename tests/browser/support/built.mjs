// Builds handbooks with the binary under test, and lists their pages.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";

/** The repository. */
export const root = resolve(import.meta.dirname, "../../..");

/** The binary under test: `VARDE` in the environment, or what `cargo build` made. */
export const varde = process.env.VARDE ?? join(root, "target/debug/varde");

/** A folder that is removed when the process ends. */
export function temporary() {
  const folder = mkdtempSync(join(tmpdir(), "varde-browser-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs the binary; its errors are the test's. @param {string[]} args */
export function run(...args) {
  return execFileSync(varde, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Builds the handbook in `folder` and says where. @param {string} folder */
export function build(folder) {
  const out = join(temporary(), "site");
  run("build", folder, "--out", out);
  return out;
}

/** Builds the handbook in `folder` to be read as files, in a folder of that name. @param {string} folder @param {string} name */
export function portable(folder, name) {
  const out = join(temporary(), name);
  run("build", folder, "--out", out, "--portable");
  return out;
}

/** @typedef {{ file: string, path: string, html: string, lang: string, template: string, layout: string, section: string, made: boolean }} Page */

/** Every page of a built site, in the order of their addresses. @param {string} site @returns {Page[]} */
export function pages(site) {
  return readdirSync(site, { recursive: true })
    .filter((file) => file.endsWith(".html"))
    .map((file) => describe(file.split(sep).join("/"), readFileSync(join(site, file), "utf8")))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** @param {string} file @param {string} html @returns {Page} */
function describe(file, html) {
  const [, lang = ""] = /<html lang="([^"]*)"/.exec(html) ?? [];
  const [, template = "redirect"] = /<body[^>]* data-template="([^"]*)"/.exec(html) ?? [];
  const [, layout = ""] = /<div class="list" data-layout="([^"]*)"/.exec(html) ?? [];
  const path = `/${file.replace(/(^|\/)index\.html$/, "$1")}`;
  const own = path.replace(`/${lang}/`, "/");
  const section = /^\/([^/]*)\/./.exec(own)?.[1] ?? "";
  const made = /<body[^>]* data-page="facet"/.test(html);
  return { file, path, html, lang, template, layout, section, made };
}

/** Every page that somebody wrote, and of those that a filter's values make every tenth: they differ in little. @param {Page[]} all */
export function most(all) {
  let made = 0;
  return all.filter((page) => !page.made || made++ % 10 === 0);
}

/** The fullest page of each kind: template, layout and, for entries, the section they stand in. @param {Page[]} all */
export const kinds = (all) => fullest(all, ({ template, layout, section }) => [template, layout || (template === "entry" && section)]);

/** The fullest page of each template and layout. @param {Page[]} all */
export const layouts = (all) => fullest(all, ({ template, layout }) => [template, layout]);

/** @param {Page[]} all @param {(page: Page) => (string | false)[]} parts */
function fullest(all, parts) {
  const found = new Map();
  for (const page of all) {
    const kind = parts(page).filter(Boolean).join(" ");
    if (page.html.length > (found.get(kind)?.html.length ?? 0)) found.set(kind, { ...page, kind });
  }
  return [...found.values()];
}
