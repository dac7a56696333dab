// Debian's Chromium, without a window.

import { chromium } from "playwright-core";

// As root there is no sandbox, and on a closed network Chromium's own errands only fail.
const args = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
  // Nothing is looked up: a test that asks for another host gets no answer, wherever it runs.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/** @param {string[]} [more] switches */
export const launch = (more = []) => chromium.launch({ executablePath: "/usr/bin/chromium", headless: true, args: [...args, ...more] });
