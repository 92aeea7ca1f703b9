//! Prints each token with its part of speech, sentence by sentence: what later stages see.
//! `echo "text" | cargo run --example tags`

use std::io::Read;

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("UTF-8 on standard input");
    let mut document = whosaid::document::Document::new(&text);
    whosaid::text::divide(&mut document);
    whosaid::segment::segment(&mut document);
    whosaid::tag::tag(&mut document);
    for sentence in &document.sentences {
        let words =
            sentence.tokens.clone().map(|i| format!("{}/{:?}", document.word(i), document.tokens[i].upos));
        println!("{}", words.collect::<Vec<_>>().join(" "));
    }
}
