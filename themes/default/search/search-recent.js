/** @file Recent queries: kept on the reader's device, and only after the reader has asked for it. */
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
  place.append(head, list, element("label", {}, asked, ` ${t.remember}`));
  show();
}
