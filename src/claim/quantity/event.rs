//! What happens to what is counted: `displaced`, `dead`.

use crate::claim::words::Words;
use crate::document::Quantity;

/// It is looked for this many words behind what is counted.
const EVENT_REACH: usize = 9;

/// Fills what happens to what is counted.
pub(super) fn events(words: &Words, quantities: &mut [Quantity]) {
    for index in 0..quantities.len() {
        let (previous, rest) = quantities.split_at_mut(index);
        let Some((quantity, following)) = rest.split_first_mut() else { break };
        let measured = quantity.unit.as_deref().is_none_or(|unit| {
            matches!(unit, "percent" | "share" | "time" | "USD" | "EUR" | "GBP" | "point")
                || unit.ends_with(" of age")
        });
        let counted = quantity.noun.is_some() || quantity.unit.as_deref() == Some("person");
        if measured || !counted {
            continue;
        }
        let sentence = words.sentence(quantity.sentence);
        let from = previous.last().map_or(0, |q| q.tokens.end).max(sentence.start);
        let to = following.first().map_or(usize::MAX, |q| q.tokens.start).min(sentence.end);
        let noun =
            quantity.noun.into_iter().chain([quantity.tokens.end - 1]).find_map(|noun| words.at(noun).event);
        let inside = noun.or_else(|| quantity.tokens.clone().find_map(|i| words.at(i).event));
        let breaks = |i: &usize| !words.is(*i, &[";", ":", "."]) && !words.is(*i, &["\"", "”", "“"]);
        let backward = || {
            let start = quantity.tokens.start;
            (from..start)
                .rev()
                .take(4)
                .take_while(|i| breaks(i) && !words.is(*i, &[","]))
                .find_map(|i| words.at(i).event)
        };
        let forward = || {
            let mut range = (quantity.tokens.end..to).take(EVENT_REACH).take_while(breaks);
            // "13 rebels killed five soldiers": what they did, not what befell them.
            range.find_map(|i| words.at(i).event.filter(|_| i + 1 < to || to == sentence.end))
        };
        quantity.event = inside.or_else(backward).or_else(forward);
    }
}
