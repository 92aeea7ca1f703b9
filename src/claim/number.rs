//! Numerals, in words and figures.
//!
//! In: the words of a sentence. Out: [`Numeral`], the number that begins at a token. Reads `3.6
//! million`, `twenty-five`, `a hundred and fifty`, `two and a half`, `half a million`, `a dozen`,
//! `hundreds of thousands`, `two-thirds`, `one in five`. Gets wrong: commas used as decimal points,
//! and house numbers and other labels, which the caller has to tell apart.

use super::words::{Number, Words};

/// A numeral is at most this many tokens long.
const LONGEST: usize = 16;

/// A number as it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    /// The token behind it.
    pub end: usize,
    /// Its value; none for "dozens".
    pub value: Option<f64>,
    /// How it is written.
    pub form: Form,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// In figures alone; whether they are plain, without a comma, a point or a scale.
    Figures { plain: bool },
    /// In words, at least in part.
    Words,
    /// `a dozen`, `a couple`.
    Group,
    /// `dozens`.
    Vague,
    /// A part of a whole: `half`, `two thirds`.
    Part,
    /// `twice`.
    Factor,
}

/// The value of figures such as `700,000`, `3.6` or `.5`; none for dates, times and anything else.
pub fn figures(text: &str) -> Option<f64> {
    let text = text.strip_prefix('+').unwrap_or(text);
    if text.len() > 24 {
        return None;
    }
    if let Some(value) = vulgar(text) {
        return Some(value);
    }
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    // India writes 1,00,000: groups of two are as good as groups of three, but the last has three.
    let last = whole.rsplit(',').next().unwrap_or_default();
    let grouped = groups.all(|group| matches!(group.len(), 2 | 3) && digits(group))
        && (last.len() == whole.len() || last.len() == 3 && !first.is_empty() && first.len() <= 3);
    if !grouped || !digits(first) || !digits(decimals) || first.is_empty() && decimals.is_empty() {
        return None;
    }
    // Written out: tables for floating-point numbers of any length would weigh 14 kB in the browser.
    let number = |digits: &str| {
        let digits = digits.bytes().filter(u8::is_ascii_digit);
        digits.fold(0u128, |number, digit| number * 10 + u128::from(digit - b'0'))
    };
    // Sixteen figures are as many as there is room for; both numbers are exact, and so their quotient is right.
    let whole_figures = whole.trim_start_matches(['0', ',']).len();
    let decimals = &decimals[..decimals.len().min(15usize.saturating_sub(whole_figures))];
    let scale = 10u64.pow(decimals.len() as u32);
    Some((number(whole) * u128::from(scale) + number(decimals)) as f64 / scale as f64)
}

/// `½`, `2½`, `3/4`.
fn vulgar(text: &str) -> Option<f64> {
    if let Some((above, below)) = text.split_once('/') {
        let (above, below): (u32, u32) = (above.parse().ok()?, below.parse().ok()?);
        let part = below <= 10 && 0 < above && above < below;
        return part.then(|| f64::from(above) / f64::from(below));
    }
    let last = text.chars().next_back()?;
    let part = match last {
        '½' => 0.5,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        _ => return None,
    };
    let whole = &text[..text.len() - last.len_utf8()];
    let whole: u32 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    Some(f64::from(whole) + part)
}

/// The numeral that begins at `start`, before `end`. `money` says that a sign of money stands before
/// it, so that `m` is a million.
pub fn numeral(words: &Words, start: usize, end: usize, money: bool) -> Option<Numeral> {
    let end = end.min(start + LONGEST);
    let number = |i: usize| if i < end { words.at(i).number } else { None };
    let text = words.text(start);
    if start >= end {
        return None;
    }
    if text.starts_with(|c: char| c.is_ascii_digit() || ".+½¼¾⅓⅔".contains(c)) {
        return in_figures(words, start, end, money);
    }
    let article = words.is(start, &["a", "an"]);
    if article || words.is(start, &["several", "a few", "few", "many"]) {
        let few = start + usize::from(article);
        if let Some(Number::Few) = number(few) {
            // "a few hundred", "several thousand": scales, but no number.
            let mut at = few + 1;
            while let Some(Number::Scale(_) | Number::Group(_)) = number(at) {
                at += 1;
            }
            let dozen = at > few + 1;
            return dozen.then_some(Numeral { end: at, value: None, form: Form::Vague });
        }
    }
    if article {
        let next = start + 1;
        return match number(next)? {
            Number::Scale(_) => in_words(words, next, end, start),
            Number::Group(size) => group(words, next, end, 1.0, size),
            Number::Part(parts) => part(words, next, end, 1.0, parts),
            _ => None,
        };
    }
    match number(start)? {
        Number::Cardinal(_) | Number::Ten(_) => in_words(words, start, end, start),
        Number::Vague => vague(words, start, end),
        Number::Factor(value) => Some(Numeral { end: start + 1, value: Some(value), form: Form::Factor }),
        Number::Part(2.0) if words.is(start, &["half"]) => half(words, start, end),
        _ => None,
    }
}

