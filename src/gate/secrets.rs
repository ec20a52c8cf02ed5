//! What looks like a key, a token or a password: few patterns, each of which hardly ever means anything else.

use std::sync::LazyLock;

use regex::bytes::Regex;

use crate::gate::{Finding, Rule, line, mark};

/// What is looked for, and what it is.
const PATTERNS: [(&str, &str); 15] = [
    (r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----", "a private key"),
    (
        r"untrusted comment: (?:minisign|rsign)[^\n]{0,30}secret key|\bRWRTY0Iy[A-Za-z0-9+/=]{40,}",
        "a secret key of minisign",
    ),
    (r"\bAGE-SECRET-KEY-1[0-9A-Z]{50,}", "a secret key of age"),
    (r"PuTTY-User-Key-File-[0-9]", "a private key of PuTTY"),
    (r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b", "a key of AWS"),
    (r"\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_[A-Za-z0-9_]{40,}", "a token of GitHub"),
    (r"\bgl(?:pat|dt|rt|ptt|cbt)-[A-Za-z0-9_-]{20,}", "a token of GitLab"),
    (r"\bAIza[0-9A-Za-z_-]{35}\b", "a key of Google"),
    (r"\bxox[abeoprs]-[0-9A-Za-z-]{20,}", "a token of Slack"),
    (r"\b[sr]k_live_[0-9A-Za-z]{20,}", "a key of Stripe"),
    (r"\bnpm_[A-Za-z0-9]{36}\b", "a token of npm"),
    (r"\beyJ[A-Za-z0-9_-]{16,}\.eyJ[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}", "a signed token (JWT)"),
    (r"\bAccountKey=[A-Za-z0-9+/]{60,}={0,2}", "a key of Azure storage"),
    (
        r#"\b(?:https?|ftp|ssh|smtp|postgres(?:ql)?|mysql|mongodb|redis)://[^\s/:@"'<>]+:[^\s/:@"'<>]{3,}@"#,
        "an address with a password",
    ),
    (
        r#"(?i)\b(?:password|passwd|passphrase|mot de passe|api[_-]?key|secret[_-]?key|access[_-]?token|auth[_-]?token|client[_-]?secret)["']?\s{0,2}[:=]\s{0,2}["']?([^\s"'<>&,;]{8,})"#,
        "a password or key",
    ),
];

static COMPILED: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| {
    PATTERNS.iter().filter_map(|(pattern, what)| Some((Regex::new(&format!("(?-u){pattern}")).ok()?, *what))).collect()
});

pub(super) fn find(path: &str, bytes: &[u8], findings: &mut Vec<Finding>) {
    for (pattern, what) in COMPILED.iter() {
        for found in pattern.captures_iter(bytes) {
            let Some(whole) = found.get(0) else { continue };
            // After a word such as `password:` a password follows only if it is none of the language's words.
            if found.get(1).is_some_and(|word| !is_random(word.as_bytes())) {
                continue;
            }
            let shown = String::from_utf8_lossy(&whole.as_bytes()[..whole.len().min(12)]).into_owned();
            findings.push(Finding {
                path: path.to_owned(),
                line: line(bytes, whole.start()),
                rule: Rule::Secret,
                found: format!("what looks like {what}: `{}…`", shown.escape_debug()),
                remedy: "take it out, and make a new one if it was real",
                mark: mark(Rule::Secret, whole.as_bytes()),
            });
        }
    }
}

/// Letters and digits in one word: no word of a language, no placeholder.
fn is_random(word: &[u8]) -> bool {
    word.iter().any(u8::is_ascii_alphabetic) && word.iter().any(u8::is_ascii_digit) && !word.contains(&b'(')
}

/// How many patterns there are, and how many of them are patterns.
#[cfg(test)]
pub(super) fn counts() -> (usize, usize) {
    (PATTERNS.len(), COMPILED.len())
}
