// The text of an article in the page: the same as `textFromHtml` reads from its HTML, and every part
// of it leads back to the nodes that it came from.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../browser.js";
import { serve } from "./host.js";
import { ARTICLE } from "./open.js";

/** @type {import("playwright-core").Browser} */ let browser;
/** @type {import("playwright-core").Page} */ let page;
/** @type {Awaited<ReturnType<typeof serve>>} */ let host;

before(async () => {
  browser = await launch();
  host = await serve({ pages: { "/blank": "" } });
  page = await browser.newPage();
  await page.goto(`${host.url}/blank`);
  await page.evaluate(async () => {
    const { load } = await import(`${location.origin}/whosaid.js`);
    const { ArticleText } = await import(`${location.origin}/embed/text.js`);
    Object.assign(globalThis, { whosaid: await load(), ArticleText });
  });
});

after(async () => {
  await browser.close();
  await host.close();
});

/** @param {string} html @param {string | null} [exclude] */
const read = (html, exclude = null) =>
  page.evaluate(
    ([html, exclude]) => {
      document.body.innerHTML = html ?? "";
      const read = new globalThis.ArticleText(document.body, exclude);
      const back = [];
      for (let i = 0; i < read.text.length; i += 1) {
        const ranges = read.rangesOf(i, i + 1);
        const text = ranges.map((/** @type {StaticRange} */ range) => range.startContainer.data.slice(range.startOffset, range.endOffset)).join("");
        const isSpace = /\s/.test(read.text[i]);
        if (text && text !== read.text[i] && !(isSpace && /^\s$/.test(text))) back.push([i, read.text[i], text]);
        if (!text && !/[\s“”‘’]/.test(read.text[i])) back.push([i, read.text[i], null]);
        if (ranges[0] && read.offsetOf(ranges[0].startContainer, ranges[0].startOffset) !== i) back.push([i, "offset"]);
      }
      return { text: read.text, expected: globalThis.whosaid.textFromHtml(html), back };
    },
    /** @type {const} */ ([html, exclude]),
  );

const PAGES = [
  ARTICLE.replace(/<\/?article[^>]*>/g, ""),
  "<h1>A  title</h1>\n<p>One<br>two\n three.<p>Four",
  "<ul><li>One</li>\n<li>Two <b> three</b></ul>",
  "A<br><br>B<pre>line one\nline two\n\nnext</pre>",
  "<table><tr><td>1<td>2<tr><td>3<td>4</table>",
  "<p>The <b>Kremlin </b> <i> said</i>, on Monday&nbsp;night &nbsp; late",
  "<p>1<p>&nbsp;<p> <p>2",
  "<p>He said <q>it is <q>over</q></q>.",
  "<p>before</p><nav>x</nav><aside>x</aside><p hidden>x</p><span class='sr-only'>x</span><div role=navigation>x</div><p style='display: none'>x</p><p>after</p>",
  "<header>x</header><blockquote><p>We reject it.</p><footer>Sergey Lavrov</footer></blockquote><footer>x</footer>",
  "<p>🕊 The <em>Kremlin</em> 🇹🇷 said “<b>no</b>”.<!-- no --></p><ruby>漢<rp>(</rp><rt>kan</rt></ruby>",
  `${"<div><span>".repeat(2000)}deep${"</span></div>".repeat(2000)}`,
];

test("it is what textFromHtml reads, and leads back to the nodes", async () => {
  for (const html of PAGES) {
    const { text, expected, back } = await read(html);
    assert.equal(text, expected, html.slice(0, 80));
    assert.deepEqual(back, [], html.slice(0, 80));
  }
});

test("what the host excludes is left out", async () => {
  assert.equal((await read('<p>One</p><div class="ad">Buy</div><p>Two</p>', ".ad")).text, "One\n\nTwo");
});
