//! Treebanks in CoNLL-U.
//!
//! In: a file. Out: its sentences, with the words that have heads; multiword tokens and empty nodes
//! are left out.

use anyhow::{Context, Result, bail};
use std::path::Path;

/// One sentence of a treebank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// The words.
    pub words: Vec<Word>,
    /// Whether a document begins with it.
    pub opens_document: bool,
    /// Whether a paragraph begins with it.
    pub opens_paragraph: bool,
}

/// One word of a treebank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// As it is written.
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech, such as `NOUN`.
    pub upos: String,
    /// 0 is the root, `i + 1` word `i`.
    pub head: usize,
    /// Label of the arc with its subtype, such as `nsubj:pass`.
    pub label: String,
    /// Whether white space follows.
    pub space_after: bool,
    /// Whether it is a later part of a contraction, such as `n't`.
    pub joined: bool,
}

/// Reads a file.
pub fn read(path: &Path) -> Result<Vec<Sentence>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    parse(&text).with_context(|| format!("{} is not CoNLL-U", path.display()))
}

fn parse(text: &str) -> Result<Vec<Sentence>> {
    let mut sentences = Vec::new();
    let mut sentence = Sentence::default();
    // The first and last word of the contraction being read, and whether white space follows it.
    let mut contracted: Option<(usize, usize, bool)> = None;
    for (number, line) in text.lines().chain([""]).enumerate() {
        if let Some(comment) = line.strip_prefix('#') {
            sentence.opens_document |= comment.trim_start().starts_with("newdoc");
            sentence.opens_paragraph |= comment.trim_start().starts_with("newpar");
        } else if line.trim().is_empty() {
            let sentence = std::mem::take(&mut sentence);
            let length = sentence.words.len();
            if let Some(word) = sentence.words.iter().find(|word| word.head > length) {
                bail!("line {number}: the head of {:?} is outside of its sentence", word.form);
            }
            if length > 0 {
                sentences.push(sentence);
            }
        } else {
            let columns: Vec<&str> = line.split('\t').collect();
            let &[id, form, lemma, upos, _, _, head, label, _, misc] = &columns[..] else {
                bail!("line {}: {} columns instead of 10", number + 1, columns.len());
            };
            let space_after = !misc.split('|').any(|entry| entry == "SpaceAfter=No");
            if let Some((first, last)) = id.split_once('-') {
                contracted = Some((first.parse()?, last.parse()?, space_after));
            } else if !id.contains('.') {
                let id: usize = id.parse().with_context(|| format!("line {}", number + 1))?;
                if id != sentence.words.len() + 1 {
                    bail!("line {}: word {id} is out of order", number + 1);
                }
                let (space_after, joined) = match contracted {
                    Some((first, last, after)) if id <= last => (id == last && after, id > first),
                    _ => (space_after, false),
                };
                contracted = contracted.filter(|&(_, last, _)| id < last);
                let head = head.parse().with_context(|| format!("line {}", number + 1))?;
                let [form, lemma, upos, label] = [form, lemma, upos, label].map(str::to_owned);
                sentence.words.push(Word { form, lemma, upos, head, label, space_after, joined });
            }
        }
    }
    Ok(sentences)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contractions_give_their_words() {
        let text = "# newdoc id = a\n1-2\tCan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\
                    1\tCa\tcan\tAUX\t_\t_\t3\taux\t_\t_\n2\tn't\tnot\tPART\t_\t_\t3\tadvmod\t_\t_\n\
                    3\twait\twait\tVERB\t_\t_\t0\troot\t_\t_\n\n";
        let sentences = parse(text).unwrap();
        assert_eq!(sentences.len(), 1);
        assert!(sentences[0].opens_document);
        let words: Vec<_> =
            sentences[0].words.iter().map(|w| (w.form.as_str(), w.head, w.space_after)).collect();
        assert_eq!(words, [("Ca", 3, false), ("n't", 3, false), ("wait", 0, true)]);
        assert_eq!(sentences[0].words.iter().map(|w| w.joined).collect::<Vec<_>>(), [false, true, false]);
    }

    #[test]
    fn faults_are_named() {
        assert!(parse("1\ta\n").unwrap_err().to_string().contains("line 1: 2 columns"));
        assert!(parse("1\ta\ta\tX\t_\t_\t7\tdep\t_\t_\n").unwrap_err().to_string().contains("outside"));
    }
}
