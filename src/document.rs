//! What every stage reads and fills: the article's text, its blocks, quotations, tokens,
//! sentences, attributions and sources.
//!
//! All positions are byte ranges ([`Span`]) into the text exactly as it was given, or ranges of
//! token indices ([`TokenRange`]). A stage fills its own vectors and leaves the others alone.

use crate::parse::Label;
use crate::report::{BlockKind, Kind, Stance, Type};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, ops::Range};

/// A byte range of the input, start included, end excluded; both on character boundaries.
/// Serialised as `[start, end]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "[usize; 2]", into = "[usize; 2]")]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Whether no byte is in the range.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The text it holds. `text` must be what the span was made from.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }
}

impl From<[usize; 2]> for Span {
    fn from([start, end]: [usize; 2]) -> Self {
        Self { start, end }
    }
}

impl From<Span> for [usize; 2] {
    fn from(span: Span) -> Self {
        [span.start, span.end]
    }
}

/// A range of token indices into [`Document::tokens`].
pub type TokenRange = Range<usize>;

/// One article on its way through the pipeline.
#[derive(Debug, Default)]
pub struct Document<'t> {
    /// The input, untouched.
    pub text: &'t str,
    /// What the parts of the page are, in order, never overlapping; white space between them
    /// belongs to none. Filled by [`crate::text`].
    pub blocks: Vec<Block>,
    /// What stands between quotation marks, ordered by start; a nested quotation follows the one
    /// that holds it. Filled by [`crate::text`].
    pub quotations: Vec<Quotation>,
    /// Every token of every block, in order. Filled by [`crate::segment`], part of speech by
    /// [`crate::tag`].
    pub tokens: Vec<Token>,
    /// Sentences, in order; together they hold every token once. No sentence crosses a block.
    /// Filled by [`crate::segment`].
    pub sentences: Vec<Sentence>,
    /// For each token the arc to its head. Filled by [`crate::parse`]; empty without a model.
    pub arcs: Vec<Arc>,
    /// Who says what, ordered by where the content begins. Filled by [`crate::attribution`].
    pub attributions: Vec<Attribution>,
    /// The article's sources, ordered by first mention. Filled by [`crate::resolve`].
    pub sources: Vec<Source>,
}

impl<'t> Document<'t> {
    /// An article of which nothing is known yet.
    pub fn new(text: &'t str) -> Self {
        Self { text, ..Self::default() }
    }

    /// The text of one token.
    pub fn word(&self, token: usize) -> &'t str {
        self.tokens[token].span.of(self.text)
    }

    /// The bytes from the first to the last token of a range. The range must not be empty.
    pub fn span(&self, tokens: &TokenRange) -> Span {
        Span::new(self.tokens[tokens.start].span.start, self.tokens[tokens.end - 1].span.end)
    }

    /// The text from the first to the last token of a range. The range must not be empty.
    pub fn text_of(&self, tokens: &TokenRange) -> &'t str {
        self.span(tokens).of(self.text)
    }

    /// The block that a token stands in.
    pub fn block_of(&self, token: usize) -> &Block {
        &self.blocks[self.sentences[self.sentence_of(token)].block]
    }

    /// The index of the sentence that a token stands in.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= token)
    }
}

/// A part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Where, without the white space around it.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What stands between a pair of quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Where, marks included. Never crosses a block.
    pub span: Span,
    /// The same without its marks.
    pub inner: Span,
    /// Whether a closing mark was found; if not, the quotation ends with its block.
    pub closed: bool,
    /// How many quotations it stands in.
    pub depth: u32,
    /// The quotation in the paragraph before that this one runs on from: that one was never
    /// closed, and this one opens its paragraph, with a mark or (then it starts with the
    /// paragraph) without.
    pub continues: Option<usize>,
}

/// Universal part of speech (Universal Dependencies v2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

