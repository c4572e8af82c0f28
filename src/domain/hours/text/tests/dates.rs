//! Dates, months, weeks and years.

use super::*;

#[test]
fn two_in_a_row_are_a_list() {
    for (tag, months, weeks, days) in [
        ("de", "Im Juli und August", "KW 52 und 53", "24. und 25. Dezember"),
        ("de-simple", "Juli und August", "Kalenderwoche 52 und 53", "24. und 25. Dezember"),
        ("en", "July and August", "Weeks 52 and 53", "December 24 and 25"),
        ("ar", "يوليو وأغسطس", "الأسبوعان 52 و53 من السنة", "24 و25 ديسمبر"),
        ("fa", "ژوئیه و اوت", "هفته‌های ۵۲ و ۵۳ سال", "۲۴ و ۲۵ دسامبر"),
        ("fr", "Juillet et août", "Semaines 52 et 53", "24 et 25 décembre"),
        ("it", "Luglio e agosto", "Settimane 52 e 53", "24 e 25 dicembre"),
        ("pl", "Lipiec i sierpień", "Tygodnie 52 i 53", "24 i 25 grudnia"),
        ("ro", "Iulie și august", "Săptămânile 52 și 53", "24 și 25 decembrie"),
        ("ru", "Июль и август", "Недели 52 и 53", "24 и 25 декабря"),
        ("tr", "Temmuz ve Ağustos", "52. ve 53. haftalar", "24 ve 25 Aralık"),
        ("uk", "Липень і серпень", "Тижні 52 і 53", "24 і 25 грудня"),
        ("zh-Hant", "7月和8月", "第52週和第53週", "12月24日和25日"),
    ] {
        for (rule, expected) in [("Jul-Aug off", months), ("week 52-53 off", weeks), ("Dec 24-25 off", days)]
        {
            let text = said(Some(rule), false, tag);
            assert!(text.starts_with(expected), "{tag}: {text}");
        }
    }
    assert_eq!(said(Some("Jul-Aug,Oct off"), false, "de"), "Juli, August und Oktober geschlossen");
    assert_eq!(said(Some("2026 Jul-Aug off"), false, "de"), "Im Juli und August 2026 geschlossen");
    assert_eq!(said(Some("Jul-Aug Mo off"), false, "de"), "Montag (Juli und August) geschlossen");
}

#[test]
fn days_of_a_month_are_ranges_and_single_ones() {
    let rule = "Dec 24,Dec 25-26,Dec 31 off";
    for (tag, expected) in [
        ("de", "24. bis 26. und 31. Dezember geschlossen"),
        ("de-simple", "24. bis 26. und 31. Dezember: geschlossen."),
        ("en", "December 24–26 and 31: closed"),
        ("ar", "من 24 إلى 26 و31 ديسمبر: مغلق"),
        ("fa", "۲۴ تا ۲۶ و ۳۱ دسامبر: تعطیل"),
        ("fr", "24–26 et 31 décembre_: fermé"),
        ("it", "24–26 e 31 dicembre: chiuso"),
        ("pl", "24–26 i 31 grudnia: nieczynne"),
        ("ro", "24–26 și 31 decembrie: închis"),
        ("ru", "24–26 и 31 декабря: закрыто"),
        ("tr", "24–26 ve 31 Aralık: kapalı"),
        ("uk", "24–26 і 31 грудня: зачинено"),
        ("zh-Hant", "12月24日至26日和31日：不開放"),
    ] {
        assert_eq!(visible(&said(Some(rule), false, tag)), expected, "{tag}");
    }
}

#[test]
fn weeks_of_a_year_are_said_where_they_lie_within_it() {
    for (tag, expected) in [
        ("de", "KW 52 des Jahres 2026 geschlossen"),
        ("de-simple", "Kalenderwoche 52 im Jahr 2026: geschlossen."),
        ("en", "Week 52 of 2026: closed"),
        ("ar", "الأسبوع 52 من السنة 2026: مغلق"),
        ("fa", "هفتهٔ ۵۲ سال ۲۰۲۶: تعطیل"),
        ("fr", "Semaine 52 de 2026_: fermé"),
        ("it", "Settimana 52 del 2026: chiuso"),
        ("pl", "Tydzień 52 roku 2026: nieczynne"),
        ("ro", "Săptămâna 52 din 2026: închis"),
        ("ru", "Неделя 52 в 2026 году: закрыто"),
        ("tr", "2026 yılı 52. hafta: kapalı"),
        ("uk", "Тиждень 52 у 2026 році: зачинено"),
        ("zh-Hant", "2026年第52週：不開放"),
    ] {
        assert_eq!(visible(&said(Some("2026 week 52 off"), false, tag)), expected, "{tag}");
    }
    assert_eq!(said(Some("2026 week 30-33 off"), false, "de"), "KW 30 bis 33 des Jahres 2026 geschlossen");
    // Week 1 of 2026 begins in 2025, and week 53 ends in 2027; in 2027 some days are of week 53 of the year before.
    for rule in ["2026 week 1 off", "2025 week 1 off", "2026 week 50-53 off", "2027 week 53 off"] {
        assert!(said(Some(rule), false, "de").starts_with("20"), "{rule}");
    }
}

