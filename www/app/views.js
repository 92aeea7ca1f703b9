/*
 * The three views, article, desk and comparison, and the ways between them. In: which to show, or a
 * claim to go to. Out: that view on the screen, the claim in it.
 */

/** @import { View } from "./types.js" */

import { isEditing, say } from "./announce.js";
import { finish, turnTo } from "./articles.js";
import { choose } from "./choosing.js";
import { drawComparison } from "./comparing.js";
import { desk } from "./desk.js";
import { page } from "./elements.js";
import { save } from "./keeping.js";
import { draft, state } from "./state.js";
import { t } from "./strings.js";

const buttons = { read: page.toRead, desk: page.toDesk, compare: page.toCompare };

/** @param {View} next @param {boolean} [focus] */
export function setView(next, focus = false) {
  state.view = next;
  for (const view of /** @type {const} */ (["read", "desk", "compare"])) {
    page[view].hidden = view !== next;
    buttons[view].setAttribute("aria-current", String(view === next));
  }
  page.parts.hidden = next !== "read";
  page.sheet.hidden ||= next !== "read";
  drawView();
  if (focus) {
    (next === "read" ? page.article : page[next]).focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
    say(t.viewOf(t.labels[next]));
  }
  save();
}

/** Draws what the view shows besides article and list. */
export function drawView() {
  page.deskBody.replaceChildren();
  if (state.view === "desk") desk(page.deskBody, draft().text, state.report, (claim) => go("article", claim));
  if (state.view === "compare") void drawComparison((index, start) => void goTo(index, start));
}

/**
 * Goes to a claim on one of the sides.
 * @param {"article" | "list"} side
 * @param {number} claim
 */
export function go(side, claim) {
  if (state.view !== "read") setView("read");
  if (side === "article" && isEditing()) finish();
  choose(claim, side, true);
}

/** Goes to the selected claim on one of the sides, where there is one. @param {"article" | "list"} side */
export function goToSelected(side) {
  if (state.selected !== null) go(side, state.selected);
}

/** Follows a link to one of the sides, to the claim that is selected. @param {Event} event @param {"article" | "list"} side */
export function follow(event, side) {
  if (state.selected === null || (side === "article" && isEditing())) return;
  event.preventDefault();
  go(side, state.selected);
}

/** Shows the claim of an open article that begins at a place. @param {number} index @param {number} start */
async function goTo(index, start) {
  setView("read");
  if (index !== state.at) await turnTo(index);
  const claim = state.report.claims.find(({ spans }) => spans[0][0] === start);
  if (claim) go("article", claim.id);
  else page.article.focus({ preventScroll: true });
}
