//! A web server for this machine alone. In: folders. Out: their files on 127.0.0.1, with the
//! headers a careful host would send: no caching, and a policy under which nothing but the
//! page's own files can run or be asked for. It serves files and nothing else.

use anyhow::{Result, anyhow};
use std::fs::{self, File};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use tiny_http::{Header, Method, Request, Response};

/// Scripts, styles, workers and requests from the page's own origin only, and nothing inline.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; frame-src 'self'; \
    manifest-src 'self'; base-uri 'none'; form-action 'none'";

/// How many requests are answered at a time.
const THREADS: usize = 4;

/// A running server; it answers until the process ends.
pub struct Server {
    address: SocketAddr,
    threads: Vec<thread::JoinHandle<()>>,
}

impl Server {
    /// Serves what the first folder that has it has. Port 0 takes a free one.
    pub fn start(folders: Vec<PathBuf>, port: u16) -> Result<Self> {
        let http = tiny_http::Server::http(("127.0.0.1", port)).map_err(|e| {
            anyhow!("cannot serve on port {port}: {e}; another one: --port N, a free one: --port 0")
        })?;
        let address = http.server_addr().to_ip().ok_or_else(|| anyhow!("no address"))?;
        let (http, folders) = (Arc::new(http), Arc::new(folders));
        let threads = (0..THREADS).map(|_| {
            let (http, folders) = (http.clone(), folders.clone());
            thread::spawn(move || {
                while let Ok(request) = http.recv() {
                    answer(request, &folders);
                }
            })
        });
        Ok(Self { address, threads: threads.collect() })
    }

    /// Where it is, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Says where it is and goes on until the process is stopped.
    pub fn run_forever(self) -> Result<()> {
        println!("whosaid is at {}/ (Ctrl+C stops it)", self.url());
        for thread in self.threads {
            thread.join().map_err(|_| anyhow!("the server stopped"))?;
        }
        Ok(())
    }
}

fn answer(request: Request, folders: &[PathBuf]) {
    let file = match request.method() {
        Method::Get | Method::Head => {
            decode(request.url()).and_then(|path| folders.iter().find_map(|folder| find(folder, &path)))
        }
        _ => None,
    };
    // A browser that has gone away does not concern the others.
    let _ = match file.and_then(|path| Some((File::open(&path).ok()?, path))) {
        Some((file, path)) => request.respond(with_headers(Response::from_file(file), kind(&path))),
        None => request.respond(with_headers(
            Response::from_string("no such file\n").with_status_code(404),
            "text/plain; charset=utf-8",
        )),
    };
}

/// The path that a request asks for, without its query, escapes decoded.
fn decode(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?;
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first == b'%' {
            let code = std::str::from_utf8(rest.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(code, 16).ok()?);
            rest = &rest[2..];
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The file at `path`, if it lies inside `folder`; for a folder its `index.html`.
fn find(folder: &Path, path: &str) -> Option<PathBuf> {
    let folder = fs::canonicalize(folder).ok()?;
    let mut file = fs::canonicalize(folder.join(path.trim_start_matches('/'))).ok()?;
    if file.is_dir() {
        file.push("index.html");
    }
    (file.starts_with(&folder) && file.is_file()).then_some(file)
}

fn with_headers<R: std::io::Read>(response: Response<R>, kind: &str) -> Response<R> {
    [
        ("Content-Type", kind),
        ("Content-Security-Policy", POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-store"),
    ]
    .into_iter()
    .filter_map(|(name, value)| Header::from_bytes(name, value).ok())
    .fold(response, Response::with_header)
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|e| e.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt" | "md" | "ts") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_decoded_and_queries_dropped() {
        assert_eq!(decode("/a%20b/c.js?d=%2F#e").as_deref(), Some("/a b/c.js"));
        assert_eq!(decode("/a%2"), None);
        assert_eq!(decode("/%ff"), None);
    }

    #[test]
    fn only_files_inside_the_folder_are_found() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(find(&here.join("src"), "/serve.rs").is_some());
        assert!(find(&here.join("src"), "/../Cargo.toml").is_none());
        assert!(find(&here.join("src"), "//etc/passwd").is_none());
        assert!(find(here, "/src").is_none(), "a folder without index.html");
    }
}
