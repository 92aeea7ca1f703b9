//! Questions to trees.
//!
//! In: a document that has been parsed. Out: tokens and ranges of tokens. Labels alone are asked, no
//! words: where the parser errs, so do the answers.

use super::Label;
use crate::document::{Arc, Document, TokenRange};

/// The trees of a document, ready to be asked. A token is an index of
/// [`Document::tokens`]; the methods panic for one that there is not.
#[derive(Clone, Debug)]
pub struct Trees<'d> {
    arcs: &'d [Arc],
    /// Where the children of each token begin in `children`; one more at the end.
    starts: Vec<usize>,
    children: Vec<usize>,
    spans: Vec<TokenRange>,
}

impl<'d> Trees<'d> {
    /// The trees of a document; none where it has not been parsed.
    pub fn new(document: &'d Document) -> Self {
        let arcs = &document.arcs[..];
        let mut starts = vec![0; arcs.len() + 1];
        arcs.iter().filter_map(|arc| arc.head).for_each(|head| starts[head + 1] += 1);
        let mut waiting: Vec<usize> = starts[1..].to_vec();
        for token in 0..arcs.len() {
            starts[token + 1] += starts[token];
        }
        let mut free = starts.clone();
        let mut children = vec![0; starts[arcs.len()]];
        for (token, arc) in arcs.iter().enumerate() {
            if let Some(head) = arc.head {
                children[free[head]] = token;
                free[head] += 1;
            }
        }
        // From the leaves up: a token is done once all its children are.
        let mut spans: Vec<TokenRange> = (0..arcs.len()).map(|token| token..token + 1).collect();
        let mut done: Vec<usize> = (0..arcs.len()).filter(|&token| waiting[token] == 0).collect();
        while let Some(token) = done.pop() {
            if let Some(head) = arcs[token].head {
                spans[head] =
                    spans[head].start.min(spans[token].start)..spans[head].end.max(spans[token].end);
                waiting[head] -= 1;
                if waiting[head] == 0 {
                    done.push(head);
                }
            }
        }
        Self { arcs, starts, children, spans }
    }

    /// What a token hangs from.
    pub fn head(&self, token: usize) -> Option<usize> {
        self.arcs[token].head
    }

    /// The relation to its head.
    pub fn label(&self, token: usize) -> Label {
        self.arcs[token].label
    }

    /// What hangs from a token, in the order of the text.
    pub fn children(&self, token: usize) -> &[usize] {
        &self.children[self.starts[token]..self.starts[token + 1]]
    }

    /// The first child with one of these labels.
    pub fn child(&self, token: usize, labels: &[Label]) -> Option<usize> {
        self.children(token).iter().copied().find(|&child| labels.contains(&self.label(child)))
    }

    /// From the first to the last token of all that hangs from a token, itself included.
    pub fn span(&self, token: usize) -> TokenRange {
        self.spans[token].clone()
    }

    /// The same without punctuation at either end: the clause of a verb.
    pub fn clause(&self, token: usize) -> TokenRange {
        let TokenRange { mut start, mut end } = self.span(token);
        let mark = |at: usize| at != token && self.label(at) == Label::Punct;
        while mark(start) {
            start += 1;
        }
        while mark(end - 1) {
            end -= 1;
        }
        start..end
    }

    /// Who or what does it, or of whom it is said: the subject of a predicate, its own or one that
    /// it shares with what it hangs from ("came and went", "vowed to go", "the man living there").
    pub fn subject(&self, predicate: usize) -> Option<usize> {
        use Label::{
            Acl, Advcl, Aux, AuxPass, Conj, Cop, Csubj, CsubjPass, Iobj, Nsubj, NsubjPass, Obj, Xcomp,
        };
        let mut token = predicate;
        loop {
            if let Some(subject) = self.child(token, &[Nsubj, NsubjPass, Csubj, CsubjPass]) {
                return Some(subject);
            }
            let head = self.head(token)?;
            match self.label(token) {
                // "urged them to go": they go.
                Xcomp => match self.child(head, &[Obj]).or_else(|| self.child(head, &[Iobj])) {
                    Some(object) if object != token => return Some(object),
                    _ => token = head,
                },
                Acl => return Some(head),
                Conj | Advcl | Aux | AuxPass | Cop => token = head,
                _ => return None,
            }
        }
    }

    /// Whether a verb is in the passive.
    pub fn is_passive(&self, verb: usize) -> bool {
        use Label::{AuxPass, CsubjPass, NsubjPass, OblAgent};
        self.child(verb, &[AuxPass, NsubjPass, CsubjPass, OblAgent]).is_some()
    }

