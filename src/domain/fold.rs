//! Folds text for comparison, so that readers find "Müller" by typing "muller", "mueller" or "MÜLLER", on both databases
//! alike: the databases compare folded texts byte by byte.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// A text in both foldings. A search folds its words the same way; it finds what either folding finds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Folded {
    /// Letters without their marks: `ü` is `u`.
    pub plain: String,
    /// As [`Self::plain`], but `ä`, `ö` and `ü` are `ae`, `oe` and `ue`.
    pub umlaut: String,
}

impl Folded {
    /// Folds case (the dotless i too), compatibility forms, marks, `ß`, `æ`, `ø` and the like; runs of blanks become one.
    pub fn of(text: &str) -> Self {
        Self { plain: fold(text, false), umlaut: fold(text, true) }
    }
}

fn fold(text: &str, has_umlauts: bool) -> String {
    let mut folded = String::with_capacity(text.len());
    let decomposed = DecomposingNormalizerBorrowed::new_nfkd().normalize(text);
    let lower = decomposed.to_lowercase();
    let mut is_blank = true;
    for letter in lower.chars() {
        match letter {
            // Marks follow their letter once a text is decomposed.
            '\u{308}' if has_umlauts && folded.ends_with(['a', 'o', 'u']) => folded.push('e'),
            '\u{300}'..='\u{36f}' => {}
            // Arabic short vowels and tatweel; hamza and madda came off their letters by decomposition.
            '\u{64b}'..='\u{655}' | '\u{670}' | '\u{640}' => {}
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push_str(if has_umlauts { "oe" } else { "o" }),
            'þ' => folded.push_str("th"),
            'ð' | 'đ' => folded.push('d'),
            'ł' => folded.push('l'),
            'ħ' => folded.push('h'),
            'ı' => folded.push('i'),
            // Final sigma is a sigma.
            'ς' => folded.push('σ'),
            letter if letter.is_whitespace() => {
                if !is_blank {
                    folded.push(' ');
                }
            }
            letter if letter.is_control() => {}
            letter => folded.push(letter),
        }
        is_blank = letter.is_whitespace();
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::Folded;

    /// Whether a reader who types `typed` finds `stored`.
    fn finds(typed: &str, stored: &str) -> bool {
        let (typed, stored) = (Folded::of(typed), Folded::of(stored));
        stored.plain.contains(&typed.plain) || stored.umlaut.contains(&typed.umlaut)
    }

    #[test]
    fn umlauts_are_found_both_ways() {
        for typed in ["Müller", "mueller", "MULLER", "müller", "Mu\u{308}ller"] {
            assert!(finds(typed, "Frau Müller"), "{typed}");
        }
        assert!(finds("Müller", "Frau Mueller"));
        assert!(!finds("Miller", "Frau Müller"));
    }

    #[test]
    fn sharp_s_is_found_both_ways() {
        assert!(finds("strasse", "Beblinger Straße"));
        assert!(finds("Straße", "BEBLINGER STRASSE"));
        assert!(finds("STRAẞE", "Straße"));
    }

    #[test]
    fn letters_next_to_umlauts_are_still_found() {
        assert!(finds("ell", "aktuell"));
        assert!(finds("neue", "Neue Wege"));
    }

    #[test]
    fn other_marks_and_letters_fold() {
        assert!(finds("istanbul", "İstanbul"));
        assert!(finds("isik", "Işık"));
        assert!(finds("lodz", "Łódź"));
        assert!(finds("smorrebrod", "Smørrebrød"));
        assert!(finds("احمد", "أَحْمَد"));
        assert!(finds("ﬁnanzen", "Finanzen"));
    }

    #[test]
    fn blanks_do_not_matter() {
        assert_eq!(Folded::of("  Migration \t und\u{a0}Integration ").plain, "migration und integration");
    }
}
