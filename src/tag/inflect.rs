//! Inflected forms of English verbs by rule, with `data/irregular.tsv` for those that have none.
//!
//! In: a verb's base form. Out: every form it takes. Gets wrong: verbs that double their last
//! consonant and are not in the table (`data/irregular.tsv` has the ones news uses).

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// One form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VerbForm {
    /// `say`
    Base,
    /// `says`
    ThirdPerson,
    /// `said`, as a past tense or a past participle; the two are the same word in most verbs.
    Past,
    /// `known`, where it differs from the past tense.
    Participle,
    /// `saying`
    Gerund,
}

static IRREGULAR: LazyLock<FxHashMap<&str, [&str; 2]>> = LazyLock::new(|| {
    let rows = crate::data::rows(include_str!("../../data/irregular.tsv"));
    rows.map(|[verb, past, participle]| (verb, [past, participle])).collect()
});

/// Every form of `verb`, each with what it is; a form that serves twice is given once as `Past`.
pub fn forms(verb: &str) -> Vec<(String, VerbForm)> {
    let mut forms = vec![(verb.to_owned(), VerbForm::Base), (third_person(verb), VerbForm::ThirdPerson)];
    let gerund_stem = match IRREGULAR.get(verb) {
        Some([past, participle]) => {
            for form in past.split('|') {
                forms.push((form.to_owned(), VerbForm::Past));
            }
            for form in participle.split('|').filter(|form| !past.split('|').any(|p| p == *form)) {
                forms.push((form.to_owned(), VerbForm::Participle));
            }
            // A doubled consonant in the past is doubled in the gerund too: planned, planning.
            let doubled = past.split('|').find_map(|form| form.strip_suffix("ed"));
            match doubled {
                Some(stem) if stem.len() == verb.len() + 1 => stem.to_owned(),
                _ => doubling_stem(verb),
            }
        }
        None => {
            forms.push((regular_past(verb), VerbForm::Past));
            doubling_stem(verb)
        }
    };
    forms.push((gerund_stem + "ing", VerbForm::Gerund));
    forms
}

fn third_person(verb: &str) -> String {
    match verb {
        "have" => return "has".into(),
        "be" => return "is".into(),
        _ => {}
    }
    if let Some(stem) = consonant_y(verb) {
        return format!("{stem}ies");
    }
    let sibilant = ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| verb.ends_with(end));
    format!("{verb}{}", if sibilant { "es" } else { "s" })
}

fn regular_past(verb: &str) -> String {
    if let Some(stem) = consonant_y(verb) {
        format!("{stem}ied")
    } else if verb.ends_with('e') {
        format!("{verb}d")
    } else {
        format!("{verb}ed")
    }
}

fn consonant_y(verb: &str) -> Option<&str> {
    verb.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']))
}

/// What `ing` is added to. One-syllable verbs in a short vowel and a single consonant double it.
fn doubling_stem(verb: &str) -> String {
    if let Some(stem) = verb.strip_suffix("ie") {
        return format!("{stem}y");
    }
    if verb.ends_with('e') && !["ee", "oe", "ye"].iter().any(|end| verb.ends_with(end)) && verb != "be" {
        return verb[..verb.len() - 1].to_owned();
    }
    let bytes = verb.as_bytes();
    let vowel = |b: u8| b"aeiou".contains(&b);
    let vowels = bytes.iter().filter(|b| vowel(**b)).count();
    match bytes {
        [.., v, last]
            if vowels == 1 && vowel(*v) && !vowel(*last) && !b"wxy".contains(last) && bytes.len() > 2 =>
        {
            format!("{verb}{}", char::from(*last))
        }
        _ => verb.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(verb: &str) -> Vec<String> {
        forms(verb).into_iter().map(|(form, _)| form).collect()
    }

    #[test]
    fn inflects_regular_and_irregular_verbs() {
        assert_eq!(spelled("deny"), ["deny", "denies", "denied", "denying"]);
        assert_eq!(spelled("announce"), ["announce", "announces", "announced", "announcing"]);
        assert_eq!(spelled("know"), ["know", "knows", "knew", "known", "knowing"]);
        assert_eq!(spelled("plan"), ["plan", "plans", "planned", "planning"]);
        assert_eq!(spelled("lie"), ["lie", "lies", "lay", "lain", "lying"]);
        assert_eq!(spelled("cut"), ["cut", "cuts", "cut", "cutting"]);
        assert_eq!(spelled("say"), ["say", "says", "said", "saying"]);
        assert_eq!(spelled("express"), ["express", "expresses", "expressed", "expressing"]);
    }
}