#[test]
fn days_of_one_month_are_a_range_of_days() {
    let rule = "2026 Dec 07-11 off";
    for (tag, expected) in [
        ("de", "7. bis 11. Dezember 2026 geschlossen"),
        ("de-simple", "Vom 7. bis 11. Dezember 2026: geschlossen."),
        ("en", "December 7–11, 2026: closed"),
        ("ar", "من 7 إلى 11 ديسمبر 2026: مغلق"),
        ("fa", "۷ تا ۱۱ دسامبر ۲۰۲۶: تعطیل"),
        ("fr", "Du 7 au 11 décembre 2026_: fermé"),
        ("it", "7–11 dicembre 2026: chiuso"),
        ("pl", "7–11 grudnia 2026: nieczynne"),
        ("ro", "7–11 decembrie 2026: închis"),
        ("ru", "7–11 декабря 2026~г.: закрыто"),
        ("tr", "7–11 Aralık 2026: kapalı"),
        ("uk", "7–11 грудня 2026~р.: зачинено"),
        ("zh-Hant", "2026年12月7日至11日：不開放"),
    ] {
        assert_eq!(visible(&said(Some(rule), false, tag)), expected, "{tag}");
    }
}

#[test]
fn the_first_of_a_month_is_written_as_the_language_does() {
    let rule = "Dec 24-26 off; Jan 1-6 off";
    for (tag, expected) in [
        ("de", "24. bis 26. Dezember geschlossen; 1. bis 6. Januar geschlossen"),
        ("de-simple", "Vom 24. bis 26. Dezember: geschlossen.\nVom 1. bis 6. Januar: geschlossen."),
        ("en", "December 24–26: closed; January 1–6: closed"),
        ("ar", "من 24 إلى 26 ديسمبر: مغلق؛ من 1 إلى 6 يناير: مغلق"),
        ("fa", "۲۴ تا ۲۶ دسامبر: تعطیل؛ ۱ تا ۶ ژانویه: تعطیل"),
        ("fr", "Du 24 au 26 décembre_: fermé_; du 1er au 6 janvier_: fermé"),
        ("it", "24–26 dicembre: chiuso; 1º–6 gennaio: chiuso"),
        ("pl", "24–26 grudnia: nieczynne; 1–6 stycznia: nieczynne"),
        ("ro", "24–26 decembrie: închis; 1–6 ianuarie: închis"),
        ("ru", "24–26 декабря: закрыто; 1–6 января: закрыто"),
        ("tr", "24–26 Aralık: kapalı; 1–6 Ocak: kapalı"),
        ("uk", "24–26 грудня: зачинено; 1–6 січня: зачинено"),
        ("zh-Hant", "12月24日至26日：不開放；1月1日至6日：不開放"),
    ] {
        assert_eq!(visible(&said(Some(rule), false, tag)), expected, "{tag}");
    }
}

#[test]
fn a_year_of_both_ends_is_said_once() {
    let rule = "2026 Aug 01-2026 Sep 05 off";
    for (tag, expected) in [
        ("de", "1. August bis 5. September 2026 geschlossen"),
        ("de-simple", "Vom 1. August bis 5. September 2026: geschlossen."),
        ("en", "August 1 to September 5, 2026: closed"),
        ("ar", "من 1 أغسطس إلى 5 سبتمبر 2026: مغلق"),
        ("fa", "۱ اوت تا ۵ سپتامبر ۲۰۲۶: تعطیل"),
        ("fr", "Du 1er août au 5 septembre 2026_: fermé"),
        ("it", "1º agosto – 5 settembre 2026: chiuso"),
        ("pl", "1 sierpnia – 5 września 2026: nieczynne"),
        ("ro", "1 august – 5 septembrie 2026: închis"),
        ("ru", "1 августа – 5 сентября 2026~г.: закрыто"),
        ("tr", "1 Ağustos – 5 Eylül 2026: kapalı"),
        ("uk", "1 серпня – 5 вересня 2026~р.: зачинено"),
        ("zh-Hant", "2026年8月1日至9月5日：不開放"),
    ] {
        assert_eq!(visible(&said(Some(rule), false, tag)), expected, "{tag}");
    }
}

