/** @file The search page: answers at once, with filters; its address holds query and filters. */
import { bind, element, form, open, texts, walk } from "./search-ui.js";

/** Makes the search page answer at once; its address holds the query and the filters. @param {HTMLElement} page */
export async function openPage(page) {
  const own = page.querySelector("form[role=search]") ?? document.querySelector("main form[role=search]") ?? form, input = own.querySelector("input[type=search]");
  const rest = document.querySelectorAll("[data-search-static]"), panel = element("details", { className: "search-filters", hidden: true }), state = new URLSearchParams(location.search);
  const chosen = { __proto__: null };
  for (const [name, value] of state) if (name !== "q") (chosen[name] ??= []).push(value);
  // What has been typed before this came is the question.
  input.value ||= state.get("q");
  own.addEventListener("submit", (event) => event.preventDefault());
  const t = await texts;
  let last, asked;
  panel.append(element("summary", { textContent: t.filters }));
  const fill = ({ facets }) => {
    const { name, value } = panel.contains(document.activeElement) ? document.activeElement : {}, boxes = facetBoxes(facets, chosen, t, () => run());
    panel.hidden = !boxes.length;
    for (const old of panel.querySelectorAll("fieldset")) old.remove();
    panel.append(...boxes);
    // Who was at a box is at the same box again, or at the question if there is none.
    if (name) ([...panel.querySelectorAll("input")].find((box) => box.name === name && box.value === value) ?? input).focus();
  };
  /** The filters of the whole handbook; none if they cannot be loaded. */
  const all = () => open().then((index) => index.search("", { limit: 0, facets: true, lang: document.documentElement.lang })).catch(() => ({ facets: {} }));
  const run = await bind(input, page, {
    filters: () => chosen,
    limit: 30,
    shown(result, query) {
      const now = (last = {});
      const next = new URLSearchParams(query ? { q: query } : {});
      for (const [name, values] of Object.entries(chosen)) values.forEach((value) => next.append(name, value));
      history.replaceState(null, "", `?${next}${location.hash}`);
      rest.forEach((part) => (part.hidden = Boolean(result?.total)));
      // In wide windows they stand open beside hits; without any they would stand before the index.
      if (asked !== Boolean(result) && matchMedia("(min-width: 60rem)").matches) panel.open = Boolean(result);
      asked = Boolean(result);
      // Before anything is asked, the filters of the whole handbook.
      if (result) fill(result);
      else all().then((every) => now === last && fill(every));
    },
  });
  page.querySelector(".search-status").before(panel);
  page.addEventListener("keydown", (event) => walk(event, input, page));
  // An address may hold what is no filter, such as where its reader came from.
  if (Object.keys(chosen)[0]) {
    const { facets } = await all();
    for (const name of Object.keys(chosen)) if (Object.keys(facets)[0] && !Object.hasOwn(facets, name)) delete chosen[name];
  }
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
