/*
 * How the element looks. It takes the host's font and colour, so that it looks at home; the host
 * sets the rest through `--whosaid-*` variables and `::part()`. A sheet of its own is no inline
 * style: a strict policy lets it through.
 */

import { HUES } from "./colours.js";

const hues = Object.entries(HUES).map(([hue, { colour }]) => `.${hue} { --hue: ${colour}; }`);

const css = `
:host { display: block; color: var(--whosaid-ink, inherit); font: var(--whosaid-font, inherit); }
:host([hidden]) { display: none; }
:host([place="none"]), :host([place="drawer"]) { display: contents; }
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
${hues.join("\n")}
.frame {
  --paper: var(--whosaid-paper, light-dark(#fdfcf9, #1d1c1a));
  --ink: var(--whosaid-ink, light-dark(#1d1b18, #e8e4db));
  --soft: color-mix(in srgb, currentcolor 72%, transparent);
  --rule: color-mix(in srgb, currentcolor 20%, transparent);
  --accent: var(--whosaid-accent, light-dark(#1f4e8c, #8fb8ee));
  --small: 0.8125em;
  font-size: var(--whosaid-size, 0.9375rem);
  line-height: 1.5;
  text-align: start;
  overflow-wrap: anywhere;
}
h2, p, ol, ul, dl, dd { margin: 0; padding: 0; }
button { font: inherit; color: inherit; cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.panel:focus { outline: none; }
.panel { container-type: inline-size; padding-block: 1em; border-block-start: 3px solid currentcolor; }
.sticky { border: 0; }
.head { display: flex; align-items: center; justify-content: space-between; }
h2 { font-size: 1.25em; line-height: 1.3; }
.summary { padding-block-start: 0.25em; }
.shares { display: flex; gap: 1px; block-size: 0.5em; margin-block: 0.625em; border-radius: 4px; overflow: hidden; }
.shares span { flex: 1 1 0; background: var(--hue); }
.shares .hue-writer { background: var(--rule); }
.caution { color: var(--soft); font-size: var(--small); }
.missing { margin-block-start: 0.75em; padding: 0.5em 0.75em; border-inline-start: 3px solid var(--accent); background: color-mix(in srgb, var(--accent) 8%, transparent); font-size: var(--small); }
ul { padding: 0.375em 0 0 1.2em; }
.missing li + li { margin-block-start: 0.25em; }
.note { padding-block-end: 0.5em; }
.plain { padding: 0.25em 0; border: 0; background: none; color: var(--accent); text-align: start; }
.plain:hover { text-decoration: underline; text-underline-offset: 0.2em; }
.all { font-size: var(--small); padding-block: 0.5em; min-block-size: 2.75em; }
.primary { min-block-size: 2.75em; margin-block: 0.5em; padding: 0.4em 1em; border: 0; border-radius: 6px; background: var(--accent); color: var(--whosaid-on-hue, light-dark(#fff, #141310)); font-weight: 600; }
a { color: var(--accent); text-underline-offset: 0.2em; }

.voices { display: grid; grid-template-columns: minmax(0, 1fr); column-gap: 2.5em; align-items: start; }
@container (inline-size > 46rem) { .voices { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
.voice { border-block-start: 1px solid var(--rule); }
summary { display: flex; align-items: flex-start; gap: 0.625em; min-block-size: 2.75em; padding-block: 0.5em; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::after { content: ""; flex: none; inline-size: 0.45em; block-size: 0.45em; margin-block-start: 0.45em; border: solid var(--soft); border-width: 0 2px 2px 0; rotate: 45deg; }
details[open] > summary::after { rotate: 225deg; margin-block-start: 0.7em; }
.who { flex: 1; min-inline-size: 0; }
.name { display: block; font-weight: 650; line-height: 1.4; }
.name::first-letter { text-transform: uppercase; }
summary:hover .name { text-decoration: underline; text-underline-offset: 0.2em; }
.kind, .count { display: block; color: var(--soft); font-size: var(--small); }
.count { flex: none; padding-block-start: 0.1em; white-space: nowrap; }
.letter { flex: none; min-inline-size: 1.6em; padding-inline: 0.3em; border-radius: 4px; background: var(--hue); color: var(--whosaid-on-hue, light-dark(#fff, #141310)); font-size: 0.875em; font-weight: 700; line-height: 1.6; text-align: center; }
.hue-writer .letter { min-block-size: 1.6em; border: 1px dotted var(--soft); background: none; }
ol { list-style: none; padding-block-end: 0.75em; }
li + li { margin-block-start: 0.125em; }
ol li { border-inline-start: 3px solid var(--hue); border-start-end-radius: 4px; border-end-end-radius: 4px; }
.hue-other ol li { border-inline-start-style: dashed; }
.hue-nobody ol li, .hue-writer ol li { border-inline-start-style: dotted; }
ol li.inside { margin-inline-start: 0.875em; border-inline-start: 5px double var(--hue); }
.says { display: block; inline-size: 100%; min-block-size: 2.75em; padding: 0.375em 0.5em 0.375em 0.75em; border: 0; background: none; line-height: inherit; text-align: start; }
.says:hover, .selected { background: color-mix(in srgb, var(--hue) 9%, transparent); }
.selected .says { background: none; }
.cue { color: var(--hue); font-weight: 600; }
.tag { display: inline-block; padding: 0.05em 0.5em; border-radius: 999px; background: color-mix(in srgb, currentcolor 9%, transparent); font-size: 0.8em; }
.detail { padding: 0.125em 0.75em 0.5em; font-size: var(--small); }
dl div { display: grid; grid-template-columns: 6.5em 1fr; gap: 0.5em; padding-block: 0.125em; }
dt, .why { color: var(--soft); }

.card[popover] {
  position: absolute; inset: auto; inset-block-start: var(--top); left: var(--left);
  inline-size: min(24rem, calc(100vw - 1.5rem)); margin: 0; padding: 0.875em 1em 0.375em;
  border: 1px solid var(--rule); border-block-start: 4px solid var(--hue); border-radius: 6px;
  background: var(--paper); color: var(--ink); box-shadow: 0 6px 28px rgb(0 0 0 / 22%);
  font-size: inherit; overflow-wrap: anywhere;
}
.card .speaker { display: flex; align-items: flex-start; gap: 0.625em; }
.card .said { padding-block: 0.5em 0.25em; }
.card .why { font-size: var(--small); }
.bar { display: flex; gap: 0.25em; align-items: center; }
.bar .plain { min-inline-size: 2.75em; min-block-size: 2.75em; text-align: center; }
.bar [data-do="list"] { padding-inline: 0.75em; }
.bar [data-do="close"] { margin-inline-start: auto; font-size: 1.25em; line-height: 1; }

.opener {
  position: fixed; z-index: 2147483000; inset-block-end: 1rem; inset-inline-end: 1rem; min-block-size: 3em; padding: 0.5em 1.125em;
  border: 0; border-radius: 999px; background: var(--accent); color: var(--whosaid-on-hue, light-dark(#fff, #141310)); font-weight: 600; box-shadow: 0 4px 18px rgb(0 0 0 / 30%);
}
.drawer[popover] {
  position: fixed; inset-block: 0; inset-inline: auto 0; z-index: 2147483001; inline-size: min(27rem, 100vw); block-size: auto; max-block-size: none; margin: 0; padding: 0.75em 1.25em 2em;
  overflow-y: auto; overscroll-behavior: contain; border: 0; border-inline-start: 1px solid var(--rule); background: var(--paper); color: var(--ink); box-shadow: 0 0 40px rgb(0 0 0 / 25%);
}
.close { flex: none; min-inline-size: 2.2em; min-block-size: 2.2em; border: 0; background: none; font-size: 1.25em; line-height: 1; }

.frame.beside { position: absolute; inset: var(--top) auto auto var(--left); inline-size: var(--width); block-size: var(--height); }
.frame.column { block-size: 100%; }
.panel.sticky { position: sticky; padding-block-start: 0.25em; inset-block-start: 0; max-block-size: 100vh; overflow-y: auto; overscroll-behavior: contain; scrollbar-width: thin; padding-inline: 0.25em 0.75em; }

@media (max-width: 40rem) {
  .card[popover] { position: fixed; inset: auto 0 0; inline-size: 100vw; max-block-size: 55vh; overflow-y: auto; border-inline: 0; border-block-end: 0; border-radius: 10px 10px 0 0; padding-block-end: calc(0.375em + env(safe-area-inset-bottom)); }
  .drawer[popover] { inset-block: auto 0; max-block-size: 85vh; inline-size: 100vw; border-radius: 12px 12px 0 0; }
}
@media (forced-colors: active) {
  .letter, .shares span, .opener { border: 1px solid; }
  .selected { outline: 2px solid Highlight; }
}
@media print { .opener, .card, .all { display: none; } }
`;

/** @type {CSSStyleSheet | null} */
let sheet = null;

/** The sheet, shared by all elements of the page. */
export function style() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}
