//! What the reader of prose promises.

mod advice;
mod advice_on_order;
mod evaluated;
mod holidays_of_period;
mod parts_of_the_year;
mod pasted;
mod properties;
mod reading;
mod refusing;
mod turning;
mod uncertain;

use super::*;

fn locale(tag: &str) -> Locale {
    Locale::parse(tag).unwrap()
}

fn read(text: &str, tag: &str) -> Result<(Option<String>, bool), ProseError> {
    parse_prose(text, &locale(tag)).map(|hours| (hours.rule, hours.is_by_appointment))
}

#[track_caller]
fn assert_read(text: &str, tag: &str, rule: Option<&str>, is_by_appointment: bool) {
    match read(text, tag) {
        Ok(found) => assert_eq!((found.0.as_deref(), found.1), (rule, is_by_appointment), "{text}"),
        Err(fault) => panic!("{text}: {fault}"),
    }
}

#[track_caller]
fn assert_refused(text: &str, tag: &str, position: usize, words: &str, fault: ProseFault) {
    let expected = ProseError::Words { position, words: words.to_owned(), fault };
    assert_eq!(read(text, tag), Err(expected), "{text}");
}
