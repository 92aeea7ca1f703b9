//! The command `whosaid`.

use std::io::{BufRead, Write};

fn main() {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let value: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
        let text = value["text"].as_str().unwrap_or_default();
        let report = whosaid::analyze(text, &whosaid::Options::default());
        let _ = writeln!(out, "{}", serde_json::json!({ "id": value["id"], "report": report }));
    }
}
