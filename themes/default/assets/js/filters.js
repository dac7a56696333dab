// Filters that combine: a list's links to pre-rendered pages become boxes. What is chosen stands in the address
// and as chips that can be removed one by one. Values of one filter widen the list, other filters narrow it.

const box = document.querySelector(".facets");
const links = [...box.querySelectorAll("a")];

/** `["status=pilot"]` → `?status=pilot`; keys are slugs. @param {string[]} pairs */
const address = (pairs) => (pairs.length ? "?" : "") + pairs.join("&");

/** On the page of one value, the other values lead to the whole list with both chosen. */
function combineLinks() {
  const { list, chosen } = box.dataset;
  for (const link of links) {
    const { facet } = link.dataset;
    link.href = list + (facet === chosen ? "" : address([chosen, facet]));
  }
}

function filterHere() {
  const status = document.querySelector(".list-status");
  const texts = status.dataset;
  const live = status.querySelector("[role=status]");
  const all = live.textContent;
  const chips = create("ul", { className: "chips" });
  const inputs = links.map(toBox);
  const items = [...document.querySelectorAll("[data-items] > li")].map((element) => ({ element, own: element.dataset.facets?.split("|") ?? [] }));
  const checked = () => inputs.filter((input) => input.checked);

  function show() {
    const chosen = new Map();
    for (const { name, value } of checked()) chosen.set(name, [...(chosen.get(name) ?? []), value]);
    const counts = new Map();
    for (const { element, own } of items) {
      const unmet = [...chosen.keys()].filter((name) => !chosen.get(name).some((value) => own.includes(value)));
      element.hidden = unmet.length > 0;
      // It counts for the values that would show it, or show it already.
      for (const value of own) {
        if (unmet.every((name) => value.startsWith(name + "="))) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
    }
    for (const input of inputs) {
      const count = counts.get(input.value) ?? 0;
      input.parentNode.lastElementChild.textContent = count;
      input.disabled = !count && !input.checked;
    }
    chips.replaceChildren(...checked().map(chip));
    const shown = document.querySelectorAll("[data-items] > :not([hidden])").length;
    const text = !shown ? texts.none : shown < items.length ? texts.of : all;
    live.textContent = text.replace("{n}", shown).replace("{total}", items.length);
  }

  /** A button that unticks a box. */
  function chip(input) {
    const textContent = input.nextElementSibling.textContent;
    const button = create("button", { textContent, ariaLabel: texts.remove.replace("{name}", () => textContent) });
    button.onclick = () => {
      input.checked = false;
      changed();
      // Of filters that are folded away only the summary can be met.
      box.querySelector("summary").focus();
      (chips.querySelector("button") ?? input).focus();
    };
    const item = create("li");
    item.append(button);
    return item;
  }

  function changed() {
    show();
    history.pushState(null, "", location.pathname + address(checked().map(({ value }) => value)));
  }

  onpopstate = () => {
    const wanted = [...new URLSearchParams(location.search)].map((pair) => pair.join("="));
    for (const input of inputs) input.checked = wanted.includes(input.value);
    show();
  };
  box.onchange = changed;
  status.prepend(chips);
  onpopstate();
}

/** A link becomes a box with the same look. @param {HTMLAnchorElement} link */
function toBox(link) {
  const value = link.dataset.facet;
  const input = create("input", { type: "checkbox", name: value.split("=")[0], value });
  const label = create("label");
  label.append(input, ...link.childNodes);
  link.replaceWith(label);
  return input;
}

/** @param {string} name @param {object} [properties] */
function create(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

(box.dataset.list ? combineLinks : filterHere)();
