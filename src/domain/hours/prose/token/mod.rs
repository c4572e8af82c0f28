//! Cuts a text into words with a meaning, times, dates, marks and remarks. Called by [`super`].
//!
//! `markup` goes over what websites leave around them, `number` reads what begins with a digit, `place` finds the numbers that are days of a month or places in it.

mod markup;
mod number;
mod place;

use opening_hours_syntax::rules::day::{Month, Weekday};

use super::lexicon::{
    LONGEST_PHRASE, Meaning, day_of_compound, is_abbreviation, meaning, meaning_of_half, turning,
};
use super::{ProseError, ProseFault, Speech};

/// A piece of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind<'a>,
    /// In characters from 1.
    position: usize,
    words: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    Word(Meaning),
    Time(Written),
    /// Two digits that are no hour: a day of a month, at most.
    Number(u8),
    /// A day before its month: `24.` in "24. und 31. Dezember".
    DayOfMonth(u8),
    /// A place in the month: `1.` in "1. Samstag im Monat".
    Ordinal(u8),
    /// `24.12.`, `24.12.2026`, `2026-12-24`.
    Date {
        day: u8,
        month: Month,
        year: Option<i32>,
    },
    Year(i32),
    /// What stands between quotation marks.
    Remark(&'a str),
    Comma,
    /// Ends a statement: a semicolon, or the full stop of a sentence.
    Stop,
    Line,
    Colon,
    Dash,
    Opening,
    Closing,
}

/// A time as its digits say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// Up to 24.
    pub(super) hour: u8,
    pub(super) minute: u8,
    /// As in `08:00`, which nobody writes on a clock of 12 hours.
    pub(super) has_leading_zero: bool,
    /// As in `10:00`: four digits and a colon.
    pub(super) is_in_full: bool,
    /// An hour without minutes, which may be another number too.
    pub(super) is_bare: bool,
}

impl<'a> Token<'a> {
    /// What stands there.
    pub(super) const fn words(&self) -> &'a str {
        self.words
    }

    /// What is wrong here.
    pub(super) fn fault(&self, fault: ProseFault) -> ProseError {
        fault_at(self.position, self.words, fault)
    }

    /// Whether it leaves no other way than an appointment.
    pub(super) const fn says_only(&self) -> bool {
        matches!(self.kind, Kind::Word(Meaning::OnlyByAppointment))
    }
}

fn fault_at(position: usize, words: &str, fault: ProseFault) -> ProseError {
    ProseError::Words { position, words: words.to_owned(), fault }
}

/// All pieces of a text, in order. Blanks of any kind are left out.
pub(super) fn tokens(text: &str, speech: Speech) -> Result<Vec<Token<'_>>, ProseError> {
    let mut reader = Reader { rest: text, position: 1, speech, tokens: Vec::new() };
    while let Some(c) = reader.rest.chars().next() {
        reader.read(c)?;
    }
    Ok(place::find(reader.tokens, speech))
}

struct Reader<'a> {
    rest: &'a str,
    position: usize,
    speech: Speech,
    tokens: Vec<Token<'a>>,
}

impl<'a> Reader<'a> {
    fn read(&mut self, c: char) -> Result<(), ProseError> {
        match c {
            '\n' | '\u{2028}' | '\u{2029}' => self.take(c.len_utf8(), Kind::Line),
            _ if c.is_whitespace() || is_invisible(c) => {
                self.skip(c.len_utf8());
            }
            _ if self.markup(c) => {}
            ',' => self.take(1, Kind::Comma),
            ';' | '.' => self.take(1, Kind::Stop),
            ':' => self.take(1, Kind::Colon),
            '(' => self.take(1, Kind::Opening),
            ')' => self.take(1, Kind::Closing),
            '&' | '+' | '/' => self.take(1, Kind::Word(Meaning::And)),
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => self.take(c.len_utf8(), Kind::Dash),
            '"' | '„' | '“' | '”' | '«' | '»' => self.remark(c)?,
            _ if c.is_ascii_digit() => self.number()?,
            _ if c.is_alphabetic() => self.phrase()?,
            _ => return Err(fault_at(self.position, &self.rest[..c.len_utf8()], ProseFault::NotUnderstood)),
        }
        Ok(())
    }

