//! `index.html` as it is shipped. The source is one that Trunk understands too: links
//! marked `data-trunk` are for it alone, and `<!-- assets -->` is where a release names
//! its files.

use crate::steps::{Done, Failure};

/// Addresses of the built files, each with a hash of its content in its name.
#[derive(Debug, Default)]
pub struct Assets {
    /// The script that runs before anything is painted.
    pub boot: String,
    /// The stylesheet.
    pub style: String,
    /// The module that starts the page.
    pub module: String,
    /// The WebAssembly it starts.
    pub wasm: String,
    /// Language and file.
    pub locales: Vec<(String, String)>,
}

const BOOT: &str = "\"/boot.js\"";
const STYLE: &str = "\"/style/index.css\"";
const MARK: &str = "<!-- assets -->";

/// The page that loads these files.
///
/// # Errors
/// The source lacks one of the places where they are named.
pub fn release(source: &str, assets: &Assets) -> Done<String> {
    for place in [BOOT, STYLE, MARK] {
        if source.matches(place).count() != 1 {
            return Err(Failure::from(format!(
                "index.html must have {place} exactly once"
            )));
        }
    }
    let locales: Vec<String> = assets
        .locales
        .iter()
        .map(|(language, address)| format!("{language}={address}"))
        .collect();
    let head = format!(
        "<meta name=\"banshi-module\" content=\"{module}\">\n\
         <meta name=\"banshi-locales\" content=\"{locales}\">\n\
         <link rel=\"modulepreload\" href=\"{module}\">\n\
         <link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" href=\"{wasm}\" crossorigin>",
        module = assets.module,
        wasm = assets.wasm,
        locales = locales.join(","),
    );
    let html = source
        .replace(BOOT, &format!("\"{}\"", assets.boot))
        .replace(STYLE, &format!("\"{}\"", assets.style))
        .replace(MARK, &head);
    let html = without_comments(&html);
    let lines = html
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !is_for_trunk(line));
    Ok(lines.collect::<Vec<_>>().join("\n") + "\n")
}

fn is_for_trunk(line: &str) -> bool {
    line.starts_with("<link data-trunk") && line.ends_with('>')
}

fn without_comments(html: &str) -> String {
    let mut kept = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    kept + rest
}

/// The files that a page names, as addresses from the root: what the first load takes.
pub fn named(html: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in html.split(['"', '=', ',', '\'']) {
        let is_file = part.starts_with('/')
            && part
                .rsplit('/')
                .next()
                .is_some_and(|name| name.contains('.'));
        if is_file && !found.iter().any(|one| one == part) {
            found.push(part.to_owned());
        }
    }
    found
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const SOURCE: &str = "<head>\n  <!-- why -->\n  <link rel=\"stylesheet\" href=\"/style/index.css\">\n  \
        <link data-trunk rel=\"rust\" data-bin=\"banshi\">\n  <script src=\"/boot.js\"></script>\n  <!-- assets -->\n</head>\n";

    fn assets() -> Assets {
        Assets {
            boot: "/boot-1.js".into(),
            style: "/style-2.css".into(),
            module: "/banshi-3.js".into(),
            wasm: "/banshi-4_bg.wasm".into(),
            locales: vec![
                ("zh-CN".into(), "/locales/zh-CN-5.json".into()),
                ("en".into(), "/locales/en-6.json".into()),
            ],
        }
    }

    #[test]
    fn a_release_names_its_own_files_and_none_of_trunks() {
        let html = release(SOURCE, &assets()).unwrap();
        assert!(html.contains("<link rel=\"stylesheet\" href=\"/style-2.css\">"));
        assert!(html.contains("content=\"zh-CN=/locales/zh-CN-5.json,en=/locales/en-6.json\""));
        assert!(!html.contains("data-trunk") && !html.contains("<!--") && !html.contains("why"));
        assert_eq!(
            named(&html),
            [
                "/style-2.css",
                "/boot-1.js",
                "/banshi-3.js",
                "/locales/zh-CN-5.json",
                "/locales/en-6.json",
                "/banshi-4_bg.wasm"
            ]
        );
    }

    #[test]
    fn a_source_without_a_place_for_the_files_is_refused() {
        assert!(release(&SOURCE.replace("<!-- assets -->", ""), &assets()).is_err());
    }

    #[test]
    fn the_source_of_this_project_has_all_places() {
        let source =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../index.html")).unwrap();
        let html = release(&source, &assets()).unwrap();
        assert!(!html.contains("data-trunk"), "{html}");
        assert!(html.contains("id=\"shell\""));
    }

    /// CSS as old as the browser floor can't share a block between a choice and what the
    /// system prefers, so the dark theme stands twice.
    #[test]
    fn the_dark_theme_is_the_same_both_times() {
        let css = include_str!("../../style/themes/dark.css");
        let blocks: Vec<&str> = css
            .split("color-scheme: dark;")
            .skip(1)
            .filter_map(|rest| rest.split_once('}').map(|(block, _)| block))
            .collect();
        assert_eq!(blocks.len(), 2);
        assert_eq!(blocks.first(), blocks.last());
    }
}
