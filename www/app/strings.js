/*
 * Everything that the page says, in one place and in two languages. In: numbers, names and the words
 * of the report (kinds, stances …). Out: text for people. `t` is the language that is on; whoever
 * reads it reads it anew for each drawing, since it changes. What the engine itself writes (why a
 * reading was made, reasons, findings) is English in both.
 */

/** @import { Attribution, Quantity, Source, Time } from "../whosaid.js" */

/** @typedef {"en" | "fr"} Language */

/** A reading below this is marked as uncertain in the list. */
export const UNSURE = 0.7;

/** Country names that differ from those that browsers give. @type {Record<string, Record<string, string>>} */
const countries = { en: { TR: "Turkey" }, fr: {} };

/**
 * What both languages make alike.
 * @param {Language} code
 * @param {(count: number) => boolean} isOne
 */
function common(code, isOne) {
  const regions = new Intl.DisplayNames(code, { type: "region", fallback: "none" });
  const numbers = new Intl.NumberFormat(code);
  const days = new Intl.DateTimeFormat(code, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const months = new Intl.DateTimeFormat(code, { month: "long", year: "numeric", timeZone: "UTC" });
  const percents = new Intl.NumberFormat(code, { style: "percent" });
  const number = (/** @type {number} */ value) => numbers.format(value);
  const years = new Intl.DateTimeFormat(code, { year: "numeric", timeZone: "UTC" });
  const date = (/** @type {string} */ iso) => new Date(`${iso}T00:00:00Z`);
  return {
    code,
    number,
    percent: (/** @type {number} */ share) => percents.format(share),
    /** @param {number} count @param {string} one @param {string} [many] */
    plural: (count, one, many = `${one}s`) => `${number(count)} ${isOne(count) ? one : many}`,
    /** @param {string} iso */
    day: (iso) => (/^\d{4}-\d\d-\d\d$/.test(iso) ? days.format(date(iso)) : iso),
    /** From one day to another; whole months and years by their names. @param {string} from @param {string} to */
    days(from, to) {
      const [start, end] = [date(from), date(to)];
      if (Number.isNaN(start.getTime()) || Number.isNaN(end.getTime()) || start > end) return `${from} – ${to}`;
      const after = new Date(end.getTime() + 86_400_000);
      const isWhole = start.getUTCDate() === 1 && after.getUTCDate() === 1;
      const lasts = (after.getUTCFullYear() - start.getUTCFullYear()) * 12 + after.getUTCMonth() - start.getUTCMonth();
      if (isWhole && lasts === 12 && start.getUTCMonth() === 0) return years.format(start);
      if (isWhole && lasts === 1) return months.format(start);
      return days.formatRange(start, end);
    },
    /** @param {string} country */
    country(country) {
      try {
        return countries[code][country] ?? regions.of(country) ?? "";
      } catch {
        return ""; // not a region's code
      }
    },
  };
}

/** @param {string} name */
const bare = (name) => name.toLowerCase().replace(/^(the|an?) /, "");

/**
 * The names under which the article itself speaks of the source, without those that say no more
 * than its own name.
 * @param {Source} source
 */
export function aliasesOf({ name, aliases }) {
  /** @type {Map<string, string>} */
  const forms = new Map();
  for (const alias of aliases) if (!forms.has(bare(alias))) forms.set(bare(alias), alias);
  forms.delete(bare(name));
  return [...forms.values()];
}

/**
 * A quantity in signs: "≥ 700,000 people", "8–9 per cent".
 * @param {Quantity} quantity
 * @param {(value: number) => string} number
 */
function inSigns({ value, high, approximate, bound, unit, event }, number) {
  if (value === null) return "";
  const sign = bound === "over" ? "≥ " : bound === "under" ? "≤ " : approximate ? "≈ " : "";
  const range = high === null ? number(value) : `${number(value)}–${number(high)}`;
  return [`${sign}${range}`, unit, event].filter(Boolean).join(" ");
}

const en = common("en", (count) => count === 1);

const english = {
  ...en,
  language: "English",

  /** Text of elements that carry `data-string`, by name; `data-label` takes its label from here too. */
  byRules: {
    loading: "Read by rules for now. The trained reader, which finds more, is on its way.",
    missing: "Read by rules alone: the trained reader, which finds more, could not be loaded.",
  },

  labels: {
    skip: "Skip to the article",
    tagline: "Paste a news article and see who says what.",
    promise: "It is read here, in your browser; nothing is sent anywhere.",
    caution: "An automatic reading. It may be wrong, and it never says whether a claim is true.",
    languages: "Language",
    tools: "Choose an article",
    paste: "Paste your own article",
    open: "Open files",
    samples: "Samples",
    sample: "Read a sample",
    views: "Views",
    read: "Article",
    desk: "Desk",
    compare: "Compare",
    actions: "Take it with you",
    exports: "Export",
    share: "Share",
    print: "Print",
    keep: "Keep",
    help: "Keys",
    shelf: "Open articles",
    article: "Article",
    published: "Published",
    publishedHint: "Day of publication: “yesterday” and “on Wednesday” are counted from it.",
    edit: "Edit",
    clean: "Clean read",
    add: "Add a claim",
    addSelected: "Add as a claim",
    cancel: "Stop",
    done: "Show it marked",
    editLabel: "Text of the article",
    editHint: "The list of sources follows as you type. Ctrl + Enter shows the marked article.",
    placeholder: "Paste or type a news article here. You can also drop text or web page files anywhere on the page.",
    map: "Map of the article",
    sources: "Who says what",
    colours: "Colours by",
    bySource: "source",
    byCountry: "country",
    only: "Show only",
    everyone: "Everyone",
    anonymous: "Unnamed",
    unattributed: "No source",
    unfold: "List all claims",
    drop: "Drop text or web page files to read them",
    undo: "Undo",
    helpTitle: "Keys",
    helpSwitch: "Single keys are on",
    close: "Close",
    previous: "Previous claim",
    next: "Next claim",
    toList: "Show in the list",
    parts: "Parts of the page",
    selected: "Selected claim",
    working: "Progress",
    deskTitle: "What to look at first",
    worthTitle: "Most worth checking",
    findingsTitle: "Findings in the article",
    timelineTitle: "What is said to happen when",
    shareTitle: "Share a link",
    shareHint: "The link opens this page with the view, language and colours you have now. Everything it holds stands behind the #, which browsers do not send to any server.",
    shareText: "Put the text, its date and your corrections into the link too",
    shareWarning: "Whoever has the link can then read the text.",
    shareLink: "Link",
    copy: "Copy",
    keepTitle: "Keep your work in this browser",
    keepHint: "Normally a reload forgets everything. If you turn this on, the open articles, your corrections and your settings are stored in this browser, on this device alone, until you erase them.",
    keepSwitch: "Keep my work here across reloads",
    erase: "Erase what is kept",
    updateReady: "A newer version of this page is ready.",
    update: "Use it now",
    later: "Later",
    compareTitle: "Articles side by side",
  },

  /** What each key does, for the help. @type {[string[], string][]} */
  keys: [
    [["j", "n"], "Next claim"],
    [["k", "p"], "Previous claim"],
    [["Enter"], "Open the claim’s card; once more, close it"],
    [["g"], "From the list to the article, and back"],
    [["f"], "Only the source of this claim; once more, everyone"],
    [["u"], "Only claims without a source"],
    [["a"], "Only unnamed sources"],
    [["l"], "List all claims, or the sources alone"],
    [["c"], "Clean read: the article without marks"],
    [["e"], "Correct this claim"],
    [["+"], "Add a claim: the words selected in the article, or those you then choose"],
    [["x"], "Copy this claim as a citation"],
    [["z"], "Undo the last correction"],
    [["r"], "Article view"],
    [["d"], "Desk view"],
    [["m"], "Compare view"],
    [["/"], "Paste or type another article"],
    [["Ctrl V"], "Anywhere on the page: read what you copied"],
    [["Esc"], "Show everyone, or let go of the claim"],
    [["?"], "This help"],
  ],

  /** By kind: what a named source and what an unnamed one is called. @type {Record<string, [string, string]>} */
  kinds: {
    government: ["Government", "Unnamed official"],
    military: ["Armed forces", "Unnamed military source"],
    "armed-group": ["Armed group", "Unnamed armed group"],
    "international-organisation": ["International organisation", "Unnamed international official"],
    party: ["Party or politician", "Unnamed politician"],
    court: ["Court or lawyers", "Unnamed legal source"],
    police: ["Police", "Unnamed police source"],
    company: ["Company", "Unnamed business source"],
    ngo: ["Non-governmental organisation", "Unnamed organisation"],
    media: ["News media", "Unnamed media"],
    academia: ["Research", "Unnamed researcher or analyst"],
    health: ["Health service", "Unnamed health worker"],
    witness: ["Witness", "Unnamed witness"],
    document: ["Document", "Unnamed document"],
    public: ["The public", "People in general"],
    individual: ["Person", "Unnamed person"],
    unknown: ["Source", "Unnamed source"],
  },

  unattributed: {
    name: "No speaker given",
    kind: "Attributed, but the text does not say to whom",
    why: "The text hands this on (“reportedly”, “was accused of”) or quotes it without saying who speaks.",
  },
  writer: {
    name: "The writer",
    kind: "Stated in the article’s own voice",
    why: "No source is given for this: the article states it in its own voice.",
  },

  /** @type {Record<string, string>} */
  modes: {
    direct: "Quoted word for word",
    indirect: "In the writer’s words, not quoted",
    mixed: "Partly quoted, partly in the writer’s words",
  },
  /** @type {Record<string, string>} */
  types: {
    statement: "Something said or written",
    finding: "A finding of a study, a count or a court",
    belief: "Something thought, feared or expected",
    intent: "Something planned, wanted or refused",
  },
  /** @type {Record<string, string>} */
  stances: {
    neutral: "Passed on as it is",
    doubtful: "Passed on at arm’s length",
    factive: "Presented as a fact",
    denial: "Denied or rejected by the source",
    demand: "Asked for or demanded",
    warning: "A warning or a threat",
    accusation: "An accusation",
    promise: "A promise",
  },
  /** By voice of a claim: as what it is put forward. @type {Record<string, string>} */
  voices: {
    fact: "Something that is or was so",
    prediction: "Something to come, or intended",
    opinion: "A view, or what ought to be",
    question: "A question",
  },
  /** Short form of the stance, where the cue alone may not say it. @type {Record<string, string>} */
  tags: { doubtful: "at arm’s length", factive: "as a fact" },
  unsure: "uncertain",
  hedged: "with reserve",
  corrected: "corrected by you",
  added: "added by you",

  /** @param {number} confidence */
  sureness(confidence) {
    const word = confidence >= 0.9 ? "Very sure" : confidence >= UNSURE ? "Fairly sure" : "Not sure";
    return `${word} (${en.percent(confidence)})`;
  },
  setByPerson: "Set by a person",

  card: {
    source: "Source",
    /** @param {string} name @param {string} said */
    here: (name, said) => `${name}, here “${said}”`,
    cue: "Signalled by",
    noCue: "no word of its own",
    put: "How it is put",
    kind: "What it is",
    sure: "How sure",
    why: "Why",
    when: "When",
    where: "Where",
    numbers: "Numbers",
    as: "Speaks of",
    negated: "It says that something is not so",
    reserve: "Reserve",
    reserved: "Put forward with reserve (“may”, “reportedly”)",
    worth: "Worth checking",
    /** @param {number} worth @returns {string} */
    worthOf: (worth) => (worth >= 0.66 ? "High" : worth >= 0.33 ? "Medium" : "Low"),
    findings: "Findings",
    corrected: "Corrected",
    toArticle: "Show in the article",
    toList: "Show in the list",
    copy: "Copy as a citation",
    copied: "The citation is on the clipboard.",
    notCopied: "The browser did not allow copying.",
    correct: "Correct it",
    quantity: (/** @type {Quantity} */ quantity) => inSigns(quantity, en.number),
    /** @param {Time} time */
    time: ({ from, to }) => (from ? (to && to !== from ? en.days(from, to) : en.day(from)) : ""),
  },

  correct: {
    title: "Correct this reading",
    who: "Who says it",
    other: "Somebody else …",
    name: "Name",
    named: "Named in the text",
    kind: "Kind",
    setSource: "Set the source",
    extent: "Where it begins and ends",
    startBack: "Begin one word earlier",
    startOn: "Begin one word later",
    endBack: "End one word earlier",
    endOn: "End one word later",
    useSelection: "Use the words selected in the article",
    noSelection: "Select words in the article first.",
    setExtent: "Set the extent",
    parts: "Divide or join",
    splitAt: "Split after word",
    split: "Split here",
    /** @param {string} words */
    mergeNext: (words) => `Join with the next claim: “${words}”`,
    /** @param {string} words */
    mergePrevious: (words) => `Join with the claim before: “${words}”`,
    remove: "This is not a claim",
    close: "Leave it as it is",
    /** By kind of correction, what was done. @type {Record<string, string>} */
    done: {
      source: "other source",
      extent: "other extent",
      remove: "not a claim",
      split: "split",
      merge: "joined",
    },
    /** @param {number} count */
    count: (count) => `${en.plural(count, "correction")} by you`,
    /** @param {string} what */
    made: (what) => `Corrected: ${what}.`,
    undone: "The last correction is undone.",
    /** @param {number} count */
    lost: (count) => `${en.plural(count, "correction")} no longer ${count === 1 ? "fits" : "fit"} the text.`,
    /** Stands in exports, in the place of the engine's reason. @param {string} what */
    why: (what) => `Corrected by a person: ${what}.`,
  },

  add: {
    words: "Which words",
    hint: "Or click the first and the last word in the article.",
    before: "← Sentence before",
    after: "Next sentence →",
    add: "Add it",
    close: "Cancel",
    done: "Added as a claim.",
    /** Stands in exports, in the place of the engine's reason. */
    why: "Added by a person.",
  },

  /** @param {string} text @param {string} source @param {string} place title and day */
  citation: (text, source, place) => `“${text}”: ${source}${place ? `, in ${place}` : ""}.`,
  /** @param {string} version @param {string} how */
  citedFrom: (version, how) => `Read by whosaid ${version}: ${how}.`,

  /** @param {string} name */
  insideOf: (name) => `Told inside a claim of ${name}`,
  /** @param {string} name */
  toldBy: (name) => `as told by ${name}`,
  toldByNobody: "as told by a speaker not given",
  /** @param {string} name */
  insideAnotherOf: (name) => `inside another claim of ${name}`,

  /** @param {number} count */
  claims: (count) => en.plural(count, "claim"),
  /** @param {number} count */
  words: (count) => en.plural(count, "word"),
  /** @param {number} count */
  sources: (count) => en.plural(count, "source"),
  /** @param {string} kind of block @param {number} paragraph */
  first: (kind, paragraph) => (kind === "headline" ? "first in the headline" : `first in paragraph ${en.number(paragraph)}`),
  byWords: "By words",
  byClaims: "By claims",

  /** @param {string[]} shown @param {number} more */
  aliases: (shown, more) => `In the text: ${shown.map((alias) => `“${alias}”`).join(", ")}${more ? ` and ${en.plural(more, "other form")}` : ""}`,

  /**
   * One line on the whole article.
   * @param {number} named @param {number} unnamed @param {number} attributed @param {number} own
   */
  summary(named, unnamed, attributed, own) {
    if (attributed + own === 0) return "No claims were found in this text.";
    const parts = [];
    if (named) parts.push(en.plural(named, "named source"));
    if (unnamed) parts.push(named ? `${en.number(unnamed)} unnamed` : en.plural(unnamed, "unnamed source"));
    const who = parts.length ? `${parts.join(" and ")} ${named + unnamed === 1 ? "makes" : "make"} ` : "";
    return `${who}${en.plural(attributed, "claim")}; ${en.plural(own, "assertion")} ${own === 1 ? "is" : "are"} the writer’s own.`;
  },

  /** @param {number} words */
  reading: (words) => `Reading ${en.plural(words, "word")} …`,
  /** @param {number} share */
  layingOut: (share) => `Laying out the article … ${en.percent(share)}`,
  stopped: "Stopped. The text is still there; edit it or open another.",
  /** @param {string} title */
  sampleNote: "A sample, written for demonstration.",
  /** @param {string} name */
  fileNote: (name) => `From the file ${name}.`,
  linkNote: "From the link you opened.",
  ownNote: "Your text. It has not left this page.",
  /** @param {string} name */
  filtered: (name) => `Only claims of ${name} are shown.`,
  unfiltered: "Everyone is shown.",
  anonymous: "unnamed sources",
  noSource: "nobody in particular",
  cleanOn: "Marks are hidden.",
  cleanOff: "Marks are shown.",
  /** @param {string} name */
  viewOf: (name) => `${name} view.`,
  emptyArticle: "There is no text to read yet. Paste an article, drop a file or pick a sample.",
  emptyList: "Sources appear here once there is text to read.",
  /** @param {number} words */
  tooLongToEdit: (words) => `A text of ${en.plural(words, "word")} is too long to edit here. Paste or open another to replace it.`,
  /** By block kind, what a part of the page is called where it is no part of the story. @type {Record<string, string>} */
  blocks: { furniture: "Not part of the story", credit: "Credit" },
  /** @param {number} from @param {number} to @param {number} of */
  page: (from, to, of) => `${en.number(from)} to ${en.number(to)} of ${en.number(of)}`,
  earlier: "Earlier",
  later: "Later",
  untitled: "Untitled",

  desk: {
    noWorth: "Nothing in this article stands out as worth checking.",
    noFindings: "The checks found nothing to point at.",
    noTimes: "No claim carries a time that could be placed.",
    undated: "Without a day that could be placed",
    needsDate: "Times such as “yesterday” need the day of publication: set it above the article.",
  },

  /** By file format: what the menu calls it. @type {Record<string, string>} */
  formats: {
    json: "Report (JSON)",
    csv: "Table (CSV)",
    markdown: "Notes (Markdown)",
    html: "Web page (HTML)",
    annotation: "Web Annotations (JSON-LD)",
    jsonld: "schema.org claims (JSON-LD)",
    claimreview: "ClaimReview drafts (JSON-LD)",
  },
  exportHint: "Files are made here and saved by your browser. Corrections are marked as made by a person.",
  /** @param {string} name */
  exported: (name) => `${name} was saved.`,

  keep: {
    on: "Kept in this browser.",
    off: "A reload forgets everything.",
    erased: "What was kept is erased.",
    failed: "This browser does not allow keeping anything.",
  },
  linkCopied: "The link is on the clipboard.",
  /** @param {number} size */
  linkSize: (size) => `${en.plural(size, "character")}${size > 8000 ? ": too long for some programs" : ""}`,

  printed: {
    notes: "Claims",
    reading: "Read by whosaid, automatically. It may be wrong, and it never says whether a claim is true.",
    /** @param {string} day */
    published: (day) => `Published ${day}`,
  },

  compare: {
    hint: "Open two or more articles on the same events, and see which claims they share, which only one has, and where they differ.",
    waiting: "Open another article to compare with this one.",
    /** @param {number} count */
    corrected: (count) => `${en.plural(count, "correction")} by you ${count === 1 ? "is" : "are"} in this comparison.`,
    text: "Text of another article",
    add: "Add it",
    working: "Comparing …",
    /** @param {number} articles @returns {string} */
    shared: (articles) => (articles > 2 ? "In more than one" : "In both"),
    differing: "Told differently",
    /** By kind of difference. @type {Record<string, string>} */
    kinds: { number: "Number", time: "Time", source: "Source", attribution: "Who says it", denial: "Denied or not" },
    only: (/** @type {string} */ title) => `Only in “${title}”`,
    none: "Nothing here.",
  },

  errors: {
    load: "The reader could not be loaded. Reload the page; if that does not help, the browser may be too old for WebAssembly.",
    analyse: "This text could not be read. Try again; the text itself is still there.",
    sample: "The sample could not be loaded.",
    file: "Only text and web page files can be read (.txt, .md, .html).",
    fileRead: "The file could not be read.",
    fileSize: "The file is larger than 20 MB.",
    compare: "These articles could not be compared.",
    link: "This link holds no article that could be read.",
    export: "The file could not be made.",
  },
};

/** @typedef {typeof english} Strings */

const fr = common("fr", (count) => count < 2);

/** @type {Strings} */
const french = {
  ...fr,
  language: "Français",

  byRules: {
    loading: "Lu pour l’instant par des règles. Le lecteur entraîné, qui en trouve davantage, arrive.",
    missing: "Lu par des règles seulement : le lecteur entraîné, qui en trouve davantage, n’a pas pu être chargé.",
  },

  labels: {
    skip: "Aller à l’article",
    tagline: "Collez un article de presse et voyez qui dit quoi.",
    promise: "Il est lu ici, dans votre navigateur ; rien n’est envoyé nulle part.",
    caution: "Lecture automatique. Elle peut se tromper, et ne dit jamais si une affirmation est vraie.",
    languages: "Langue",
    tools: "Choisir un article",
    paste: "Coller un article",
    open: "Ouvrir des fichiers",
    samples: "Exemples",
    sample: "Lire un exemple",
    views: "Vues",
    read: "Article",
    desk: "Bureau",
    compare: "Comparer",
    actions: "Emporter",
    exports: "Exporter",
    share: "Partager",
    print: "Imprimer",
    keep: "Garder",
    help: "Touches",
    shelf: "Articles ouverts",
    article: "Article",
    published: "Publié le",
    publishedHint: "Jour de publication : « hier » et « mercredi » sont comptés à partir de lui.",
    edit: "Modifier",
    clean: "Lecture nue",
    add: "Ajouter une affirmation",
    addSelected: "Ajouter comme affirmation",
    cancel: "Arrêter",
    done: "Montrer les marques",
    editLabel: "Texte de l’article",
    editHint: "La liste des sources suit la frappe. Ctrl + Entrée montre l’article marqué.",
    placeholder: "Collez ou tapez ici un article de presse en anglais. On peut aussi déposer des fichiers texte ou des pages web n’importe où sur la page.",
    map: "Plan de l’article",
    sources: "Qui dit quoi",
    colours: "Couleurs par",
    bySource: "source",
    byCountry: "pays",
    only: "Montrer seulement",
    everyone: "Tous",
    anonymous: "Non nommés",
    unattributed: "Sans source",
    unfold: "Lister les affirmations",
    drop: "Déposez des fichiers texte ou des pages web pour les lire",
    undo: "Annuler",
    helpTitle: "Touches",
    helpSwitch: "Les touches simples sont actives",
    close: "Fermer",
    previous: "Affirmation précédente",
    next: "Affirmation suivante",
    toList: "Voir dans la liste",
    parts: "Parties de la page",
    selected: "Affirmation choisie",
    working: "Avancement",
    deskTitle: "À regarder d’abord",
    worthTitle: "À vérifier en premier",
    findingsTitle: "Constats dans l’article",
    timelineTitle: "Ce qui se passe quand, selon l’article",
    shareTitle: "Partager un lien",
    shareHint: "Le lien ouvre cette page avec la vue, la langue et les couleurs actuelles. Tout ce qu’il contient se trouve après le #, que les navigateurs n’envoient à aucun serveur.",
    shareText: "Mettre aussi le texte, sa date et vos corrections dans le lien",
    shareWarning: "Quiconque a le lien peut alors lire le texte.",
    shareLink: "Lien",
    copy: "Copier",
    keepTitle: "Garder votre travail dans ce navigateur",
    keepHint: "D’ordinaire, recharger la page efface tout. Si vous activez ceci, les articles ouverts, vos corrections et vos réglages restent dans ce navigateur, sur cet appareil seulement, jusqu’à ce que vous les effaciez.",
    keepSwitch: "Garder mon travail ici",
    erase: "Effacer ce qui est gardé",
    updateReady: "Une nouvelle version de cette page est prête.",
    update: "L’utiliser maintenant",
    later: "Plus tard",
    compareTitle: "Articles côte à côte",
  },

  keys: [
    [["j", "n"], "Affirmation suivante"],
    [["k", "p"], "Affirmation précédente"],
    [["Entrée"], "Ouvrir la fiche de l’affirmation ; encore une fois, la fermer"],
    [["g"], "De la liste à l’article, et retour"],
    [["f"], "Seulement la source de cette affirmation ; encore une fois, tous"],
    [["u"], "Seulement les affirmations sans source"],
    [["a"], "Seulement les sources non nommées"],
    [["l"], "Lister toutes les affirmations, ou les sources seules"],
    [["c"], "Lecture nue : l’article sans marques"],
    [["e"], "Corriger cette affirmation"],
    [["+"], "Ajouter une affirmation : les mots sélectionnés dans l’article, ou ceux que vous choisissez ensuite"],
    [["x"], "Copier cette affirmation comme citation"],
    [["z"], "Annuler la dernière correction"],
    [["r"], "Vue article"],
    [["d"], "Vue bureau"],
    [["m"], "Vue comparaison"],
    [["/"], "Coller ou taper un autre article"],
    [["Ctrl V"], "N’importe où : lire ce que vous avez copié"],
    [["Échap"], "Montrer tous, ou lâcher l’affirmation"],
    [["?"], "Cette aide"],
  ],

  kinds: {
    government: ["Gouvernement", "Responsable non nommé"],
    military: ["Forces armées", "Source militaire non nommée"],
    "armed-group": ["Groupe armé", "Groupe armé non nommé"],
    "international-organisation": ["Organisation internationale", "Fonctionnaire international non nommé"],
    party: ["Parti ou élu", "Responsable politique non nommé"],
    court: ["Tribunal ou avocats", "Source judiciaire non nommée"],
    police: ["Police", "Source policière non nommée"],
    company: ["Entreprise", "Source d’entreprise non nommée"],
    ngo: ["Organisation non gouvernementale", "Organisation non nommée"],
    media: ["Média", "Média non nommé"],
    academia: ["Recherche", "Chercheur ou analyste non nommé"],
    health: ["Service de santé", "Soignant non nommé"],
    witness: ["Témoin", "Témoin non nommé"],
    document: ["Document", "Document non nommé"],
    public: ["Le public", "Les gens en général"],
    individual: ["Personne", "Personne non nommée"],
    unknown: ["Source", "Source non nommée"],
  },

  unattributed: {
    name: "Personne n’est nommé",
    kind: "Rapporté, sans que le texte dise par qui",
    why: "Le texte rapporte ceci (« reportedly », « was accused of ») ou le cite sans dire qui parle.",
  },
  writer: {
    name: "L’auteur",
    kind: "Affirmé par l’article lui-même",
    why: "Aucune source n’est donnée : l’article l’affirme de sa propre voix.",
  },

  modes: {
    direct: "Cité mot pour mot",
    indirect: "Dans les mots de l’auteur, sans citation",
    mixed: "En partie cité, en partie dans les mots de l’auteur",
  },
  types: {
    statement: "Quelque chose de dit ou d’écrit",
    finding: "Le résultat d’une étude, d’un comptage ou d’un tribunal",
    belief: "Quelque chose de pensé, craint ou attendu",
    intent: "Quelque chose de prévu, voulu ou refusé",
  },
  stances: {
    neutral: "Rapporté tel quel",
    doubtful: "Rapporté avec distance",
    factive: "Présenté comme un fait",
    denial: "Démenti ou rejeté par la source",
    demand: "Demandé ou exigé",
    warning: "Un avertissement ou une menace",
    accusation: "Une accusation",
    promise: "Une promesse",
  },
  voices: {
    fact: "Quelque chose qui est ou était",
    prediction: "Quelque chose à venir ou voulu",
    opinion: "Un avis, ou ce qui devrait être",
    question: "Une question",
  },
  tags: { doubtful: "avec distance", factive: "comme un fait" },
  unsure: "incertain",
  hedged: "sous réserve",
  corrected: "corrigé par vous",
  added: "ajouté par vous",

  sureness(confidence) {
    const word = confidence >= 0.9 ? "Très sûr" : confidence >= UNSURE ? "Assez sûr" : "Pas sûr";
    return `${word} (${fr.percent(confidence)})`;
  },
  setByPerson: "Fixé par une personne",

  card: {
    source: "Source",
    here: (name, said) => `${name}, ici « ${said} »`,
    cue: "Signalé par",
    noCue: "aucun mot propre",
    put: "Comment c’est dit",
    kind: "Ce que c’est",
    sure: "Certitude",
    why: "Pourquoi",
    when: "Quand",
    where: "Où",
    numbers: "Nombres",
    as: "Parle de",
    negated: "Dit que quelque chose n’est pas",
    reserve: "Réserve",
    reserved: "Avancé avec réserve (« may », « reportedly »)",
    worth: "À vérifier",
    worthOf: (worth) => (worth >= 0.66 ? "En premier" : worth >= 0.33 ? "Ensuite" : "Peu"),
    findings: "Constats",
    corrected: "Corrigé",
    toArticle: "Voir dans l’article",
    toList: "Voir dans la liste",
    copy: "Copier comme citation",
    copied: "La citation est dans le presse-papiers.",
    notCopied: "Le navigateur n’a pas permis la copie.",
    correct: "Corriger",
    quantity: (quantity) => inSigns(quantity, fr.number),
    time: ({ from, to }) => (from ? (to && to !== from ? fr.days(from, to) : fr.day(from)) : ""),
  },

  correct: {
    title: "Corriger cette lecture",
    who: "Qui le dit",
    other: "Quelqu’un d’autre …",
    name: "Nom",
    named: "Nommé dans le texte",
    kind: "Genre",
    setSource: "Fixer la source",
    extent: "Où elle commence et finit",
    startBack: "Commencer un mot plus tôt",
    startOn: "Commencer un mot plus tard",
    endBack: "Finir un mot plus tôt",
    endOn: "Finir un mot plus tard",
    useSelection: "Prendre les mots sélectionnés dans l’article",
    noSelection: "Sélectionnez d’abord des mots dans l’article.",
    setExtent: "Fixer l’étendue",
    parts: "Diviser ou joindre",
    splitAt: "Couper après le mot",
    split: "Couper ici",
    mergeNext: (words) => `Joindre à la suivante : « ${words} »`,
    mergePrevious: (words) => `Joindre à la précédente : « ${words} »`,
    remove: "Ce n’est pas une affirmation",
    close: "Laisser tel quel",
    done: {
      source: "autre source",
      extent: "autre étendue",
      remove: "pas une affirmation",
      split: "coupée",
      merge: "jointe",
    },
    count: (count) => `${fr.plural(count, "correction")} de votre main`,
    made: (what) => `Corrigé : ${what}.`,
    undone: "La dernière correction est annulée.",
    lost: (count) => `${fr.plural(count, "correction")} ne ${count < 2 ? "va" : "vont"} plus avec le texte.`,
    why: (what) => `Corrigé par une personne : ${what}.`,
  },

  add: {
    words: "Quels mots",
    hint: "Ou cliquez le premier et le dernier mot dans l’article.",
    before: "← Phrase précédente",
    after: "Phrase suivante →",
    add: "Ajouter",
    close: "Renoncer",
    done: "Ajouté comme affirmation.",
    why: "Ajouté par une personne.",
  },

  citation: (text, source, place) => `« ${text} » : ${source}${place ? `, dans ${place}` : ""}.`,
  citedFrom: (version, how) => `Lu par whosaid ${version} : ${how}.`,

  insideOf: (name) => `Raconté dans une affirmation de ${name}`,
  toldBy: (name) => `selon ${name}`,
  toldByNobody: "selon quelqu’un qui n’est pas nommé",
  insideAnotherOf: (name) => `dans une autre affirmation de ${name}`,

  claims: (count) => fr.plural(count, "affirmation"),
  words: (count) => fr.plural(count, "mot"),
  sources: (count) => fr.plural(count, "source"),
  first: (kind, paragraph) => (kind === "headline" ? "d’abord dans le titre" : `d’abord au paragraphe ${fr.number(paragraph)}`),
  byWords: "Par mots",
  byClaims: "Par nombre",

  aliases: (shown, more) => `Dans le texte : ${shown.map((alias) => `« ${alias} »`).join(", ")}${more ? ` et ${fr.plural(more, "autre forme")}` : ""}`,

  summary(named, unnamed, attributed, own) {
    if (attributed + own === 0) return "Aucune affirmation n’a été trouvée dans ce texte.";
    const parts = [];
    if (named) parts.push(fr.plural(named, "source nommée", "sources nommées"));
    if (unnamed) parts.push(fr.plural(unnamed, "non nommée", "non nommées"));
    const who = parts.length ? `${parts.join(" et ")} : ` : "";
    return `${who}${fr.plural(attributed, "affirmation")} ; ${fr.plural(own, "autre")} de l’auteur lui-même.`;
  },

  reading: (words) => `Lecture de ${fr.plural(words, "mot")} …`,
  layingOut: (share) => `Mise en page … ${fr.percent(share)}`,
  stopped: "Arrêté. Le texte est toujours là ; modifiez-le ou ouvrez-en un autre.",
  sampleNote: "Un exemple, écrit pour la démonstration.",
  fileNote: (name) => `Du fichier ${name}.`,
  linkNote: "Du lien que vous avez ouvert.",
  ownNote: "Votre texte. Il n’a pas quitté cette page.",
  filtered: (name) => `Seules les affirmations de ${name} sont montrées.`,
  unfiltered: "Tous sont montrés.",
  anonymous: "sources non nommées",
  noSource: "personne en particulier",
  cleanOn: "Les marques sont cachées.",
  cleanOff: "Les marques sont montrées.",
  viewOf: (name) => `Vue : ${name}.`,
  emptyArticle: "Il n’y a pas encore de texte à lire. Collez un article, déposez un fichier ou choisissez un exemple.",
  emptyList: "Les sources paraîtront ici dès qu’il y aura un texte à lire.",
  tooLongToEdit: (words) => `Un texte de ${fr.plural(words, "mot")} est trop long pour être modifié ici. Collez ou ouvrez-en un autre.`,
  blocks: { furniture: "Hors de l’article", credit: "Crédit" },
  page: (from, to, of) => `${fr.number(from)} à ${fr.number(to)} sur ${fr.number(of)}`,
  earlier: "Avant",
  later: "Après",
  untitled: "Sans titre",

  desk: {
    noWorth: "Rien dans cet article ne ressort comme à vérifier.",
    noFindings: "Les contrôles n’ont rien trouvé à signaler.",
    noTimes: "Aucune affirmation ne porte une date qui ait pu être placée.",
    undated: "Sans jour qui ait pu être placé",
    needsDate: "Des dates comme « hier » demandent le jour de publication : indiquez-le au-dessus de l’article.",
  },

  formats: {
    json: "Rapport (JSON)",
    csv: "Tableau (CSV)",
    markdown: "Notes (Markdown)",
    html: "Page web (HTML)",
    annotation: "Web Annotations (JSON-LD)",
    jsonld: "Affirmations schema.org (JSON-LD)",
    claimreview: "Brouillons ClaimReview (JSON-LD)",
  },
  exportHint: "Les fichiers sont faits ici et enregistrés par votre navigateur. Les corrections y sont marquées comme faites par une personne.",
  exported: (name) => `${name} a été enregistré.`,

  keep: {
    on: "Gardé dans ce navigateur.",
    off: "Recharger efface tout.",
    erased: "Ce qui était gardé est effacé.",
    failed: "Ce navigateur ne permet de rien garder.",
  },
  linkCopied: "Le lien est dans le presse-papiers.",
  linkSize: (size) => `${fr.plural(size, "caractère")}${size > 8000 ? " : trop long pour certains programmes" : ""}`,

  printed: {
    notes: "Affirmations",
    reading: "Lu par whosaid, automatiquement. La lecture peut se tromper, et ne dit jamais si une affirmation est vraie.",
    published: (day) => `Publié le ${day}`,
  },

  compare: {
    hint: "Ouvrez deux articles ou plus sur les mêmes faits, et voyez quelles affirmations ils partagent, lesquelles un seul contient, et où ils diffèrent.",
    waiting: "Ouvrez un autre article à comparer avec celui-ci.",
    corrected: (count) => `${fr.plural(count, "correction")} de votre main ${count < 2 ? "est" : "sont"} dans cette comparaison.`,
    text: "Texte d’un autre article",
    add: "L’ajouter",
    working: "Comparaison …",
    shared: (articles) => (articles > 2 ? "Dans plusieurs" : "Dans les deux"),
    differing: "Dit autrement",
    kinds: { number: "Nombre", time: "Moment", source: "Source", attribution: "Qui le dit", denial: "Démenti ou non" },
    only: (title) => `Seulement dans « ${title} »`,
    none: "Rien ici.",
  },

  errors: {
    load: "Le lecteur n’a pas pu être chargé. Rechargez la page ; si cela n’aide pas, le navigateur est peut-être trop vieux pour WebAssembly.",
    analyse: "Ce texte n’a pas pu être lu. Réessayez ; le texte lui-même est toujours là.",
    sample: "L’exemple n’a pas pu être chargé.",
    file: "Seuls les fichiers texte et les pages web peuvent être lus (.txt, .md, .html).",
    fileRead: "Le fichier n’a pas pu être lu.",
    fileSize: "Le fichier dépasse 20 Mo.",
    compare: "Ces articles n’ont pas pu être comparés.",
    link: "Ce lien ne contient pas d’article lisible.",
    export: "Le fichier n’a pas pu être fait.",
  },
};

/** @type {Record<Language, Strings>} */
export const languages = { en: english, fr: french };

/** The language that is on. @type {Strings} */
export let t = english;

/** @param {string} code @returns {code is Language} */
export const isLanguage = (code) => Object.hasOwn(languages, code);

/** @param {Language} code */
export function setLanguage(code) {
  t = languages[code];
}

/**
 * What kind of source it is: "Government · Turkey".
 * @param {Source} source
 */
export function kindOf(source) {
  const [named, unnamed] = t.kinds[source.kind] ?? t.kinds.unknown;
  const country = source.country ? t.country(source.country) : "";
  return [source.named ? named : unnamed, country].filter(Boolean).join(" · ");
}

/** @param {Attribution} attribution */
export const tagOf = (attribution) => t.tags[attribution.stance] ?? "";
