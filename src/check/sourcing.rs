//! How an article is sourced: quotations without a speaker, a single source, sources without a
//! name, people who are introduced after they have spoken.
//!
//! Gets wrong what the attributions get wrong: a speaker who was missed.

use super::{Article, class};
use crate::document::{Construction, Source, Span, TokenRange, Upos};
use crate::report::{BlockKind, ClaimAttribution, Finding, Kind, Stance, Type};
use rustc_hash::FxHashMap;

/// An article with fewer attributed claims need not have more than one source.
const CLAIMS: usize = 5;

/// A quotation that fills its paragraph, with nobody who speaks in the paragraphs beside it.
pub(super) fn quotations(article: &Article, findings: &mut Vec<Finding>) {
    let document = article.document;
    let sourced = blocks_of(article, attributed(article).filter_map(|attribution| attribution.source_span));
    let speaks = |block: usize| sourced.get(block).is_some_and(|sourced| *sourced);
    for attribution in &document.attributions {
        let alone = attribution.construction == Construction::QuotationAlone && attribution.who.is_none();
        let [content] = &attribution.content[..] else { continue };
        let block = document.sentences[document.sentence_of(content.start)].block;
        let span = article.span(content);
        let fills =
            document.blocks[block].kind == BlockKind::Paragraph && document.blocks[block].span == span;
        if alone && fills && !(block > 0 && speaks(block - 1)) && !speaks(block + 1) {
            let message = format!("{} is quoted, and the article does not say whom.", article.quoted(span));
            findings.push(article.finding("quotation-without-source", message, vec![span]));
        }
    }
}

fn attributed<'a>(article: &Article<'a, '_>) -> impl Iterator<Item = &'a ClaimAttribution> {
    article.report.claims.iter().filter_map(|claim| claim.attribution.as_ref())
}

/// For each block of the text, whether one of the spans lies in it.
fn blocks_of(article: &Article, spans: impl Iterator<Item = Span>) -> Vec<bool> {
    let blocks = &article.document.blocks;
    let mut found = vec![false; blocks.len()];
    for span in spans {
        let after = blocks.partition_point(|block| block.span.start <= span.start);
        if let Some(at) = after.checked_sub(1).filter(|at| blocks[*at].span.contains(span)) {
            found[at] = true;
        }
    }
    found
}

pub(super) fn sources(article: &Article, findings: &mut Vec<Finding>) {
    single(article, findings);
    hidden(article, findings);
    plural(article, findings);
}

/// All that is attributed comes from one source.
fn single(article: &Article, findings: &mut Vec<Finding>) {
    let outer = || attributed(article).filter(|a| a.inside.is_none());
    let Some(source) = outer().find_map(|a| a.source) else { return };
    let alone = outer().all(|a| a.source == Some(source));
    if alone && outer().count() >= CLAIMS && !others_speak(article) {
        let entry = &article.report.sources[source];
        let spans: Vec<_> = outer().filter_map(|a| a.source_span).take(5).collect();
        let name = crate::report::words::one_line(&entry.name);
        let message = format!("All {} attributed claims come from one source: {name}.", outer().count());
        findings.push(article.finding("one-source", message, spans));
    }
}

/// Whether a word of saying stands in the story that no attribution has for its cue.
fn others_speak(article: &Article) -> bool {
    let document = article.document;
    let mut cue = vec![false; document.tokens.len()];
    for attribution in &document.attributions {
        attribution.cue.iter().chain(&attribution.content).for_each(|tokens| cue[tokens.clone()].fill(true));
    }
    (0..document.tokens.len()).any(|i| !cue[i] && class("saying").any(|word| word == article.folded(i)))
}

/// An official or a source without a name, and no reason for it nearby.
fn hidden(article: &Article, findings: &mut Vec<Finding>) {
    let document = article.document;
    // For each block, whether it gives a reason, once that is asked.
    let mut reasons: Vec<Option<bool>> = vec![None; document.blocks.len()];
    for source in document.sources.iter().filter(|source| !source.named) {
        let Some(mention) = introduction(article, source) else { continue };
        let Some(head) = head(article, mention) else { continue };
        let opens = article.folded(mention.start);
        let one =
            matches!(opens.as_str(), "a" | "an" | "one") && class("hidden_one").any(|word| word == head);
        let any = class("hidden").any(|word| word == head);
        if !one && !any || document.block_of(mention.start).kind != BlockKind::Paragraph {
            continue;
        }
        let block = document.sentences[document.sentence_of(mention.start)].block;
        let told = *reasons[block].get_or_insert_with(|| {
            let around = document.blocks[block].span.of(document.text).to_lowercase();
            class("reason").any(|reason| around.contains(reason))
        });
        if told {
            continue;
        }
        let span = article.span(mention);
        let message = format!("The article gives no name for {}, and no reason why.", article.quoted(span));
        findings.push(article.finding("anonymous-source", message, vec![span]));
    }
}

