//! A style sheet without what only its writers read: comments, indentation, and spaces that part nothing. Every page needs
//! the sheet before anything is seen, so that each byte of it counts. Knows characters alone, and changes no rule.

/// A sheet as it goes out. Strings, addresses and escaped characters stay as they are; so does a comment that begins with
/// `/*!`, or that holds two names apart.
pub(super) fn slim(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    let mut is_spaced = false;
    while let Some(next) = rest.chars().next() {
        let whole = piece(rest, out.ends_with("url("));
        let (piece, left) = rest.split_at(whole);
        let is_comment = piece.starts_with("/*") && !piece.starts_with("/*!") && piece.len() > 3;
        rest = left;
        if next.is_ascii_whitespace() || is_comment && (is_spaced || parts_alone(&out, AFTER)) {
            is_spaced = true;
            continue;
        }
        if next == '}' && parts_alone(&out, &[';']) {
            out.pop();
        }
        if is_spaced && !parts_alone(&out, AFTER) && !BEFORE.contains(&next) {
            out.push(' ');
        }
        is_spaced = false;
        out.push_str(piece);
    }
    out
}

/// No space is needed after these,
const AFTER: &[char] = &['{', '}', ';', ',', ':'];

/// nor before these.
const BEFORE: &[char] = &['{', '}', ';', ','];

/// Whether a text is empty or ends with a sign of its own, and not with one that is escaped.
fn parts_alone(text: &str, signs: &[char]) -> bool {
    text.is_empty() || text.strip_suffix(signs).is_some_and(|before| !before.ends_with('\\'))
}

/// How many bytes from here belong together: a string, a comment, an address, an escaped sign, or one character.
fn piece(text: &str, is_address: bool) -> usize {
    let all = text.len();
    let first = text.chars().next().map_or(0, char::len_utf8);
    match text.as_bytes() {
        [quote @ (b'"' | b'\''), ..] => {
            let mut is_escaped = false;
            let end = text.bytes().skip(1).position(|byte| {
                let is_end = byte == *quote && !is_escaped;
                is_escaped = byte == b'\\' && !is_escaped;
                is_end
            });
            end.map_or(all, |end| end + 2)
        }
        _ if is_address && !text.starts_with(|c: char| c.is_ascii_whitespace()) => {
            text.find(')').unwrap_or(all).max(first)
        }
        [b'/', b'*', ..] => text[2..].find("*/").map_or(all, |end| end + 4),
        [b'\\', ..] => first + text[first..].chars().next().map_or(0, char::len_utf8),
        _ => first,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_loses_what_only_its_writers_read() {
        let css = "/* one */\n@layer a, b;\n@layer a {\n  .x > * + *, .y :is(a, b):hover { color: red; margin: 0 auto; }\n}\n";
        assert_eq!(slim(css), "@layer a,b;@layer a{.x > * + *,.y :is(a,b):hover{color:red;margin:0 auto}}");
        assert_eq!(slim("@media (min-width: 4rem) and (x) { a { b: calc(1px + 2px) } }"), {
            "@media (min-width:4rem) and (x){a{b:calc(1px + 2px)}}"
        });
    }

    #[test]
    fn what_has_a_meaning_stays() {
        for kept in [
            r#"a{content:" ;  /* x */ }"}"#,
            r#"a{content:"\"  ;"}"#,
            "a{b:url(data:x;y,  /*z*/)}",
            "a{b:url( data:x;y,  /*z*/)}",
            r".a\: b{c:d}",
            ".a/**/.b{c:d}",
            "/*! licence */a{b:c}",
            "a :hover{b:c}",
            "a{b:\"no end",
        ] {
            assert_eq!(slim(kept), kept);
        }
        assert_eq!(slim("a { b: c } /* end */ d { e: f; }"), "a{b:c}d{e:f}");
    }

    #[test]
    fn the_themes_sheet_keeps_its_rules() {
        let sheet = include_str!("../../static/css/site.css");
        let slimmed = slim(sheet);
        assert_eq!(sheet.matches('{').count(), slimmed.matches('{').count());
        assert!(slimmed.len() * 10 < sheet.len() * 9 && !slimmed.contains("/*"));
        assert_eq!(slim(&slimmed), slimmed);
    }
}
