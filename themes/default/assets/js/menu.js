// Menus that lie over the page close on Escape and on a click outside. They open without this.

const selector = ".site-header details[open]";

/** @param {EventTarget} [inside] menus that hold it stay open */
function close(inside) {
  for (const menu of document.querySelectorAll(selector)) menu.open = menu.contains(inside);
}

document.addEventListener("click", ({ target }) => close(target));
document.addEventListener("keydown", ({ key, target }) => {
  if (key !== "Escape") return;
  // Of menus in menus the outermost stays to be seen.
  [...document.querySelectorAll(selector)].find((menu) => menu.contains(target))?.firstElementChild.focus();
  close();
});
