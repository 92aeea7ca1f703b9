//! Parts of speech, by rule.
//!
//! In: tokens and sentences. Out: [`Token::upos`](crate::document::Token::upos) of each. Closed
//! classes and frequent words come from `data/words.tsv`, verb forms from `data/verbs.tsv`,
//! `data/cues.tsv` and [`inflect`], everything else from its shape and ending; words that are noun
//! and verb alike are decided by their neighbours. Gets wrong: about one word in eight, most of
//! them nouns read as verbs or adjectives and the other way round.

pub mod inflect;
pub mod lemma;

use crate::document::{Document, Upos};
use inflect::VerbForm;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a word may be, whatever stands around it.
#[derive(Clone, Copy, Default)]
struct Entry {
    upos: Option<Upos>,
    verb: Option<VerbForm>,
    /// A verb that reports: `say`, `claim`.
    reports: bool,
}

static LEXICON: LazyLock<FxHashMap<String, Entry>> = LazyLock::new(|| {
    let mut lexicon: FxHashMap<String, Entry> = FxHashMap::default();
    for [word, upos] in crate::data::rows(include_str!("../../data/words.tsv")) {
        lexicon.entry(word.to_owned()).or_default().upos = upos_named(upos);
    }
    for [lemma, upos] in crate::data::rows(include_str!("../../data/cues.tsv")) {
        if upos == "ADJ" {
            lexicon.entry(lemma.to_owned()).or_default().upos.get_or_insert(Upos::Adj);
        }
    }
    let verbs = crate::data::rows(include_str!("../../data/verbs.tsv")).map(|[verb]| verb);
    let cues = crate::data::rows(include_str!("../../data/cues.tsv"));
    let cues = cues.filter(|[_, upos]| *upos == "VERB").filter_map(|[lemma, _]| lemma.split(' ').next());
    for (verb, reports) in verbs.map(|verb| (verb, false)).chain(cues.map(|verb| (verb, true))) {
        for (form, what) in inflect::forms(verb) {
            let entry = lexicon.entry(form).or_default();
            entry.verb.get_or_insert(what);
            entry.reports |= reports;
        }
    }
    lexicon
});

fn upos_named(name: &str) -> Option<Upos> {
    Some(match name {
        "ADJ" => Upos::Adj,
        "ADP" => Upos::Adp,
        "ADV" => Upos::Adv,
        "AUX" => Upos::Aux,
        "CCONJ" => Upos::Cconj,
        "DET" => Upos::Det,
        "INTJ" => Upos::Intj,
        "NOUN" => Upos::Noun,
        "NUM" => Upos::Num,
        "PART" => Upos::Part,
        "PRON" => Upos::Pron,
        "PROPN" => Upos::Propn,
        "SCONJ" => Upos::Sconj,
        "VERB" => Upos::Verb,
        _ => return None,
    })
}

/// `word` in lower case, put into `buffer`; curly apostrophes become straight ones.
pub fn fold<'b>(word: &str, buffer: &'b mut String) -> &'b str {
    buffer.clear();
    for c in word.chars() {
        match c {
            '’' | 'ʼ' => buffer.push('\''),
            c if c.is_ascii() => buffer.push(c.to_ascii_lowercase()),
            c => buffer.extend(c.to_lowercase()),
        }
    }
    buffer
}

/// The form of a verb that `word` (in lower case) can be, if the lexicon knows it as one.
pub fn verb_form(word: &str) -> Option<VerbForm> {
    LEXICON.get(word).and_then(|entry| entry.verb)
}

/// Fills the part of speech of every token.
pub fn tag(document: &mut Document) {
    let text = document.text;
    let mut entries: Vec<Entry> = Vec::new();
    let mut buffer = String::new();
    for sentence in &document.sentences {
        let tokens = &mut document.tokens[sentence.tokens.clone()];
        entries.clear();
        // A sentence in capitals, as headlines are, says nothing by them.
        let shouted = tokens.iter().filter(|t| t.span.of(text).chars().any(char::is_lowercase)).count() * 3
            < tokens.len();
        let mut first = true;
        for token in tokens.iter_mut() {
            let word = token.span.of(text);
            let entry = LEXICON.get(fold(word, &mut buffer)).copied().unwrap_or_default();
            token.upos = alone(word, &buffer, entry, first, shouted);
            if token.upos != Upos::Punct {
                first = false;
            }
            entries.push(entry);
        }
        for i in 0..tokens.len() {
            let before = i.checked_sub(1).map(|p| tokens[p].upos);
            let word = tokens[i].span.of(text);
            let next_word = tokens.get(i + 1).map_or("", |t| t.span.of(text));
            let next = tokens.get(i + 1).map(|t| t.upos);
            let previous_word = i.checked_sub(1).map_or("", |p| tokens[p].span.of(text));
            tokens[i].upos = in_context(
                Context { word, upos: tokens[i].upos, entry: entries[i], first: i == 0 },
                Neighbours {
                    before,
                    previous_word,
                    next,
                    next_word,
                    next_entry: entries.get(i + 1).copied().unwrap_or_default(),
                },
            );
        }
    }
}

