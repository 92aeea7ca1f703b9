/*
 * The colours of sources: one for light pages and one for dark ones, chosen by the host's
 * `color-scheme`, each to be set by the host as `--whosaid-hue-0` to `-7`, `-other` and `-nobody`.
 * They are those of the page, see style.css.
 */

/** @type {Record<string, [light: string, dark: string, line: string]>} */
const hues = {
  "hue-0": ["#1a5fb4", "#82b6f5", "solid"],
  "hue-1": ["#b23a0e", "#f29a72", "solid"],
  "hue-2": ["#0b6e62", "#5fc9b6", "solid"],
  "hue-3": ["#7a3ea6", "#cba4ec", "solid"],
  "hue-4": ["#846000", "#dcb54f", "solid"],
  "hue-5": ["#b1206a", "#f292bd", "solid"],
  "hue-6": ["#0a6a8c", "#6fc5e4", "solid"],
  "hue-7": ["#74502f", "#cdab8a", "solid"],
  "hue-other": ["#4c5563", "#b3bac6", "dashed"],
  "hue-nobody": ["#5d584f", "#aba499", "dotted"],
  "hue-writer": ["#5d584f", "#aba499", "dotted"],
};

/** By class of the source, its colour as a value of CSS and how its claims are underlined. */
export const HUES = Object.fromEntries(
  Object.entries(hues).map(([hue, [light, dark, line]]) => [
    hue,
    { colour: `var(--whosaid-${hue}, light-dark(${light}, ${dark}))`, line },
  ]),
);
