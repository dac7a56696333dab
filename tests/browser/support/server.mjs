// A small static server, strict in the way a careful host is: it sends the headers that the manual prints.

import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

/** What the manual tells hosts to send. */
export const headers = Object.fromEntries(
  [.../```text\n\/\*\n((?:  .*\n)+)/.exec(readFileSync(join(import.meta.dirname, "../../../manual/content/start/headers.md"), "utf8"))[1]
    .matchAll(/^  ([\w-]+): (.*)$/gm)].map(([, name, value]) => [name, value]));

const types = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml",
  ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".avif": "image/avif", ".xml": "application/xml", ".txt": "text/plain",
};

/** Serves `folder` below `prefix`; the address ends without a slash.
 * @param {string} folder @param {string} [prefix] @param {Record<string, string>} [sent] headers @returns {Promise<{ address: string, stop: () => void }>} */
export async function start(folder, prefix = "", sent = headers) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const file = path.startsWith(`${prefix}/`) && find(folder, path.slice(prefix.length));
    send(response, file ? 200 : 404, file || join(folder, "404.html"), sent);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address: `http://127.0.0.1:${server.address().port}${prefix}`, stop };
}

/** @param {string} folder @param {string} path */
function find(folder, path) {
  const file = join(folder, normalize(path), path.endsWith("/") ? "index.html" : "");
  return existsSync(file) && statSync(file).isFile() && file;
}

function send(response, status, file, sent) {
  const type = types[extname(file)] ?? "application/octet-stream";
  response.writeHead(status, { "content-type": type, "cache-control": "no-store", ...sent });
  createReadStream(file).on("error", () => response.end()).pipe(response);
}