/// "Experts say", where one or none is to be found.
fn plural(article: &Article, findings: &mut Vec<Finding>) {
    let document = article.document;
    let known = |kind| matches!(kind, Kind::Academia | Kind::Health | Kind::Document);
    if document.sources.iter().any(|source| source.named && known(source.kind)) {
        return;
    }
    let named = attributed(article).filter(|a| a.source.is_some_and(|id| article.report.sources[id].named));
    let named = blocks_of(article, named.filter_map(|attribution| attribution.source_span));
    let mut singulars: FxHashMap<&str, usize> = class("expert").map(|one| (one, 0)).collect();
    for token in 0..document.tokens.len() {
        if let Some(count) = singulars.get_mut(article.folded(token).as_str()) {
            *count += 1;
        }
    }
    for attribution in &document.attributions {
        let Some(source) = attribution.who.map(|who| &document.sources[who]) else { continue };
        let Some(mention) = attribution.source.as_ref().filter(|_| !source.named) else { continue };
        // What they intend or know is not told after them.
        if attribution.kind == Type::Intent || attribution.stance == Stance::Factive {
            continue;
        }
        // "Researchers at the university" are some that a reader can find.
        let next = document.tokens.get(mention.end).map(|token| token.upos);
        let before = article.folded(mention.start);
        let told_of =
            matches!(before.as_str(), "the" | "these" | "those" | "his" | "her" | "their" | "its" | "our");
        let block = document.sentences[document.sentence_of(mention.start)].block;
        if told_of || named[block] {
            continue;
        }
        if mention.len() > 2 || matches!(next, Some(Upos::Adp | Upos::Pron | Upos::Sconj)) {
            continue;
        }
        let Some(head) = head(article, mention) else { continue };
        let Some(one) = class("expert").find(|one| head.strip_suffix('s') == Some(one)) else { continue };
        let singular = singulars[one];
        let span = article.span(mention);
        if singular <= 1 && document.block_of(mention.start).kind == BlockKind::Paragraph {
            let how_many = if singular == 0 { "no" } else { "one" };
            let message = format!("{} are cited; the article names {how_many} {one}.", article.quoted(span));
            findings.push(article.finding("plural-of-sources", message, vec![span]));
        }
    }
}

/// The first mention of a source that is more than a pronoun: a quotation with "I" may stand before it.
fn introduction<'d>(article: &Article, source: &'d Source) -> Option<&'d TokenRange> {
    let tokens = &article.document.tokens;
    source.mentions.iter().find(|mention| mention.len() > 1 || tokens[mention.start].upos != Upos::Pron)
}

/// The head noun of a mention: its last word before "of", "in", "with" and the like.
fn head(article: &Article, mention: &TokenRange) -> Option<String> {
    let tokens = &article.document.tokens;
    let ends = |i: &usize| {
        matches!(tokens[*i].upos, Upos::Adp | Upos::Punct | Upos::Verb | Upos::Pron | Upos::Sconj)
    };
    let end = mention.clone().skip(1).find(ends).unwrap_or(mention.end);
    Some(article.folded(end.checked_sub(1)?))
}

/// A person who speaks by the surname alone before the article says who that is.
pub(super) fn introductions(article: &Article, findings: &mut Vec<Finding>) {
    let document = article.document;
    let mut places: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (i, token) in document.tokens.iter().enumerate() {
        places.entry(token.span.of(document.text)).or_default().push(i);
    }
    for source in document.sources.iter().filter(|source| source.named && source.kind != Kind::Document) {
        let parts: Vec<&str> = source.name.split(' ').collect();
        let [first, .., last] = parts[..] else { continue };
        let Some(mention) = introduction(article, source) else { continue };
        if document.text_of(mention) != last || document.block_of(mention.start).kind != BlockKind::Paragraph
        {
            continue;
        }
        // Where the first name stands before the last one.
        let full = places.get(first).into_iter().flatten().find(|&&i| {
            (i + 1..i + parts.len() + 2)
                .any(|next| next < document.tokens.len() && document.word(next) == last)
        });
        let Some(&full) = full else { continue };
        let known = places.get(last).and_then(|places| places.first()).is_some_and(|&i| i < mention.start);
        if full > mention.end && !known && document.block_of(full).kind == BlockKind::Paragraph {
            let spans = vec![article.span(mention), article.span(&(full..full + parts.len()))];
            let message = format!(
                "{} speaks before the article says that this is {}.",
                article.quoted(spans[0]),
                article.quoted(spans[1])
            );
            findings.push(article.finding("introduced-late", message, spans));
        }
    }
}
