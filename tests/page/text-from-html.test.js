// `textFromHtml` in a real page: what stays, what goes, how it is parted, and that nothing runs.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, url } from "../browser.js";

/** @type {import("playwright-core").Browser} */ let browser;
/** @type {import("playwright-core").Page} */ let page;
/** @type {string[]} */ const requests = [];

before(async () => {
  browser = await launch();
  page = await browser.newPage();
  await page.goto(`${url}/whosaid.js`);
  await page.evaluate(async () => {
    const { load } = await import(`${location.origin}/whosaid.js`);
    globalThis.whosaid = await load();
  });
  page.on("request", (request) => requests.push(request.url()));
});

after(() => browser.close());

/** @param {string} html */
const text = (html) => page.evaluate((html) => globalThis.whosaid.textFromHtml(html), html);

test("paragraphs are parted by an empty line, breaks and items by a new line", async () => {
  assert.equal(await text("<h1>A  title</h1>\n<p>One<br>two\n three.<p>Four"), "A title\n\nOne\ntwo three.\n\nFour");
  assert.equal(await text("<ul><li>One<li><p>Two</p></ul>End"), "One\n\nTwo\n\nEnd");
  assert.equal(await text("<ul><li>One</li>\n<li>Two</li></ul>"), "One\nTwo");
  assert.equal(await text("A<br><br>B"), "A\n\nB");
  assert.equal(await text("<pre>line one\nline two\n\nnext</pre>"), "line one\nline two\n\nnext");
  assert.equal(await text("<table><tr><td>1<td>2<tr><td>3<td>4</table>"), "1\t2\n3\t4");
});

test("white space collapses across inline elements", async () => {
  assert.equal(await text("<p>The <b>Kremlin </b> <i> said</i>, on Monday"), "The Kremlin said, on Monday");
  assert.equal(await text("<p>1<p>&nbsp;<p> <p>2"), "1\n\n2");
});

test("quotation elements get their marks", async () => {
  assert.equal(await text("<p>He said <q>it is <q>over</q></q>."), "He said “it is ‘over’”.");
});

test("menus, scripts, forms, captions and hidden parts are left out", async () => {
  const dropped = [
    "<script>x</script>", "<style>x{}</style>", "<noscript>x</noscript>", "<template>x</template>",
    "<nav>x</nav>", "<header>x</header>", "<aside>x</aside>", "<footer>x</footer>", "<form>x</form>",
    "<button>x</button>", "<svg><text>x</text></svg>", "<iframe>x</iframe>", "<!-- x -->",
    "<figure><figcaption>x</figcaption></figure>", "<p hidden>x</p>", "<p aria-hidden=true>x</p>",
    "<p style='display: none'>x</p>", "<span class='a sr-only'>x</span>", "<div role=navigation>x</div>",
  ];
  for (const part of dropped) {
    assert.equal(await text(`<p>before</p>${part}<p>after</p>`), "before\n\nafter", part);
  }
});

test("headers and footers that belong to the story stay", async () => {
  assert.equal(await text("<header><h1>Title</h1></header><p>Text"), "Title\n\nText");
  assert.equal(
    await text("<blockquote><p>We reject it.</p><footer>Sergey Lavrov</footer></blockquote>"),
    "We reject it.\n\nSergey Lavrov",
  );
  assert.equal(await text("<form><main><p>The whole page</main></form>"), "The whole page");
});

test("an article that holds most of the page is taken alone, with its headline", async () => {
  const around = (/** @type {string} */ inside) => `<h1>Title</h1><div>Log in</div>${inside}<div>About us</div>`;
  const story = "<p>The ministry said the talks would go on in Geneva next week.</p>";
  const said = "The ministry said the talks would go on in Geneva next week.";
  assert.equal(await text(around(`<article>${story}</article>`)), `Title\n\n${said}`);
  assert.equal(await text(around(`<main><h1>Own</h1>${story}</main>`)), `Own\n\n${said}`);
  assert.equal(await text(around(`<article>Teaser</article>${story}`)), `Title\n\nLog in\n\nTeaser\n\n${said}\n\nAbout us`);
});

test("hostile pages end, and nothing in them runs or is fetched", async () => {
  requests.length = 0;
  const deep = `${"<div><span>".repeat(5_000)}deep${"</span></div>".repeat(5_000)}`;
  assert.equal(await text(deep), "deep");
  const html = `<p>Text<img src=/x.png onerror="globalThis.ran = true"><link rel=stylesheet href=/x.css>
    <script src=/x.js></script><video poster=/x.jpg src=/x.mp4></video>`;
  assert.equal(await text(html), "Text");
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  assert.deepEqual(requests, []);
});

test("what is no string throws a TypeError that names it", async () => {
  const message = await page.evaluate(() => {
    try {
      globalThis.whosaid.textFromHtml(7);
    } catch (error) {
      return String(error);
    }
  });
  assert.equal(message, "TypeError: html must be a string");
});
