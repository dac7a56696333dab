// Only in `varde serve`: reloads on change, and shows what is wrong as a panel that goes when it is mended.

const script = document.querySelector("script[data-reload]");
const panel = Object.assign(document.createElement("section"), { className: "reload-panel", hidden: true });
panel.setAttribute("aria-label", script.dataset.label);
document.body.append(panel);

let stream;
document.addEventListener("visibilitychange", listen);
listen();

// A page out of sight lets go: a browser holds six connections to a server, and a seventh tab would wait for ever.
// `shown` names the page's bytes, so that one that changed meanwhile is reloaded when it listens again.
function listen() {
  stream?.close();
  if (document.hidden) return;
  const timing = performance.getEntriesByType("navigation")[0]?.serverTiming?.find(({ name }) => name === "page");
  const query = new URLSearchParams({ page: location.pathname, shown: timing?.description ?? "" });
  stream = new EventSource(`${script.dataset.reload}?${query}`);
  stream.addEventListener("reload", () => location.reload());
  stream.addEventListener("diagnostics", ({ data }) => show(JSON.parse(data)));
}

/** @param {{rule: string, severity: string, message: string, file?: string, line?: number, column?: number, help?: string}[]} problems */
function show(problems) {
  panel.hidden = problems.length === 0;
  const title = (problems.length === 1 ? script.dataset.one : script.dataset.other).replace("{n}", problems.length);
  const list = document.createElement("ol");
  list.append(...problems.map(problemItem));
  const close = element("button", script.dataset.close);
  close.type = "button";
  close.addEventListener("click", () => { panel.hidden = true; });
  const heading = element("p", title);
  heading.setAttribute("role", "status");
  panel.replaceChildren(heading, list, close);
}

function problemItem({ rule, severity, message, file, line, column, help }) {
  const item = document.createElement("li");
  item.dataset.severity = severity;
  item.append(element("b", message), element("code", [file, line, column].filter((part) => part != null).join(":")), element("small", rule));
  if (help) item.append(element("p", help));
  return item;
}

/** @param {string} name @param {string} text */
function element(name, text) {
  return Object.assign(document.createElement(name), { textContent: text });
}
