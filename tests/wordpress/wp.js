/*
 * Stand-ins of what the plugin's editor script uses of WordPress: `wp.element` is React, as there;
 * components are the plain elements they draw; the store holds one post, which is `post`.
 */

(() => {
  const { createElement: el, useReducer, useEffect, useId } = React;
  /** @type {Set<() => void>} */
  const drawn = new Set();

  /** Draws again whatever looked into the store. */
  function useStore() {
    const [, draw] = useReducer((count) => count + 1, 0);
    useEffect(() => {
      drawn.add(draw);
      return () => drawn.delete(draw);
    }, []);
  }

  globalThis.change = (changes) => {
    Object.assign(globalThis.post, changes);
    for (const draw of drawn) draw();
  };

  const stores = {
    "core/editor": {
      getEditedPostContent: () => globalThis.post.content,
      getEditedPostAttribute: (/** @type {string} */ name) => globalThis.post[name],
      getCurrentPostType: () => "post",
    },
    core: { getCurrentUser: () => ({ name: "A. Editor" }) },
  };

  const labelled = (draw) =>
    function Labelled({ label, ...props }) {
      const id = useId();
      return el("p", null, el("label", { htmlFor: id }, label), draw(id, props));
    };

  let blockType;
  let settings;

  globalThis.whosaidPlugin = "/plugin/";
  globalThis.wp = {
    element: React,
    i18n: { __: (text) => text, sprintf: (text, ...values) => text.replace(/%(?:(\d)\$)?[ds]/g, (_, nth) => values[nth ? nth - 1 : 0]) },
    components: {
      Button: ({ children, onClick, disabled }) => el("button", { type: "button", onClick, disabled }, children),
      Notice: ({ children, status }) => el("p", { role: status === "error" ? "alert" : "status" }, children),
      TextControl: labelled((id, { value, onChange }) => el("input", { id, value, onChange: (event) => onChange(event.target.value) })),
      CheckboxControl: labelled((id, { checked, onChange }) => el("input", { id, type: "checkbox", checked, onChange: (event) => onChange(event.target.checked) })),
      SelectControl: labelled((id, { value, options, onChange }) =>
        el("select", { id, value, onChange: (event) => onChange(event.target.value) }, options.map((option) => el("option", { key: option.value, value: option.value }, option.label))),
      ),
    },
    data: {
      useSelect(select) {
        useStore();
        return select((name) => stores[name]);
      },
    },
    coreData: {
      useEntityProp() {
        useStore();
        return [globalThis.post.meta, (meta) => globalThis.change({ meta })];
      },
    },
    editor: { PluginDocumentSettingPanel: ({ title, children }) => el("section", { "aria-label": title }, children) },
    blockEditor: { useBlockProps: () => ({}) },
    blocks: { registerBlockType: (name, type) => (blockType = { name, ...type }) },
    plugins: { registerPlugin: (name, plugin) => (settings = { name, ...plugin }) },
  };

  globalThis.attributes = { place: "under" };
  globalThis.start = () => {
    const Block = () => {
      useStore();
      const setAttributes = (changes) => {
        Object.assign(globalThis.attributes, changes);
        globalThis.change({});
      };
      return el(blockType.edit, { attributes: globalThis.attributes, setAttributes });
    };
    createRoot(document.getElementById("block")).render(el(Block));
    createRoot(document.getElementById("settings")).render(el(settings.render));
  };
})();
