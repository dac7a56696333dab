/** @file What the dialog shows before anything is asked: where the page itself leads, and recent queries, which are kept on the reader's device, and only after the reader has asked for it. */
const PLACES = 12;
const STORE = "varde-searches";
const read = () => {
  try {
    return JSON.parse(localStorage.getItem(STORE));
  } catch {
    return null;
  }
};
const write = (queries) => {
  try {
    if (queries) localStorage.setItem(STORE, JSON.stringify(queries));
    else localStorage.removeItem(STORE);
  } catch {
    // A browser that keeps nothing is a wish like any other.
  }
};

/** Fills a place with the recent queries and the box that switches them on; a query that led somewhere is kept. */
export function remember({ place, box, input, t, element, run }) {
  const list = element("ul"), asked = element("input", { type: "checkbox", checked: Boolean(read()) }), head = element("p", { textContent: t.recent });
  const ask = (query) => {
    input.value = query;
    input.focus();
    run();
  };
  const show = () => {
    const queries = read() ?? [];
    list.replaceChildren(...queries.map((query) => element("li", {}, element("button", { type: "button", textContent: query, onclick: () => ask(query) }))));
    list.hidden = head.hidden = !queries.length;
  };
  const add = () => {
    const queries = read(), text = input.value.trim();
    if (!queries || !text) return;
    write([text, ...queries.filter((other) => other !== text)].slice(0, 8));
    show();
  };
  asked.addEventListener("change", () => {
    write(asked.checked ? [] : null);
    show();
  });
  box.addEventListener("click", (event) => event.target.closest("a") && add());
  box.addEventListener("submit", add);
  place.append(...places(element), head, list, element("label", {}, asked, ` ${t.remember}`));
  show();
}

/** Links that the page has already, chosen by whoever made the handbook's menu. */
function places(element) {
  const nav = document.querySelector("[data-search-suggest]"), links = new Map();
  for (const { href, textContent } of nav?.querySelectorAll("a[href]") ?? []) if (links.size < PLACES) links.set(href, textContent.trim());
  if (!links.size) return [];
  const items = [...links].map(([href, textContent]) => element("li", {}, element("a", { href, textContent })));
  return [element("p", { textContent: nav.ariaLabel }), element("ol", {}, ...items)];
}
