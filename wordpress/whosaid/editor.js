/*
 * The editor's side: a block, and a panel among the settings of a post. In: the post as it is being
 * written. Out: its report, stored with the post; what readers get is made from that alone. The
 * article is read in the editor's browser and sent nowhere. Plain JavaScript for `wp.*`, no build.
 */

(({ blockEditor, blocks, components, coreData, data, editor, element, i18n, plugins }) => {
  const { createElement: el, Fragment, useEffect, useState } = element;
  const { Button, CheckboxControl, Notice, SelectControl, TextControl } = components;
  const { __, sprintf } = i18n;
  const REPORT = "_whosaid_report";
  const PLACE = "_whosaid_place";
  const base = window.whosaidPlugin;

  /** What reads and stores reports, loaded once. */
  let loading;
  const load = () =>
    (loading ??= Promise.all(
      ["assets/embed/text.js", "assets/embed/folded.js", "assets/embed/prepared.js", "correct.js"].map((file) => import(`${base}${file}`)),
    ).then((parts) => Object.assign({}, ...parts)));

  const places = [
    { value: "under", label: __("Under the article", "whosaid") },
    { value: "beside", label: __("Beside it, where there is room", "whosaid") },
    { value: "drawer", label: __("Behind a button", "whosaid") },
  ];

  /** The text that readers will see of the post's content. */
  function textOf({ ArticleText }, content) {
    const { body } = new DOMParser().parseFromString(content, "text/html");
    return new ArticleText(body).text;
  }

  function parse(json) {
    try {
      return json ? JSON.parse(json) : null;
    } catch {
      return null;
    }
  }

  /** Reads the post, lets the editor correct what was read, and stores it. */
  function Desk() {
    const { content, date, type, user } = data.useSelect((select) => ({
      content: select("core/editor").getEditedPostContent(),
      date: select("core/editor").getEditedPostAttribute("date"),
      type: select("core/editor").getCurrentPostType(),
      user: select("core").getCurrentUser(),
    }));
    const [meta, setMeta] = coreData.useEntityProp("postType", type, "meta");
    const [parts, setParts] = useState(null);
    const [state, setState] = useState({ busy: false, failed: false });
    /** What was read and is not stored yet: its text, its report, the changes to it. */
    const [draft, setDraft] = useState(null);

    useEffect(() => {
      load().then(setParts, () => setState({ busy: false, failed: true }));
    }, []);

    const stored = parse(meta?.[REPORT]);
    const isStale = stored && parts && stored.prepared.digest !== parts.digestOf(textOf(parts, content));

    async function read() {
      setState({ busy: true, failed: false });
      try {
        const text = textOf(await load(), content);
        const { start } = await import(`${base}assets/embed/engine.js`);
        const reader = await start();
        // The day on which it is published, or is to be: "yesterday" is the day before.
        const published = /^\d{4}-\d\d-\d\d/.exec(date ?? "")?.[0];
        const report = await reader.call("analyze", text, published ? { published } : {}).finally(() => reader.close());
        setDraft({ text, report, dropped: [], names: {}, reviewed: false });
        setState({ busy: false, failed: false });
      } catch {
        setState({ busy: false, failed: true });
      }
    }

    function store() {
      const { text, report, dropped, names, reviewed } = draft;
      const prepared = parts.prepare(text, parts.correct(report, { dropped, names }), reviewed ? user?.name : null);
      setMeta({ ...meta, [REPORT]: JSON.stringify(prepared) });
      setDraft(null);
    }

    return el(
      Fragment,
      null,
      stored && !draft && el("p", null, sprintf(__("Stored with this post: %1$d claims of %2$d sources.", "whosaid"), stored.claims.length, stored.sources.length)),
      stored?.prepared.reviewed_by && !draft && el("p", null, sprintf(__("Reviewed by %s.", "whosaid"), stored.prepared.reviewed_by)),
      isStale && !draft && el(Notice, { status: "warning", isDismissible: false }, __("The article has changed since. Read it again before you publish.", "whosaid")),
      state.failed && el(Notice, { status: "error", isDismissible: false }, __("The article could not be read in this browser.", "whosaid")),
      el(
        Button,
        { variant: draft ? "secondary" : "primary", isBusy: state.busy, disabled: state.busy, onClick: read },
        stored || draft ? __("Read the article again", "whosaid") : __("Read the article", "whosaid"),
      ),
      stored && !draft && el(Button, { variant: "tertiary", isDestructive: true, onClick: () => setMeta({ ...meta, [REPORT]: "" }) }, __("Take the report away", "whosaid")),
      draft && el(Corrections, { draft, setDraft }),
      draft && el(Button, { variant: "primary", onClick: store }, __("Store this report with the post", "whosaid")),
    );
  }

  /** Sources with their names, and claims to keep or leave out. */
  function Corrections({ draft, setDraft }) {
    const { report, dropped, names } = draft;
    const change = (changes) => setDraft({ ...draft, reviewed: true, ...changes });
    const ofSource = (id) => report.claims.filter(({ attribution }) => attribution && attribution.source === id);
    const claims = (id) =>
      ofSource(id).map((claim) =>
        el(CheckboxControl, {
          key: claim.id,
          label: claim.text,
          checked: !dropped.includes(claim.id),
          onChange: (keep) => change({ dropped: keep ? dropped.filter((other) => other !== claim.id) : [...dropped, claim.id] }),
          __nextHasNoMarginBottom: true,
        }),
      );
    return el(
      "div",
      { className: "whosaid-corrections" },
      report.sources.map(({ id, name }) =>
        el(
          "fieldset",
          { key: id },
          el(TextControl, {
            label: __("Source", "whosaid"),
            value: names[id] ?? name,
            onChange: (value) => change({ names: { ...names, [id]: value } }),
            __nextHasNoMarginBottom: true,
          }),
          claims(id),
        ),
      ),
      ofSource(null).length > 0 && el("fieldset", null, el("legend", null, __("No speaker given", "whosaid")), claims(null)),
      el(CheckboxControl, {
        label: __("I have gone over this reading; show readers my name.", "whosaid"),
        checked: draft.reviewed,
        onChange: (reviewed) => setDraft({ ...draft, reviewed }),
        __nextHasNoMarginBottom: true,
      }),
    );
  }

  blocks.registerBlockType("whosaid/who-said", {
    edit: ({ attributes, setAttributes }) =>
      el(
        "div",
        blockEditor.useBlockProps(),
        el("strong", null, __("Who says what", "whosaid")),
        el(SelectControl, { label: __("Where readers see it", "whosaid"), value: attributes.place, options: places, onChange: (place) => setAttributes({ place }), __nextHasNoMarginBottom: true }),
        el(Desk),
      ),
    // The server prints it from what is stored with the post.
    save: () => null,
  });

  function Settings() {
    const type = data.useSelect((select) => select("core/editor").getCurrentPostType());
    const [meta, setMeta] = coreData.useEntityProp("postType", type, "meta");
    return el(
      editor.PluginDocumentSettingPanel,
      { name: "whosaid", title: __("Who says what", "whosaid") },
      el(SelectControl, {
        label: __("Show readers", "whosaid"),
        value: meta?.[PLACE] ?? "",
        options: [{ value: "", label: __("Not, unless the block is there", "whosaid") }, ...places],
        onChange: (place) => setMeta({ ...meta, [PLACE]: place }),
        __nextHasNoMarginBottom: true,
      }),
      el(Desk),
    );
  }

  plugins.registerPlugin("whosaid", { render: Settings });
})(window.wp);
