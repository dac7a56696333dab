// A small static server, strict in the way a careful host is: the content security policy is enforced on every answer.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

/** What a page may do: nothing that it does not bring itself, and films after a click. */
export const policy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'", "font-src 'self'",
  "frame-src https://player.vimeo.com https://www.youtube-nocookie.com", "form-action 'self'", "base-uri 'none'",
].join("; ");

const types = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml",
  ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".avif": "image/avif", ".xml": "application/xml", ".txt": "text/plain",
};

/** Serves `folder` below `prefix`; the address ends without a slash.
 * @param {string} folder @param {string} [prefix] @returns {Promise<{ address: string, stop: () => void }>} */
export async function start(folder, prefix = "") {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const file = path.startsWith(`${prefix}/`) && find(folder, path.slice(prefix.length));
    send(response, file ? 200 : 404, file || join(folder, "404.html"));
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

function send(response, status, file) {
  const type = types[extname(file)] ?? "application/octet-stream";
  response.writeHead(status, { "content-type": type, "content-security-policy": policy, "cache-control": "no-store" });
  createReadStream(file).on("error", () => response.end()).pipe(response);
}
