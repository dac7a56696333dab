/** @file Builds sites with the real binary and opens their search: what all search tests stand on. */
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

const varde = process.env.VARDE ?? path.join(root, process.env.CARGO_TARGET_DIR ?? "target", "debug/varde");

/** Builds a handbook; gives the site's folder. A folder without varde.yaml is copied beside one with only a title. */
export function build(handbook) {
  const folder = mkdtempSync(path.join(tmpdir(), "varde-search-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  let source = handbook;
  if (!existsSync(path.join(handbook, "varde.yaml"))) {
    source = path.join(folder, "handbook");
    cpSync(handbook, path.join(source, "content"), { recursive: true });
    chmodSync(source, 0o755);
    writeFileSync(path.join(source, "varde.yaml"), "title: Test\nlanguages: [nb, nn, da, en]\n");
  }
  execFileSync(varde, ["build", source, "--out", path.join(folder, "site")], { stdio: ["ignore", "ignore", "inherit"] });
  return path.join(folder, "site");
}

export const handbook = build(path.join(root, "tests/search/handbook"));

/** Opens a site; `change` may damage what is fetched. */
export async function open(site, change = (name, bytes) => bytes) {
  const fetched = [];
  const fetch = async (address) => {
    const name = decodeURIComponent(new URL(address).pathname).slice(1);
    fetched.push(name);
    const file = path.join(site, name), bytes = existsSync(file) ? change(name, readFileSync(file)) : null;
    return bytes ? new Response(bytes) : new Response("", { status: 404 });
  };
  const { search: { client: address } } = JSON.parse(readFileSync(path.join(site, "varde.json")));
  const client = path.join(site, address);
  if (!existsSync(path.join(site, "assets/package.json"))) writeFileSync(path.join(site, "assets/package.json"), '{"type":"module"}');
  const { openSearch } = await import(pathToFileURL(client).href);
  return { search: await openSearch({ base: "https://site.example/hb/".replace("hb/", ""), fetch }), fetched };
}

/** The slug of a hit, without its language. */
export const slug = (url) => new URL(url).pathname.replace(/\/$/, "").split("/").pop().replace(/\.(nn|da|en)$/, "");

/** Mean reciprocal rank and share of queries with a right page among the first ten. */
export async function measure(search, queries) {
  let reciprocal = 0, found = 0;
  const missed = [];
  for (const { q, rel } of queries) {
    const { hits } = await search.search(q, { limit: 10 });
    const rank = hits.findIndex((hit) => rel.includes(slug(hit.url)));
    if (rank >= 0) [reciprocal, found] = [reciprocal + 1 / (rank + 1), found + 1];
    else missed.push(q);
  }
  return { mrr: reciprocal / queries.length, s10: found / queries.length, missed };
}
