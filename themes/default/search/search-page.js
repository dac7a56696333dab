/** @file The search page: answers at once, with filters; its address holds query and filters. */
import { bind, element, form, open, texts, walk } from "./search-ui.js";

/** Makes the search page answer at once; its address holds the query and the filters. @param {HTMLElement} page */
export async function openPage(page) {
  const own = page.querySelector("form[role=search]") ?? document.querySelector("main form[role=search]") ?? form, input = own.querySelector("input[type=search]");
  const rest = document.querySelectorAll("[data-search-static]"), panel = element("details", { className: "search-filters", hidden: true }), state = new URLSearchParams(location.search);
  const chosen = {};
  for (const [name, value] of state) if (name !== "q") (chosen[name] ??= []).push(value);
  input.value = state.get("q") ?? "";
  own.addEventListener("submit", (event) => event.preventDefault());
  const t = await texts;
  let last, asked;
  const fill = ({ facets }) => {
    const boxes = facetBoxes(facets, chosen, t, () => run());
    panel.hidden = !boxes.length;
    panel.replaceChildren(element("summary", { textContent: t.filters }), ...boxes);
  };
  const { run } = await bind(input, page, {
    filters: () => chosen,
    limit: 30,
    shown(result, query) {
      const now = (last = {}), none = { facets: {} };
      const next = new URLSearchParams(query ? { q: query } : {});
      for (const [name, values] of Object.entries(chosen)) values.forEach((value) => next.append(name, value));
      history.replaceState(null, "", `?${next}`);
      rest.forEach((part) => (part.hidden = Boolean(result?.total)));
      // In wide windows they stand open beside hits; without any they would stand before the index.
      if (asked !== Boolean(result) && matchMedia("(min-width: 60rem)").matches) panel.open = Boolean(result);
      asked = Boolean(result);
      // Before anything is asked, the filters of the whole handbook.
      if (result) fill(result);
      else open().then((index) => index.search("", { limit: 0, facets: true, lang: document.documentElement.lang })).catch(() => none).then((all) => now === last && fill(all));
    },
  });
  page.querySelector(".search-status").before(panel);
  page.addEventListener("keydown", (event) => walk(event, input, page));
  run();
}

/** Filters as boxes to tick, with the number of hits each would leave. */
function facetBoxes(facets, chosen, t, run) {
  return Object.entries(facets).filter(([name, facet]) => facet.values.length > 1 || chosen[name]).map(([name, facet]) =>
    element("fieldset", {}, element("legend", { textContent: facet.label || t[name] || name }), ...facet.values.map(({ key, label, count }) => {
      const box = element("input", { type: "checkbox", name, value: key, checked: Boolean(chosen[name]?.includes(key)) });
      box.onchange = () => {
        const others = (chosen[name] ?? []).filter((value) => value !== key), values = box.checked ? [...others, key] : others;
        if (values.length) chosen[name] = values;
        else delete chosen[name];
        run();
      };
      return element("label", {}, box, ` ${label} (${count})`);
    })));
}
