//! An address as a code that a telephone reads from the terminal.

use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

/// The code, light on dark, as most terminals are; nothing when the text is too long for one.
pub(super) fn drawn(text: &str) -> Option<String> {
    let code = QrCode::new(text).ok()?;
    let mut drawn = code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build();
    drawn.push('\n');
    Some(drawn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_square_with_a_quiet_edge_and_differs_for_every_address() {
        let code = drawn("http://192.168.1.20:1884/").unwrap();
        let lines: Vec<Vec<char>> = code.lines().map(|line| line.chars().collect()).collect();
        // Version 2: 25 modules and 4 of quiet on each side, two rows a line.
        assert_eq!((lines.len(), lines[0].len()), (17, 33), "{code}");
        let is_quiet = |line: &Vec<char>| line.len() == 33 && matches!(line[0], '█' | '▀');
        assert!(lines.iter().all(is_quiet), "{code}");
        // The upper left finder: a dark ring of seven modules around a light one, around a dark square of three.
        assert_eq!(lines[2][4..11].iter().collect::<String>(), " ▄▄▄▄▄ ", "{code}");
        assert_ne!(code, drawn("http://192.168.1.21:1884/").unwrap());
    }
}