/// The likeliest tag of a word by itself.
fn alone(word: &str, lower: &str, entry: Entry, first: bool, shouted: bool) -> Upos {
    let mut chars = word.chars();
    let Some(initial) = chars.next() else { return Upos::X };
    if !word.chars().any(char::is_alphanumeric) {
        return if word.chars().all(|c| "$€£¥%+=#<>^|~°§".contains(c)) {
            Upos::Sym
        } else {
            Upos::Punct
        };
    }
    if initial.is_ascii_digit() || (initial.is_numeric() && chars.as_str().chars().all(char::is_numeric)) {
        return Upos::Num;
    }
    if initial.is_uppercase() && !shouted {
        // WHO and US are no pronouns.
        if word.len() > 1 && word.chars().all(|c| c.is_uppercase() || c == '.' || c == '&') {
            return Upos::Propn;
        }
        let function = matches!(
            entry.upos,
            Some(
                Upos::Det
                    | Upos::Pron
                    | Upos::Adp
                    | Upos::Sconj
                    | Upos::Cconj
                    | Upos::Aux
                    | Upos::Part
                    | Upos::Adv
            )
        );
        if !first {
            return if function && lower != "may" && lower != "us" {
                entry.upos.unwrap()
            } else {
                Upos::Propn
            };
        }
        if entry.upos.is_none() && entry.verb.is_none() {
            return match ending(lower) {
                Some(upos @ (Upos::Adv | Upos::Verb)) if word.len() > 5 => upos,
                _ => Upos::Propn,
            };
        }
    }
    entry.upos.or(entry.verb.map(|_| Upos::Verb)).or_else(|| ending(lower)).unwrap_or(Upos::Noun)
}

/// What a word's ending says.
fn ending(lower: &str) -> Option<Upos> {
    let any = |ends: &[&str]| ends.iter().any(|end| lower.len() > end.len() + 2 && lower.ends_with(end));
    if any(&["ly"]) {
        Some(Upos::Adv)
    } else if any(&["ed", "ing", "ise", "ize", "ify"]) {
        Some(Upos::Verb)
    } else if any(&[
        "ous", "ful", "able", "ible", "ive", "ical", "less", "ary", "ern", "ese", "ian", "ish", "ic", "al",
    ]) {
        Some(Upos::Adj)
    } else {
        None
    }
}

struct Context<'t> {
    word: &'t str,
    upos: Upos,
    entry: Entry,
    first: bool,
}

struct Neighbours<'t> {
    before: Option<Upos>,
    previous_word: &'t str,
    next: Option<Upos>,
    next_word: &'t str,
    next_entry: Entry,
}

