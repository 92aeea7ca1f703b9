// How an article is cut into pieces to draw: nothing is lost, overlaps are told apart. No browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lines } from "../../www/app/pieces.js";

/** @import { Attribution, Report, Span } from "../../www/whosaid.js" */

/**
 * @param {Span[]} blocks
 * @param {{ spans: Span[], source?: Span, cue?: Span, own?: boolean }[]} claims
 * @returns {Report}
 */
function report(blocks, claims) {
  return {
    whosaid: "0.0.0",
    offset_unit: "utf16",
    published: null,
    blocks: blocks.map((span) => ({ span, kind: "paragraph" })),
    sources: [],
    claims: claims.map(({ spans, source = null, cue = null, own = false }, id) => {
      /** @type {Attribution} */
      const attribution = {
        source: null,
        source_span: source,
        cue_span: cue,
        cue: "",
        type: "statement",
        mode: "indirect",
        stance: "neutral",
        inside: null,
        confidence: 1,
        why: "",
      };
      return { id, spans, text: "", attribution: own ? null : attribution, worth: 0, reasons: [], hedged: false, voice: "fact", negated: false, quantities: [], times: [], places: [] };
    }),
    findings: [],
  };
}

test("a claim inside another comes after the one that holds it", () => {
  const text = "Kyiv said Ankara said it rains.";
  const [line] = lines(text, report([[0, 31]], [
    { spans: [[10, 30]], source: [0, 4], cue: [5, 9] },
    { spans: [[22, 30]], source: [10, 16], cue: [17, 21] },
  ]));
  const drawn = line.pieces.map(({ text, claims, sources, cues }) => [text, claims, sources, cues]);
  assert.deepEqual(drawn, [
    ["Kyiv", [], [0], []],
    [" ", [], [], []],
    ["said", [], [], [0]],
    [" ", [], [], []],
    ["Ankara", [0], [1], []],
    [" ", [0], [], []],
    ["said", [0], [], [1]],
    [" ", [0], [], []],
    ["it rains", [0, 1], [], []],
    [".", [], [], []],
  ]);
});

test("the writer's own claim comes before all others on the same words", () => {
  const [line] = lines("abcdef", report([[0, 6]], [{ spans: [[0, 4]] }, { spans: [[2, 6]], own: true }]));
  assert.deepEqual(line.pieces.map(({ text, claims }) => [text, claims]), [["ab", [0]], ["cd", [1, 0]], ["ef", [1]]]);
});

test("a claim goes on over the blocks that it spans, and breaks may fall in it", () => {
  const text = "one\n\ntwo\n\nthree";
  const drawn = [...lines(text, report([[0, 3], [5, 8], [10, 15]], [{ spans: [[1, 12]] }]))];
  assert.deepEqual(drawn.map(({ pieces }) => pieces.map(({ text, claims }) => [text, claims.length])), [
    [["o", 0], ["ne", 1]],
    [["two", 1]],
    [["th", 1], ["ree", 0]],
  ]);
});

test("blocks on one line of the text stay on one line", () => {
  const text = "ANKARA - Turkey\nOdesa";
  const drawn = [...lines(text, report([[0, 8], [9, 15], [16, 21]], []))];
  assert.deepEqual(drawn.map(({ gap }) => gap), [null, " ", null]);
});

test("a block of any length comes in parts that lose nothing and split no character", () => {
  for (const word of ["x", "word ", "😀", "a😀"]) {
    const text = word.repeat(40_000);
    const drawn = [...lines(text, report([[0, text.length]], [{ spans: [[5, text.length - 5]] }]))];
    const parts = drawn.map(({ pieces }) => pieces.map((piece) => piece.text).join(""));
    assert.equal(parts.join(""), text);
    assert.ok(parts.every((part) => part.length <= 12_001 && part.isWellFormed()), word);
    assert.deepEqual(drawn.map(({ continued }) => continued), parts.map((_, i) => i > 0));
  }
});
