//! What holds of the report of any text whatever.

use whosaid::document::Document;
use whosaid::report::{BlockKind, Claim, OffsetUnit};
use whosaid::{NaiveDate, Options, Report, Span, analyze, segment, text};

/// Analyses a text and checks all that must hold of its report. Panics where something does not.
pub fn check(input: &str) -> Report {
    // With a day of publication, so that times are reckoned as well.
    let options = Options { published: NaiveDate::from_ymd_opt(2020, 2, 29) };
    let report = analyze(input, &options);
    assert_eq!(report.offset_unit, OffsetUnit::Utf8);
    spans(input, &report);
    blocks(input, &report);
    claims(input, &report);
    nesting(&report);
    checks(&report);
    sentences(input, &report);
    utf16(input, &report);

    let again = analyze(input, &options);
    assert_eq!(report, again, "the same input gives the same report");
    let json = serde_json::to_string(&report).unwrap();
    let read: Report = serde_json::from_str(&json).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), json, "a report survives being written and read");
    report
}

/// The spans of a report's claims, with their sources and cues.
fn claim_spans(report: &Report) -> impl Iterator<Item = Span> {
    report.claims.iter().flat_map(|claim| {
        let attribution = claim.attribution.iter().flat_map(|a| a.source_span.into_iter().chain(a.cue_span));
        claim.spans.iter().copied().chain(attribution)
    })
}

/// Every span of a report.
fn all_spans(report: &Report) -> impl Iterator<Item = Span> {
    let details = report.claims.iter().flat_map(|claim| {
        let quantities = claim.quantities.iter().map(|quantity| quantity.span);
        let times = claim.times.iter().map(|time| time.span);
        quantities.chain(times).chain(claim.places.iter().map(|place| place.span))
    });
    let found = report.findings.iter().flat_map(|finding| finding.spans.iter().copied());
    report.blocks.iter().map(|block| block.span).chain(claim_spans(report)).chain(details).chain(found)
}

/// Worth and findings.
fn checks(report: &Report) {
    for claim in &report.claims {
        assert!((0.0..=1.0).contains(&claim.worth), "{}", claim.worth);
        assert_eq!((claim.worth * 100.0).round() / 100.0, claim.worth, "two decimals");
        assert!(claim.reasons.iter().all(|reason| !reason.is_empty() && !reason.contains('\n')));
    }
    for finding in &report.findings {
        assert!(!finding.spans.is_empty() && finding.spans.is_sorted(), "{finding:?}");
        assert!(finding.claims.iter().all(|&claim| claim < report.claims.len()), "{finding:?}");
    }
}

fn spans(input: &str, report: &Report) {
    for span in all_spans(report) {
        assert!(!span.is_empty(), "{span:?} is empty");
        let held = input.get(span.start..span.end);
        let held = held.unwrap_or_else(|| panic!("{span:?} is outside or cuts a character"));
        assert!(!held.trim().is_empty(), "{span:?} holds white space alone");
    }
}

/// Characters that show nothing: white space, controls, and marks of joining and direction.
fn invisible(c: char) -> bool {
    let format = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    c.is_whitespace() || c.is_control() || format
}

fn blocks(input: &str, report: &Report) {
    let mut end = 0;
    for block in &report.blocks {
        assert!(end <= block.span.start, "blocks in order, apart from each other");
        let gap = &input[end..block.span.start];
        assert!(gap.chars().all(invisible), "{gap:?} is in no block");
        let held = block.span.of(input);
        assert_eq!(held, held.trim(), "a block without the white space around it");
        end = block.span.end;
    }
    assert!(input[end..].chars().all(invisible), "{:?} is in no block", &input[end..]);
}

fn claims(input: &str, report: &Report) {
    for (id, source) in report.sources.iter().enumerate() {
        assert_eq!(source.id, id);
        assert!(!source.name.is_empty(), "source {id} has no name");
    }
    let mut start = 0;
    for (id, claim) in report.claims.iter().enumerate() {
        assert_eq!(claim.id, id);
        assert!(!claim.spans.is_empty(), "claim {id} holds nothing");
        assert!(claim.spans.windows(2).all(|two| two[0].end <= two[1].start), "{:?}", claim.spans);
        assert!(start <= claim.spans[0].start, "claims in the order in which they begin");
        start = claim.spans[0].start;
        let pieces: Vec<_> = claim.spans.iter().map(|span| span.of(input)).collect();
        assert_eq!(claim.text, pieces.join(" … "));
        let story = |span: &Span| {
            let after = report.blocks.partition_point(|block| block.span.start <= span.start);
            let block = &report.blocks[after.checked_sub(1).expect("a claim stands in a block")];
            block.span.contains(*span) && matches!(block.kind, BlockKind::Headline | BlockKind::Paragraph)
        };
        assert!(claim.spans.iter().all(story), "each piece in one block of the story: {:?}", claim.spans);
        attribution(report, claim);
        details(input, claim);
    }
}