fn in_figures(words: &Words, start: usize, end: usize, money: bool) -> Option<Numeral> {
    let text = words.text(start);
    let mut value = figures(text)?;
    let mut at = start + 1;
    let mut plain = text.bytes().all(|byte| byte.is_ascii_digit());
    // "2 1/2"
    if plain
        && at < end
        && words.text(at).len() <= 4
        && words.text(at).contains(['/', '½', '¼', '¾'])
        && let Some(part) = vulgar(words.text(at)).filter(|part| *part < 1.0)
    {
        (value, at, plain) = (value + part, at + 1, false);
    }
    // `7`, `th`: an ordinal.
    if at < end && words.is(at, &["st", "nd", "rd", "th"]) {
        return None;
    }
    // "$10-million"
    let hyphen = at + 1 < end && words.is_hyphen(at) && words.joined(at) && words.joined(at + 1);
    let scale_at = at + usize::from(hyphen);
    let mut scaled = false;
    let mut next = scale_at;
    while next < end {
        let factor = match words.at(next).number {
            Some(Number::Scale(factor)) => factor,
            Some(Number::MoneyScale(factor)) if money && words.text(next).len() == 1 => factor,
            // "10k" of anything
            Some(Number::MoneyScale(factor)) if words.joined(next) && words.is(next, &["k"]) => factor,
            Some(Number::Group(factor)) if words.is(next, &["dozen"]) => factor,
            _ => break,
        };
        value *= factor;
        scaled = true;
        next += 1;
    }
    if scaled {
        at = next;
    } else if at + 2 < end
        && words.is(at, &["and"])
        && words.is(at + 1, &["a"])
        && words.is(at + 2, &["half"])
    {
        (value, at, plain) = (value + 0.5, at + 3, false);
    }
    let numeral = Numeral { end: at, value: Some(value), form: Form::Figures { plain: plain && !scaled } };
    Some(of_ten(words, numeral, end))
}

/// Cardinals in words from `start`; the article before a scale at `begin` counts one.
fn in_words(words: &Words, start: usize, end: usize, begin: usize) -> Option<Numeral> {
    let number = |i: usize| if i < end { words.at(i).number } else { None };
    let (mut total, mut current, mut at) = (0.0, 0.0, start);
    if begin < start {
        current = 1.0;
    }
    // What the last word was, so that "two three" is no number: its own size.
    let mut room = f64::INFINITY;
    let mut any = false;
    loop {
        // "twenty-five", "a hundred and fifty"
        let mut next = at;
        if any && words.is_hyphen(next) && words.joined(next) && words.joined(next + 1) {
            next += 1;
        } else if any && words.is(next, &["and"]) && total + current >= 100.0 {
            let goes_on = matches!(number(next + 1), Some(Number::Cardinal(_) | Number::Ten(_)));
            // "a hundred and two thousand people" is rare, "two hundred and three others" is not.
            if goes_on && current % 1000.0 >= 100.0 || goes_on && current == 0.0 && total > 0.0 {
                next += 1;
            }
        }
        match number(next) {
            Some(Number::Cardinal(value))
                if value < room && value > 0.0 || !any && number(next) == Some(Number::Cardinal(0.0)) =>
            {
                let Some(Number::Cardinal(value)) = number(next) else { break };
                current += value;
                room = 0.0;
            }
            Some(Number::Ten(value)) if value < room => {
                current += value;
                room = 10.0;
            }
            Some(Number::Scale(100.0)) if current > 0.0 && current < 100.0 => {
                current *= 100.0;
                room = 100.0;
            }
            Some(Number::Scale(scale)) if current > 0.0 && scale > 100.0 => {
                total += current * scale;
                current = 0.0;
                room = scale.min(1000.0);
            }
            Some(Number::Group(size)) if any && total == 0.0 && words.is(next, &["dozen", "score"]) => {
                return group(words, next, end, current, size);
            }
            Some(Number::Part(parts)) if any && (parts > 2.0 || words.is(next, &["halves"])) => {
                if let Some(part) = part(words, next, end, current, parts.max(2.0)).filter(|_| total == 0.0) {
                    return Some(part);
                }
                break;
            }
            _ => break,
        }
        any = true;
        at = next + 1;
    }
    if !any {
        return None;
    }
    let mut value = total + current;
    // "two and a half million"
    if words.is(at, &["and"]) && words.is(at + 1, &["a"]) && at + 2 < end {
        let half = match number(at + 2) {
            Some(Number::Part(parts)) if words.is(at + 2, &["half", "quarter", "third"]) => Some(1.0 / parts),
            _ => None,
        };
        if let Some(half) = half {
            value += half;
            at += 3;
            if let Some(Number::Scale(scale)) = number(at) {
                value *= scale;
                at += 1;
            }
        }
    }
    let numeral = Numeral { end: at, value: Some(value), form: Form::Words };
    Some(of_ten(words, numeral, end))
}

