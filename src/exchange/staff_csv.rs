//! The staff as a table for spreadsheets: CSV (RFC 4180), one row a person. Called by whoever hands the table out, once for
//! each person, so that no more than one is held in memory.

use std::io::Write;

use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};
use thiserror::Error;

use super::card::{Person, Texts, Unit, written_number};
use crate::domain::phone::Phone;

/// The media type of what is made here (RFC 4180 §3).
pub const MEDIA_TYPE: &str = "text/csv; charset=utf-8; header=present";

/// The names of the columns. They stay; new ones come at the end.
pub const COLUMNS: [&str; 20] = [
    "id",
    "family_name",
    "given_name",
    "academic_title",
    "salutation",
    "display_name",
    "role_title",
    "department",
    "building",
    "room",
    "phone",
    "fax",
    "email",
    "street",
    "postal_code",
    "city",
    "country",
    "opening_hours",
    "by_appointment",
    "responsibilities",
];

/// What stands between two cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Separator {
    /// By RFC 4180.
    #[default]
    Comma,
    /// What spreadsheets take for it where the comma is the decimal sign, as in German.
    Semicolon,
}

/// Why a table could not be written: what it was written into refused it.
#[derive(Debug, Error)]
#[error("the table of staff could not be written")]
pub struct StaffCsvFault(#[source] csv::Error);

impl From<csv::Error> for StaffCsvFault {
    fn from(fault: csv::Error) -> Self {
        Self(fault)
    }
}

/// A table that is being written.
pub struct StaffCsv<W: Write> {
    rows: Writer<W>,
}

impl<W: Write> StaffCsv<W> {
    /// Writes the mark that tells spreadsheets it is UTF-8, and the names of the columns.
    pub fn begin(mut out: W, separator: Separator) -> Result<Self, StaffCsvFault> {
        out.write_all("\u{feff}".as_bytes()).map_err(csv::Error::from)?;
        let mut table = Self::resume(out, separator);
        table.rows.write_record(COLUMNS)?;
        Ok(table)
    }

    /// Goes on with a table of which the beginning was written elsewhere.
    pub fn resume(out: W, separator: Separator) -> Self {
        let separator = match separator {
            Separator::Comma => b',',
            Separator::Semicolon => b';',
        };
        let rows = WriterBuilder::new()
            .delimiter(separator)
            .terminator(Terminator::CRLF)
            // A program that expects the other separator still finds where each cell ends.
            .quote_style(QuoteStyle::Always)
            .from_writer(out);
        Self { rows }
    }

    /// Adds a person. What is not known is an empty cell.
    pub fn write(&mut self, person: &Person) -> Result<(), StaffCsvFault> {
        let Person { place, reach, opening_hours: hours, .. } = person;
        let address = place.address.as_ref();
        let department = person.units.last().map(|Unit { name, .. }| answer(name));
        let titles = person.responsibilities.iter().map(answer);
        let responsibilities: Vec<&str> = titles.filter(|title| !title.is_empty()).collect();
        let cells = [
            person.id.to_string(),
            harmless(&person.family_name),
            harmless(&person.given_name),
            harmless(person.academic_title.as_deref().unwrap_or_default()),
            person.salutation.map_or("", |salutation| salutation.as_str()).to_owned(),
            harmless(&person.display_name.value),
            harmless(answer(&person.role_title)),
            harmless(department.unwrap_or_default()),
            harmless(place.building.as_deref().unwrap_or_default()),
            harmless(place.room.as_deref().unwrap_or_default()),
            number(reach.phone.as_ref()),
            number(reach.fax.as_ref()),
            harmless(reach.email.as_ref().map_or("", |email| email.as_str())),
            harmless(address.map_or("", |address| &address.street)),
            harmless(address.and_then(|address| address.postal_code.as_deref()).unwrap_or_default()),
            harmless(address.map_or("", |address| &address.city)),
            harmless(address.map_or("", |address| &address.country)),
            harmless(hours.as_ref().and_then(|hours| hours.rule.as_deref()).unwrap_or_default()),
            hours.as_ref().map_or("", |hours| if hours.is_by_appointment { "yes" } else { "no" }).to_owned(),
            harmless(&responsibilities.join("; ")),
        ];
        Ok(self.rows.write_record(cells)?)
    }

    /// Hands out the rest of the rows, and what they were written into.
    pub fn finish(self) -> Result<W, StaffCsvFault> {
        self.rows.into_inner().map_err(|fault| StaffCsvFault(fault.into_error().into()))
    }
}

/// What the reader gets of a text; empty where there is none.
fn answer(texts: &Texts) -> &str {
    texts.answer().map_or("", |text| &text.value)
}

/// A number needs no guard, although it begins with `+`: a [`Phone`] has digits only, and no formula is made of them.
fn number(phone: Option<&Phone>) -> String {
    phone.map(written_number).unwrap_or_default()
}

/// The text with an apostrophe before each sign that would make a spreadsheet compute it: at its beginning, and after a
/// separator, where a program that expects another one begins a cell.
///
/// <https://owasp.org/www-community/attacks/CSV_Injection>
fn harmless(text: &str) -> String {
    let mut guarded = String::with_capacity(text.len());
    let mut begins_cell = true;
    for character in text.chars() {
        let is_break = matches!(character, '\t' | '\r' | '\n');
        let computes = matches!(character, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
        if begins_cell && computes || guarded.is_empty() && is_break {
            guarded.push('\'');
        }
        guarded.push(character);
        let keeps_beginning = begins_cell && matches!(character, '"' | ' ');
        begins_cell = is_break || matches!(character, ',' | ';') || keeps_beginning;
    }
    guarded
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::io;

    use csv::{ReaderBuilder, StringRecord};
    use proptest::prelude::*;

    use super::super::card::samples::{bare_person, person, texts};
    use super::*;

    fn table(people: &[Person], separator: Separator) -> String {
        let mut table = StaffCsv::begin(Vec::new(), separator).unwrap();
        for person in people {
            table.write(person).unwrap();
        }
        String::from_utf8(table.finish().unwrap()).unwrap()
    }

    fn read(table: &str) -> Vec<StringRecord> {
        ReaderBuilder::new().from_reader(table.as_bytes()).into_records().collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn a_person_is_a_row() {
        let table = table(&[person(), bare_person()], Separator::Comma);
        assert!(table.starts_with("\u{feff}\"id\",\"family_name\","), "{table}");
        assert!(table.ends_with("\"\"\r\n"), "{table}");
        let rows = read(&table);
        let full = [
            "0192a000-0000-7000-8000-000000000003",
            "Beispiel",
            "Ada",
            "Dr.",
            "ms",
            "Ms Dr. Ada Beispiel",
            "Registrar",
            "Registry Office",
            "Rathaus, Nordflügel",
            "2.14",
            "+49 30 23125 101 ext. 12",
            "+49 30 23125 199",
            "ada.beispiel@stadt.example",
            "Marktplatz 1",
            "01234",
            "Beispielstadt",
            "DE",
            "Mo-We,Fr 08:00-12:00; Th 14:00-17:30; PH off",
            "yes",
            "Weddings; Geburten, Sterbefälle",
        ];
        assert_eq!(rows[0], full.to_vec());
        let filled: Vec<&str> = rows[1].iter().filter(|cell| !cell.is_empty()).collect();
        assert_eq!(filled, ["00000000-0000-0000-0000-000000000004", "Ân", "Ng", "Ng Ân"]);
    }

    #[test]
    fn the_example_of_the_documentation_is_a_real_one() {
        let example = table(&[person()], Separator::Comma).replace('\u{feff}', "").replace("\r\n", "\n");
        let documentation = include_str!("../../docs/outputs.md");
        assert!(documentation.contains(&format!("```csv\n{example}```")), "{example}");
    }

    /// Counts what goes out.
    struct Counter<'a>(&'a Cell<usize>);

    impl Write for Counter<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.set(self.0.get() + bytes.len());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn rows_go_out_as_they_come() {
        let gone_out = Cell::new(0);
        let mut table = StaffCsv::begin(Counter(&gone_out), Separator::Comma).unwrap();
        let person = person();
        for row in 1..=20_000 {
            table.write(&person).unwrap();
            // A row has more than 300 bytes; what waits is less than 10,000.
            assert!(gone_out.get() + 10_000 > row * 300, "{row}");
        }
        table.finish().unwrap();
    }

    /// Takes nothing.
    struct Full;

    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_table_that_cannot_be_written_says_so() {
        assert!(StaffCsv::begin(Full, Separator::Comma).is_err());
        // A place for the mark, and none for the rows.
        let mut room = [0_u8; 3];
        let table = StaffCsv::begin(&mut room[..], Separator::Comma).unwrap();
        assert!(table.finish().is_err());
    }

    #[test]
    fn the_separator_may_be_a_semicolon() {
        let table = table(&[person()], Separator::Semicolon);
        assert!(table.starts_with("\u{feff}\"id\";\"family_name\";"), "{table}");
        let mut rows = ReaderBuilder::new().delimiter(b';').from_reader(table.as_bytes());
        assert_eq!(&rows.records().next().unwrap().unwrap()[8], "Rathaus, Nordflügel");
    }

    #[test]
    fn what_a_spreadsheet_would_compute_is_guarded() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2", "'-2"),
            ("+49 711", "'+49 711"),
            ("\t=1", "'\t'=1"),
            ("\r", "'\r"),
            ("＝1", "'＝1"),
            ("\"=1\"", "\"'=1\""),
            ("a;=1", "a;'=1"),
            ("a, -b", "a, '-b"),
            ("a\n+1", "a\n'+1"),
            ("Müller-Lüdenscheidt", "Müller-Lüdenscheidt"),
            ("a=b @ c+d", "a=b @ c+d"),
            ("", ""),
        ] {
            assert_eq!(harmless(text), cell);
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_a_cell_that_computes(
            text in "[=+\\-@,;\"\t\r\n a'é]{0,12}", role in any::<String>(), is_german: bool,
        ) {
            let person = Person {
                family_name: text.clone(),
                role_title: texts([("de", &role)]),
                responsibilities: vec![texts([("de", &text)]), texts([("de", &role)])],
                ..person()
            };
            let separator = if is_german { Separator::Semicolon } else { Separator::Comma };
            let table = table(&[person], separator);
            // By whichever separator a program cuts it, quotes or no quotes.
            let cells = table.split(['\t', '\r', '\n', ',', ';']).map(|cell| cell.trim_start_matches(['"', ' ', '\u{feff}']));
            for cell in cells {
                let is_number = cell.starts_with("+49 30 23125 1");
                prop_assert!(is_number || !cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{cell} in {table}");
            }
        }

        #[test]
        fn a_text_without_formulas_is_read_back(text in "[^=+@＝＋－＠\t\r\n-]{0,40}") {
            let table = table(&[Person { family_name: text.clone(), ..person() }], Separator::Comma);
            prop_assert_eq!(&read(&table)[0][1], text.as_str());
        }
    }
}