    fn skip(&mut self, length: usize) -> &'a str {
        let (skipped, rest) = self.rest.split_at(length);
        self.position += skipped.chars().count();
        self.rest = rest;
        skipped
    }

    fn take(&mut self, length: usize, kind: Kind<'a>) {
        let position = self.position;
        let words = self.skip(length);
        self.tokens.push(Token { kind, position, words });
    }

    fn remark(&mut self, opening: char) -> Result<(), ProseError> {
        let start = opening.len_utf8();
        let inside = &self.rest[start..];
        let Some((end, closing)) =
            inside.char_indices().find(|(_, c)| matches!(c, '"' | '“' | '”' | '«' | '»'))
        else {
            let words = self.rest.split_whitespace().next().unwrap_or(self.rest);
            return Err(fault_at(self.position, words, ProseFault::OpenQuotation));
        };
        let remark = inside[..end].trim();
        self.take(start + end + closing.len_utf8(), Kind::Remark(remark));
        Ok(())
    }

    /// The longest phrase with a meaning that begins here.
    fn phrase(&mut self) -> Result<(), ProseError> {
        let lower = self.rest.get(..4).map(str::to_lowercase);
        if self.speech == Speech::English && matches!(lower.as_deref(), Some("a.m." | "p.m.")) {
            let half =
                if lower.is_some_and(|lower| lower.starts_with('a')) { Meaning::Am } else { Meaning::Pm };
            self.take(4, Kind::Word(half));
            return Ok(());
        }
        if self.half() || self.short_form() || self.compound() || self.shut() {
            return Ok(());
        }
        let mut ends = Vec::with_capacity(LONGEST_PHRASE);
        let mut end = 0;
        while ends.len() < LONGEST_PHRASE {
            let blanks = count_blanks(&self.rest[end..]);
            let letters = count_letters(&self.rest[end + blanks..]);
            if letters == 0 || (blanks == 0 && end > 0) {
                break;
            }
            end += blanks + letters;
            ends.push(end);
        }
        for &end in ends.iter().rev() {
            let phrase = self.rest[..end].to_lowercase();
            let phrase = phrase.split_whitespace().collect::<Vec<_>>().join(" ").replace('’', "'");
            if let Some(meaning) = meaning(&phrase, self.speech) {
                self.take(end, Kind::Word(meaning));
                if self.rest.starts_with('.') && is_abbreviation(&phrase, self.speech) {
                    self.skip(1);
                }
                return Ok(());
            }
        }
        Err(self.not_understood(ends.first().copied().unwrap_or(self.rest.len())))
    }

    /// What is wrong with a word. One that is not understood may belong to another behind it that turns what the hours
    /// mean: "alle geraden Wochen".
    fn not_understood(&self, length: usize) -> ProseError {
        let clause = self.rest.split(['\n', ';', ',', '.', ':', '(', ')', '"', '„', '“', '”']).next();
        let mut end = 0;
        for word in clause.unwrap_or_default().split_inclusive(|c: char| !is_letter(c)) {
            let letters = word.trim_end_matches(|c| !is_letter(c));
            let lower = letters.to_lowercase().replace('’', "'");
            // What is understood turns nothing by itself: "in den Schulferien".
            let may_turn = matches!(
                meaning(&lower, self.speech),
                None | Some(Meaning::CalendarWeek | Meaning::Except | Meaning::Not)
            );
            if let Some(fault) = turning(&lower, self.speech).filter(|_| may_turn) {
                return fault_at(self.position, &self.rest[..end + letters.len()], fault);
            }
            end += word.len();
        }
        fault_at(self.position, &self.rest[..length], ProseFault::NotUnderstood)
    }

    /// "n. V." for "nach Vereinbarung", "M-F" for Monday to Friday.
    fn short_form(&mut self) -> bool {
        const GERMAN: [(&str, Meaning); 9] = [
            ("n. V.", Meaning::Appointment),
            ("n.V.", Meaning::Appointment),
            ("nach tel. Vereinbarung", Meaning::Appointment),
            ("nach tel. Absprache", Meaning::Appointment),
            ("nach tel. Terminvereinbarung", Meaning::Appointment),
            ("oder nach tel. Vereinbarung", Meaning::AlsoByAppointment),
            ("oder nach tel. Absprache", Meaning::AlsoByAppointment),
            ("nur nach tel. Vereinbarung", Meaning::OnlyByAppointment),
            ("nur nach tel. Absprache", Meaning::OnlyByAppointment),
        ];
        const ENGLISH: [(&str, Meaning); 2] = [
            ("M-F", Meaning::Days(Weekday::Mon, Weekday::Fri)),
            ("M–F", Meaning::Days(Weekday::Mon, Weekday::Fri)),
        ];
        let forms: &[(&str, Meaning)] = match self.speech {
            Speech::German => &GERMAN,
            Speech::English => &ENGLISH,
        };
        let found = forms.iter().find(|(form, _)| {
            let start = self.rest.get(..form.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(form))
                && !self.rest[form.len()..].starts_with(char::is_alphanumeric)
        });
        if let Some((form, meaning)) = found {
            self.take(form.len(), Kind::Word(*meaning));
        }
        found.is_some()
    }

    /// The day in "Mittwochnachmittag"; which half of it is meant is a word of its own then.
    fn compound(&mut self) -> bool {
        let word = self.rest[..count_letters(self.rest)].to_lowercase();
        let length = day_of_compound(&word, self.speech).filter(|length| self.rest.is_char_boundary(*length));
        let day = length.and_then(|length| Some((length, meaning(&word[..length], self.speech)?)));
        if let Some((length, day)) = day {
            self.take(length, Kind::Word(day));
        }
        day.is_some()
    }

    /// "Mi zu": the word is a preposition but at the end of a clause.
    fn shut(&mut self) -> bool {
        const WORD: &str = "zu";
        let is_word = self.speech == Speech::German && self.rest[..count_letters(self.rest)] == *WORD;
        let is_shut = is_word
            && self.rest[WORD.len()..]
                .trim_start_matches(|c: char| c != '\n' && c.is_whitespace())
                .chars()
                .next()
                .is_none_or(|next| matches!(next, '\n' | ',' | ';' | '.' | ')'));
        if is_shut {
            self.take(WORD.len(), Kind::Word(Meaning::Closed));
        }
        is_shut
    }

    /// The first half of "Sonn- und Feiertage".
    fn half(&mut self) -> bool {
        let letters = count_letters(self.rest);
        let Some(behind) = self.rest[letters..].strip_prefix(['-', '\u{2010}', '\u{2011}']) else {
            return false;
        };
        let has_and = ["und ", "u. ", "u ", "& "].iter().any(|and| behind.trim_start().starts_with(and));
        // The longest is "Donners".
        let half = Some(letters).filter(|&letters| has_and && letters <= 8);
        let meaning =
            half.and_then(|letters| meaning_of_half(&self.rest[..letters].to_lowercase(), self.speech));
        if let Some(meaning) = meaning {
            self.take(self.rest.len() - behind.len(), Kind::Word(meaning));
        }
        meaning.is_some()
    }
}

fn count_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn count_letters(text: &str) -> usize {
    text.find(|c: char| !is_letter(c)).unwrap_or(text.len())
}

/// Of a word.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\'' | '’')
}

/// Blanks within a line.
fn count_blanks(text: &str) -> usize {
    text.find(|c: char| c == '\n' || !c.is_whitespace()).unwrap_or(text.len())
}

/// Soft hyphens, joiners and marks of direction, which copying brings along.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
