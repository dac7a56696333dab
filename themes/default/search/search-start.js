/** @file On every page: waits for a reader who wants to search, and loads the rest only then. README.md has the markup. */
let loading;
/** What cannot be loaded is tried again the next time; until then the form does without it. */
const load = () => (loading ??= import("./search-ui.js").then((ui) => ui.texts.then(() => ui)).catch(() => (loading = undefined)));
const forms = document.querySelectorAll("form[role=search]:not([data-search-page] form)");

const open = () => load().then((ui) => ui?.openDialog(""));

for (const form of forms) {
  const input = form.querySelector("input[type=search]");
  input.ariaHasPopup = "dialog";
  input.addEventListener("focus", load, { once: true });
  // The dialog goes on with what has been typed so far.
  input.addEventListener("input", () => load().then((ui) => {
    if (!ui || !input.value) return;
    ui.openDialog(input.value);
    input.value = "";
  }));
}
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!slash && !(event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey)) return;
  event.preventDefault();
  open();
});
for (const button of document.querySelectorAll("[data-search-open]")) button.addEventListener("click", open);
const page = document.querySelector("[data-search-page]");
if (page) import("./search-page.js").then((own) => own.openPage(page));
