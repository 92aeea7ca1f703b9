//! Why an attribution was read: one sentence that a reader understands.

use crate::document::{Attribution, Construction, Document};

/// One sentence on the words that led to an attribution.
pub(super) fn why(document: &Document, attribution: &Attribution) -> String {
    let words = |tokens: &Option<std::ops::Range<usize>>| {
        tokens.as_ref().map(|tokens| shortened(document.text_of(tokens))).unwrap_or_default()
    };
    let (source, cue) = (words(&attribution.source), words(&attribution.cue));
    let named = attribution.source.is_some();
    let by = match (&attribution.follows, named) {
        (_, true) => format!(" and gives “{source}” as the speaker"),
        (Some(_), false) => " and the speaker is the one of the quotation before".to_owned(),
        (None, false) => " and the text does not say by whom".to_owned(),
    };
    match attribution.construction {
        Construction::QuotationCue => format!("“{cue}” stands beside the quotation{by}."),
        Construction::QuotationRunsOn if attribution.follows.is_some() => {
            "The quotation runs on from the one before, with the same speaker.".to_owned()
        }
        Construction::QuotationRunsOn | Construction::QuotationAlone => {
            if attribution.follows.is_some() {
                "The quotation has no speaker of its own, so the last one quoted is taken.".to_owned()
            } else {
                "These words stand in quotation marks, and the text does not say whose they are.".to_owned()
            }
        }
        Construction::NameBesideQuotation => {
            format!("“{source}” stands beside the quotation, set off by “{cue}”.")
        }
        Construction::Clause => format!("“{cue}” reports the clause after it{by}."),
        Construction::Complement => format!("“{cue}” tells what somebody says or wants{by}."),
        Construction::AccordingTo => format!("“{cue}” names “{source}” as the one it comes from."),
        Construction::Parenthesis => format!("“{cue}” is set into the sentence{by}."),
        Construction::Noun => format!("“{cue}” reports what follows it{by}."),
        Construction::Passive => format!("“{cue}” reports it in the passive{by}."),
        Construction::Evidential => {
            format!("“{cue}” says that the writer has it from somebody, and not from whom.")
        }
    }
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
