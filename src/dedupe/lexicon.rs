//! Words that carry no news by themselves: articles, pronouns, prepositions, auxiliaries and the filler of
//! reporting, in English, French, Arabic and Hausa.
//!
//! It stands apart because it is data. Weighing words by a fixed list instead of by their frequency in the
//! corpus makes the comparison of two articles depend on those two alone: adding a third never changes it.

use crate::dedupe::text::finish;

/// Written as they fold: small letters without accents; Arabic with unified letters.
const ENGLISH: &str = "a about above after again against all almost already also although am among an and another any are as at away back be \
    because been before being below between both but by came can could day days did do does doing down during each earlier even ever every \
    few first for from further had has have having he her here hers him his how however i if in into is it its itself just last later least less \
    like local made make many may me might more most much must my near never new next no nor not now of off on once one only or other \
    our out over own per quite rather reportedly s said same says saying she should since so some still such t than that the their them \
    then there these they this those though through thus to told too toward towards under until up upon us very was we well were what when \
    where whether which while who whom whose why will with within without would year years yet you your";
const FRENCH: &str = "au aux avec ce ces cet cette celui celle ceux cela ca ci c comme d dans de des du depuis deja dont elle elles en encore \
    entre est et etait etaient ete etre eu eux fait font il ils j je jusqu l la le les leur leurs lors lui m ma mais me meme mes moins mon n \
    ne ni nos notre nous ont ou par parmi pas pendant peu plus pour pres puis qu quand que quel quelle qui s sa sans se selon ses si soit \
    son sont sous sur t ta tandis te tel tes tous tout toute toutes tres tu un une vers vos votre vous y a ai aussi autre autres avait \
    avaient avoir ayant chez contre dit ainsi apres avant";
const HAUSA: &str = "a an ba bai ban bayan ce cewa ci cikin da daga dai don duk har haka ina ita ka kai kamar kan ke ko kuma kuwa lokacin ma \
    mai masu mu na nan ne ni sa sai shi su sun ta tana tare tun wa wanda wadanda wani wasu wata wannan ya yana yi yin za zai";
const ARABIC: &str = "و في من علي الي عن ان اي او ما لا لم لن قد كان كانت يكون هذا هذه ذلك تلك التي الذي الذين هو هي هم كل بعد قبل مع بين حتي ثم \
    حيث كما عند منذ خلال ضد وقد وكان ولا وفي ومن كذلك ايضا غير لكن بل اذا انه انها وهو وهي به بها له لها فيه فيها عليه عليها منه منها قال وقال واضاف";

/// Names that tell nothing of an event: weekdays, months, countries and peoples of the region, agencies.
const COMMON_NAMES: &str = "monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche january \
    february march april june july august september october november december janvier fevrier mars avril mai juin juillet aout septembre \
    octobre novembre decembre mali malian malien maliens malienne burkina faso burkinabe niger nigerien nigerian nigeria chad chadian tchad \
    tchadien mauritania mauritanie senegal benin togo ghana cote ivoire ivory coast guinea guinee cameroon cameroun algeria algerie libya \
    libye sudan soudan sahel africa african afrique africain france french francais francaise russia russian russe un onu united nations \
    nations unies islamic state islamist islamists jihadist jihadists al qaeda qaida boko haram jnim isgs issp iswap reuters afp ap rfi bbc \
    ucdp acled army armee force forces general colonel president minister ministry ministere government gouvernement";

const SIZE: usize = 2048;
static COMMON: [u64; SIZE] = enter([0; SIZE], COMMON_NAMES.as_bytes());
static STOPS: [u64; SIZE] = {
    let mut table = [0; SIZE];
    table = enter(table, ENGLISH.as_bytes());
    table = enter(table, FRENCH.as_bytes());
    table = enter(table, HAUSA.as_bytes());
    enter(table, ARABIC.as_bytes())
};

/// Enters the words of a list (ASCII or two-byte letters) under the keys that `text::words` gives them.
const fn enter(mut table: [u64; SIZE], list: &[u8]) -> [u64; SIZE] {
    let (mut hash, mut at, mut letters) = (0xcbf2_9ce4_8422_2325_u64, 0, 0);
    while at <= list.len() {
        let byte = if at < list.len() { list[at] } else { b' ' };
        if byte == b' ' {
            if letters > 0 {
                let key = finish(hash);
                let mut slot = slot_of(key);
                while table[slot] != 0 && table[slot] != key {
                    slot = (slot + 1) % SIZE;
                }
                table[slot] = key;
            }
            (hash, letters) = (0xcbf2_9ce4_8422_2325, 0);
            at += 1;
        } else {
            let (letter, width) = if byte < 0x80 {
                (byte as u64, 1)
            } else {
                (((byte as u64 & 0x1f) << 6) | (list[at + 1] as u64 & 0x3f), 2)
            };
            hash = (hash ^ letter).wrapping_mul(0x0000_0100_0000_01b3);
            letters += 1;
            at += width;
        }
    }
    table
}

#[expect(clippy::cast_possible_truncation, reason = "masked to the size of the table")]
const fn slot_of(key: u64) -> usize {
    (key & (SIZE as u64 - 1)) as usize
}

/// Whether a word (by its key) carries no news by itself.
#[must_use]
#[inline]
pub(crate) fn is_stop(key: u64) -> bool {
    holds(&STOPS, key)
}

/// Whether a name (by its key) is too common to tell one event from another.
#[must_use]
pub(crate) fn is_common_name(key: u64) -> bool {
    holds(&COMMON, key)
}

#[inline]
fn holds(table: &[u64; SIZE], key: u64) -> bool {
    let mut slot = slot_of(key);
    while table[slot] != 0 {
        if table[slot] == key {
            return true;
        }
        slot = (slot + 1) % SIZE;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dedupe::text::{key, normal_form, word_list};

    #[test]
    fn every_listed_word_is_known_as_texts_write_it() {
        for list in [ENGLISH, FRENCH, HAUSA, ARABIC] {
            for word in list.split_whitespace() {
                assert!(is_stop(key(word)), "{word}");
                assert_eq!(normal_form(word), word, "must be listed as it folds");
            }
        }
        assert!(is_stop(key("The")) && is_stop(key("été")) && is_stop(key("إلى")));
        assert!(word_list(COMMON_NAMES).iter().all(|word| is_common_name(word.key)));
        assert!(is_common_name(key("Sunday")) && !is_common_name(key("Splendid")));
        assert!(!is_stop(key("killed")) && !is_stop(key("Gao")) && !is_stop(key("12")));
    }
}
