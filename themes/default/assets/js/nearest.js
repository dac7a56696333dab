// On the 404 page: the entries whose addresses are nearest to the one that was asked for. They come from the
// search page's list of everything, so that this page need not carry it.

const section = document.querySelector("[data-nearest]");
// Where it fails, the sections below are still there.
if (section) suggest(section).catch(() => {});

/** @param {HTMLElement} section */
async function suggest(section) {
  const asked = slug(location.pathname);
  const response = await fetch(section.dataset.nearest);
  if (!asked || !response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const near = [...page.querySelectorAll(".letters a")]
    .map((link) => ({ title: link.textContent, url: new URL(link.getAttribute("href"), response.url) }))
    .map((entry) => ({ ...entry, far: distance(asked, slug(entry.url.pathname)) }))
    .filter((entry) => entry.far <= 0.5)
    .sort((a, b) => a.far - b.far)
    .slice(0, 5);
  section.querySelector("ul").replaceChildren(...near.map(({ title, url }) => {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("a"), { href: url.href, textContent: title }));
    return item;
  }));
  section.hidden = near.length === 0;
}

/** The last part of an address, without endings: `/caser/telma/` → `telma`.
 * @param {string} path */
function slug(path) {
  const parts = decodeURIComponent(path).split("/").filter((part) => part && !/^index\.html?$/.test(part));
  return (parts.at(-1) ?? "").replace(/\.html?$/, "").toLowerCase();
}

/** Edits between two words, as a share of the longer; a word that holds the other is near.
 * @param {string} a @param {string} b */
function distance(a, b) {
  if (a.length > 3 && (b.includes(a) || (b.length > 3 && a.includes(b)))) return 0.2;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length] / Math.max(a.length, b.length, 1);
}
