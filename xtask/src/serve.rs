//! A web server for this machine alone. In: folders. Out: their files on 127.0.0.1, with the
//! headers a careful host would send: no caching, and a policy under which nothing but the
//! page's own files can run or be asked for. It serves files and nothing else.

use anyhow::{Context, Result};
use axum::Router;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use std::future::pending;
use std::net::SocketAddr;
use std::path::PathBuf;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

/// Scripts, styles, workers and requests from the page's own origin only, and nothing inline.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; frame-src 'self'; \
    manifest-src 'self'; base-uri 'none'; form-action 'none'";

const HEADERS: [(HeaderName, &str); 5] = [
    // Other pages embed the files: they are the same for everybody.
    (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (CACHE_CONTROL, "no-store"),
];

/// A running server; it answers as long as the value lives.
pub struct Server {
    address: SocketAddr,
    runtime: Runtime,
}

impl Server {
    /// Serves the files of `folder`; what it does not have is looked for in `more`, if that is
    /// given. Port 0 takes a free one.
    pub fn start(folder: PathBuf, more: Option<PathBuf>, port: u16) -> Result<Self> {
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", port))).with_context(|| {
            format!("cannot serve on port {port}; another one: --port N, a free one: --port 0")
        })?;
        let address = listener.local_addr()?;
        let files = match more {
            Some(more) => Router::new().fallback_service(ServeDir::new(folder).fallback(ServeDir::new(more))),
            None => Router::new().fallback_service(ServeDir::new(folder)),
        };
        let files = HEADERS.into_iter().fold(files, |files, (name, value)| {
            files.layer(SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value)))
        });
        runtime.spawn(async move { axum::serve(listener, files).await });
        Ok(Self { address, runtime })
    }

    /// Where it is, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Says where it is and goes on until the process is stopped.
    pub fn run_forever(self) -> Result<()> {
        println!("whosaid is at {}/ (Ctrl+C stops it)", self.url());
        self.runtime.block_on(pending())
    }
}
