//! What the parser says of a rule that it cannot read, in words for editors. Called by [`super`].

use opening_hours_syntax::Error as SyntaxError;

use super::HoursError;

/// What is wrong, where, and what to write instead.
pub(super) fn explain(fault: SyntaxError, rule: &str) -> HoursError {
    let SyntaxError::Syntax(syntax) = fault else {
        return refused(&fault.to_string());
    };
    let column = column(&syntax.to_string()).unwrap_or(1);
    let blanks = rule.chars().skip(column - 1).take_while(|&c| c == ' ').count();
    let position = column + blanks;
    let rest: String = rule.chars().skip(position - 1).take(40).collect();
    if rest.is_empty() { HoursError::Incomplete } else { HoursError::Syntax { position, rest } }
}

/// Ranges that go backwards, for which the parser advises their contrary.
fn refused(message: &str) -> HoursError {
    let of = |what: &str| message.contains(what) && message.contains("Inverted");
    match () {
        () if of("week") => HoursError::BackwardWeeks,
        () if of("year") => HoursError::BackwardYears,
        () => HoursError::Refused(message.to_owned()),
    }
}

/// What to write in place of what begins the unread rest of a rule.
pub(super) fn advice(rest: &str) -> &'static str {
    const GENERAL: &str = "write for example \"Mo-Fr 08:30-12:30; We off\"";
    const DAYS: &str = "days are Mo, Tu, We, Th, Fr, Sa, Su, holidays PH and SH, as in \"Tu-Th 08:30-12:30\"";
    let word: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
    let first = rest.chars().next().unwrap_or_default();
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let behind = rest[digits.len()..].chars().next();
    match word.as_str() {
        "Di" | "Mi" | "Do" | "So" => DAYS,
        "am" | "pm" | "AM" | "PM" => "write times on a clock of 24 hours, as in \"08:00-17:00\"",
        "Uhr" | "h" => "leave it out: times are written as in \"08:30-12:30\"",
        "Jan" | "Feb" | "Mar" | "Apr" | "May" | "Jun" | "Jul" | "Aug" | "Sep" | "Oct" | "Nov" | "Dec" => {
            "write dates and days in two parts, as in \"PH off; Dec 24 off\""
        }
        word if word.starts_with(|c: char| c.is_lowercase()) => DAYS,
        _ if first == '&' => "write a comma between days, as in \"Mo,We 08:30-12:30\"",
        _ if first == ':' => "leave out the colon between days and hours, as in \"Mo-Fr 08:30-12:30\"",
        _ if first == '[' => "a place in the month is of one day, as in \"Mo[1],We[1] 08:30-12:30\"",
        _ if digits.len() == 4 => "write both days whole, as in \"2026 Nov 01-2027 Feb 28\"",
        _ if (1..=2).contains(&digits.len()) && matches!(behind, Some(',' | ' ')) => {
            "write the month before each day, as in \"Dec 24,Dec 25,Dec 26 off\""
        }
        _ if (1..=2).contains(&digits.len()) && behind != Some(':') => {
            "write times with minutes and a colon, as in \"08:00-12:00\""
        }
        _ => GENERAL,
    }
}

/// The column in the first line of the parser's message, ` --> 1:7`: the type that holds it is not re-exported.
fn column(message: &str) -> Option<usize> {
    let (_, column) = message.lines().next()?.rsplit_once(':')?;
    column.trim().parse().ok().filter(|&column| column > 0)
}

#[cfg(test)]
mod tests {
    use crate::domain::hours::OpeningHours;

    #[test]
    fn a_fault_says_what_to_write() {
        for (rule, advice) in [
            ("Di 08:00-12:00", "days are Mo, Tu"),
            ("Mon-Fri 08:00-12:00", "days are Mo, Tu"),
            ("Montag 08:00-12:00", "days are Mo, Tu"),
            ("Mo-Do 08:00-12:00", "days are Mo, Tu"),
            ("Mo & Tu 08:00-12:00", "a comma between days"),
            ("Mo-Fr: 08:00-12:00", "leave out the colon"),
            ("Mo 8-12", "\"08:00-12:00\""),
            ("Mo 08.00-12.00", "\"08:00-12:00\""),
            ("Mo 8:00am-5pm", "a clock of 24 hours"),
            ("Mo 08:00-12:00 Uhr", "leave it out"),
            ("Dec 24,25,26 off", "the month before each day"),
            ("PH,Dec 24 off", "\"PH off; Dec 24 off\""),
            ("Mo-Fr[1] 08:00-12:00", "a place in the month"),
            ("2026 Nov-2027 Feb 08:00-12:00", "\"2026 Nov 01-2027 Feb 28\""),
            ("week 52-1 off", "\"week 52-53,1\""),
            ("2030-2020 off", "the earlier year first"),
            ("Mo 25:00-26:00", "write for example"),
        ] {
            let fault = OpeningHours::new(Some(rule), false).unwrap_err().to_string();
            assert!(fault.contains(advice), "{rule}: {fault}");
        }
        for rule in ["Mo - Fr 08:00 - 12:00", "Dec 24 - Dec 26 off", "week 52-53,1 off"] {
            assert!(OpeningHours::new(Some(rule), false).is_ok(), "{rule}");
        }
    }
}
