/** @file For pages opened from a folder: a browser fetches no files from there, so they come as scripts. Only in the portable script. */
const waiting = new Map();

/** Called by each such script with its path and its bytes. */
globalThis.vardeSearch = (path, text) => waiting.get(path)?.({ ok: true, body: new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))]).stream() });

/** What the client calls for `fetch`. */
globalThis.vardeFetch = (address) =>
  new Promise((resolve) => {
    const script = document.createElement("script");
    waiting.set(address.slice(address.lastIndexOf("/search/") + 1), resolve);
    script.src = `${address}.js`;
    script.onload = () => script.remove();
    script.onerror = () => resolve({ ok: false, status: 404 });
    document.head.append(script);
  });

// A folder has no page of its own there.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".search-results a, .search-more");
  if (link) link.href = link.href.replace(/\/(?=[?#]|$)/, "/index.html");
}, true);
