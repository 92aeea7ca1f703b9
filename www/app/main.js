/*
 * The page: wires what happens on it to the modules that deal with it, and opens it as it was left, as
 * a link says, or with a sample. In: events. Out: calls; whatever is drawn is drawn elsewhere.
 */

/** @import { Opened } from "./link.js" */

import { chooseWord, closeAdder, offerSoon, openAdder } from "./adding.js";
import { isEditing, showError } from "./announce.js";
import { editShown, finish, finishByKey, readTyped, setPublished, turnTo } from "./articles.js";
import { choose, connectCards, filter, filterAnonymous, filterShare, filterUnattributed, step, unfold } from "./choosing.js";
import { openCorrector, undo } from "./correcting.js";
import { connectView, ignoreAbort, redraw } from "./drawing.js";
import { page } from "./elements.js";
import { dragLeave, dragOver, startOwn, takeChosenFiles, takeCompared, takeDropped, takePasted, takeSample } from "./incoming.js";
import { kept } from "./keep.js";
import { forget, openKeep, save, saveNow, showKept, startKeeping, switchKeeping } from "./keeping.js";
import { press } from "./keys.js";
import { opened } from "./link.js";
import { closeOthers } from "./menus.js";
import { workOffline } from "./offline.js";
import { stop } from "./reading.js";
import { loadSamples } from "./samples.js";
import { changeColours, changeLanguage, drawLanguages, localise, set, setOwnLanguage, toggleClean } from "./settings.js";
import { draft, state } from "./state.js";
import { t } from "./strings.js";
import { copyClaim, copyLink, fillShare, layOutSheet, openShare } from "./taking.js";
import { drawView, follow, go, goToSelected, setView } from "./views.js";

// ---- what leads back up --------------------------------------------------------------------------

connectCards({ go, copy: (claim) => void copyClaim(claim), correct: openCorrector });
connectView(() => {
  closeAdder();
  drawView();
});

// ---- articles ------------------------------------------------------------------------------------

page.own.onclick = startOwn;
page.open.onclick = page.compareOpen.onclick = () => page.file.click();
page.file.onchange = takeChosenFiles;
page.samples.onchange = () => {
  if (page.samples.value) void takeSample();
};
page.compareForm.onsubmit = takeCompared;
page.edit.onclick = editShown;
page.text.oninput = readTyped;
page.text.onkeydown = finishByKey;
page.editor.onsubmit = (event) => {
  event.preventDefault();
  finish();
};
page.published.onchange = setPublished;
page.cancel.onclick = stop;
document.addEventListener("paste", takePasted);
document.addEventListener("dragover", dragOver);
document.addEventListener("dragleave", dragLeave);
document.addEventListener("drop", takeDropped);

// ---- what shows ----------------------------------------------------------------------------------

page.toRead.onclick = () => setView("read", true);
page.toDesk.onclick = () => setView("desk", true);
page.toCompare.onclick = () => setView("compare", true);
page.everyone.onclick = () => filter(null);
page.anonymous.onclick = filterAnonymous;
page.unattributed.onclick = filterUnattributed;
page.shares.onclick = filterShare;
page.unfold.onclick = () => unfold(!state.isUnfolded);
page.clean.onclick = toggleClean;
page.colours.onchange = changeColours;
page.language.onchange = changeLanguage;
page.undo.onclick = undo;
page.add.onclick = page.addSelected.onclick = openAdder;
// So that the selection stays while it is pressed.
page.add.onpointerdown = page.addSelected.onpointerdown = (event) => event.preventDefault();
page.article.addEventListener("click", chooseWord, { capture: true });
document.addEventListener("selectionchange", offerSoon);

page.sheetClose.onclick = () => choose(null, "list");
page.sheetPrevious.onclick = () => step(-1);
page.sheetNext.onclick = () => step(1);
page.sheetList.onclick = () => goToSelected("list");
page.toList.onclick = (event) => follow(event, "list");
page.toArticle.onclick = (event) => follow(event, "article");
new IntersectionObserver(
  ([{ isIntersecting }]) => {
    page.toList.setAttribute("aria-current", String(isIntersecting));
    page.toArticle.setAttribute("aria-current", String(!isIntersecting));
  },
  { rootMargin: "-50% 0px -50% 0px" },
).observe(page.panel);

document.addEventListener("keydown", press);
document.addEventListener("click", closeOthers);

// ---- dialogs, paper ------------------------------------------------------------------------------

page.helpOpen.onclick = () => page.help.showModal();
page.helpSwitch.onchange = save;
page.shareOpen.onclick = openShare;
page.shareText.onchange = () => void fillShare();
page.shareLink.onfocus = () => page.shareLink.select();
page.shareCopy.onclick = () => void copyLink();
page.keepOpen.onclick = openKeep;
page.keepSwitch.onchange = switchKeeping;
page.erase.onclick = () => void forget();
page.print.onclick = () => print();
addEventListener("beforeprint", layOutSheet);
addEventListener("afterprint", () => page.printed.replaceChildren());
addEventListener("visibilitychange", saveNow);

// ---- start ---------------------------------------------------------------------------------------

/** Opens what a link holds, beside what is open if there is something. @param {Opened} link @param {boolean} beside */
function openLink(link, beside) {
  history.replaceState(null, "", location.pathname);
  if (!link.draft) return;
  const own = { ...link.draft, note: /** @type {const} */ ({ from: "link" }), published: link.settings.date ?? "" };
  if (beside) state.drafts.push(own);
  else state.drafts = [own];
  void turnTo(state.drafts.length - 1);
}

/** Opens a link in a tab where the page already is. */
async function followLink() {
  const link = await opened(location.hash);
  if (!link) return;
  set(link.settings);
  localise();
  openLink(link, draft().text.trim() !== "");
  if (!link.draft) await redraw().catch(ignoreAbort);
  if (link.broken) showError(t.errors.link);
}

async function start() {
  setOwnLanguage();
  drawLanguages();
  const [before, link] = await Promise.all([kept().catch(() => undefined), opened(location.hash)]);
  setView("read");
  if (before) {
    state.drafts = before.drafts;
    set(before.settings);
  }
  if (link) set(link.settings);
  localise();
  showKept("");
  if (link) openLink(link, before !== undefined);
  if (before && !link?.draft) void turnTo(Math.min(before.at, state.drafts.length - 1));
  startKeeping();
  try {
    await loadSamples();
    if (draft().text === "" && !isEditing()) await takeSample();
  } catch {
    showError(t.errors.sample);
  }
  if (link?.broken) showError(t.errors.link);
}

/** Offers a newer version of the page. @param {() => void} use */
function offerUpdate(use) {
  page.update.hidden = false;
  page.updateNow.onclick = use;
  page.updateLater.onclick = () => {
    page.update.hidden = true;
  };
}

addEventListener("hashchange", () => void followLink());
void start().then(() => workOffline(offerUpdate));
