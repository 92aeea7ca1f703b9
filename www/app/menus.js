/* Menus that unfold on the page. In: clicks and keys. Out: at most the one that was opened stays open. */

/** Folds a menu and gives its button the focus. @param {HTMLDetailsElement} menu */
export function closeMenu(menu) {
  menu.open = false;
  menu.querySelector("summary")?.focus();
}

/** Folds every menu but the one that was clicked in. @param {Event} event */
export function closeOthers({ target }) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu instanceof HTMLDetailsElement && !menu.contains(/** @type {Node} */ (target))) menu.open = false;
  }
}
