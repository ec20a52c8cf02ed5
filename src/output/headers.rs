//! What a host sends with each file: how long it may be kept, and what a browser must not do with it.
//!
//! Said once here, so that a deploy, the `_headers` file and the snippets for nginx and Caddy cannot differ. It knows
//! paths only, not what the files hold.

use std::fmt::Write;

use crate::output::OutputPath;

/// How many hexadecimal digits of its hash the name of a fingerprinted file carries.
pub const FINGERPRINT_DIGITS: usize = 10;

/// For a file whose name changes with its bytes: a year, and no question asked.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// For every other file: kept, and asked for again each time, so that a correction reaches every reader at once.
const ASK_AGAIN: &str = "no-cache";

/// The policy that every page carries as `<meta>`, and what only a header may say.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// What goes with every file: nobody frames it, guesses its type, reads it from another site, learns where a reader
/// came from or asks for a device. Browsers take the fifth only over https.
pub const SECURITY: [(&str, &str); 7] = [
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    (
        "Permissions-Policy",
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
         magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), serial=(), usb=()",
    ),
    ("Strict-Transport-Security", "max-age=31536000"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
];

/// The `Cache-Control` of a file.
#[must_use]
pub fn cache_control(path: &str) -> &'static str {
    if is_fingerprinted(path) { FOREVER } else { ASK_AGAIN }
}

/// Whether a file's name carries the fingerprint of its bytes, as `css/site.1a2b3c4d5e.css` does.
#[must_use]
pub fn is_fingerprinted(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let mut parts = name.rsplit('.');
    let (_extension, hash) = (parts.next(), parts.next());
    parts.next().is_some()
        && hash.is_some_and(|hash| {
            hash.len() == FINGERPRINT_DIGITS && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
        })
}

/// A `_headers` file, which Netlify, Cloudflare Pages and others read from the site's root.
#[must_use]
pub fn netlify<'a>(paths: impl Iterator<Item = &'a OutputPath>) -> String {
    let mut text = "/*\n".to_owned();
    for (name, value) in SECURITY {
        _ = writeln!(text, "  {name}: {value}");
    }
    // These hosts let a browser ask again for everything else by themselves, and join the values of two rules.
    for path in paths.filter(|path| is_fingerprinted(path.as_str())) {
        _ = writeln!(text, "/{path}\n  Cache-Control: {FOREVER}");
    }
    text
}

/// Lines for the `server` block of nginx.
#[must_use]
pub fn nginx() -> String {
    // A block with an `add_header` of its own inherits none, so that the whole list stands in both.
    let list = |cache: &str| {
        let mut lines = String::new();
        for (name, value) in SECURITY.iter().copied().chain([("Cache-Control", cache)]) {
            _ = writeln!(lines, "    add_header {name} \"{value}\" always;");
        }
        lines
    };
    format!(
        "# Made by `dateline headers nginx`. Include it in the server block that has the site's `root`.\n\
         charset utf-8;\n\
         charset_types text/css text/plain text/csv text/calendar text/javascript application/javascript;\n\
         etag on;\n\
         error_page 404 /404.html;\n\
         location / {{\n    try_files $uri $uri/index.html =404;\n{}}}\n\
         location ~ \"\\.[0-9a-f]{{{FINGERPRINT_DIGITS}}}\\.[a-z0-9]+$\" {{\n{}}}\n\
         location = /_headers {{ return 404; }}\n\
         location = /_redirects {{ return 404; }}\n\
         location = /.dateline-manifest.json {{ return 404; }}\n",
        list(ASK_AGAIN),
        list(FOREVER)
    )
}

/// Lines for the site block of Caddy.
#[must_use]
pub fn caddy() -> String {
    let mut text = "# Made by `dateline headers caddy`. Import it in the site block that has the site's `root`.\n\
                    header {\n"
        .to_owned();
    for (name, value) in SECURITY {
        _ = writeln!(text, "\t{name} \"{value}\"");
    }
    _ = write!(
        text,
        "}}\n\
         @fingerprinted path_regexp \\.[0-9a-f]{{{FINGERPRINT_DIGITS}}}\\.[a-z0-9]+$\n\
         @changing not path_regexp \\.[0-9a-f]{{{FINGERPRINT_DIGITS}}}\\.[a-z0-9]+$\n\
         header @fingerprinted Cache-Control \"{FOREVER}\"\n\
         header @changing Cache-Control \"{ASK_AGAIN}\"\n\
         @own path /_headers /_redirects /.dateline-manifest.json\n\
         handle @own {{\n\terror 404\n}}\n\
         handle {{\n\tfile_server\n}}\n\
         handle_errors {{\n\t@missing expression {{err.status_code}} == 404\n\thandle @missing {{\n\t\trewrite * /404.html\n\t\t\
         file_server {{\n\t\t\tstatus 404\n\t\t}}\n\t}}\n}}\n"
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_file_named_by_its_bytes_is_kept_for_a_year() {
        for (path, forever) in [
            ("css/site.1a2b3c4d5e.css", true),
            ("js/filter.0123456789.js", true),
            ("css/site.css", false),
            ("1a2b3c4d5e.css", false),
            ("css/site.1A2B3C4D5E.css", false),
            ("incidents/2025-06-01.1a2b3c4d5e.d/index.html", false),
        ] {
            assert_eq!(is_fingerprinted(path), forever, "{path}");
            assert_eq!(cache_control(path).contains("immutable"), forever, "{path}");
        }
    }

    #[test]
    fn the_policy_of_the_header_is_that_of_the_pages() {
        let base = include_str!("../../templates/base.html");
        let page = POLICY.strip_suffix("; frame-ancestors 'none'").unwrap();
        assert!(base.contains(&format!("content=\"{page}\"")), "{page}");
    }

    #[test]
    fn no_value_can_end_the_quotes_it_stands_in() {
        for (name, value) in SECURITY {
            assert!(!value.contains(['"', '\\', '$', '\n']), "{name}");
        }
    }
}
