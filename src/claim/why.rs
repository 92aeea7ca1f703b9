//! Why an attribution was read: one sentence that a reader understands.
//!
//! In: an attribution whose source is resolved. Out: the words that led to it (cue and source), and,
//! where those are not the source's own name, what they were taken for.

use crate::document::{Attribution, Construction, Document};

/// One sentence on the words that led to an attribution.
pub(super) fn why(document: &Document, attribution: &Attribution) -> String {
    let read = reading(document, attribution);
    match resolution(document, attribution) {
        Some(resolution) => format!("{read}; {resolution}."),
        None => format!("{read}."),
    }
}

/// Which words signal it, and who they say speaks.
fn reading(document: &Document, attribution: &Attribution) -> String {
    let words = |tokens: &Option<std::ops::Range<usize>>| {
        tokens.as_ref().map(|tokens| shortened(document.text_of(tokens))).unwrap_or_default()
    };
    let (source, cue) = (words(&attribution.source), words(&attribution.cue));
    let by = match (&attribution.source, attribution.who) {
        (Some(_), _) => format!(" and gives “{source}” as the speaker"),
        (None, Some(_)) => " and the speaker is told by the text before".to_owned(),
        (None, None) => " and the text does not say by whom".to_owned(),
    };
    match attribution.construction {
        Construction::QuotationCue => format!("“{cue}” stands beside the quotation{by}"),
        Construction::QuotationRunsOn if attribution.who.is_some() => {
            "The quotation runs on from the one before".to_owned()
        }
        Construction::QuotationRunsOn | Construction::QuotationAlone if attribution.who.is_some() => {
            "The quotation has no speaker of its own".to_owned()
        }
        Construction::QuotationRunsOn | Construction::QuotationAlone => {
            "These words stand in quotation marks, and the text does not say whose they are".to_owned()
        }
        Construction::NameBesideQuotation => {
            format!("“{source}” stands beside the quotation, set off by “{cue}”")
        }
        Construction::Clause => format!("“{cue}” reports the clause after it{by}"),
        Construction::Complement => format!("“{cue}” tells what somebody says or wants{by}"),
        Construction::AccordingTo => format!("“{cue}” names “{source}” as the one it comes from"),
        Construction::Parenthesis => format!("“{cue}” is set into the sentence{by}"),
        Construction::Noun => format!("“{cue}” reports what follows it{by}"),
        Construction::Passive => format!("“{cue}” reports it in the passive{by}"),
        Construction::Evidential => {
            format!("“{cue}” says that the writer has it from somebody, and not from whom")
        }
    }
}

/// What the words of the source were taken for, unless they are its name already.
fn resolution(document: &Document, attribution: &Attribution) -> Option<String> {
    let source = &document.sources[attribution.who?];
    let name = shortened(&source.name);
    let Some(tokens) = &attribution.source else {
        return Some(match (attribution.construction, attribution.follows) {
            (Construction::QuotationRunsOn, _) => format!("the speaker stays the same, {name}"),
            _ => format!("the text has just spoken of {name}, so it goes there"),
        });
    };
    let text = document.text_of(tokens);
    if text.to_lowercase().contains(&source.name.to_lowercase()) {
        return None;
    }
    let words = shortened(text);
    let cue = attribution.cue.as_ref().map(|cue| shortened(document.text_of(cue)));
    let one_word = tokens.len() == 1;
    let government = source.name.starts_with("Government of ") && !text.to_lowercase().contains("government");
    Some(match cue {
        Some(cue)
            if government && text.starts_with(char::is_uppercase) && tokens.len() < 4 && is_name(text) =>
        {
            format!("“{words}” speaks here (“{cue}”), so it stands for the {name}")
        }
        _ if one_word && !is_name(text) => format!("“{words}” takes up {name}"),
        _ if !source.named => format!("“{words}” are counted as {name}"),
        _ => format!("“{words}” is read as {name}"),
    })
}

/// Whether the last word of a phrase is written like a name, which a pronoun that opens a sentence is
/// not.
fn is_name(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or("");
    let small = last.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let pronoun = matches!(
        small.as_str(),
        "he" | "she"
            | "it"
            | "they"
            | "we"
            | "i"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "my"
            | "who"
            | "this"
            | "that"
    );
    last.starts_with(char::is_uppercase) && !pronoun
}

/// A stretch of text short enough to be read inside a sentence.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut out = String::new();
    for word in text.split_whitespace() {
        if !out.is_empty() {
            if out.chars().count() + word.chars().count() > LONGEST {
                out.push_str(" …");
                return out;
            }
            out.push(' ');
        }
        // One word without end is cut as well.
        out.extend(word.chars().take(LONGEST));
    }
    out
}
