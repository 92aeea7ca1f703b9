//! What holds of any input: strings put together at random from all that makes texts hard to read,
//! and some made to be hostile.

mod invariants;

use invariants::check;
use proptest::prelude::*;
use whosaid::report::Mode;

const CUES: &[&str] = &[
    "said",
    "says",
    "told reporters",
    "denied that",
    "according to",
    "According to",
    "called for",
    "accused",
    "believes",
    "vowed to",
    "wants to",
    "reportedly",
    "alleged",
    "was quoted as saying",
    "is said to",
    "insisted",
    "claims of",
    "the report found",
    "said in a statement that",
    "warned",
    "whether",
    "that",
    "to",
    "not",
    "it was",
];

const NAMES: &[&str] = &[
    "the Kremlin",
    "Moscow",
    "Ankara",
    "Dmitri Peskov",
    "President",
    "Mr.",
    "Dr. Fauci",
    "U.N.",
    "the U.S.",
    "officials",
    "he",
    "She",
    "they",
    "who",
    "a spokesman for the ministry",
    "Médecins Sans Frontières",
    "O'Neill's",
    "Reuters",
    "IDLEB",
    "Feb. 11",
    "3.6 million",
    "$5bn",
    "nearly",
    "between",
    "two and a half",
    "hundreds of thousands",
    "7",
    "2,000",
    "9999",
    "people",
    "per cent",
    "years",
    "ago",
    "the last",
    "since",
    "Monday",
    "May",
    "31st",
    "2020",
    "1990s",
    "17:30",
    "p.m.",
    "9/99/9999",
    "killed",
    "the study",
    "residents'",
];

const MARKS: &[&str] = &[
    "\"",
    "“",
    "”",
    "„",
    "‟",
    "'",
    "‘",
    "’",
    "‚",
    "`",
    "``",
    "''",
    "«",
    "»",
    "‹",
    "›",
    "「",
    "」",
    "『",
    "』",
    "\u{201f}",
    ",\"",
    ".\"",
    "?\"",
    "!”",
    "(",
    ")",
    "[",
    "]",
    ":",
    ";",
    ",",
    ".",
    "...",
    "…",
    "-",
    "--",
    "–",
    "—",
    "!",
    "?",
    "*",
    "/",
    "&",
    "@",
    "#",
    "|",
    "<b>",
    "</p>",
    "&quot;",
    "http://example.org/a?b=c",
    "a@example.org",
];

const SPACES: &[&str] =
    &[" ", "  ", "\t", "\n", "\n\n", "\r\n", "\r", "\u{a0}", "\u{2028}", "\u{3000}", "\u{85}", ""];

const ODDITIES: &[&str] = &[
    "\0",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{feff}",
    "\u{200b}",
    "\u{200d}",
    "\u{200e}",
    "\u{202e}",
    "\u{2066}",
    "\u{2069}",
    "e\u{301}",
    "\u{301}",
    "\u{300}\u{300}\u{300}",
    "\u{fffd}",
    "\u{10ffff}",
    "\u{e000}",
    "👩‍👩‍👧",
    "🇹🇷",
    "ﬁ",
    "İ",
    "ß",
    "ǆ",
    "א",
    "مصر",
    "北京",
    "हिन्दी",
    "Кремль",
    "ｗｉｄｅ",
    "x̸",
    "1\u{660}",
];

fn fragment() -> impl Strategy<Value = String> {
    let one_of = |words: &'static [&'static str]| proptest::sample::select(words).prop_map(str::to_owned);
    prop_oneof![
        3 => one_of(CUES),
        3 => one_of(NAMES),
        4 => one_of(MARKS),
        2 => one_of(SPACES),
        2 => one_of(ODDITIES),
        2 => "[A-Za-z]{1,8}",
        1 => any::<char>().prop_map(String::from),
        1 => "\\PC{0,8}",
    ]
}

