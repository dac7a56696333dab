// A marked term shows its definition on focus, hover and tap. Escape closes it, it can be hovered itself, and it
// stays until the reader leaves (WCAG 1.4.13). A click, Enter or a second tap follows the link to the term.

const tip = Object.assign(document.createElement("div"), { id: "term-popover", className: "term-popover", role: "tooltip", hidden: true });
document.querySelector("main").append(tip);
const termAt = (target) => target.closest?.("a.term");
let shown, pointer, timer;

/** @param {HTMLAnchorElement} term */
function show(term) {
  clearTimeout(timer);
  if (shown === term) return;
  hide();
  shown = term;
  const title = document.createElement("b");
  title.textContent = term.dataset.term;
  tip.replaceChildren(title, term.dataset.definition);
  tip.hidden = false;
  term.setAttribute("aria-describedby", tip.id);

  // Under the line where the term begins, inside the window; above it where there is no room below.
  const line = term.getClientRects()[0];
  const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
  const below = line.bottom + tip.offsetHeight + 8 < innerHeight;
  tip.style.left = `${Math.max(8, Math.min(line.left, room)) + scrollX}px`;
  tip.style.top = `${(below ? line.bottom + 6 : line.top - tip.offsetHeight - 6) + scrollY}px`;
}

function hide() {
  clearTimeout(timer);
  shown?.removeAttribute("aria-describedby");
  shown = null;
  tip.hidden = true;
}

document.addEventListener("pointerover", ({ target, pointerType }) => {
  if (pointerType === "touch") return;
  if (termAt(target)) show(termAt(target));
  else if (tip.contains(target)) clearTimeout(timer);
  else if (shown && shown !== document.activeElement) {
    clearTimeout(timer);
    timer = setTimeout(hide, 300);
  }
});
document.addEventListener("focusin", ({ target }) => {
  if (pointer === "touch" && termAt(target)) return;
  if (termAt(target)) show(termAt(target));
  else hide();
});
document.addEventListener("keydown", ({ key }) => {
  pointer = "keys";
  if (key === "Escape") hide();
});
document.addEventListener("pointerdown", ({ pointerType }) => { pointer = pointerType; });
document.addEventListener("click", (event) => {
  const term = termAt(event.target);
  if (!term && !tip.contains(event.target)) hide();
  if (!term || pointer !== "touch" || term === shown) return;
  event.preventDefault();
  show(term);
});