impl Upos {
    /// The part of speech of that name, such as `NOUN`; `X` for one that there is not.
    pub fn of(name: &str) -> Self {
        match name {
            "ADJ" => Self::Adj,
            "ADP" => Self::Adp,
            "ADV" => Self::Adv,
            "AUX" => Self::Aux,
            "CCONJ" => Self::Cconj,
            "DET" => Self::Det,
            "INTJ" => Self::Intj,
            "NOUN" => Self::Noun,
            "NUM" => Self::Num,
            "PART" => Self::Part,
            "PRON" => Self::Pron,
            "PROPN" => Self::Propn,
            "PUNCT" => Self::Punct,
            "SCONJ" => Self::Sconj,
            "SYM" => Self::Sym,
            "VERB" => Self::Verb,
            _ => Self::X,
        }
    }
}

/// One token, cut as UD English cuts: `don't` is `do` + `n't`, `Clinton's` is `Clinton` + `'s`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// Part of speech; `X` until the tagger has run.
    pub upos: Upos,
}

/// What a token hangs from in the tree of its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arc {
    /// Its head, an index of [`Document::tokens`]; none for a root.
    pub head: Option<usize>,
    /// The relation to the head.
    pub label: Label,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens; never empty.
    pub tokens: TokenRange,
    /// The block it stands in, an index of [`Document::blocks`].
    pub block: usize,
}

/// One attribution: a source, the cue that signals it, and what is attributed.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The whole noun phrase that names the source; none for passives and "reportedly".
    pub source: Option<TokenRange>,
    /// The words that signal it; none for a quotation that runs on or stands alone.
    pub cue: Option<TokenRange>,
    /// What is attributed, in order, never overlapping, never empty.
    pub content: Vec<TokenRange>,
    /// The cue's dictionary form, such as `call for`; empty where there is no cue.
    pub lemma: Cow<'static, str>,
    /// Statement, finding, belief or intent.
    pub kind: Type,
    /// How the cue takes what it reports.
    pub stance: Stance,
    /// The attribution in whose content this one stands, an index of [`Document::attributions`].
    pub inside: Option<usize>,
    /// The attribution that this one goes on from: a quotation without cue or source of its own
    /// that has the speaker of an earlier one. Always a smaller index.
    pub follows: Option<usize>,
    /// Which construction was read.
    pub construction: Construction,
    /// How sure the reading is, 0 to 1.
    pub confidence: f32,
    /// Who that is, an index of [`Document::sources`]. Filled by [`crate::resolve`].
    pub who: Option<usize>,
}

/// The construction by which an attribution was found; says in the report why it is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Construction {
    /// A quotation with a cue before, inside or after it.
    QuotationCue,
    /// A quotation that runs on from the paragraph before, or stands beside one with a speaker.
    QuotationRunsOn,
    /// A quotation of which the text does not say who speaks.
    QuotationAlone,
    /// `Name: "…"`, `"…" - Name`.
    NameBesideQuotation,
    /// A cue with its clause: "said that …".
    Clause,
    /// A cue with an infinitive or a noun phrase: "called for …", "vowed to …".
    Complement,
    /// "According to …" and its like.
    AccordingTo,
    /// A cue set into or after the clause it reports: "…, officials said".
    Parenthesis,
    /// A noun that reports: "the claim that …".
    Noun,
    /// A passive without a source: "was accused of …", "is said to …".
    Passive,
    /// A word that hands the assertion on without saying to whom: "reportedly", "alleged".
    Evidential,
}

/// One source: a person, a body, a document, or people without a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name by which a reader knows it, the same for all its mentions: `Dmitri Peskov`,
    /// `Government of Turkey`; a group without a name keeps its own words in lower case.
    pub name: String,
    /// The other forms in which the article names it, in order of first appearance, as written.
    pub aliases: Vec<String>,
    /// Whom it speaks for.
    pub kind: Kind,
    /// The country it stands for, ISO 3166 alpha-2.
    pub country: Option<String>,
    /// Whether the text names a person, body or document.
    pub named: bool,
    /// The tokens of each mention that speaks, in order.
    pub mentions: Vec<TokenRange>,
}