fn input() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec((fragment(), prop::bool::weighted(0.7)), 0..60);
    pieces.prop_map(|pieces| {
        let spaced = |(piece, space): (String, bool)| if space { piece + " " } else { piece };
        pieces.into_iter().map(spaced).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_has_a_sound_report(input in input()) {
        check(&input);
    }

    #[test]
    fn any_bytes_have_a_sound_report(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn next_to_nothing() {
    for input in
        ["", " ", "\n", "\r\n\r\n", "\t \u{a0}\u{3000}\n", "\0", "\u{feff}", "word", "\"", ".", "\u{301}"]
    {
        let report = check(input);
        assert!(report.claims.iter().all(|claim| claim.attribution.is_none()), "{input:?}");
    }
    assert!(check(" \n\t").claims.is_empty());
}

#[test]
fn signs_where_a_speaker_should_stand() {
    for input in
        ["according to<\"", "* said that it is.", "\"It is,\" said +.", "... denied < > and called for =."]
    {
        check(input);
    }
}

#[test]
fn a_byte_order_mark_changes_nothing_but_the_offsets() {
    let article = "The Kremlin denied that any order was given.\n\nIt is.";
    let (plain, marked) = (check(article), check(&format!("\u{feff}{article}")));
    let texts =
        |report: &whosaid::Report| -> Vec<_> { report.claims.iter().map(|c| c.text.clone()).collect() };
    assert_eq!(texts(&plain), texts(&marked));
    assert_eq!(plain.sources, marked.sources);
    assert_eq!(plain.claims[0].spans[0].start + 3, marked.claims[0].spans[0].start);
}

#[test]
fn a_megabyte_on_one_line() {
    check(&"the minister said that rain was on its way to Ankara and he wants to see it ".repeat(13_200));
}

/// Shapes in which one paragraph holds more quotations, cues or names than a search may look through
/// again for each: a stage that does takes minutes, not seconds, for them.
#[test]
fn long_paragraphs_of_one_shape() {
    check(&format!("\"Hello there,\" he said. {}", "a \"b\" c ".repeat(20_000)));
    check(&"the claim \"a.\" that \"b.\" his claim that it was so ".repeat(4_000));
    check(&"\"It is,\" he said. ".repeat(10_000));
    check(
        &"Ankara said that it was late, adding that the minister, who said so, denied it and ".repeat(2_000),
    );
    for shape in ["three ", "thousands of ", "7 ", "1 million ", "between 2 and ", "since May ", "the last "]
    {
        check(&shape.repeat(3_000));
    }
}

#[test]
fn a_hundred_thousand_marks_that_never_close() {
    for mark in ["\"", "“", "”", "„", "'", "‘", "’", "«", "‹", "「", "``", "(", "["] {
        check(&mark.repeat(100_000));
    }
    for marks in ["“ ‘ ", "\"a ", "“a\n\n", "' \" ", "a\"b"] {
        check(&marks.repeat(10_000));
    }
}

#[test]
fn quotations_within_quotations_without_end() {
    let depth = 4_000;
    check(&("“He said ".repeat(depth) + &"” ".repeat(depth)));
    check(&("“a ‘b ".repeat(depth) + &"’ ”".repeat(depth)));
    check(&("he said that she said that ".repeat(depth) + "it is over."));
}

#[test]
fn the_same_thing_over_and_over() {
    for piece in [
        "\n",
        "\r\n",
        "\0",
        "\u{301}",
        "\u{200b}",
        "\u{202e}",
        "a\n\n",
        "a",
        "1,",
        "said ",
        "he said, ",
        "A. ",
        "-",
    ] {
        check(&piece.repeat(10_000));
    }
}

/// Texts in other languages are the writer's own from end to end, or nearly so.
#[test]
fn other_languages() {
    for input in [
        "Le ministre des Affaires étrangères a déclaré mardi que les négociations se poursuivraient à Genève. \
         « Nous ne céderons pas », a-t-il ajouté devant la presse. Selon l’ONU, la situation reste grave.",
        "Министр иностранных дел заявил во вторник, что переговоры продолжатся в Женеве. «Мы не уступим», — \
         добавил он. По данным ООН, положение остаётся тяжёлым.",
        "قال وزير الخارجية يوم الثلاثاء إن المفاوضات ستستمر في جنيف. وأضاف: «لن نتراجع». وتقول الأمم المتحدة إن الوضع \
         لا يزال خطيرا.",
        "外交部长星期二表示，谈判将在日内瓦继续进行。“我们不会让步，”他对记者说。联合国称局势依然严峻。",
        "विदेश मंत्री ने मंगलवार को कहा कि जिनेवा में बातचीत जारी रहेगी। उन्होंने कहा, “हम पीछे नहीं हटेंगे।” संयुक्त राष्ट्र के \
         अनुसार स्थिति गंभीर बनी हुई है।",
        "Der Außenminister erklärte am Dienstag, die Verhandlungen würden in Genf fortgesetzt. „Wir geben nicht \
         nach“, sagte er vor der Presse.",
    ] {
        let report = check(input);
        assert!(!report.claims.is_empty());
        // Words in quotation marks may go to whoever was named before them; no verb is read as a cue.
        let spoken = report.claims.iter().filter_map(|claim| claim.attribution.as_ref());
        let mut with_speaker = spoken.filter(|attribution| attribution.source.is_some());
        assert!(with_speaker.all(|by| by.cue.is_empty() && by.mode == Mode::Direct), "{:?}", report.claims);
    }
}
