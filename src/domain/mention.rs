//! Whether a text names a person. Called by `editing`, which tells an administrator what an erasure leaves.

/// What a person is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    family_name: String,
    email: Option<String>,
    /// In small letters, as [`Self::is_in`] compares.
    folded_names: [String; 2],
    folded_email: Option<String>,
}

impl Naming {
    pub fn new(given_name: &str, family_name: &str, email: Option<&str>) -> Self {
        Self {
            family_name: family_name.to_owned(),
            email: email.map(str::to_owned),
            folded_names: [given_name, family_name].map(str::to_lowercase),
            folded_email: email.map(str::to_lowercase),
        }
    }

    /// Whether a text has the family name and the given name, in whichever order and case, each at the beginning of a
    /// word (so that "Gärtners" is found too); or the e-mail address.
    pub fn is_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.folded_names.iter().all(|name| begins_a_word(&text, name))
            || self.folded_email.as_ref().is_some_and(|email| text.contains(email))
    }

    /// What a text must have one of, in one case or another: the family name, the e-mail address.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        [self.family_name.as_str()].into_iter().chain(self.email.as_deref())
    }
}

fn begins_a_word(text: &str, name: &str) -> bool {
    let mut places = text.match_indices(name);
    places.any(|(at, _)| !text[..at].chars().next_back().is_some_and(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_names_a_person_by_both_names_or_by_the_address() {
        let naming = Naming::new("Bianka", "Gärtner", Some("b.gaertner@example.org"));
        for text in [
            "Frau Bianka Gärtner, Zimmer 153",
            "GÄRTNER, BIANKA",
            "Bianka hat das Amt verlassen. Gärtners Nachfolge ist offen.",
            "Schreiben Sie an <B.Gaertner@example.org>.",
        ] {
            assert!(naming.is_in(text), "{text}");
        }
        for text in ["Gärtner gesucht", "Bianka", "Landschaftsgärtner und Bianka", "gaertner@example.org", ""]
        {
            assert!(!naming.is_in(text), "{text}");
        }
        assert!(!Naming::new("Bianka", "Gärtner", None).is_in("b.gaertner@example.org"));
    }
}