/// The tag of a word once its neighbours are known.
fn in_context(context: Context, around: Neighbours) -> Upos {
    use Upos::*;
    let Context { word, upos, entry, first } = context;
    let is = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
    // "Under Secretary", "Up Helly Aa": a preposition that belongs to a name.
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    if upos == Adp && !first && capital(word) && capital(around.next_word) && !capital(around.previous_word) {
        return Propn;
    }
    let nominal = |tag: Option<Upos>| matches!(tag, Some(Noun | Propn | Pron | Num));
    if is(word, "to") {
        let infinitive = around.next_entry.verb == Some(VerbForm::Base)
            || matches!(around.next, Some(Aux | Adv)) && around.next_entry.upos != Some(Num);
        return if infinitive { Part } else { Adp };
    }
    if matches!(word, "'s" | "’s" | "'S" | "’S") {
        let owner = matches!(around.before, Some(Noun | Propn | Num | Adj | Verb | Sym | X));
        let verbal = matches!(around.next, Some(Det | Part | Adp | Pron | Adv))
            || around.next_entry.verb == Some(VerbForm::Gerund);
        return if owner && !verbal { Part } else { Aux };
    }
    if is(word, "that") {
        return match around.before {
            Some(Noun | Propn | Verb | Adj | Part | Pron | Punct)
                if nominal(around.next) || around.next == Some(Det) =>
            {
                Sconj
            }
            _ if matches!(around.next, Some(Aux | Verb)) => Pron,
            _ if matches!(around.before, Some(Verb | Adj)) => Sconj,
            _ => Det,
        };
    }
    if is(word, "her") || is(word, "his") || is(word, "its") || is(word, "their") {
        return Pron;
    }
    // Forms of have and do before a noun phrase are main verbs; it makes no difference later.
    let Some(form) = entry.verb else {
        // "Boeing said": a sentence that opens with a participle has no verb right behind it.
        let verb_follows = around.next == Some(Aux)
            || matches!(around.next_entry.verb, Some(VerbForm::ThirdPerson | VerbForm::Past));
        if upos == Verb && first && capital(word) && verb_follows {
            return Propn;
        }
        if upos == Verb && matches!(around.before, Some(Det | Adj | Num)) && matches!(around.next, Some(Noun))
        {
            return Adj;
        }
        return upos;
    };
    if upos == Propn || upos == Aux && entry.upos == Some(Aux) {
        return upos;
    }
    let after_determiner = matches!(around.before, Some(Det | Adj | Num))
        || matches!(around.before, Some(Part)) && matches!(around.previous_word, "'s" | "’s" | "'" | "’")
        || around.before == Some(Pron)
            && ["his", "her", "its", "their", "my", "our", "your", "whose"]
                .iter()
                .any(|p| is(p, around.previous_word));
    let after_infinitive = is(around.previous_word, "to") && around.before == Some(Part)
        || around.before == Some(Aux)
        || around.before == Some(Part) && !matches!(around.previous_word, "'s" | "’s" | "'" | "’");
    match form {
        VerbForm::Base | VerbForm::ThirdPerson => {
            if after_infinitive && form == VerbForm::Base {
                return Verb;
            }
            if after_determiner || matches!(around.before, Some(Adp)) {
                return if entry.upos == Some(Adj) { Adj } else { Noun };
            }
            if let Some(other @ (Noun | Adj | Adp | Adv | Det | Sconj)) = entry.upos {
                // Known first as something else: a verb only where one is needed.
                let subject = nominal(around.before) && !first;
                // "Gaza Strip reports first cases": a name in the singular and a verb that agrees.
                let agrees = form == VerbForm::ThirdPerson && around.before == Some(Propn);
                let object = matches!(around.next, Some(Det | Pron | Sconj | Propn))
                    || agrees && matches!(around.next, Some(Adj | Noun | Num))
                    || is(around.next_word, "that")
                    || is(around.next_word, "to")
                    || around.next_word.starts_with(['"', '“']);
                // "…," states the lawyer; the company, a start-up, plans to …
                let quoted = around.previous_word.ends_with(['”', '"', '’', '\'', '»'])
                    && form == VerbForm::ThirdPerson
                    && matches!(around.next, Some(Det | Pron | Propn));
                let resumed = around.previous_word == ","
                    && (is(around.next_word, "to") || is(around.next_word, "that"))
                    && !first;
                // "the department notes, “…”"; "…, doctors fear."
                let set_off = agrees && matches!(around.next_word, "," | ":")
                    || form == VerbForm::Base
                        && subject
                        && around.previous_word.ends_with('s')
                        && around.next_word == ".";
                let verb = subject && object || quoted || resumed || set_off;
                return if other == Noun && verb { Verb } else { other };
            }
            // "the rapid advance": a base form agrees with no singular.
            let singular = matches!(around.before, Some(Noun | Propn | Adj))
                && !around.previous_word.ends_with('s')
                && !is(around.previous_word, "people");
            if form == VerbForm::Base && singular && !entry.reports {
                return Noun;
            }
            let verb_follows = matches!(around.next, Some(Aux))
                || matches!(around.next_entry.verb, Some(VerbForm::ThirdPerson | VerbForm::Past));
            if verb_follows && (first || matches!(around.before, Some(Noun | Propn | Cconj | Punct))) {
                return Noun;
            }
            Verb
        }
        VerbForm::Past | VerbForm::Participle | VerbForm::Gerund => {
            if matches!(entry.upos, Some(Noun | Adj | Adp | Adv)) {
                let opens = matches!(around.before, None | Some(Punct))
                    && matches!(around.next, Some(Det | Pron | Sconj | Propn));
                let needed = after_infinitive || nominal(around.before) || opens;
                return if needed && !after_determiner { Verb } else { entry.upos.unwrap() };
            }
            if after_determiner && matches!(around.next, Some(Noun | Propn | Adj)) {
                return Adj;
            }
            if form == VerbForm::Gerund && after_determiner {
                return Noun;
            }
            Verb
        }
    }
}
