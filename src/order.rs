//! Sorting by numbers.
//!
//! In: a list, and two numbers for each of its entries. Out: the list with the smallest first, by the
//! first number and then by the second; entries that have both in common stay as they were. The sort of
//! the standard library is compiled anew for each type of entry, and a dozen of those weigh as much in
//! the browser as a stage of the pipeline; this one moves places instead, whatever stands there.

/// Sorts the list. A negative number puts the largest first.
pub fn by_numbers<T>(list: &mut Vec<T>, numbers: impl Fn(&T) -> (i64, i64)) {
    let mut order: Vec<(i64, i64, usize)> = Vec::with_capacity(list.len());
    for (at, entry) in list.iter().enumerate() {
        let (first, second) = numbers(entry);
        order.push((first, second, at));
    }
    order.sort_unstable();
    let mut entries: Vec<Option<T>> = std::mem::take(list).into_iter().map(Some).collect();
    list.extend(order.into_iter().filter_map(|(_, _, at)| entries[at].take()));
}

/// Sorts the list by one number.
pub fn by_number<T>(list: &mut Vec<T>, number: impl Fn(&T) -> i64) {
    by_numbers(list, |entry| (number(entry), 0));
}

/// A place as a number to sort by.
pub fn rising(place: usize) -> i64 {
    place as i64
}

/// The same, the last or the most first.
pub fn falling(place: usize) -> i64 {
    -(place as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(
            mut list: Vec<(u8, i8, String)>,
        ) {
            let mut other = list.clone();
            by_numbers(&mut list, |(a, b, _)| (falling((*a % 4).into()), i64::from(*b % 4)));
            other.sort_by_key(|(a, b, _)| (std::cmp::Reverse(*a % 4), *b % 4));
            prop_assert_eq!(list, other);
        }
    }
}