/// Quantities, times and places stand in a claim's own words, in order and apart from each other.
fn details(input: &str, claim: &Claim) {
    let own = |span: Span| claim.spans.iter().any(|piece| piece.contains(span));
    let apart = |spans: Vec<Span>| {
        assert!(spans.iter().all(|span| own(*span) && !span.is_empty()), "{spans:?} in {:?}", claim.spans);
        assert!(spans.windows(2).all(|two| two[0].end <= two[1].start), "{spans:?}");
    };
    apart(claim.quantities.iter().map(|quantity| quantity.span).collect());
    apart(claim.times.iter().map(|time| time.span).collect());
    apart(claim.places.iter().map(|place| place.span).collect());
    for quantity in &claim.quantities {
        assert!(quantity.value.is_none_or(f64::is_finite), "{quantity:?}");
        assert!(
            quantity.high.is_none_or(|high| quantity.value.is_some_and(|low| low < high)),
            "{quantity:?}"
        );
    }
    for time in &claim.times {
        assert_eq!(time.text, time.span.of(input));
        let day = |day: &Option<String>| {
            day.as_ref().map(|day| day.parse::<NaiveDate>().unwrap_or_else(|_| panic!("{time:?}")))
        };
        let (from, to) = (day(&time.from), day(&time.to));
        assert!(from.zip(to).is_none_or(|(from, to)| from <= to), "{time:?}");
    }
}

fn attribution(report: &Report, claim: &Claim) {
    let Some(attribution) = &claim.attribution else { return };
    if let Some(source) = attribution.source {
        assert!(source < report.sources.len(), "source {source} does not exist");
    }
    //T    assert!(attribution.source_span.is_none() || attribution.source.is_some(), "{attribution:?}");
    assert!((0.0..=1.0).contains(&attribution.confidence), "{attribution:?}");
    assert!(!attribution.why.is_empty(), "{attribution:?}");
}

/// Claims stand inside attributed claims that exist, and never in a circle.
fn nesting(report: &Report) {
    let outer = |id: usize| report.claims[id].attribution.as_ref().and_then(|attribution| attribution.inside);
    // The walk up from each claim ends at the outermost one or where an earlier walk came by.
    let mut walk_of = vec![usize::MAX; report.claims.len()];
    for start in 0..report.claims.len() {
        let mut at = start;
        while walk_of[at] == usize::MAX {
            walk_of[at] = start;
            let Some(around) = outer(at) else { break };
            assert!(around < report.claims.len(), "claim {around} does not exist");
            assert!(report.claims[around].attribution.is_some(), "claim {at} stands inside the writer's own");
            assert_ne!(walk_of[around], start, "claim {at} stands inside itself");
            at = around;
        }
    }
}

/// No sentence of the story's text is lost: each is, in part at least, somebody's claim, or says
/// whose claim another is ("The minister told reporters:").
fn sentences(input: &str, report: &Report) {
    let mut document = Document::new(input);
    text::divide(&mut document);
    segment::segment(&mut document);
    assert_eq!(document.blocks, report.blocks);
    let mut covered: Vec<Span> = claim_spans(report).collect();
    covered.sort_unstable();
    for sentence in &document.sentences {
        let span = document.span(&sentence.tokens);
        let says_something = span.of(input).chars().any(char::is_alphanumeric);
        if document.blocks[sentence.block].kind == BlockKind::Paragraph && says_something {
            // Claims nest, so that one that begins well before may still reach here.
            let before = covered.partition_point(|claim| claim.start < span.end);
            let reached = covered[..before].iter().rev().any(|claim| claim.end > span.start);
            assert!(reached, "no claim has to do with {:?}", span.of(input));
        }
    }
}

/// Offsets in UTF-16 units cut the same strings from the text as JavaScript has it.
fn utf16(input: &str, report: &Report) {
    let units: Vec<u16> = input.encode_utf16().collect();
    let converted = report.clone().into_utf16(input);
    assert_eq!(converted.offset_unit, OffsetUnit::Utf16);
    for (bytes, utf16) in all_spans(report).zip(all_spans(&converted)) {
        let same = bytes.of(input).encode_utf16().eq(units[utf16.start..utf16.end].iter().copied());
        assert!(same, "{utf16:?} is not {bytes:?}");
    }
}
