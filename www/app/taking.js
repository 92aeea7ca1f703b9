/*
 * What a reader takes along: a file, a link, a sheet of paper, a claim as a citation. In: the state.
 * Out: something saved, printed or on the clipboard. A link holds the text only where one says so.
 */

/** @import { Claim } from "../whosaid.js" */

import { say, showError } from "./announce.js";
import { citation } from "./card.js";
import { make } from "./dom.js";
import { page } from "./elements.js";
import { formats, save as saveAs } from "./export.js";
import { closeMenu } from "./menus.js";
import { fragmentOf } from "./link.js";
import { sheet } from "./print.js";
import { engine } from "./reading.js";
import { draft, settings, state, titleOf } from "./state.js";
import { t } from "./strings.js";

export function drawFormats() {
  page.formats.replaceChildren(
    ...Object.keys(formats).map((name) => {
      const button = make("button", { type: "button", "data-format": name }, t.formats[name]);
      button.addEventListener("click", () => void exportAs(/** @type {keyof typeof formats} */ (name)));
      return make("li", {}, button);
    }),
  );
}

/** @param {keyof typeof formats} format */
async function exportAs(format) {
  closeMenu(page.exports);
  try {
    say(t.exported(await saveAs(engine, draft().text, state.report, format, titleOf(draft()))));
  } catch (error) {
    console.error(error);
    showError(t.errors.export);
  }
}

export function openShare() {
  page.shareText.checked = false;
  void fillShare();
  page.share.showModal();
}

export async function fillShare() {
  const withText = page.shareText.checked;
  /** @type {Record<string, string>} */
  const date = withText && draft().published ? { date: draft().published } : {};
  const fragment = await fragmentOf({ ...settings(), ...date }, withText ? draft() : null);
  const { origin, pathname } = location;
  page.shareLink.value = `${origin}${pathname}${fragment}`;
  page.shareSize.textContent = t.linkSize(page.shareLink.value.length);
}

export async function copyLink() {
  await copy(page.shareLink.value, t.linkCopied);
  page.shareSize.textContent = page.live.textContent;
}

export const layOutSheet = () => sheet(page.printed, draft().text, state.report);

/** @param {Claim} claim */
export async function copyClaim(claim) {
  const headline = state.report.blocks.find(({ kind }) => kind === "headline");
  await copy(citation(state.report, claim, headline ? draft().text.slice(...headline.span).trim() : ""), t.card.copied);
}

/** @param {string} text @param {string} done what to say then */
async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    say(done);
  } catch {
    say(t.card.notCopied);
  }
}
