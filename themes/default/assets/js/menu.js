// Menus that lie over the page close on Escape and on a click outside. They open without this.

/** @param {(menu: HTMLDetailsElement) => boolean} keep */
function close(keep) {
  for (const menu of document.querySelectorAll(".site-header details[open]")) if (!keep(menu)) menu.open = false;
}

document.addEventListener("click", ({ target }) => close((menu) => menu.contains(target)));
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  document.activeElement.closest(".site-header details[open]")?.querySelector("summary").focus();
  close(() => false);
});