#[test]
fn single_days_of_a_month_name_it_once() {
    let rule = "2026 May 1,2026 May 15,2026 Jun 1 off";
    for (tag, expected) in [
        ("de", "1. und 15. Mai 2026 und 1. Juni 2026 geschlossen"),
        ("de-simple", "1. und 15. Mai 2026 und 1. Juni 2026: geschlossen."),
        ("en", "May 1 and 15, 2026 and June 1, 2026: closed"),
        ("ar", "1 و15 مايو 2026 و1 يونيو 2026: مغلق"),
        ("fa", "۱ و ۱۵ مه ۲۰۲۶ و ۱ ژوئن ۲۰۲۶: تعطیل"),
        ("fr", "1er et 15 mai 2026 et 1er juin 2026_: fermé"),
        ("it", "1º e 15 maggio 2026 e 1º giugno 2026: chiuso"),
        ("pl", "1 i 15 maja 2026 i 1 czerwca 2026: nieczynne"),
        ("ro", "1 și 15 mai 2026 și 1 iunie 2026: închis"),
        ("ru", "1 и 15 мая 2026~г. и 1 июня 2026~г.: закрыто"),
        ("tr", "1 ve 15 Mayıs 2026 ve 1 Haziran 2026: kapalı"),
        ("uk", "1 і 15 травня 2026~р. і 1 червня 2026~р.: зачинено"),
        ("zh-Hant", "2026年5月1日和15日和2026年6月1日：不開放"),
    ] {
        assert_eq!(visible(&said(Some(rule), false, tag)), expected, "{tag}");
    }
}

#[test]
fn dates_read_well_in_german_and_english() {
    for (rule, german, english) in [
        ("2026 May Su[1] off", "Erster Sonntag im Mai 2026 geschlossen", "First Sunday in May 2026: closed"),
        (
            "Apr Su[2],Apr Su[4],Oct We[-1] off",
            "Zweiter und vierter Sonntag im April und letzter Mittwoch im Oktober geschlossen",
            "Second and fourth Sunday in April and last Wednesday in October: closed",
        ),
        (
            "Aug Su[1]-Oct Su[-1] Mo off",
            "Montag (erster Sonntag im August bis letzter Sonntag im Oktober) geschlossen",
            "Monday (first Sunday in August to last Sunday in October): closed",
        ),
        (
            "2026 easter -48 days-2026 easter -46 days off",
            "Rosenmontag bis Aschermittwoch 2026 geschlossen",
            "Shrove Monday to Ash Wednesday 2026: closed",
        ),
        (
            "easter -20 days-Oct 3 off",
            "Dritter Montag vor Ostersonntag bis 3. Oktober geschlossen",
            "Third Monday before Easter Sunday to October 3: closed",
        ),
        (
            "2026 Mar 30-2026 easter +1 day off",
            "30. März bis Ostermontag 2026 geschlossen",
            "March 30 to Easter Monday 2026: closed",
        ),
        (
            "2026 Aug 01-Sep 05 off",
            "1. August bis 5. September 2026 geschlossen",
            "August 1 to September 5, 2026: closed",
        ),
        (
            "2026 Dec 24-Jan 02 off",
            "24. Dezember 2026 bis 2. Januar 2027 geschlossen",
            "December 24, 2026 to January 2, 2027: closed",
        ),
        ("Dec 24+ off", "24. bis 31. Dezember geschlossen", "December 24–31: closed"),
        ("Dec 26-24 off", "26. Dezember bis 24. Januar geschlossen", "December 26 to January 24: closed"),
        (
            "Dec 24,Dec 26-28,Dec 31,easter off",
            "24., 26. bis 28. und 31. Dezember und Ostersonntag geschlossen",
            "December 24, 26–28, and 31 and Easter Sunday: closed",
        ),
        (
            "Mo-Su,PH,SH 09:00-17:00",
            "Täglich, auch an Feiertagen und in den Schulferien: 9–17 Uhr",
            "Daily, including public holidays and school holidays: 9~AM–5~PM",
        ),
    ] {
        assert_eq!(visible(&said(Some(rule), false, "de")), german, "{rule}");
        assert_eq!(visible(&said(Some(rule), false, "en")), english, "{rule}");
    }
}

#[test]
fn no_range_of_days_loses_a_number_in_any_language() {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let numbers = |text: &str| {
        let digit = |c: char| match c {
            '۰'..='۹' => char::from_digit(c as u32 - '۰' as u32, 10).unwrap(),
            other => other,
        };
        let plain: String = text.chars().map(digit).collect();
        let mut numbers: Vec<u32> =
            plain.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
        numbers.sort_unstable();
        numbers
    };
    for tag in LANGUAGES {
        for (index, month) in MONTHS.iter().enumerate() {
            for (first, last) in [(1, 2), (1, 12), (2, 3), (9, 10), (11, 12), (20, 26), (27, 28)] {
                for separator in ["-", &format!(",{month} ")] {
                    let text = said(Some(&format!("{month} {first}{separator}{last} off")), false, tag);
                    let mut expected = vec![first, last];
                    if tag == "zh-Hant" {
                        expected.push(u32::try_from(index).unwrap() + 1);
                    }
                    expected.sort_unstable();
                    assert_eq!(numbers(&text), expected, "{tag}: {text}");
                }
                let text = said(Some(&format!("2026 {month} {first}-{last} off")), false, tag);
                assert_eq!(
                    text.matches(['6', '۶']).count(),
                    1 + usize::from(last == 26) + usize::from(index == 5 && tag == "zh-Hant"),
                    "{tag}: {text}"
                );
            }
        }
    }
}
