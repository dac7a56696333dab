// Filters that combine: a list's links to pre-rendered pages become boxes. What is chosen stands in the address
// and as chips that can be removed one by one. Values of one filter widen the list, other filters narrow it.

const box = document.querySelector(".facets");
const status = document.querySelector(".list-status");
if (box) (box.dataset.list ? combineLinks : filterHere)();

/** `status=pilot` → `["status", "pilot"]`. @param {string} pair */
function split(pair) {
  const at = pair.indexOf("=");
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/** `["status=pilot"]` → `?status=pilot`. @param {string[]} pairs */
function address(pairs) {
  return pairs.length ? `?${new URLSearchParams(pairs.map(split))}` : "";
}

/** On the page of one value, the other values lead to the whole list with both chosen. */
function combineLinks() {
  const chosen = box.querySelector("[aria-current]")?.dataset.facet;
  for (const link of box.querySelectorAll("a")) {
    const { facet } = link.dataset;
    link.href = box.dataset.list + (facet === chosen ? "" : address([chosen, facet].filter(Boolean)));
  }
}

function filterHere() {
  const texts = status.dataset;
  const live = status.querySelector("[role=status]");
  const chips = Object.assign(document.createElement("ul"), { className: "chips", ariaLabel: texts.chosen });
  const inputs = [...box.querySelectorAll("a")].map(toBox);
  const items = [...document.querySelectorAll("[data-items] > li")];
  const keys = new Map(items.map((item) => [item, (item.dataset.facets ?? "").split("|")]));
  const checked = () => inputs.filter((input) => input.checked);

  /** Does an item fit every filter, not counting the filter named `but`? */
  const fits = (item, but) => Object.entries(Object.groupBy(checked(), ({ name }) => name))
    .every(([name, chosen]) => name === but || chosen.some(({ value }) => keys.get(item).includes(value)));

  function show() {
    for (const item of items) item.hidden = !fits(item);
    for (const group of document.querySelectorAll(".group")) group.hidden = !group.querySelector("[data-items] > li:not([hidden])");
    for (const input of inputs) {
      const count = items.filter((item) => keys.get(item).includes(input.value) && fits(item, input.name)).length;
      input.parentNode.querySelector(".number").textContent = count;
      input.disabled = !count && !input.checked;
    }
    chips.replaceChildren(...checked().map((input) => chip(input.nextElementSibling.textContent, texts.remove, [input])));
    if (chips.children.length > 1) chips.append(chip(texts.clear, "{name}", checked()));
    if (chips.children.length) status.prepend(chips);
    else chips.remove();
    say(items.filter((item) => !item.hidden).length);
  }

  function say(shown) {
    const text = !shown ? texts.none : shown < items.length ? texts.of : shown === 1 ? texts.one : texts.other;
    live.textContent = text.replace("{n}", shown).replace("{total}", items.length);
  }

  /** A button that unticks some boxes. */
  function chip(text, name, some) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: text, ariaLabel: name.replace("{name}", text) });
    button.addEventListener("click", () => {
      for (const input of some) input.checked = false;
      changed();
      (chips.querySelector("button") ?? inputs[0]).focus();
    });
    const item = document.createElement("li");
    item.append(button);
    return item;
  }

  function changed() {
    show();
    history.pushState(null, "", location.pathname + address(checked().map(({ value }) => value)));
  }

  function fromAddress() {
    const wanted = [...new URLSearchParams(location.search)].map((pair) => pair.join("="));
    for (const input of inputs) input.checked = wanted.includes(input.value);
    show();
  }

  box.addEventListener("change", changed);
  addEventListener("popstate", fromAddress);
  fromAddress();
}

/** A link becomes a box with the same look. @param {HTMLAnchorElement} link */
function toBox(link) {
  const value = link.dataset.facet;
  const input = Object.assign(document.createElement("input"), { type: "checkbox", name: split(value)[0], value });
  const label = document.createElement("label");
  label.append(input, ...link.childNodes);
  link.replaceWith(label);
  return input;
}
