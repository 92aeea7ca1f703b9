//! What the trained reader found, told in the terms of the rules: lemma, stance and construction.
//!
//! In: a document in which the rules have found attributions, and the reader. Out: the reader's
//! attributions. One that hangs on a cue which the rules read too has their word for it; for others
//! the lexicon is asked, and where it does not know the cue, its dictionary form is made by rule and
//! its stance is neutral. What the reader is hardly sure of is the rules' to say: that leaves the
//! figures where they are on dev, and fewer wrong claims to look at.

use super::cues::{Cue, cue_at};
use super::reader::{Found as Read, Reader, input::Window};
use super::{Account, Found};
use crate::document::{Attribution, Construction, Document, TokenRange, Upos};
use crate::report::Stance;
use crate::tag::{fold, lemma::lemma};

/// Of what the reader is less sure of than this, the rules have the last word where they have one …
const DOUBTFUL: f32 = 0.4;

/// … and where they have none, it is left out if it is less sure than this.
const TOO_DOUBTFUL: f32 = 0.35;

/// What the reader found, with what is said of each.
pub fn found(document: &Document, reader: &Reader) -> (Vec<Found>, Vec<Account>) {
    let (mut found, mut accounts) = (Vec::new(), Vec::new());
    // For each attribution of the rules, what became of it.
    let mut place: Vec<Option<usize>> = vec![None; document.attributions.len()];
    let mut rules = Vec::new();
    for (window, reads) in reader.find(document) {
        for read in reads {
            if read.rule.is_none() && read.confidence < TOO_DOUBTFUL {
                continue;
            }
            let rule = read.rule.map(|rule| window.attributions[rule]);
            if let Some(rule) = rule {
                place[rule].get_or_insert(found.len());
            }
            rules.push(rule);
            let (one, account) = one(document, &window, read, rule.map(|rule| &document.attributions[rule]));
            found.push(one);
            accounts.push(account);
        }
    }
    for (one, rule) in found.iter_mut().zip(rules) {
        if one.source.is_none() && one.cue.is_none() {
            let before = rule.and_then(|rule| document.attributions[rule].follows);
            one.follows = before.and_then(|before| place[before]);
        }
    }
    (found, accounts)
}

fn one(document: &Document, window: &Window, read: Read, rule: Option<&Attribution>) -> (Found, Account) {
    let first = window.tokens.start;
    let of_document = |part: &TokenRange| part.start + first..part.end + first;
    let mut source = read.frame.source.as_ref().map(of_document);
    let mut cue = read.frame.cue.as_ref().map(of_document);
    let mut content: Vec<TokenRange> = read.frame.content.iter().map(of_document).collect();
    if let Some(rule) = rule {
        let outside = |part: &Option<TokenRange>| part.as_ref().is_some_and(|part| part.end <= first);
        if read.confidence < DOUBTFUL {
            source.clone_from(&rule.source);
            cue.clone_from(&rule.cue);
            content.clone_from(&rule.content);
        } else if source.is_none() && cue.is_none() && (outside(&rule.source) || outside(&rule.cue)) {
            // "The minister said:", and the quotation in the next paragraph.
            source.clone_from(&rule.source);
            cue.clone_from(&rule.cue);
        }
    }
    let lexeme = cue.as_ref().and_then(|cue| lexeme(document, cue));
    let construction = construction(document, source.is_some(), cue.as_ref(), &content, lexeme, rule);
    let known = rule.filter(|rule| !rule.lemma.is_empty());
    let account = Account {
        lemma: match (known, lexeme, &cue) {
            (Some(rule), ..) => rule.lemma.clone(),
            (None, Some(lexeme), _) => lexeme.lemma.into(),
            (None, None, Some(cue)) => made(document, cue).into(),
            (None, None, None) => "".into(),
        },
        kind: read.kind,
        stance: known.map(|rule| rule.stance).or(lexeme.map(|cue| cue.stance)).unwrap_or(Stance::Neutral),
        confidence: read.confidence,
    };
    (Found { source, cue, content, lexeme, construction, follows: None }, account)
}

/// The longest row of the lexicon among the words of a cue; the last of equals, since what goes
/// before a verb helps it.
fn lexeme(document: &Document, cue: &TokenRange) -> Option<&'static Cue> {
    let mut buffer = String::new();
    let hits = cue.clone().filter_map(|at| cue_at(document, at, fold(document.word(at), &mut buffer)));
    hits.filter(|hit| hit.end <= cue.end).max_by_key(|hit| (hit.end - hit.at, hit.at)).map(|hit| hit.cue)
}

/// The dictionary form of a cue that is not in the lexicon: that of its last verb, or else noun, with
/// what follows.
fn made(document: &Document, cue: &TokenRange) -> String {
    let upos = |at: usize| document.tokens[at].upos;
    let last = |of: Upos| cue.clone().rev().find(|&at| upos(at) == of);
    let head = last(Upos::Verb).or_else(|| last(Upos::Noun)).or_else(|| last(Upos::Adj)).unwrap_or(cue.start);
    let mut out = lemma(document.word(head), upos(head)).into_owned();
    for at in head + 1..cue.end {
        if matches!(upos(at), Upos::Adp | Upos::Part | Upos::Noun | Upos::Adv | Upos::Det) {
            out.push(' ');
            out.push_str(&document.word(at).to_lowercase());
        }
    }
    out
}

fn construction(
    document: &Document,
    has_source: bool,
    cue: Option<&TokenRange>,
    content: &[TokenRange],
    lexeme: Option<&Cue>,
    rule: Option<&Attribution>,
) -> Construction {
    let Some(cue) = cue else {
        return match rule.map(|rule| rule.construction) {
            _ if has_source => Construction::NameBesideQuotation,
            Some(Construction::QuotationRunsOn) => Construction::QuotationRunsOn,
            _ => Construction::QuotationAlone,
        };
    };
    if let Some(rule) = rule.filter(|rule| rule.source.is_some() == has_source) {
        return rule.construction;
    }
    let upos = lexeme.map_or_else(|| document.tokens[cue.end - 1].upos, |cue| cue.upos);
    let quoted = |piece: &TokenRange| {
        let span = document.span(piece);
        let at = document.quotations.partition_point(|quotation| quotation.span.start <= span.start);
        document.quotations[..at].iter().next_back().is_some_and(|quotation| quotation.span.end >= span.end)
    };
    match upos {
        Upos::Noun | Upos::Adj => Construction::Noun,
        Upos::Adv | Upos::Adp if has_source => Construction::AccordingTo,
        Upos::Adv | Upos::Adp => Construction::Evidential,
        _ if content.iter().all(quoted) => Construction::QuotationCue,
        _ if !has_source => Construction::Passive,
        _ if content[0].start < cue.start => Construction::Parenthesis,
        _ => Construction::Clause,
    }
}
