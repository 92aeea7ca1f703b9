//! From scores to a tree.
//!
//! In: how well each token would do as the head of each other. Out: a head for each token, such
//! that exactly one hangs from the root and no cycle is left. Each token takes its best head; what
//! is then no tree is mended at the least loss, one cycle at a time. That is not always the best
//! tree of all, and nearly always is.

/// Heads for the tokens of one sentence: 0 is the root, `i + 1` token `i`.
///
/// `scores` has a row for each token, with a score for the root and for each token as its head.
pub fn tree(scores: &[i32], tokens: usize) -> Vec<usize> {
    if tokens == 0 {
        return Vec::new();
    }
    let row = |token: usize| &scores[token * (tokens + 1)..(token + 1) * (tokens + 1)];
    let best = |token: usize, allowed: &dyn Fn(usize) -> bool| {
        let heads = (1..=tokens).filter(|&head| head != token + 1 && allowed(head));
        heads.max_by_key(|&head| (row(token)[head], std::cmp::Reverse(head)))
    };
    let others: Vec<usize> = (0..tokens).map(|token| best(token, &|_| true).unwrap_or(0)).collect();
    // The token that gains most by hanging from the root.
    let gain = |token: usize| i64::from(row(token)[0]) - i64::from(row(token)[others[token]]);
    let root = (0..tokens).max_by_key(|&token| (gain(token), std::cmp::Reverse(token))).unwrap_or(0);
    let mut heads = others;
    heads[root] = 0;

    loop {
        let component = components(&heads);
        // Components are numbered by their lowest token on the cycle, plus one; 0 is the tree.
        let Some(&cycle) = component.iter().find(|&&component| component != 0) else { return heads };
        let mut token = cycle - 1;
        let mut change: Option<(i64, usize, usize)> = None;
        loop {
            if let Some(head) = best(token, &|head| component[head - 1] != cycle) {
                let loss = i64::from(row(token)[heads[token]]) - i64::from(row(token)[head]);
                if change.is_none_or(|(least, ..)| loss < least) {
                    change = Some((loss, token, head));
                }
            }
            token = heads[token] - 1;
            if token == cycle - 1 {
                break;
            }
        }
        // The root's component is never the cycle's, so there is always a change.
        let Some((_, token, head)) = change else { return heads };
        heads[token] = head;
    }
}

/// For each token 0 if the root is reached from it, else one more than the lowest token of the
/// cycle that is reached.
fn components(heads: &[usize]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    const ON_PATH: usize = usize::MAX - 1;
    let mut component = vec![NEW; heads.len()];
    let mut path = Vec::new();
    for start in 0..heads.len() {
        let mut node = start + 1;
        while node != 0 && component[node - 1] == NEW {
            component[node - 1] = ON_PATH;
            path.push(node);
            node = heads[node - 1];
        }
        let reached = match node {
            0 => 0,
            node if component[node - 1] == ON_PATH => {
                let from = path.iter().position(|&on| on == node).unwrap_or(0);
                path[from..].iter().copied().min().unwrap_or(0)
            }
            node => component[node - 1],
        };
        path.drain(..).for_each(|node| component[node - 1] = reached);
    }
    component
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cycle_is_broken_where_it_costs_least() {
        // Tokens 0 and 1 prefer each other; token 2 is the root.
        #[rustfmt::skip]
        let scores = [
            0, 0, 9, 8,
            0, 9, 0, 2,
            9, 0, 0, 0,
        ];
        assert_eq!(tree(&scores, 3), [3, 1, 0]);
    }

    proptest! {
        #[test]
        fn always_a_tree_with_one_root(
            (tokens, scores) in (1usize..12).prop_flat_map(|n| (Just(n), prop::collection::vec(-9..9, n * (n + 1))))
        ) {
            let heads = tree(&scores, tokens);
            prop_assert_eq!(heads.iter().filter(|&&head| head == 0).count(), 1);
            prop_assert!(components(&heads).iter().all(|&component| component == 0));
        }
    }
}
