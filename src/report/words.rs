//! What the values of a report are called where a person reads them.

use super::{Kind, Mode, Stance, Type, Voice};

/// For whom a source speaks; none where that is not known.
pub fn kind(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Government => "government",
        Kind::Military => "military",
        Kind::ArmedGroup => "armed group",
        Kind::InternationalOrganisation => "international organisation",
        Kind::Party => "political party",
        Kind::Court => "court",
        Kind::Police => "police",
        Kind::Company => "company",
        Kind::Ngo => "NGO",
        Kind::Media => "media",
        Kind::Academia => "academia",
        Kind::Health => "health service",
        Kind::Witness => "witness",
        Kind::Document => "document",
        Kind::Public => "public",
        Kind::Individual => "individual",
        Kind::Unknown => return None,
    })
}

/// What kind of attribution it is; none for a statement, which most are.
pub fn of_type(r#type: Type) -> Option<&'static str> {
    match r#type {
        Type::Statement => None,
        Type::Finding => Some("finding"),
        Type::Belief => Some("belief"),
        Type::Intent => Some("intent"),
    }
}

/// How a claim is quoted.
pub fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Direct => "direct",
        Mode::Indirect => "indirect",
        Mode::Mixed => "partly quoted",
    }
}

/// How a cue takes what it reports; none where it takes no side.
pub fn stance(stance: Stance) -> Option<&'static str> {
    match stance {
        Stance::Neutral => None,
        Stance::Doubtful => Some("told with doubt"),
        Stance::Factive => Some("told as fact"),
        Stance::Denial => Some("denial"),
        Stance::Demand => Some("demand"),
        Stance::Warning => Some("warning"),
        Stance::Accusation => Some("accusation"),
        Stance::Promise => Some("promise"),
    }
}

/// As what a claim is put forward; none for a fact, as which most are.
pub fn voice(voice: Voice) -> Option<&'static str> {
    match voice {
        Voice::Fact => None,
        Voice::Prediction => Some("prediction"),
        Voice::Opinion => Some("opinion"),
        Voice::Question => Some("question"),
    }
}

/// The name of a country by its code; the code where it has none.
pub fn country(code: &str) -> &str {
    let mut rows = crate::data::rows(crate::data::COUNTRIES);
    rows.find(|[of, _]| *of == code).map_or(code, |[_, name]| name)
}

/// Text on one line that cannot steer a terminal or turn the words around it: runs of white space
/// become one space; control characters and those that turn the direction of writing become `�`.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().map(|c| match c {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
            c if c.is_control() => char::REPLACEMENT_CHARACTER,
            c => c,
        }));
    }
    line
}

/// The text with a capital at its beginning.
pub fn capital(text: &str) -> String {
    let mut rest = text.chars();
    let Some(first) = rest.next() else { return String::new() };
    // In the order of their likelihood, how far before its small letter a capital stands. The table of all
    // capitals would weigh 5 kB in the browser.
    let mut before =
        [32, 1, 80, 48].into_iter().filter_map(|far| char::from_u32(u32::from(first).checked_sub(far)?));
    let large = before.find(|&c| c.is_uppercase() && c.to_lowercase().eq([first]));
    [large.unwrap_or(first)].into_iter().chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_many_scripts_have_capitals() {
        for (small, large) in [
            ("officials", "Officials"),
            ("émigrés", "Émigrés"),
            ("šéf", "Šéf"),
            ("власти", "Власти"),
            ("єдність", "Єдність"),
            ("ոստիկան", "Ոստիկան"),
            ("Moscow", "Moscow"),
            ("§ 1", "§ 1"),
            ("", ""),
        ] {
            assert_eq!(capital(small), large);
        }
    }
}
