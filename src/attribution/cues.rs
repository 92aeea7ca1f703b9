//! The lexicon of cues: which words signal that something is attributed, and what may follow them.
//!
//! In: `data/cues.tsv`. Out: the [`Cue`] that begins at a token, if any. The classes of cue follow
//! the annotation of PolNeAR (Newell et al., LREC 2018); the frames are those of FrameNet's
//! communication and cognition verbs, cut down to what decides where a content ends.

use crate::document::{Document, Upos};
use crate::report::{Stance, Type};
use crate::tag::inflect::{VerbForm, forms};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a cue may be followed by, a set of [`frame`] bits.
pub type Frames = u32;

/// The frames of `data/cues.tsv`, one bit each.
pub mod frame {
    macro_rules! frames {
        ($($name:ident $bit:literal $spelled:literal),* $(,)?) => {
            $(#[doc = concat!("`", $spelled, "`")] pub const $name: super::Frames = 1 << $bit;)*
            /// The bit of a frame as the table spells it.
            pub fn named(name: &str) -> super::Frames {
                match name { $($spelled => $name,)* _ => 0 }
            }
        };
    }
    frames! {
        QUOTE 0 "quote", CLAUSE 1 "clause", THAT 2 "that", IF 3 "if", PAREN 4 "paren", TO 5 "to",
        OBJ_TO 6 "obj-to", NP 7 "np", ING 8 "ing", ADDRESSEE 9 "addr", TO_ADDRESSEE 10 "to-addr",
        AS 11 "as", OBJ_PRED 12 "obj-pred", ACCUSE 13 "accuse", FOR_TO 14 "for-to", OF 15 "of",
        FOR 16 "for", ABOUT 17 "about", OVER 18 "over", BY 19 "by", WITH 20 "with", AT 21 "at",
        SOURCE 22 "source", TO_NP 23 "to-np", PASSIVE 24 "passive", AGENT 25 "agent",
    }
}

/// One row of the lexicon.
#[derive(Debug)]
pub struct Cue {
    /// Dictionary form: `call for`.
    pub lemma: &'static str,
    /// VERB, NOUN, ADJ, or ADV for everything that stands beside the clause.
    pub upos: Upos,
    /// What may follow it.
    pub frames: Frames,
    /// What kind of attribution it makes.
    pub kind: Type,
    /// How it takes what it reports.
    pub stance: Stance,
    rest: Vec<&'static str>,
}

/// A cue found in the text.
#[derive(Clone, Copy)]
pub struct Hit {
    /// Which.
    pub cue: &'static Cue,
    /// Its first token.
    pub at: usize,
    /// One past its last token.
    pub end: usize,
    /// For verbs, the form it has.
    pub form: VerbForm,
}

impl Hit {
    /// Whether the cue may take any of `frames`.
    pub fn takes(&self, frames: Frames) -> bool {
        self.cue.frames & frames != 0
    }
}

struct Lexicon {
    cues: Vec<Cue>,
    by_form: FxHashMap<String, Vec<(usize, VerbForm)>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon { cues: Vec::new(), by_form: FxHashMap::default() };
    for [lemma, upos, frames, kind, stance] in crate::data::rows(include_str!("../../data/cues.tsv")) {
        let mut words = lemma.split(' ');
        let first = words.next().unwrap_or("");
        let upos = match upos {
            "VERB" => Upos::Verb,
            "NOUN" => Upos::Noun,
            "ADJ" => Upos::Adj,
            _ => Upos::Adv,
        };
        let inflected = match upos {
            Upos::Verb => forms(first),
            Upos::Noun => forms(first).into_iter().take(2).collect(),
            _ => vec![(first.to_owned(), VerbForm::Base)],
        };
        let index = lexicon.cues.len();
        for (form, what) in inflected {
            lexicon.by_form.entry(form).or_default().push((index, what));
        }
        lexicon.cues.push(Cue {
            lemma,
            upos,
            frames: frames.split(' ').map(frame::named).fold(0, |all, bit| all | bit),
            kind: match kind {
                "finding" => Type::Finding,
                "belief" => Type::Belief,
                "intent" => Type::Intent,
                _ => Type::Statement,
            },
            stance: match stance {
                "doubtful" => Stance::Doubtful,
                "factive" => Stance::Factive,
                "denial" => Stance::Denial,
                "demand" => Stance::Demand,
                "warning" => Stance::Warning,
                "accusation" => Stance::Accusation,
                "promise" => Stance::Promise,
                _ => Stance::Neutral,
            },
            rest: words.collect(),
        });
    }
    lexicon
});

/// The longest cue that begins at token `at` and fits its part of speech. `lower` is the token in
/// lower case.
pub fn cue_at(document: &Document, at: usize, lower: &str) -> Option<Hit> {
    let upos = document.tokens[at].upos;
    let candidates = LEXICON.by_form.get(lower)?;
    let mut best: Option<Hit> = None;
    for &(index, form) in candidates {
        let cue = &LEXICON.cues[index];
        let fits = match cue.upos {
            Upos::Verb => upos == Upos::Verb,
            Upos::Noun => matches!(upos, Upos::Noun | Upos::X),
            Upos::Adj => matches!(upos, Upos::Adj | Upos::Verb | Upos::Adv),
            _ => true,
        };
        let end = at + 1 + cue.rest.len();
        let longer = best.is_none_or(|hit| end > hit.end);
        let follows = || {
            let rest = cue.rest.iter().zip(at + 1..);
            rest.into_iter()
                .all(|(word, i)| i < document.tokens.len() && document.word(i).eq_ignore_ascii_case(word))
        };
        if fits && longer && follows() {
            best = Some(Hit { cue, at, end, form });
        }
    }
    best
}

/// The row for a lemma and part of speech.
pub fn cue_named(lemma: &str, upos: Upos) -> Option<&'static Cue> {
    LEXICON.cues.iter().find(|cue| cue.lemma == lemma && cue.upos == upos)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_frame_of_the_table_is_known() {
        for [lemma, _, frames] in crate::data::rows(include_str!("../../data/cues.tsv")) {
            for name in frames.split(' ').filter(|name| *name != "none") {
                assert_ne!(frame::named(name), 0, "{lemma}: frame {name}");
            }
        }
    }

    #[test]
    fn no_cue_stands_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for [lemma, upos] in crate::data::rows(include_str!("../../data/cues.tsv")) {
            assert!(seen.insert((lemma, upos)), "{lemma} {upos}");
        }
    }
}
