//! The command as it is run: its output, its messages and its exit codes.

use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use whosaid::report::{About, Format, export};

const ARTICLE: &str = "The Kremlin denied that any order was given.\n\nThe road is closed.\n";

fn whosaid(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
    command.args(arguments).env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs the command in a folder with `input` on its standard input, until it ends.
fn run_in(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = whosaid(arguments).current_dir(folder).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feed = std::thread::spawn(move || {
        // A command that ends without reading closes the pipe.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    feed.join().unwrap();
    output
}

fn run(arguments: &[&str], input: &[u8]) -> Output {
    run_in(Path::new("."), arguments, input)
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn json_lines(output: &Output) -> Vec<Value> {
    out(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// An empty folder for the files of one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("command").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn batch(input: &[u8]) -> Vec<Value> {
    let output = run(&["batch"], input);
    assert_eq!((code(&output), err(&output)), (0, ""));
    json_lines(&output)
}

mod analyze {
    use super::*;

    #[test]
    fn text_is_what_it_reports_by_default() {
        let folder = folder("text");
        fs::write(folder.join("a.txt"), ARTICLE).unwrap();
        let output = run_in(&folder, &["analyze", "a.txt"], b"");
        assert_eq!((code(&output), err(&output)), (0, ""));
        assert_eq!(output, run_in(&folder, &["analyze", "--format", "text", "a.txt"], b""));
        assert!(out(&output).lines().any(|line| line.starts_with("The writer's own: ")));
        assert!(out(&output).ends_with(". Listed with --all.\n"), "{}", out(&output));
        let all = run_in(&folder, &["analyze", "--all", "a.txt"], b"");
        assert!(out(&all).contains("  The road is closed.\n    a.txt:3\n"), "{}", out(&all));
    }

    #[test]
    fn a_dash_is_standard_input() {
        let output = run(&["analyze", "-", "--all"], ARTICLE.as_bytes());
        assert_eq!((code(&output), err(&output)), (0, ""));
        assert!(out(&output).contains("    <stdin>:3\n"), "{}", out(&output));
    }

    #[test]
    fn lines_are_wrapped_at_the_width() {
        let article = "The road is closed, ".repeat(20) + "and so is the bridge.";
        for width in [30, 60] {
            let output = run(&["analyze", "-", "--all", "--width", &width.to_string()], article.as_bytes());
            let widest = out(&output).lines().map(str::len).max().unwrap();
            assert!(widest <= width && widest > width - 10, "{widest} columns for {width}");
        }
        assert_eq!(code(&run(&["analyze", "-", "--width", "5"], b"")), 2);
    }

    #[test]
    fn colour_is_only_for_terminals_and_those_who_force_it() {
        let output = run(&["analyze", "-"], ARTICLE.as_bytes());
        assert!(!out(&output).contains('\u{1b}'));
        let mut forced = whosaid(&["analyze", "-"]);
        let mut child = forced.env("CLICOLOR_FORCE", "1").spawn().unwrap();
        child.stdin.take().unwrap().write_all(ARTICLE.as_bytes()).unwrap();
        assert!(out(&child.wait_with_output().unwrap()).contains('\u{1b}'));
    }

    #[test]
    fn json_is_one_report_a_line() {
        let folder = folder("json");
        fs::write(folder.join("a.txt"), ARTICLE).unwrap();
        fs::write(folder.join("b.txt"), "Nothing happened.").unwrap();
        let output = run_in(
            &folder,
            &["analyze", "--format", "json", "--published", "2020-02-11", "a.txt", "b.txt"],
            b"",
        );
        assert_eq!((code(&output), err(&output)), (0, ""));
        let reports = json_lines(&output);
        assert_eq!(reports.len(), 2);
        assert_eq!((&reports[0]["file"], &reports[1]["file"]), (&json!("a.txt"), &json!("b.txt")));
        assert_eq!(reports[0]["published"], "2020-02-11");
        assert_eq!(reports[0]["offset_unit"], "utf8");
        assert_eq!(reports[1]["claims"][0]["text"], "Nothing happened.");

        let alone =
            run_in(&folder, &["analyze", "--format", "json", "--published", "2020-02-11", "a.txt"], b"");
        assert_eq!(json_lines(&alone), reports[..1]);
    }

    #[test]
    fn json_and_the_library_agree() {
        let output = run(&["analyze", "--format", "json", "-"], ARTICLE.as_bytes());
        let mut report = json_lines(&output).remove(0);
        assert_eq!(report.as_object_mut().unwrap().remove("file"), Some(json!("-")));
        let library = whosaid::analyze(ARTICLE, &whosaid::Options::default());
        assert_eq!(report, serde_json::to_value(library).unwrap());
    }

    #[test]
    fn several_articles_stand_under_their_names() {
        let folder = folder("several");
        fs::write(folder.join("a.txt"), ARTICLE).unwrap();
        fs::write(folder.join("b.txt"), ARTICLE).unwrap();
        let output = run_in(&folder, &["analyze", "a.txt", "b.txt"], b"");
        assert!(out(&output).starts_with("a.txt\n\n"), "{}", out(&output));
        assert!(out(&output).contains("\n\nb.txt\n\n"), "{}", out(&output));
    }

    #[test]
    fn an_empty_article_is_no_error() {
        let output = run(&["analyze", "-"], b"");
        assert_eq!((code(&output), out(&output), err(&output)), (0, "No claims found.\n", ""));
    }

    #[test]
    fn what_cannot_be_read_is_named_and_the_rest_is_analysed() {
        let folder = folder("unreadable");
        fs::write(folder.join("good.txt"), ARTICLE).unwrap();
        fs::write(folder.join("latin.txt"), b"Line one\nCaf\xe9 closed\n").unwrap();
        fs::create_dir(folder.join("news")).unwrap();
        let arguments = ["analyze", "--format", "json", "none.txt", "news", "latin.txt", "good.txt"];
        let output = run_in(&folder, &arguments, b"");
        assert_eq!(code(&output), 1);
        assert_eq!(
            err(&output),
            "error: none.txt: no such file\n\
             error: news: is a directory, not a file\n\
             error: latin.txt: is not UTF-8 text: invalid at byte offset 12, on line 2\n"
        );
        let reports = json_lines(&output);
        assert_eq!(reports.len(), 1);
        assert_eq!(reports[0]["file"], "good.txt");
    }

    #[test]
    fn standard_input_that_is_not_utf8_is_an_error() {
        let output = run(&["analyze", "-"], b"\xff\xfeT\0h\0e\0");
        assert_eq!((code(&output), out(&output)), (1, ""));
        assert_eq!(err(&output), "error: -: is not UTF-8 text: invalid at byte offset 0, on line 1\n");
    }

    #[test]
    fn a_byte_order_mark_counts_in_the_offsets() {
        let article = format!("\u{feff}{ARTICLE}");
        let output = run(&["analyze", "--format", "json", "-"], article.as_bytes());
        assert_eq!((code(&output), err(&output)), (0, ""));
        let report = json_lines(&output).remove(0);
        for claim in report["claims"].as_array().unwrap() {
            for span in claim["spans"].as_array().unwrap() {
                let [start, end] = [&span[0], &span[1]].map(|at| at.as_u64().unwrap() as usize);
                assert!(claim["text"].as_str().unwrap().contains(&article[start..end]));
            }
        }
        assert_eq!(report["claims"].as_array().unwrap().last().unwrap()["spans"], json!([[49, 68]]));
    }

    #[test]
    fn html_is_read_as_text_with_a_note() {
        for page in ["<!DOCTYPE html><p>It is.</p>", "\u{feff}\n <HTML lang=en>It is."] {
            let output = run(&["analyze", "-"], page.as_bytes());
            assert_eq!(code(&output), 0);
            assert_eq!(err(&output), "note: -: this looks like HTML; its tags are read as text\n");
        }
        assert_eq!(err(&run(&["analyze", "-"], "<htm, é".as_bytes())), "");
    }

    #[test]
    fn wrong_usage_ends_with_two() {
        for arguments in
            [&["analyze"][..], &["analyze", "--colour", "-"], &[], &["report"], &["batch", "a.jsonl"]]
        {
            let output = run(arguments, b"");
            assert_eq!((code(&output), out(&output)), (2, ""), "{arguments:?}");
        }
        for wrong in ["2020-02-30", "2020-2-1", "11.02.2020", "+2020-02-11", ""] {
            let output = run(&["analyze", "-", "--published", wrong], b"");
            assert_eq!(code(&output), 2, "{wrong}");
            assert!(err(&output).contains("--published"), "{}", err(&output));
        }
    }

    #[test]
    fn formats_that_there_are_not_are_refused() {
        let output = run(&["analyze", "--format", "xml", "-"], b"");
        assert_eq!((code(&output), out(&output)), (2, ""));
        let known =
            "no such format; there are text, json, csv, markdown, annotation, jsonld, claimreview, html";
        assert!(err(&output).contains(known), "{}", err(&output));
        let help = run(&["analyze", "--help"], b"");
        for format in ["csv", "markdown", "annotation", "jsonld", "claimreview", "html"] {
            assert!(out(&help).contains(&format!("  {format} ")), "{format}");
        }
    }

    #[test]
    fn exports_are_those_of_the_library() {
        let folder = folder("exports");
        fs::write(folder.join("a.txt"), ARTICLE).unwrap();
        for format in Format::ALL {
            let arguments = ["analyze", "--format", format.name(), "--url", "https://example.org/a", "a.txt"];
            let output = run_in(&folder, &arguments, b"");
            assert_eq!((code(&output), err(&output)), (0, ""));
            let report = whosaid::analyze(ARTICLE, &whosaid::Options::default());
            let about = About { name: Some("a.txt"), url: Some("https://example.org/a") };
            assert_eq!(out(&output), export(ARTICLE, report, format, &about).unwrap());
        }
    }

    #[test]
    fn several_articles_have_one_line_of_names_and_a_json_object_each() {
        let folder = folder("several-exports");
        fs::write(folder.join("a.txt"), ARTICLE).unwrap();
        fs::write(folder.join("b.txt"), ARTICLE).unwrap();
        let output = run_in(&folder, &["analyze", "--format", "csv", "a.txt", "b.txt"], b"");
        assert_eq!(out(&output).matches("article,claim,").count(), 1);
        let rows = out(&output).lines().skip(1);
        let names: Vec<&str> = rows.map(|row| row.split(',').next().unwrap()).collect();
        assert_eq!(names, ["a.txt", "a.txt", "b.txt", "b.txt"]);
        let output = run_in(&folder, &["analyze", "--format", "annotation", "a.txt", "b.txt"], b"");
        assert_eq!(json_lines(&output).len(), 2);
        for arguments in
            [&["--format", "html", "a.txt", "b.txt"][..], &["--url", "https://example.org", "a.txt", "b.txt"]]
        {
            let output = run_in(&folder, &[&["analyze"], arguments].concat(), b"");
            assert_eq!((code(&output), out(&output)), (2, ""));
            assert!(err(&output).ends_with("takes one FILE\n"), "{}", err(&output));
        }
        let output = run(&["analyze", "--url", "javascript:alert(1)", "-"], b"");
        assert_eq!(code(&output), 2);
    }

    #[test]
    fn what_is_worth_checking_and_what_to_look_at_come_first() {
        let article = "The fighting left 13 people dead in a week.\n\nEight soldiers were killed on Saturday in \
                       the shelling. Five soldiers were also killed on Monday, the ministry said.\n";
        let output = run(&["analyze", "--published", "2020-02-11", "-"], article.as_bytes());
        assert!(out(&output).starts_with("Worth checking first\n"), "{}", out(&output));
        let finding =
            "To look at\n  8 + 5 = 13: “Eight soldiers” and “Five soldiers” add up to “13 people”.\n";
        assert!(out(&output).contains(finding), "{}", out(&output));
    }

    #[test]
    fn a_closed_output_is_no_error() {
        for format in ["text", "json"] {
            let folder = folder(&format!("closed-{format}"));
            fs::write(folder.join("a.txt"), ARTICLE.repeat(100)).unwrap();
            let files = ["a.txt"; 20];
            let arguments = [&["analyze", "--all", "--format", format][..], &files].concat();
            let mut child = whosaid(&arguments).current_dir(&folder).spawn().unwrap();
            drop(child.stdout.take());
            let output = child.wait_with_output().unwrap();
            assert_eq!((code(&output), err(&output)), (0, ""));
        }
    }
}

mod compare {
    use super::*;

    const OTHER: &str = "Moscow waits\n\nAn order was given, the mayor said. The bridge is open.\n";

    fn compared(arguments: &[&str]) -> Output {
        let folder = folder(&format!("compare-{}", arguments.join("-")));
        fs::write(folder.join("a.txt"), ARTICLE).unwrap();
        fs::write(folder.join("b.txt"), OTHER.replace("An order was", "Any order was")).unwrap();
        run_in(&folder, &[&["compare", "a.txt", "b.txt"], arguments].concat(), b"")
    }

    #[test]
    fn what_is_shared_comes_with_what_differs() {
        let output = compared(&["--all"]);
        assert_eq!((code(&output), err(&output)), (0, ""));
        let shared = "In more than one\n  that any order was given\n    denied · denial · indirect · a.txt:1\n  \
                      Any order was given\n    said · indirect · b.txt:3\n    ≠ other sources: Government of \
                      Russia | mayor\n    ≠ denied: denied | not denied\n";
        assert!(out(&output).starts_with(shared), "{}", out(&output));
        assert!(
            out(&output).contains("Only in a.txt\n  The road is closed.\n    a.txt:3\n"),
            "{}",
            out(&output)
        );
        assert!(
            out(&output).contains("Only in b.txt\n  The bridge is open.\n    b.txt:3\n"),
            "{}",
            out(&output)
        );
    }

    #[test]
    fn json_is_the_comparison_of_the_library() {
        let output = compared(&["--format", "json"]);
        let mut found = json_lines(&output).remove(0);
        assert_eq!(found.as_object_mut().unwrap().remove("files"), Some(json!(["a.txt", "b.txt"])));
        let other = OTHER.replace("An order was", "Any order was");
        let options = whosaid::Options::default();
        let library = whosaid::compare(&[(ARTICLE, options), (&other, options)]);
        assert_eq!(found, serde_json::to_value(library).unwrap());
    }

    #[test]
    fn wrong_usage_and_files_that_are_not_there_are_named() {
        assert_eq!(code(&run(&["compare", "a.txt"], b"")), 2);
        let output = run(&["compare", "none.txt", "-"], b"");
        assert_eq!((code(&output), out(&output), err(&output)), (1, "", "error: none.txt: no such file\n"));
        let days = ["compare", "a", "b", "c", "--published", "2020-02-11", "--published", "2020-02-12"];
        let output = run(&days, b"");
        assert_eq!(code(&output), 2);
        assert_eq!(err(&output), "error: --published is given once, or once for each FILE\n");
    }
}

mod filter {
    use super::*;

    #[test]
    fn a_report_a_line_in_order() {
        let mut input = Vec::new();
        for id in 0..500 {
            // Long and short lines by turns: what is done first is not what came first.
            let text = "The road is closed. ".repeat(if id % 7 == 0 { 300 } else { 1 });
            writeln!(input, "{}", json!({ "id": id, "text": text })).unwrap();
        }
        let answers = batch(&input);
        assert_eq!(answers.len(), 500);
        for (id, answer) in answers.iter().enumerate() {
            assert_eq!(answer["id"], id);
            assert!(
                answer["report"]["claims"][0]["text"].as_str().unwrap().starts_with("The road is closed.")
            );
        }
    }

    #[test]
    fn the_report_is_the_librarys() {
        let line = json!({ "id": "a", "text": ARTICLE, "published": "2020-02-11", "url": "ignored" });
        let published = whosaid::NaiveDate::from_ymd_opt(2020, 2, 11);
        let library = whosaid::analyze(ARTICLE, &whosaid::Options { published });
        assert_eq!(batch(line.to_string().as_bytes()), [json!({ "id": "a", "report": library })]);
    }

    #[test]
    fn ids_come_back_as_written() {
        for id in
            ["12345678901234567890123", "1.10", "\"caf\\u00e9\"", "{\"b\": [1], \"a\": null}", "null", "true"]
        {
            let output = run(&["batch"], format!("{{\"id\": {id}, \"text\": \"\"}}").as_bytes());
            let start = format!("{{\"id\":{id},\"report\":{{");
            assert!(out(&output).starts_with(&start), "{}", out(&output));
        }
        assert_eq!(batch(b"{\"text\": \"\"}")[0]["id"], json!(null));
    }

    #[test]
    fn a_wrong_line_is_answered_and_the_run_goes_on() {
        let input = b"\xef\xbb\xbf{\"id\": 1, \"text\": \"It is.\"}\r\n\
            not json\n\
            \n\
            [4, \"text\"]\n\
            {\"id\": 5}\n\
            {\"id\": 6, \"text\": 7}\n\
            {\"id\": 7, \"text\": \"\", \"published\": \"2020-02-30\"}\n\
            {\"id\": 8, \"text\": \"\", \"published\": 2020}\n\
            {\"id\": 9, \"text\": \"\\ud800\"}\n\
            {\"id\": 10, \"text\": \"caf\xe9\"}\n\
            {\"id\": \"\xe9\", \"text\": \"\"}\n\
            {\"id\": 12, \"text\": \"\"\n\
            {\"id\": 13, \"text\": \"\", \"published\": null}";
        let errors: Vec<_> = batch(input)
            .into_iter()
            .map(|answer| {
                let (report, error) = (answer.get("report"), answer.get("error"));
                assert!(report.is_some() != error.is_some());
                (answer["id"].clone(), error.map(|error| error.as_str().unwrap().to_owned()))
            })
            .collect();
        let wrong = |id: Value, why: &str| (id, Some(why.to_owned()));
        assert_eq!(
            errors,
            [
                (json!(1), None),
                wrong(json!(null), "line 2: not a JSON object"),
                wrong(json!(null), "line 4: not a JSON object"),
                wrong(json!(5), "line 5: no \"text\""),
                wrong(json!(6), "line 6: \"text\" is not a string"),
                wrong(json!(7), "line 7: \"published\" is not a day in the form YYYY-MM-DD"),
                wrong(json!(8), "line 8: \"published\" is not a string"),
                wrong(
                    json!(9),
                    "line 9: \"text\" is not a valid string: unexpected end of hex escape at column 8"
                ),
                wrong(json!(10), "line 10: not UTF-8: invalid at byte offset 23 of the line"),
                wrong(json!(null), "line 11: not UTF-8: invalid at byte offset 8 of the line"),
                wrong(json!(null), "line 12: not a JSON object: EOF while parsing an object at column 21"),
                (json!(13), None),
            ]
        );
    }

    #[test]
    fn nesting_without_end_is_no_trouble() {
        let deep = "[".repeat(200_000) + &"]".repeat(200_000);
        let answers = batch(format!("{{\"id\": 1, \"text\": \"\", \"x\": {deep}}}").as_bytes());
        assert!(answers[0].get("report").is_some(), "{}", answers[0]);
    }

    #[test]
    fn nothing_in_is_nothing_out() {
        assert_eq!(batch(b""), [] as [Value; 0]);
        assert_eq!(batch(b"\n \n"), [] as [Value; 0]);
    }

    /// A running filter, whose answers arrive on a channel.
    fn interactive() -> (Child, mpsc::Receiver<String>) {
        let mut child = whosaid(&["batch"]).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (sender, receiver) = mpsc::channel();
        std::thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| sender.send(line)));
        (child, receiver)
    }

    #[test]
    fn each_line_is_answered_before_the_next_is_sent() {
        let (mut child, answers) = interactive();
        let mut stdin = child.stdin.take().unwrap();
        for id in 0..3 {
            writeln!(stdin, "{{\"id\": {id}, \"text\": \"It is.\"}}").unwrap();
            let answer =
                answers.recv_timeout(Duration::from_secs(60)).expect("an answer without waiting for more");
            assert!(answer.starts_with(&format!("{{\"id\":{id},")), "{answer}");
        }
        drop(stdin);
        assert!(child.wait().unwrap().success());
    }

    #[test]
    fn a_closed_output_is_no_error() {
        let mut child = whosaid(&["batch"]).spawn().unwrap();
        drop(child.stdout.take());
        let mut stdin = child.stdin.take().unwrap();
        // It ends although its input has not.
        while writeln!(stdin, "{{\"id\": 1, \"text\": \"It is.\"}}").is_ok() {}
        assert!(child.wait().unwrap().success());
        let mut message = String::new();
        child.stderr.take().unwrap().read_to_string(&mut message).unwrap();
        assert_eq!(message, "");
    }

    #[cfg(unix)]
    #[test]
    fn input_that_cannot_be_read_is_an_error() {
        let folder = fs::File::open(".").unwrap();
        let output = whosaid(&["batch"]).stdin(folder).output().unwrap();
        assert_eq!((code(&output), out(&output)), (1, ""));
        assert!(err(&output).starts_with("error: standard input cannot be read: "), "{}", err(&output));
    }
}

#[test]
fn the_readme_shows_what_the_command_prints() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let shown = readme.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let printed = Command::new(env!("CARGO_BIN_EXE_whosaid"))
        .args(["analyze", "www/samples/black-sea.txt"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let printed = String::from_utf8(printed.stdout).unwrap();
    let mut lines = printed.lines();
    let shown: Vec<&str> = shown.lines().skip(1).filter(|line| !line.is_empty() && *line != "…").collect();
    assert!(shown.len() >= 10, "ten lines of output");
    for line in shown {
        assert!(lines.any(|printed| printed == line), "the command does not print: {line}");
    }
}
