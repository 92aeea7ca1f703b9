//! What each attribution holds, and the writer's own assertions, sentence by sentence.
//!
//! In: a document that every stage has filled. Out: the [`Report`]. Every sentence of the story's
//! body belongs to a claim: to those attributed to others where they take it up, to the writer for
//! what is left. Gets wrong: a leftover of an attributed sentence that asserts something without a
//! verb.

mod why;

use crate::Options;
use crate::document::{Attribution, Construction, Document, Span, TokenRange, Upos};
use crate::report::{BlockKind, Claim, ClaimAttribution, Mode, OffsetUnit, Reader, Report, SourceEntry};
use std::cmp::Reverse;

/// The report of a document that every stage has filled, and that `reader` has read.
pub fn report(document: &Document, reader: Reader, options: &Options) -> Report {
    let mut claims: Vec<(Vec<TokenRange>, Option<usize>)> =
        document.attributions.iter().enumerate().map(|(i, a)| (a.content.clone(), Some(i))).collect();
    claims.extend(own_claims(document).into_iter().map(|pieces| (pieces, None)));
    claims.sort_by_key(|(pieces, attribution)| {
        (pieces[0].start, Reverse(pieces[pieces.len() - 1].end), attribution.is_none(), *attribution)
    });
    let mut ids = vec![0; document.attributions.len()];
    for (id, (_, attribution)) in claims.iter().enumerate() {
        if let Some(index) = attribution {
            ids[*index] = id;
        }
    }
    let quoted: Vec<Span> = document.quotations.iter().filter(|q| q.depth == 0).map(|q| q.inner).collect();
    let claims = claims.into_iter().enumerate().map(|(id, (pieces, attribution))| {
        let spans: Vec<_> = pieces.iter().map(|piece| document.span(piece)).collect();
        let text = spans.iter().map(|span| span.of(document.text)).collect::<Vec<_>>().join(" … ");
        let attribution = attribution.map(|index| {
            let a = &document.attributions[index];
            ClaimAttribution {
                source: a.who,
                source_span: a.source.as_ref().map(|tokens| document.span(tokens)),
                cue_span: a.cue.as_ref().map(|tokens| document.span(tokens)),
                cue: a.lemma.clone().into_owned(),
                r#type: a.kind,
                mode: mode(document, &quoted, a),
                stance: a.stance,
                inside: a.inside.map(|outer| ids[outer]),
                confidence: (f64::from(a.confidence) * 100.0).round() / 100.0,
                why: why::why(document, a),
            }
        });
        Claim {
            id,
            spans,
            text,
            attribution,
            worth: 0.0,
            reasons: Vec::new(),
            hedged: false,
            quantities: Vec::new(),
            times: Vec::new(),
            places: Vec::new(),
        }
    });
    let sources = document.sources.iter().enumerate().map(|(id, source)| SourceEntry {
        id,
        name: source.name.clone(),
        aliases: source.aliases.clone(),
        kind: source.kind,
        country: source.country.clone(),
        named: source.named,
    });
    Report {
        whosaid: env!("CARGO_PKG_VERSION").to_owned(),
        offset_unit: OffsetUnit::Utf8,
        reader,
        published: options.published.map(|day| day.to_string()),
        blocks: document.blocks.clone(),
        sources: sources.collect(),
        claims: claims.collect(),
        findings: Vec::new(),
    }
}

/// The pieces of each claim that the writer makes.
fn own_claims(document: &Document) -> Vec<Vec<TokenRange>> {
    // Per token: what attribution takes it up, the weightiest first.
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    enum Taken {
        No,
        /// By a noun or an adverb within a sentence that is the writer's all the same.
        Aside,
        Wholly,
    }
    let mut taken = vec![Taken::No; document.tokens.len()];
    for attribution in &document.attributions {
        let how = match attribution.construction {
            Construction::Noun => Taken::Aside,
            _ => Taken::Wholly,
        };
        // What stands between a source and its cue tells of the source: "speaking on condition of …".
        let between = match (&attribution.source, &attribution.cue) {
            (Some(source), Some(cue)) if source.end < cue.start && cue.start - source.end < 40 => {
                source.end..cue.start
            }
            _ => 0..0,
        };
        for part in
            attribution.content.iter().chain(&attribution.source).chain(&attribution.cue).chain([&between])
        {
            for cell in &mut taken[part.clone()] {
                *cell = how.max(*cell);
            }
        }
    }
    let mut claims = Vec::new();
    for sentence in &document.sentences {
        if document.blocks[sentence.block].kind != BlockKind::Paragraph {
            continue;
        }
        let tokens = sentence.tokens.clone();
        if !tokens.clone().any(|i| taken[i] == Taken::Wholly) {
            claims.push(vec![tokens]);
            continue;
        }
        let mut pieces: Vec<TokenRange> = Vec::new();
        for i in tokens {
            if taken[i] == Taken::Wholly {
                continue;
            }
            match pieces.last_mut() {
                Some(piece) if piece.end == i => piece.end = i + 1,
                _ => pieces.push(i..i + 1),
            }
        }
        pieces.retain_mut(|piece| asserts(document, piece));
        if !pieces.is_empty() {
            claims.push(pieces);
        }
    }
    claims
}

/// Whether what is left of a sentence asserts something by itself; trims it to its words.
fn asserts(document: &Document, piece: &mut TokenRange) -> bool {
    let upos = |i: usize| document.tokens[i].upos;
    while piece.start < piece.end && matches!(upos(piece.start), Upos::Punct | Upos::Cconj) {
        piece.start += 1;
    }
    while piece.start < piece.end && matches!(upos(piece.end - 1), Upos::Punct | Upos::Cconj | Upos::Sconj) {
        piece.end -= 1;
    }
    // When and where it was said belongs to the saying.
    let adjunct = piece.start < piece.end && matches!(upos(piece.start), Upos::Adp | Upos::Sconj);
    let words = piece.clone().filter(|&i| upos(i) != Upos::Punct).count();
    words >= 4 && !adjunct && piece.clone().any(|i| matches!(upos(i), Upos::Verb | Upos::Aux))
}

/// How a claim is quoted: by the share of its letters and digits between quotation marks. `quoted`
/// holds what stands between the outermost marks, in order.
fn mode(document: &Document, quoted: &[Span], attribution: &Attribution) -> Mode {
    let count = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let (mut all, mut inside) = (0, 0);
    for piece in &attribution.content {
        let span = document.span(piece);
        all += count(span.of(document.text));
        let from = quoted.partition_point(|inner| inner.end <= span.start);
        for inner in quoted[from..].iter().take_while(|inner| inner.start < span.end) {
            inside += count(&document.text[inner.start.max(span.start)..inner.end.min(span.end)]);
        }
    }
    match (inside, all) {
        (0, _) => Mode::Indirect,
        _ if inside * 100 > all * 95 => Mode::Direct,
        _ => Mode::Mixed,
    }
}
