/*
 * The form with which a person puts a claim right: another source, another extent, two claims of
 * one, one of two, or none. In: text, report, claim. Out: elements; each step hands over one
 * correction. Everything works by keyboard; nothing needs the mouse.
 */

/** @import { Claim, Report, SourceKind, Span } from "../whosaid.js" */
/** @import { Correction, NewSource, Voice } from "./types.js" */

import { keyOf } from "./corrections.js";
import { make } from "./dom.js";
import { t } from "./strings.js";
import { letterOf, voiceOf } from "./voices.js";

/** UTF-16 units to look for the next word in. */
const REACH = 400;
/** Characters of another claim that a button shows. */
const SHORT = 48;

let forms = 0;

/**
 * @param {string} text
 * @param {Report} report
 * @param {Claim} claim
 * @param {object} on
 * @param {(correction: Correction) => void} on.correct
 * @param {() => void} on.close
 * @param {() => Span | null} on.selection what is selected in the article
 * @param {(message: string) => void} on.say
 */
export function corrector(text, report, claim, on) {
  const at = keyOf(claim);
  const form = make("div", { class: "corrector", role: "group", "aria-label": t.correct.title });
  form.append(
    make("h4", {}, t.correct.title),
    source(report, claim, (to) => on.correct({ kind: "source", at, to })),
    extent(text, claim, on, (span) => on.correct({ kind: "extent", at, span })),
    parts(text, report, claim, on),
    make(
      "p",
      { class: "acts" },
      press(t.correct.remove, () => on.correct({ kind: "remove", at })),
      press(t.correct.close, on.close, "plain"),
    ),
  );
  return form;
}

/** @param {string} label @param {() => void} act @param {string} [look] @param {string} [name] read out instead of the label */
export function press(label, act, look = "", name) {
  const button = make("button", { type: "button", class: look || false, "aria-label": name ?? false, title: name ?? false }, label);
  button.addEventListener("click", act);
  return button;
}

/** @param {string} legend @param {(Node | string)[]} children */
export const group = (legend, ...children) => make("fieldset", {}, make("legend", {}, legend), ...children);

/** @param {Report} report @param {Claim} claim @param {(to: NewSource | "nobody" | "writer") => void} set */
function source(report, claim, set) {
  const who = speaker(report, voiceOf(claim));
  const button = press(t.correct.setSource, () => {
    const to = who.chosen();
    if (to) set(to);
  });
  return group(t.correct.who, make("div", { class: "line" }, who.select, button), who.more);
}

/**
 * The choice of who says something: a source of the article, nobody, the writer, or somebody else with
 * name and kind. What is chosen is nothing while a name is missing, which then gets the focus.
 * @param {Report} report
 * @param {Voice} voice chosen at first
 */
export function speaker(report, voice) {
  const select = make("select", { "aria-label": t.correct.who });
  const option = (/** @type {string} */ value, /** @type {string} */ label) => select.append(make("option", { value }, label));
  for (const { id, name } of report.sources) option(String(id), `${letterOf(id)} · ${name}`);
  option("nobody", t.unattributed.name);
  option("writer", t.writer.name);
  option("other", t.correct.other);
  select.value = String(voice);
  const id = `corrector-${++forms}`;
  const name = make("input", { type: "text", id, maxlength: "200" });
  const kind = make("select", { "aria-label": t.correct.kind });
  for (const [value, [label]] of Object.entries(t.kinds)) kind.append(make("option", { value }, label));
  kind.value = "individual";
  const named = make("input", { type: "checkbox", checked: true });
  const more = make("div", { class: "other" }, make("label", { for: id }, t.correct.name), name, kind, make("label", {}, named, ` ${t.correct.named}`));
  more.hidden = true;
  select.addEventListener("change", () => {
    more.hidden = select.value !== "other";
    if (!more.hidden) name.focus();
  });
  /** @returns {NewSource | "nobody" | "writer" | null} */
  const chosen = () => {
    const { value } = select;
    if (value === "nobody" || value === "writer") return value;
    if (value !== "other") {
      const { id, name, kind, named } = report.sources[Number(value)];
      return { id, name, kind, named };
    }
    if (name.value.trim()) return { id: null, name: name.value.trim(), kind: /** @type {SourceKind} */ (kind.value), named: named.checked };
    name.focus();
    return null;
  };
  return { select, more, chosen };
}

/**
 * @param {string} text
 * @param {Claim} claim
 * @param {{ selection: () => Span | null, say: (message: string) => void }} on
 * @param {(span: Span) => void} set
 */
function extent(text, { spans }, on, set) {
  const words = part(text, [spans[0][0], spans[spans.length - 1][1]]);
  return group(
    t.correct.extent,
    words.preview,
    make("div", { class: "line" }, ...words.movers, press(t.correct.setExtent, () => set(words.span()))),
    press(t.correct.useSelection, () => {
      const span = on.selection();
      if (span) words.set(span);
      else on.say(t.correct.noSelection);
    }, "plain"),
  );
}