/// "one in five", "nine out of ten", "3 in every 100".
fn of_ten(words: &Words, numeral: Numeral, end: usize) -> Numeral {
    let mut at = numeral.end;
    if words.is(at, &["out"]) && words.is(at + 1, &["of"]) {
        at += 2;
    } else if words.is(at, &["in"]) {
        at += 1;
    } else {
        return numeral;
    }
    let every = words.is(at, &["every"]);
    at += usize::from(every);
    if at >= end {
        return numeral;
    }
    let whole = match words.at(at).number {
        Some(Number::Cardinal(value) | Number::Ten(value)) => value,
        _ => match figures(words.text(at)) {
            Some(value) if value <= 100_000.0 && value.fract() == 0.0 => value,
            _ => return numeral,
        },
    };
    // "three in ten" is a share; "three in 2009" is none, nor is "ten in two weeks".
    let share = numeral.value.filter(|&value| value < whole && value.fract() == 0.0 && value > 0.0);
    let round = whole <= 12.0
        || whole == 20.0
        || whole == 50.0
        || whole == 100.0
        || every
        || whole >= 1000.0 && whole % 1000.0 == 0.0 && whole != 2000.0;
    let measure = words.unit(at + 1, end).is_some();
    match share {
        Some(value) if round && !measure => {
            Numeral { end: at + 1, value: Some(value / whole), form: Form::Part }
        }
        _ => numeral,
    }
}

/// "dozen", "couple of" at `at`, `count` of them.
fn group(words: &Words, at: usize, end: usize, count: f64, size: f64) -> Option<Numeral> {
    let next = at + 1;
    // A score or a pair is a number only with what is counted; a couple and a trio may be people.
    let of = words.is(next, &["of"]) && next < end;
    let dozen = words.is(at, &["dozen"]);
    (of || dozen).then(|| Numeral {
        end: if of && !dozen { next + 1 } else { next },
        value: Some(count * size),
        form: Form::Group,
    })
}

/// "hundreds", "tens of thousands", "hundreds of millions".
fn vague(words: &Words, start: usize, end: usize) -> Option<Numeral> {
    let mut at = start + 1;
    while at + 1 < end && words.is(at, &["of", "and"]) && words.at(at + 1).number == Some(Number::Vague) {
        at += 2;
    }
    // "a score of", "scores" in games: only with "of".
    let scores = words.is(start, &["scores", "tens"]) && at == start + 1 && !words.is(at, &["of"]);
    (!scores).then_some(Numeral { end: at, value: None, form: Form::Vague })
}

/// A part of a whole: the part's name stands at `at`, and `count` of it are meant.
fn part(words: &Words, at: usize, end: usize, count: f64, parts: f64) -> Option<Numeral> {
    let value = count / parts;
    let next = at + 1;
    // "a quarter of a million"
    if words.is(next, &["of"])
        && words.is(next + 1, &["a"])
        && next + 2 < end
        && let Some(Number::Scale(scale)) = words.at(next + 2).number
    {
        return Some(Numeral { end: next + 3, value: Some(value * scale), form: Form::Words });
    }
    let of = words.is(next, &["of", ",", "or", ".", ")", "or", "and", "less", "more", "were", "are"]);
    // "a third man", "the fourth quarter": ordinals, unless there are several.
    let several = words.text(at).ends_with('s');
    (value <= 1.0 && (several || of || parts == 2.0 && count == 1.0)).then_some(Numeral {
        end: next,
        value: Some(value),
        form: Form::Part,
    })
}

/// "half of", "half the price", "half a million", "half an hour", "half as much".
fn half(words: &Words, start: usize, end: usize) -> Option<Numeral> {
    let next = start + 1;
    if words.is(next, &["a", "an"]) && next + 1 < end {
        match words.at(next + 1).number {
            Some(Number::Scale(scale)) => {
                return Some(Numeral { end: next + 2, value: Some(scale / 2.0), form: Form::Words });
            }
            Some(Number::Group(size)) if words.is(next + 1, &["dozen"]) => {
                return Some(Numeral { end: next + 2, value: Some(size / 2.0), form: Form::Group });
            }
            _ => {}
        }
        return words.unit(next + 1, end).is_some().then_some(Numeral {
            end: next + 1,
            value: Some(0.5),
            form: Form::Words,
        });
    }
    // A half of a game, and "half" in names, are no numbers; "half-hour" is one.
    let follows = words.is(
        next,
        &[
            "of", "the", "its", "their", "his", "her", "our", "all", "as", "that", "those", "these", "way",
            "were", "are", "have", "had", ".", ",",
        ],
    );
    let before = start
        .checked_sub(1)
        .is_some_and(|before| words.is(before, &["first", "second", "other", "latter", "the", "better"]));
    (follows && !before).then_some(Numeral { end: next, value: Some(0.5), form: Form::Part })
}
