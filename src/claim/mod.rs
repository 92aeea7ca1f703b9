//! What each attribution holds, and the writer's own assertions, sentence by sentence, with the
//! quantities, times and places in them.
//!
//! In: a document that every stage has filled. Out: [`Document::quantities`] and [`Document::times`]
//! of the whole, then the [`Report`]. Every sentence of the story's
//! body belongs to a claim: to those attributed to others where they take it up, to the writer for
//! what is left. Gets wrong: a leftover of an attributed sentence that asserts something without a
//! verb.

mod number;
mod place;
mod quantity;
mod time;
mod voice;
mod why;
mod words;

use crate::Options;
use crate::document::{self, Attribution, Construction, Document, Span, TokenRange, Upos};
use crate::order::{self, falling, rising};
use crate::report::{
    BlockKind, Claim, ClaimAttribution, Mode, OffsetUnit, Place, Quantity, Report, SourceEntry, Time,
};

/// Fills [`Document::times`] and [`Document::quantities`].
pub fn measure(document: &mut Document, options: &Options) {
    let words = words::Words::of(document);
    let times = time::times(&words, options.published);
    let quantities = quantity::quantities(&words, &times);
    document.times = times;
    document.quantities = quantities;
}

/// The report of a document that every stage has filled.
pub fn report(document: &Document, options: &Options) -> Report {
    let words = words::Words::of(document);
    let places = place::places(&words);
    let mut claims: Vec<(Vec<TokenRange>, Option<usize>)> =
        document.attributions.iter().enumerate().map(|(i, a)| (a.content.clone(), Some(i))).collect();
    claims.extend(own_claims(document).into_iter().map(|pieces| (pieces, None)));
    order::by_numbers(&mut claims, |(pieces, _)| {
        (rising(pieces[0].start), falling(pieces[pieces.len() - 1].end))
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
        let manner = voice::manner(&words, &pieces, attribution.map(|index| &document.attributions[index]));
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
            hedged: manner.hedged,
            voice: manner.voice,
            negated: manner.negated,
            quantities: within(&pieces, &document.quantities, |q| &q.tokens)
                .map(|q| entry(document, q))
                .collect(),
            times: within(&pieces, &document.times, |t| &t.tokens).map(|t| time_entry(document, t)).collect(),
            places: within(&pieces, &places, |p| &p.tokens).map(|p| place_entry(document, p)).collect(),
            corrected_by_person: false,
        }
    });
    let sources = document.sources.iter().enumerate().map(|(id, source)| SourceEntry {
        id,
        name: source.name.clone(),
        aliases: source.aliases.clone(),
        kind: source.kind,
        country: source.country.clone(),
        named: source.named,
        anonymity: source.anonymity,
        count: source.count,
    });
    Report {
        whosaid: env!("CARGO_PKG_VERSION").to_owned(),
        offset_unit: OffsetUnit::Utf8,
        reader: document.reader,
        published: options.published.map(|day| day.to_string()),
        blocks: document.blocks.clone(),
        sources: sources.collect(),
        claims: claims.collect(),
        findings: Vec::new(),
    }
}

/// What of a document's list, which is in order, lies within the pieces of a claim.
fn within<'a, T>(
    pieces: &'a [TokenRange],
    list: &'a [T],
    tokens: impl Fn(&T) -> &TokenRange + Copy + 'a,
) -> impl Iterator<Item = &'a T> {
    pieces.iter().flat_map(move |piece| {
        let first = list.partition_point(|item| tokens(item).start < piece.start);
        list[first..].iter().take_while(move |item| tokens(item).end <= piece.end)
    })
}

fn entry(document: &Document, quantity: &document::Quantity) -> Quantity {
    Quantity {
        span: document.span(&quantity.tokens),
        value: quantity.value,
        high: quantity.high,
        approximate: quantity.approximate,
        bound: quantity.bound,
        unit: quantity.unit.clone(),
        event: quantity.event.map(str::to_owned),
    }
}

fn time_entry(document: &Document, time: &document::Time) -> Time {
    let span = document.span(&time.tokens);
    Time {
        span,
        text: span.of(document.text).to_owned(),
        from: time.from.map(|day| day.to_string()),
        to: time.to.map(|day| day.to_string()),
    }
}

fn place_entry(document: &Document, place: &place::Named) -> Place {
    let span = document.span(&place.tokens);
    Place {
        span,
        name: place.name.unwrap_or(span.of(document.text)).to_owned(),
        country: Some(place.country.to_owned()),
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
    let outermost = document.attributions.iter().filter(|a| a.inside.is_none());
    let mut apposed: Vec<TokenRange> =
        outermost.filter_map(|a| apposed(document, a.source.as_ref()?)).collect();
    order::by_numbers(&mut apposed, |tokens| (rising(tokens.start), rising(tokens.end)));
    apposed.dedup();
    let mut claims: Vec<Vec<TokenRange>> = apposed.into_iter().map(|tokens| vec![tokens]).collect();
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

/// A source of which an apposition gives a number, as the writer asserts it: "Turkey, home to 3.6
/// million refugees,". Ages are none of the story's claims.
fn apposed(document: &Document, source: &TokenRange) -> Option<TokenRange> {
    let comma = source.clone().find(|&i| document.word(i) == ",")?;
    let first = document.quantities.partition_point(|q| q.tokens.start <= comma);
    let inside = document.quantities[first..].iter().take_while(|q| q.tokens.end <= source.end);
    let counts = |q: &document::Quantity| q.unit.as_deref().is_some_and(|unit| !unit.ends_with(" of age"));
    inside.into_iter().any(counts).then(|| source.clone())
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
