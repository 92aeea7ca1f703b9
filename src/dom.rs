//! From an HTML page to the text of its article.
//!
//! In: HTML, whole or in part. Out: its text, paragraphs parted by an empty line, line breaks,
//! list items and table rows by a line break. The browser parses it into a document that belongs
//! to no window: no script runs and nothing is fetched.
//!
//! What it gets wrong: it knows no style sheets, so what a class hides is kept; a page that marks
//! neither `article` nor `main` keeps whatever stands around the story; captions are left out.

use js_sys::Error;
use std::ops::Range;
use wasm_bindgen::prelude::*;
use web_sys::{DomParser, Element, Node, SupportedType};

/// Never part of a story.
const DROPPED: [&str; 27] = [
    "aside",
    "audio",
    "button",
    "canvas",
    "datalist",
    "dialog",
    "embed",
    "figcaption",
    "head",
    "iframe",
    "input",
    "math",
    "menu",
    "meter",
    "nav",
    "noscript",
    "object",
    "progress",
    "rp",
    "rt",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "video",
];

/// Roles of what is never part of a story.
const DROPPED_ROLES: [&str; 10] = [
    "alert",
    "complementary",
    "contentinfo",
    "dialog",
    "menu",
    "menubar",
    "navigation",
    "search",
    "toolbar",
    "tooltip",
];

/// Classes by which pages hide what they say to screen readers alone.
const HIDING_CLASSES: [&str; 4] = ["screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden"];

/// Begin and end a paragraph.
const PARAGRAPHS: [&str; 30] = [
    "address",
    "article",
    "blockquote",
    "body",
    "center",
    "details",
    "div",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
    "caption",
];

/// Begin and end a line.
const LINES: [&str; 4] = ["dd", "dt", "li", "tr"];

/// The text of the article in a page; of the whole page where none of its parts holds most of it.
///
/// # Errors
///
/// An `Error` where there is no `DOMParser`: it exists in pages, not in workers or Node.
pub fn article_text(html: &str) -> Result<String, JsValue> {
    let parser = DomParser::new()
        .map_err(|_| Error::new("textFromHtml needs a DOMParser, which pages have and workers do not"))?;
    let document = parser.parse_from_string(html, SupportedType::TextHtml)?;
    let Some(body) = document.query_selector("body")? else {
        return Ok(String::new());
    };
    let mut page = Page::default();
    page.walk(&body)?;
    Ok(page.article())
}

/// What parts two pieces of text; the greatest of several wins.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Cell,
    Line,
    Paragraph,
}

/// The text of a page while it is read.
#[derive(Default)]
struct Page {
    text: String,
    /// What stands between the text so far and the next piece.
    gap: Gap,
    /// Where each `article` and `main` lies in the text.
    articles: Vec<Range<usize>>,
    /// Where each `h1` lies in the text.
    headlines: Vec<Range<usize>>,
    /// Where the elements that are open now and counted above began.
    starts: Vec<usize>,
    /// How many `pre` are open.
    preformatted: usize,
    /// How many `q` are open.
    quoted: usize,
}

impl Page {
    /// Reads everything in `root`, without recursion: pages may nest as deep as they like.
    fn walk(&mut self, root: &Element) -> Result<(), JsValue> {
        let root: &Node = root;
        let mut next = root.first_child();
        let mut depth = 0usize;
        let mut parent = root.clone();
        loop {
            match next {
                Some(node) => {
                    if let Some(element) = element(&node) {
                        let name = element.local_name();
                        if !is_dropped(element, &name)? {
                            self.enter(element, &name);
                            depth += 1;
                            next = node.first_child();
                            parent = node;
                            continue;
                        }
                    } else if node.node_type() == Node::TEXT_NODE {
                        self.write(&node.node_value().unwrap_or_default());
                    }
                    next = node.next_sibling();
                }
                None if depth == 0 => return Ok(()),
                None => {
                    if let Some(element) = element(&parent) {
                        self.leave(element, &element.local_name());
                    }
                    depth -= 1;
                    next = parent.next_sibling();
                    parent = parent.parent_node().unwrap_or_else(|| root.clone());
                }
            }
        }
    }

