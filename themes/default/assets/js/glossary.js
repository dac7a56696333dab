// A marked term shows its definition on focus, hover and tap. Escape closes it, it can be hovered itself, and it
// stays until the reader leaves (WCAG 1.4.13). A click, Enter or a second tap follows the link to the term.

const tip = Object.assign(document.createElement("div"), { id: "ui--definition", className: "term-popover", role: "tooltip", hidden: true });
document.querySelector("main").append(tip);
let shown, touch, timer;

/** @param {HTMLAnchorElement | null} term none hides */
function show(term) {
  clearTimeout(timer);
  if (shown === term) return;
  shown?.removeAttribute("aria-describedby");
  shown = term;
  tip.hidden = !term;
  if (!term) return;
  tip.textContent = term.dataset.definition;
  term.setAttribute("aria-describedby", tip.id);

  // Under the line where the term begins, inside the window; above it where there is no room below.
  const line = term.getClientRects()[0];
  const room = innerWidth - tip.offsetWidth - 24;
  const below = line.bottom + tip.offsetHeight + 8 < innerHeight;
  tip.style.left = `${Math.min(line.left, room)}px`;
  tip.style.top = `${(below ? line.bottom + 6 : line.top - tip.offsetHeight - 6) + scrollY}px`;
}

/** @param {string} type @param {(term: HTMLAnchorElement | null, event: Event) => void} act */
function on(type, act) {
  document.addEventListener(type, (event) => act(event.target.closest("a.term"), event));
}

on("pointerdown", (term, { pointerType }) => { touch = pointerType === "touch"; });
on("pointerover", (term, { target, pointerType }) => {
  if (pointerType === "touch") return;
  clearTimeout(timer);
  if (term) show(term);
  else if (!tip.contains(target) && shown !== document.activeElement) timer = setTimeout(show, 300, null);
});
on("focusin", (term) => { if (!touch || !term) show(term); });
on("keydown", (term, { key }) => {
  touch = false;
  if (key === "Escape") show(null);
});
on("click", (term, event) => {
  if (term ? !touch || term === shown : tip.contains(event.target)) return;
  if (term) event.preventDefault();
  show(term);
});
