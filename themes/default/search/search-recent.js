/** @file Recent queries: kept on the reader's device, and only after the reader has asked for it. */
const KEY = "varde-searches";
const read = () => {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
};
const write = (queries) => {
  try {
    if (queries) localStorage.setItem(KEY, JSON.stringify(queries));
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing is a wish like any other.
  }
};

/** A list of recent queries with the box that switches it on. */
export function remember(t, element, ask) {
  const list = element("ul"), box = element("input", { type: "checkbox", checked: Boolean(read()) });
  const place = element("div", { className: "search-recent" }, element("p", { textContent: t.recent }), list, element("label", {}, box, " " + t.remember));
  const show = () => {
    const queries = read() ?? [];
    list.replaceChildren(...queries.map((query) => element("li", {}, element("button", { type: "button", textContent: query, onclick: () => ask(query) }))));
    list.hidden = place.firstChild.hidden = !queries.length;
  };
  box.onchange = () => (write(box.checked ? [] : null), show());
  show();
  return {
    place,
    add(query) {
      const queries = read(), text = query.trim();
      if (queries && text) write([text, ...queries.filter((other) => other !== text)].slice(0, 8)), show();
    },
  };
}