    fn enter(&mut self, element: &Element, name: &str) {
        self.part(name);
        match name {
            "br" => self.gap = if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line },
            "pre" => self.preformatted += 1,
            // Its marks come from the browser, not from the text.
            "q" => {
                self.write(if self.quoted.is_multiple_of(2) { "“" } else { "‘" });
                self.quoted += 1;
            }
            _ => {}
        }
        if is_article(element, name) || name == "h1" {
            self.starts.push(self.text.len());
        }
    }

    fn leave(&mut self, element: &Element, name: &str) {
        match name {
            "pre" => self.preformatted -= 1,
            "q" => {
                self.quoted -= 1;
                self.write(if self.quoted.is_multiple_of(2) { "”" } else { "’" });
            }
            _ => {}
        }
        if is_article(element, name) || name == "h1" {
            let range = self.starts.pop().unwrap_or_default()..self.text.len();
            if name == "h1" { &mut self.headlines } else { &mut self.articles }.push(range);
        }
        self.part(name);
    }

    /// Parts what comes from what was, where an element of this name begins or ends.
    fn part(&mut self, name: &str) {
        let gap = match name {
            "td" | "th" => Gap::Cell,
            _ if LINES.contains(&name) => Gap::Line,
            _ if PARAGRAPHS.contains(&name) => Gap::Paragraph,
            _ => Gap::None,
        };
        self.gap = self.gap.max(gap);
    }

    fn write(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' if self.preformatted > 0 => {
                    self.gap = if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line }
                }
                ' ' | '\t' | '\n' | '\r' | '\x0c' => self.gap = self.gap.max(Gap::Space),
                // Pages part paragraphs by blocks that hold nothing else.
                '\u{a0}' if self.gap > Gap::Space || self.text.is_empty() => {}
                _ => {
                    if !self.text.is_empty() {
                        self.text.push_str(match self.gap {
                            Gap::None => "",
                            Gap::Space => " ",
                            Gap::Cell => "\t",
                            Gap::Line => "\n",
                            Gap::Paragraph => "\n\n",
                        });
                    }
                    self.gap = Gap::None;
                    self.text.push(c);
                }
            }
        }
    }

    /// The smallest article that holds most of the page's text, with its headline.
    fn article(&self) -> String {
        let holds_most = |range: &&Range<usize>| range.len() * 2 > self.text.len();
        let Some(article) = self.articles.iter().filter(holds_most).min_by_key(|range| range.len()) else {
            return self.text.clone();
        };
        let text = self.text[article.clone()].trim();
        let inside = |headline: &Range<usize>| article.start <= headline.start && headline.end <= article.end;
        let before = self.headlines.iter().rfind(|headline| headline.end <= article.start);
        match before.map(|headline| self.text[headline.clone()].trim()) {
            Some(headline) if !headline.is_empty() && !self.headlines.iter().any(inside) => {
                format!("{headline}\n\n{text}")
            }
            _ => text.to_owned(),
        }
    }
}

fn element(node: &Node) -> Option<&Element> {
    (node.node_type() == Node::ELEMENT_NODE).then(|| node.unchecked_ref())
}

fn is_article(element: &Element, name: &str) -> bool {
    matches!(name, "article" | "main")
        || matches!(element.get_attribute("role").as_deref(), Some("article" | "main"))
}

fn is_dropped(element: &Element, name: &str) -> Result<bool, JsValue> {
    let role = element.get_attribute("role").unwrap_or_default();
    Ok(DROPPED.contains(&name)
        || DROPPED_ROLES.contains(&role.as_str())
        || is_hidden(element)
        || match name {
            // A page's own header holds menus, an article's its headline.
            "header" => {
                element.closest("article, main")?.is_none() && element.query_selector("h1")?.is_none()
            }
            // Below a quotation it says who spoke.
            "footer" => element.closest("blockquote")?.is_none(),
            // Some servers put the whole page into one form.
            "form" => element.query_selector("article, main, h1")?.is_none(),
            _ => false,
        })
}

fn is_hidden(element: &Element) -> bool {
    let attribute = |name| element.get_attribute(name).unwrap_or_default().to_ascii_lowercase();
    let style = attribute("style").replace([' ', '\t', '\n'], "");
    element.has_attribute("hidden")
        || attribute("aria-hidden") == "true"
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || attribute("class").split_ascii_whitespace().any(|class| HIDING_CLASSES.contains(&class))
}
