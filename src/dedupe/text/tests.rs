//! Tests of words and their folding.

use super::*;

#[test]
fn the_same_words_however_they_were_typed() {
    for (one, other) in [
        ("L’armée a tué", "L'arme\u{301}e a tue\u{301}"),
        ("cœur", "coeur"),
        ("soft\u{ad}hyphen zero\u{200b}width", "softhyphen zerowidth"),
        ("12,000 — 7.75", "12\u{202f}000 7,75"),
        ("مُحَمَّد", "محمد"),
        ("مـــالي", "مالي"),
        ("أحمد إلى مدينة", "احمد الي مدينه"),
        ("ƙauye ɓangare", "kauye bangare"),
        ("١٢ قتيلا", "12 قتيلا"),
        ("ﬁfty", "FIFTY"),
    ] {
        assert_eq!(normal_form(one), normal_form(other));
    }
}

#[test]
fn numbers_and_signs_keep_their_meaning() {
    assert_eq!(normal_form("12,000 dead, 7.5% of 3 in 2019."), "12000 dead 7.5 % of 3 in 2019");
    assert_ne!(normal_form("lost 5%"), normal_form("lost 5"));
    assert_ne!(normal_form("$5"), normal_form("€5"));
    assert_ne!(normal_form("at -5 degrees"), normal_form("at 5 degrees"));
    assert_eq!(normal_form("1986-87"), "1986 87");
}

#[test]
fn a_word_knows_its_place_and_shape() {
    let text = "The JNIM killed 12 in Gao.";
    let list = word_list(text);
    let found: Vec<_> = list.iter().map(|w| (&text[w.bytes()], w.shape)).collect();
    assert_eq!(found[1], ("JNIM", Shape::Upper));
    assert_eq!(found[3], ("12", Shape::Number));
    assert_eq!(found[5], ("Gao", Shape::Capital));
    assert_eq!(list[1].key, key("jnim"));
}
