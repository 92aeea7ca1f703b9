//! Dictionary forms.
//!
//! In: a word and its part of speech. Out: its lemma, as Universal Dependencies have it: `denied` is
//! `deny`, `Men` is `man`, `them` is `they`; names stay as they are. `data/lemmas.tsv` and
//! `data/irregular.tsv` come first, verbs that the tables know next, and rules of spelling last. Gets
//! wrong: unknown verbs and nouns whose ending does not say whether an `e` was dropped.

use super::inflect;
use crate::document::Upos;
use rustc_hash::FxHashMap;
use std::{borrow::Cow, sync::LazyLock};

/// Irregular forms by part of speech.
static IRREGULAR: LazyLock<FxHashMap<(Upos, &str), &str>> = LazyLock::new(|| {
    let rows = crate::data::rows(include_str!("../../data/lemmas.tsv"));
    rows.map(|[form, upos, lemma]| ((Upos::of(upos), form), lemma)).collect()
});

/// Forms of verbs that the tables know.
static VERBS: LazyLock<FxHashMap<String, &str>> = LazyLock::new(|| {
    let mut verbs = FxHashMap::default();
    let irregular = crate::data::rows(include_str!("../../data/irregular.tsv")).map(|[verb]| verb);
    let frequent = crate::data::rows(include_str!("../../data/verbs.tsv")).map(|[verb]| verb);
    let cues = crate::data::rows(include_str!("../../data/cues.tsv"));
    let cues = cues.filter(|[_, upos]| *upos == "VERB").filter_map(|[lemma, _]| lemma.split(' ').next());
    for verb in irregular.chain(frequent).chain(cues) {
        for (form, _) in inflect::forms(verb) {
            verbs.entry(form).or_insert(verb);
        }
    }
    verbs
});

/// The lemma of a word.
pub fn lemma(word: &str, upos: Upos) -> Cow<'_, str> {
    if matches!(upos, Upos::Propn | Upos::Punct | Upos::Sym | Upos::X | Upos::Num) {
        return Cow::Borrowed(word);
    }
    if upos == Upos::Pron && word == "I" {
        return Cow::Borrowed(word);
    }
    let lower = match word.contains(|c: char| c == '’' || c.is_uppercase()) {
        true => Cow::Owned(word.to_lowercase().replace('’', "'")),
        false => Cow::Borrowed(word),
    };
    if let Some(lemma) = IRREGULAR.get(&(upos, &*lower)) {
        return Cow::Borrowed(*lemma);
    }
    let made = match upos {
        Upos::Verb | Upos::Aux => match VERBS.get(&*lower) {
            Some(verb) => Some((*verb).to_owned()),
            None => verb(&lower),
        },
        Upos::Noun => singular(&lower),
        Upos::Adj => positive(&lower),
        _ => None,
    };
    made.map_or(lower, Cow::Owned)
}

fn is_vowel(c: char) -> bool {
    "aeiouy".contains(c)
}

/// The base form of a verb that no table knows, if it has an ending.
fn verb(word: &str) -> Option<String> {
    for ending in ["ing", "ed"] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.contains(is_vowel)) {
            if ending == "ed"
                && let Some(stem) = stem.strip_suffix('i')
            {
                return Some(format!("{stem}y"));
            }
            return Some(restored(stem));
        }
    }
    singular(word)
}