/**
 * A part of the text that can be moved at both ends, word by word, with what stands beside it.
 * @param {string} text
 * @param {Span} first
 * @param {(span: Span) => void} [moved]
 */
export function part(text, first, moved) {
  let [start, end] = first;
  const preview = make("p", { class: "preview", dir: "auto", lang: "en", "aria-live": "polite" });
  const set = (/** @type {Span} */ span) => {
    [start, end] = span;
    const before = text.slice(Math.max(0, start - 40), start).replace(start > 40 ? /^\S*\s/ : "", "");
    const after = text.slice(end, end + 40).replace(end + 40 < text.length ? /\s\S*$/ : "", "");
    const inside = text.slice(start, end);
    const short = inside.length > 400 ? `${inside.slice(0, 200)} … ${inside.slice(-180)}` : inside;
    preview.replaceChildren(make("span", { class: "beside" }, before), make("mark", {}, short), make("span", { class: "beside" }, after));
    moved?.(span);
  };
  set(first);
  /** @param {string} label @param {string} name @param {() => Span} next */
  const mover = (label, name, next) =>
    press(label, () => {
      const [from, to] = next();
      if (from < to) set([from, to]);
    }, "step", name);
  const movers = [
    mover("⇤", t.correct.startBack, () => [wordBefore(text, start), end]),
    mover("⇥", t.correct.startOn, () => [wordAfter(text, start), end]),
    make("span", { class: "gap", "aria-hidden": "true" }, "…"),
    mover("⇤", t.correct.endBack, () => [start, endBefore(text, end)]),
    mover("⇥", t.correct.endOn, () => [start, endAfter(text, end)]),
  ];
  /** @returns {Span} */
  const span = () => [start, end];
  return { preview, movers, set, span };
}

/** @param {string} text @param {number} at */
const wordBefore = (text, at) => {
  const word = /\S+\s*$/.exec(text.slice(Math.max(0, at - REACH), at));
  return word ? at - word[0].length : at;
};
/** @param {string} text @param {number} at */
const wordAfter = (text, at) => at + (/^\S*\s+/.exec(text.slice(at, at + REACH))?.[0].length ?? 0);
/** @param {string} text @param {number} at */
const endAfter = (text, at) => at + (/^\s*\S+/.exec(text.slice(at, at + REACH))?.[0].length ?? 0);
/** @param {string} text @param {number} at */
const endBefore = (text, at) => at - (/\s*\S+$/.exec(text.slice(Math.max(0, at - REACH), at))?.[0].length ?? 0);

/**
 * @param {string} text
 * @param {Report} report
 * @param {Claim} claim
 * @param {{ correct: (correction: Correction) => void }} on
 */
function parts(text, report, claim, on) {
  const at = keyOf(claim);
  const box = group(t.correct.parts);
  const gaps = claim.spans.flatMap(([from, to]) => [...text.slice(from, to).matchAll(/\s+/g)].map(({ index, 0: { length } }) => from + index + length));
  for (const [from] of claim.spans.slice(1)) gaps.push(from);
  gaps.sort((a, b) => a - b);
  if (gaps.length) {
    const range = make("input", { type: "range", min: "1", max: String(gaps.length), value: String(Math.ceil(gaps.length / 2)), "aria-label": t.correct.splitAt });
    const preview = make("p", { class: "preview", dir: "auto", lang: "en" });
    const place = () => gaps[Number(range.value) - 1];
    const show = () => {
      const [first, second] = [text.slice(claim.spans[0][0], place()).trim(), text.slice(place(), claim.spans[claim.spans.length - 1][1])];
      preview.replaceChildren(make("mark", {}, clip(first, true)), " | ", make("mark", {}, clip(second, false)));
      range.setAttribute("aria-valuetext", `${first.split(/\s+/).at(-1)} | ${second.split(/\s+/)[0]}`);
    };
    range.addEventListener("input", show);
    show();
    box.append(preview, make("div", { class: "line" }, range, press(t.correct.split, () => on.correct({ kind: "split", at, place: place() }))));
  }
  const [previous, next] = [-1, 1].map((by) => neighbour(report, claim, by));
  /** @param {Claim | undefined} other @param {(words: string) => string} label */
  const join = (other, label) => {
    if (other) box.append(press(label(clip(other.text, false)), () => on.correct({ kind: "merge", at, with: keyOf(other) }), "plain"));
  };
  join(previous, t.correct.mergePrevious);
  join(next, t.correct.mergeNext);
  return box;
}

/** The nearest claim that could be the same one: not inside of this one nor around it. @param {Report} report @param {Claim} claim @param {number} by */
function neighbour(report, claim, by) {
  const inside = claim.attribution?.inside ?? null;
  for (let i = claim.id + by; report.claims[i]; i += by) {
    const other = report.claims[i];
    if (other.id !== inside && (other.attribution?.inside ?? null) === inside) return other;
  }
  return undefined;
}

/** @param {string} words @param {boolean} fromEnd */
const clip = (words, fromEnd) => (words.length <= SHORT ? words : fromEnd ? `… ${words.slice(-SHORT)}` : `${words.slice(0, SHORT)} …`);
