/** @file What a reader sees of the search: the dialog and the search page. README.md has the markup and the hooks. */
import { fetchFile } from "./fetch.js";
import { openSearch } from "./search.js";

const nb = () => import("./search-nb.js"), TEXTS = { nb, no: nb, nn: () => import("./search-nn.js"), da: () => import("./search-da.js"), en: () => import("./search-en.js") };
const { lang, dataset } = document.documentElement;
const base = new URL(dataset.root ?? "./", location.href).href;
export const texts = (TEXTS[lang.split("-")[0]] ?? TEXTS.en)().then((module) => module.default);
export const form = document.querySelector("form[role=search]");
let client;
/** The handbook's search, opened once. */
export const open = () => (client ??= openSearch({ base, root: dataset.searchRoot, fetch: fetchFile }).catch((error) => ((client = undefined), Promise.reject(error))));

/** An element with attributes and children. @returns {HTMLElement} */
export function element(name, attributes = {}, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children.filter(Boolean));
  return made;
}
const filled = (text, values) => text.replace(/\{(\w)\}/g, (_, name) => values[name]);

/** A text with the words that matched in <mark>. */
function marked(text, marks) {
  const parts = [];
  let at = 0;
  for (const [start, end] of marks) {
    parts.push(text.slice(at, start), element("mark", { textContent: text.slice(start, end) }));
    at = end;
  }
  return [...parts, text.slice(at)];
}

const NAMES = new Intl.DisplayNames([lang || "en"], { type: "language" });

/** One hit as a list item. */
function item(hit, kinds, t) {
  const kind = kinds[hit.type], heading = hit.heading && element("span", { lang: hit.lang, textContent: hit.heading });
  return element("li", {},
    element("a", { href: hit.url, className: "search-title", lang: hit.lang, textContent: hit.title }),
    (kind || heading) && element("p", { className: "search-path" }, kind, kind && heading && " › ", heading),
    element("p", { className: "search-excerpt", lang: hit.lang }, ...marked(hit.excerpt, hit.marks)),
    hit.also.length && element("p", { className: "search-path" }, t.also + " ", ...hit.also.map((other) => element("a", { href: other.url, lang: other.lang, hreflang: other.lang, textContent: NAMES.of(other.lang) }))));
}

/** What became of the words that were not found as they were typed. */
function notes({ words, partial }, t) {
  const kinds = { meant: t.meant, parts: t.parts, none: t.without };
  const said = words.filter((word) => kinds[word.how]).map((word) => filled(kinds[word.how], { q: word.how === "meant" ? word.shown : word.text }));
  return partial ? [...said, t.partial] : said;
}

/**
 * Binds a search field to a place for results.
 * @param {HTMLInputElement} input @param {HTMLElement} place
 * @param {{ filters?: () => Record<string, string[]>, limit: number, shown?: (result: object | null, query: string) => void }} options
 */
export async function bind(input, place, { filters = () => ({}), limit, shown = () => {} }) {
  const t = await texts;
  const status = element("p", { className: "search-status", role: "status" }), note = element("div", { className: "search-notes" }), list = element("ol", { className: "search-results" });
  const own = place.querySelector("form");
  if (own) own.after(status, note, list);
  else place.prepend(status, note, list);
  let latest = 0, pause;
  /** Said once, when typing has paused. */
  const say = (text) => {
    clearTimeout(pause);
    pause = setTimeout(() => status.textContent !== text && (status.textContent = text), 500);
  };
  const nothing = (query, text, ...offered) => {
    list.replaceChildren();
    note.replaceChildren(...offered);
    say(text);
    shown(null, query);
  };
  async function run() {
    const turn = ++latest, query = input.value.trim();
    if (query.length < 2 && !Object.keys(filters()).length) return nothing(query, "");
    try {
      const engine = await open(), result = await engine.search(input.value, { limit, filters: filters(), facets: limit > 10, lang });
      if (turn !== latest) return;
      const kinds = engine.kinds(lang);
      list.replaceChildren(...result.hits.map((hit) => item(hit, kinds, t)));
      note.replaceChildren(...notes(result, t).map((text) => element("p", { textContent: text })));
      if (!result.total) note.append(element("p", { textContent: t.noneHelp }));
      say(result.total ? filled(result.total === 1 ? t.one : t.many, { n: result.total + (result.atLeast ? "+" : "") }) : filled(t.none, { q: query }));
      shown(result, query);
    } catch {
      if (turn === latest) nothing(query, t.failed, element("button", { type: "button", textContent: t.retry, onclick: () => (input.focus(), run()) }));
    }
  }
  input.addEventListener("input", run);
  return run;
}

/** Arrow keys walk from the field through the links and back; with other keys, or in the middle of a letter, they are the browser's. */
export function walk(event, input, place) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [input, ...place.querySelectorAll("ol a")], at = stops.indexOf(document.activeElement), next = stops[at + step];
  if (at < 0 || !next || event.isComposing || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  next.focus();
}

let dialog;
/** Opens the search over any page. @param {string} text what has been typed so far */
export async function openDialog(text) {
  dialog ??= makeDialog();
  const { box, input, run } = await dialog;
  if (!box.open) {
    box.showModal();
    if (text) input.value = "";
  }
  input.value += text;
  input.focus();
  if (!text) input.select();
  run();
}

async function makeDialog() {
  const t = await texts;
  const input = element("input", { type: "search", name: "q", autocomplete: "off", enterKeyHint: "search", placeholder: t.placeholder, ariaLabel: t.search });
  const close = element("button", { type: "button", textContent: t.close, onclick: () => box.close() });
  const place = element("div", { className: "search-place" });
  const own = element("form", { role: "search", method: "get", action: form?.action ?? "" }, input, close);
  const more = element("a", { className: "search-more", textContent: t.all, hidden: true });
  const recent = element("div", { className: "search-recent" });
  const box = element("dialog", { className: "search-dialog", ariaLabel: t.search }, own, place, more, recent, element("p", { className: "search-help", textContent: t.help }));
  document.body.append(box);
  const run = await bind(input, place, {
    limit: 10,
    shown(result, query) {
      more.hidden = !result?.total || !form;
      if (form) more.href = form.action + "?q=" + encodeURIComponent(query);
      recent.hidden = Boolean(result);
    },
  });
  box.addEventListener("keydown", (event) => walk(event, input, box));
  box.addEventListener("click", (event) => event.target === box && box.close());
  // A field that gets the focus back has no caret in Chromium, and takes no letters.
  box.addEventListener("close", () => document.activeElement.select?.());
  import("./search-recent.js").then((own) => own.remember({ place: recent, box, input, t, element, run }), () => {});
  return { box, input, run };
}