/// A stem with the `e` that its ending took, or without the consonant that its ending doubled.
fn restored(stem: &str) -> String {
    let mut back = stem.chars().rev();
    let (last, before, third) = (back.next(), back.next(), back.next());
    let (Some(last), Some(before)) = (last, before) else { return stem.to_owned() };
    let syllables = {
        let vowels: Vec<bool> = stem.chars().map(is_vowel).collect();
        (0..vowels.len()).filter(|&i| vowels[i] && (i == 0 || !vowels[i - 1])).count()
    };
    if last == before && !is_vowel(last) && !"lsfz".contains(last) {
        return stem[..stem.len() - last.len_utf8()].to_owned();
    }
    let drops_e = match (before, last) {
        (_, 'v' | 'c' | 'u') => true,
        ('s', 's') => false,
        (_, 's' | 'z') => true,
        ('d' | 'r' | 'n' | 'a' | 'e' | 'i' | 'u', 'g') => !(stem.ends_with("ing") || stem.ends_with("ong")),
        (b, 'l') if !is_vowel(b) && b != 'l' && b != 'r' && b != 'w' => true,
        // A single consonant after a single vowel, not doubled: an `e` stood there.
        (b, last) if is_vowel(b) && !is_vowel(last) && !"wxh".contains(last) => {
            const ENDINGS: [&str; 12] =
                ["at", "ut", "iz", "ur", "ir", "id", "um", "ul", "ag", "ac", "ib", "in"];
            let single = third.is_none_or(|third| !is_vowel(third)) || stem.ends_with("quir");
            single && (syllables == 1 || ENDINGS.iter().any(|end| stem.ends_with(end)))
        }
        _ => false,
    };
    if drops_e { format!("{stem}e") } else { stem.to_owned() }
}

/// A noun, or a verb in the third person, without its `s`.
fn singular(word: &str) -> Option<String> {
    let stem = word.strip_suffix('s')?;
    if stem.len() < 2 || stem.ends_with(['s', 'u', 'i', '\'']) {
        return None;
    }
    if let Some(stem) = stem.strip_suffix("ie").filter(|stem| stem.len() > 1) {
        return Some(format!("{stem}y"));
    }
    let sibilant = ["sse", "che", "she", "xe", "zze", "oe"];
    match sibilant.iter().any(|end| stem.ends_with(end)) {
        true if !stem.ends_with("ache") && !stem.ends_with("axe") => Some(stem[..stem.len() - 1].to_owned()),
        _ => Some(stem.to_owned()),
    }
}

/// An adjective without `-er` or `-est`, where a table of words or its shape says that it has one.
fn positive(word: &str) -> Option<String> {
    let stem = word.strip_suffix("est").or_else(|| word.strip_suffix("er"))?;
    if let Some(stem) = stem.strip_suffix('i') {
        return Some(format!("{stem}y"));
    }
    SHORT.contains_key(stem).then(|| stem.to_owned()).or_else(|| {
        let with_e = format!("{stem}e");
        let single = stem.get(..stem.len().checked_sub(1)?)?;
        if SHORT.contains_key(with_e.as_str()) {
            Some(with_e)
        } else {
            SHORT.contains_key(single).then(|| single.to_owned())
        }
    })
}

/// Adjectives that the table of words knows.
static SHORT: LazyLock<FxHashMap<&str, ()>> = LazyLock::new(|| {
    let words = crate::data::rows(include_str!("../../data/words.tsv"));
    words.filter(|[_, upos]| *upos == "ADJ").map(|[word, _]| (word, ())).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lemmas() {
        for (word, upos, expected) in [
            ("denied", Upos::Verb, "deny"),
            ("planning", Upos::Verb, "plan"),
            ("hoped", Upos::Verb, "hope"),
            ("dismantled", Upos::Verb, "dismantle"),
            ("excoriates", Upos::Verb, "excoriate"),
            ("Men", Upos::Noun, "man"),
            ("agencies", Upos::Noun, "agency"),
            ("churches", Upos::Noun, "church"),
            ("houses", Upos::Noun, "house"),
            ("them", Upos::Pron, "they"),
            ("Nations", Upos::Propn, "Nations"),
            ("larger", Upos::Adj, "large"),
            ("n’t", Upos::Part, "not"),
        ] {
            assert_eq!(lemma(word, upos), expected, "{word}");
        }
    }

    #[test]
    fn any_word_has_one() {
        for word in ["", "s", "’s", "ß", "İng", "éed", "日本s", "est", "ied", "ings"] {
            for upos in [Upos::Verb, Upos::Noun, Upos::Adj, Upos::Pron] {
                lemma(word, upos);
            }
        }
    }
}