    /// By whom it is done, of a verb in the passive.
    pub fn agent(&self, verb: usize) -> Option<usize> {
        self.child(verb, &[Label::OblAgent])
    }

    /// The predicate of the clause that a verb, noun or adjective takes: "said that it *fell*",
    /// "vowed to *go*", "the claim that it *fell*".
    pub fn complement(&self, token: usize) -> Option<usize> {
        self.child(token, &[Label::Ccomp]).or_else(|| self.child(token, &[Label::Xcomp])).or_else(|| {
            let clause = |child: &&usize| {
                self.label(**child) == Label::Acl && self.child(**child, &[Label::Mark]).is_some()
            };
            self.children(token).iter().find(clause).copied()
        })
    }

    /// What a noun is set beside: "the president, *Emmanuel Macron*".
    pub fn apposition(&self, noun: usize) -> Option<usize> {
        self.child(noun, &[Label::Appos])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{segment, text};

    /// A text with a tree: for each token its head (`i + 1` is token `i`, 0 the root) and label.
    fn parsed<'t>(text: &'t str, tree: &str) -> Document<'t> {
        let mut document = Document::new(text);
        text::divide(&mut document);
        segment::segment(&mut document);
        let arc = |entry: &str| {
            let (head, label) = entry.split_once(' ').unwrap();
            Arc { head: head.parse::<usize>().unwrap().checked_sub(1), label: Label::of(label) }
        };
        document.arcs = tree.split(", ").map(arc).collect();
        assert_eq!(document.arcs.len(), document.tokens.len(), "{text}");
        document
    }

    #[test]
    fn clause_of_a_complement() {
        let document = parsed(
            "Ankara, he said, denied that the talks failed.",
            "6 nsubj, 4 punct, 4 nsubj, 6 parataxis, 4 punct, 0 root, 10 mark, 9 det, 10 nsubj, 6 ccomp, 6 punct",
        );
        let trees = Trees::new(&document);
        assert_eq!(trees.complement(5), Some(9));
        assert_eq!(document.text_of(&trees.clause(9)), "that the talks failed");
        assert_eq!(trees.subject(9), Some(8));
        assert_eq!(trees.head(5), None);
        assert_eq!(document.text_of(&trees.clause(5)), "Ankara, he said, denied that the talks failed");
    }

    #[test]
    fn passives() {
        let document = parsed(
            "The plan was rejected by Moscow and Ankara left",
            "2 det, 4 nsubj:pass, 4 aux:pass, 0 root, 6 case, 4 obl:agent, 9 cc, 9 nsubj, 4 conj",
        );
        let trees = Trees::new(&document);
        assert!(trees.is_passive(3) && !trees.is_passive(8));
        assert_eq!(trees.agent(3), Some(5));
        assert_eq!(trees.subject(3), Some(1));
        assert_eq!(trees.subject(2), Some(1), "an auxiliary has the subject of its verb");
        assert_eq!(trees.subject(8), Some(7));
        assert_eq!(trees.span(3), 0..9);
        assert_eq!(trees.children(3), [1, 2, 5, 8]);
    }

    #[test]
    fn subjects_that_are_shared() {
        let document = parsed(
            "Officials came and urged troops to leave",
            "2 nsubj, 0 root, 4 cc, 2 conj, 4 obj, 7 mark, 4 xcomp",
        );
        let trees = Trees::new(&document);
        assert_eq!(trees.subject(3), Some(0));
        assert_eq!(trees.subject(6), Some(4));
        let document = parsed("The UN vowed to help", "2 det, 3 nsubj, 0 root, 5 mark, 3 xcomp");
        assert_eq!(Trees::new(&document).subject(4), Some(1));
        let document = parsed("people living there", "0 root, 1 acl, 2 advmod");
        assert_eq!(Trees::new(&document).subject(1), Some(0));
    }

    #[test]
    fn nouns() {
        let document = parsed(
            "France's president, Emmanuel Macron, dismissed the claim that it fell",
            "3 nmod:poss, 1 case, 8 nsubj, 5 punct, 3 appos, 5 flat, 5 punct, 0 root, 10 det, 8 obj, 13 mark, 13 nsubj, 10 acl",
        );
        let trees = Trees::new(&document);
        assert_eq!(trees.apposition(2), Some(4));
        assert_eq!(document.text_of(&trees.clause(4)), "Emmanuel Macron");
        assert_eq!(trees.complement(9), Some(12));
        assert_eq!(trees.complement(2), None);
    }

    #[test]
    fn without_a_model_there_are_none() {
        assert_eq!(Trees::new(&Document::new("")).arcs, []);
    }
}
