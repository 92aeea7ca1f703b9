//! How time and memory grow with the text, natively. In: the sample articles of the page, one
//! after the other and over again. Out: a line for each size, tab-separated: bytes, nanoseconds
//! (median), peak resident memory of the process so far in KiB (Linux alone; else 0).

use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};
use whosaid::{Options, analyze};

const SIZES: [usize; 4] = [10_000, 100_000, 1_000_000, 10_000_000];
const LEAST_RUNS: usize = 3;
const LEAST_TIME: Duration = Duration::from_secs(1);

fn main() {
    let samples = samples();
    for size in SIZES {
        let mut text = samples.repeat(size / samples.len() + 1);
        text.truncate(text.floor_char_boundary(size));
        black_box(analyze(&text, &Options::default()));
        let mut times = Vec::new();
        while times.len() < LEAST_RUNS || times.iter().sum::<Duration>() < LEAST_TIME {
            let start = Instant::now();
            black_box(analyze(black_box(&text), &Options::default()));
            times.push(start.elapsed());
        }
        times.sort();
        println!("{}\t{}\t{}", text.len(), times[times.len() / 2].as_nanos(), peak_kib());
    }
}

/// The sample articles in the order of their names.
fn samples() -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/www/samples");
    let entries = fs::read_dir(folder).expect("the page's samples");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("a sample") + "\n\n").collect()
}

fn peak_kib() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
