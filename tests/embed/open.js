// Opens a page of a newsroom's server for a test and keeps what `<who-said>` says there.

/**
 * @typedef {{ type: string, detail: any }} Said
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, ...options });
  const page = await context.newPage();
  /** @type {string[]} */ const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.addInitScript(() => {
    const said = (globalThis.said = []);
    for (const name of ["ready", "report", "select", "error"]) {
      document.addEventListener(`whosaid-${name}`, ({ detail }) => {
        const copy = name === "error" ? String(detail.error) : JSON.parse(JSON.stringify(detail));
        said.push({ type: name, detail: copy });
      });
    }
  });
  await page.goto(url);
  return {
    page,
    errors,
    /** The first event of a kind, waited for. @param {string} type @param {number} [nth] */
    async said(type, nth = 0) {
      const handle = await page.waitForFunction(([type, nth]) => globalThis.said.filter((event) => event.type === type)[nth], /** @type {const} */ ([type, nth]));
      return (await handle.jsonValue()).detail;
    },
    /** What is underlined in the article, by the name of its highlight. @returns {Promise<Record<string, string[]>>} */
    painted: () =>
      page.evaluate(() => {
        const all = [...CSS.highlights].map(([name, ranges]) => [
          name,
          [...ranges].map((range) => range.startContainer.data.slice(range.startOffset, range.endOffset)),
        ]);
        return Object.fromEntries(all);
      }),
    close: () => context.close(),
  };
}

/** An article as newsrooms mark it up: links and emphasis inside of claims, a caption, an aside. */
export const ARTICLE = `<article id="story">
  <h1>Kremlin denies order</h1>
  <p><b>ANKARA, Feb 11</b> - The <a href="#k">Kremlin</a> denied that any <em>order</em>
    was given. The ministry said the talks “would go on”.</p>
  <figure><figcaption>Not part of the story said</figcaption></figure>
  <p>Turkey warned that <a href="#prices">prices</a> could rise, according to diplomats.</p>
  <aside><p>The reader said more.</p></aside>
  <p>The United Nations said 700,000 people had fled.</p>
</article>`;
