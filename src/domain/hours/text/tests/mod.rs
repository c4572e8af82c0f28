//! What the texts promise.

use super::*;

mod dates;
mod days;
mod easter;
mod properties;
mod remarks;
mod times;
mod touched;

const LANGUAGES: [&str; 13] =
    ["de", "de-simple", "en", "ar", "fa", "fr", "it", "pl", "ro", "ru", "tr", "uk", "zh-Hant"];

fn chain(tags: &[&str]) -> Chain {
    let mut locales = tags.iter().map(|tag| Locale::parse(tag).unwrap());
    Chain::new(locales.next().unwrap(), locales)
}

fn said(rule: Option<&str>, is_by_appointment: bool, tag: &str) -> String {
    // What is refused today may have been stored before.
    let stored = || OpeningHours { rule: rule.map(str::to_owned), is_by_appointment };
    let hours = OpeningHours::new(rule, is_by_appointment).ok().flatten().unwrap_or_else(stored);
    text(&hours, &chain(&[tag])).0
}

/// Invisible marks and narrow blanks made visible.
fn visible(text: &str) -> String {
    text.replace(ISOLATE, "⟨").replace(END_OF_ISOLATE, "⟩").replace('\u{202f}', "~").replace('\u{a0}', "_")
}

#[test]
fn fixed_hours_read_as_readers_of_each_language_expect() {
    for (tag, expected) in [
        ("de", "Montag, Dienstag, Donnerstag und Freitag: 8:30–12:30 Uhr; Mittwoch geschlossen"),
        (
            "de-simple",
            "Montag, Dienstag, Donnerstag und Freitag: 8:30 Uhr bis 12:30 Uhr.\nMittwoch: geschlossen.",
        ),
        ("en", "Monday, Tuesday, Thursday, and Friday: 8:30~AM–12:30~PM; Wednesday: closed"),
        ("ar", "الاثنين والثلاثاء والخميس والجمعة: من ⟨8:30 ص⟩ إلى ⟨12:30 م⟩؛ الأربعاء: مغلق"),
        ("fa", "دوشنبه،\u{200f} سه‌شنبه،\u{200f} پنجشنبه، و جمعه: ساعت ⟨۸:۳۰⟩ تا ⟨۱۲:۳۰⟩؛ چهارشنبه: تعطیل"),
        ("fr", "Lundi, mardi, jeudi et vendredi_: de 08:30 à 12:30_; mercredi_: fermé"),
        ("it", "Lunedì, martedì, giovedì e venerdì: 08:30–12:30; mercoledì: chiuso"),
        ("pl", "Poniedziałek, wtorek, czwartek i piątek: 08:30–12:30; środa: nieczynne"),
        ("ro", "Luni, marți, joi și vineri: 08:30–12:30; miercuri: închis"),
        ("ru", "Понедельник, вторник, четверг и пятница: 08:30–12:30; среда: закрыто"),
        ("tr", "Pazartesi, Salı, Perşembe ve Cuma: 08:30–12:30; Çarşamba: kapalı"),
        ("uk", "Понеділок, вівторок, четвер і пʼятниця: 08:30–12:30; середа: зачинено"),
        ("zh-Hant", "星期一、星期二、星期四和星期五：上午8:30至中午12:30；星期三：不開放"),
    ] {
        assert_eq!(visible(&said(Some("Mo,Tu,Th,Fr 08:30-12:30; We off"), false, tag)), expected, "{tag}");
    }
}

#[test]
fn hours_by_appointment_read_as_readers_of_each_language_expect() {
    for (tag, alone, beside) in [
        ("de", "Nach Vereinbarung", "Montag bis Freitag: 8–12 Uhr und nach Vereinbarung"),
        (
            "de-simple",
            "Sie brauchen einen Termin.",
            "Von Montag bis Freitag: 8 Uhr bis 12 Uhr.\nSie können auch einen Termin machen.",
        ),
        ("en", "By appointment only", "Monday to Friday: 8~AM–noon; also by appointment"),
        ("ar", "بموعد مسبق فقط", "من الاثنين إلى الجمعة: من ⟨8:00 ص⟩ إلى ⟨12:00 ظهرًا⟩؛ وبموعد مسبق أيضًا"),
        ("fa", "فقط با وقت قبلی", "دوشنبه تا جمعه: ساعت ⟨۸:۰۰⟩ تا ⟨۱۲:۰۰⟩؛ همچنین با وقت قبلی"),
        (
            "fr",
            "Uniquement sur rendez-vous",
            "Du lundi au vendredi_: de 08:00 à 12:00_; également sur rendez-vous",
        ),
        ("it", "Solo su appuntamento", "Da lunedì a venerdì: 08:00–12:00; anche su appuntamento"),
        (
            "pl",
            "Tylko po wcześniejszym umówieniu się",
            "Poniedziałek–piątek: 08:00–12:00; także po wcześniejszym umówieniu się",
        ),
        ("ro", "Numai cu programare", "De luni până vineri: 08:00–12:00; de asemenea, cu programare"),
        (
            "ru",
            "Только по предварительной записи",
            "Понедельник – пятница: 08:00–12:00; также по предварительной записи",
        ),
        ("tr", "Yalnızca randevuyla", "Pazartesi–Cuma: 08:00–12:00; ayrıca randevuyla"),
        (
            "uk",
            "Лише за попереднім записом",
            "Понеділок – пʼятниця: 08:00–12:00; також за попереднім записом",
        ),
        ("zh-Hant", "僅限預約", "星期一至星期五：上午8:00至中午12:00；亦可預約"),
    ] {
        assert_eq!(said(None, true, tag), alone);
        assert_eq!(visible(&said(Some("Mo-Fr 08:00-12:00"), true, tag)), beside, "{tag}");
    }
}

#[test]
fn the_hours_of_a_town_hall_read_well_in_german_and_english() {
    for (rule, german, english) in [
        (
            "Mo-We,Fr 08:00-12:00; Th 08:00-12:00,14:00-18:00; PH off",
            "Montag bis Mittwoch und Freitag: 8–12 Uhr; Donnerstag: 8–12 Uhr und 14–18 Uhr; an Feiertagen geschlossen",
            "Monday to Wednesday and Friday: 8~AM–noon; Thursday: 8~AM–noon and 2~PM–6~PM; public holidays: closed",
        ),
        (
            "Mo-Fr 08:00-12:00, Th 14:00-18:00",
            "Montag bis Freitag: 8–12 Uhr; Donnerstag zusätzlich: 14–18 Uhr",
            "Monday to Friday: 8~AM–noon; Thursday also: 2~PM–6~PM",
        ),
        (
            "Mo-Fr 08:00-18:00; We 10:00-16:00",
            "Montag bis Freitag: 8–18 Uhr; Mittwoch abweichend: 10–16 Uhr",
            "Monday to Friday: 8~AM–6~PM; Wednesday instead: 10~AM–4~PM",
        ),
        (
            "Tu-Fr 10:00-19:00; Sa 10:00-14:00; Su,Mo off; PH off",
            "Dienstag bis Freitag: 10–19 Uhr; Samstag: 10–14 Uhr; Sonntag und Montag geschlossen; an Feiertagen geschlossen",
            "Tuesday to Friday: 10~AM–7~PM; Saturday: 10~AM–2~PM; Sunday and Monday: closed; public holidays: closed",
        ),
        ("Mo-Su 09:00-17:30", "Täglich: 9–17:30 Uhr", "Daily: 9~AM–5:30~PM"),
        ("08:00-24:00", "Täglich: 8–24 Uhr", "Daily: 8~AM–midnight"),
        (
            "Sa,Su 14:00+ \"bei gutem Wetter\"",
            "Samstag und Sonntag: ab 14 Uhr („bei gutem Wetter“)",
            "Saturday and Sunday: from 2~PM (“bei gutem Wetter”)",
        ),
        (
            "Apr-Sep Mo-Fr 08:00-18:00; Oct-Mar Mo-Fr 09:00-17:00",
            "Montag bis Freitag (April bis September): 8–18 Uhr; Montag bis Freitag (Oktober bis März): 9–17 Uhr",
            "Monday to Friday (April to September): 8~AM–6~PM; Monday to Friday (October to March): 9~AM–5~PM",
        ),
        (
            "Mo-Fr 08:00-12:00; Dec 24-Jan 1 off; 2026 Nov 20 08:00-10:00",
            "Montag bis Freitag: 8–12 Uhr; 24. Dezember bis 1. Januar geschlossen; 20. November 2026 abweichend: 8–10 Uhr",
            "Monday to Friday: 8~AM–noon; December 24 to January 1: closed; November 20, 2026 instead: 8~AM–10~AM",
        ),
        (
            "We[1,3] 14:00-16:00; Su[-1] 10:00-12:00; SH off",
            "Erster und dritter Mittwoch im Monat: 14–16 Uhr; letzter Sonntag im Monat: 10–12 Uhr; in den Schulferien geschlossen",
            "First and third Wednesday of the month: 2~PM–4~PM; last Sunday of the month: 10~AM–noon; school holidays: closed",
        ),
        (
            "week 01-53/2 Mo 08:00-10:00; week 02-52/2 Tu 08:00-10:00; week 30-33 off",
            "Montag (ungerade Kalenderwochen): 8–10 Uhr; Dienstag (gerade Kalenderwochen): 8–10 Uhr; KW 30 bis 33 geschlossen",
            "Monday (odd weeks): 8~AM–10~AM; Tuesday (even weeks): 8~AM–10~AM; weeks 30 to 33: closed",
        ),
        (
            "Mo-Fr 08:00-18:00; Mo 12:00-13:00 off; PH -1 day 08:00-12:00; easter -2 days-easter +1 day off",
            "Montag bis Freitag: 8–18 Uhr; Montag: 12–13 Uhr geschlossen; am Tag vor Feiertagen: 8–12 Uhr; Karfreitag bis Ostermontag geschlossen",
            "Monday to Friday: 8~AM–6~PM; Monday: closed noon–1~PM; the day before public holidays: 8~AM–noon; Good Friday to Easter Monday: closed",
        ),
        (
            "Mo-Su sunrise-(sunset-01:30)",
            "Täglich: Sonnenaufgang bis 1 Std. 30 Min. vor Sonnenuntergang",
            "Daily: sunrise to 1 h 30 min before sunset",
        ),
        (
            "Mo 08:00-18:00; Mo 10:00-10:30,12:00-13:00 off",
            "Montag: 8–18 Uhr; Montag: 10–10:30 Uhr geschlossen und 12–13 Uhr geschlossen",
            "Monday: 8~AM–6~PM; Monday: closed 10~AM–10:30~AM and closed noon–1~PM",
        ),
        ("Fr 20:00-02:00", "Freitag: 20 Uhr bis 2 Uhr am Folgetag", "Friday: 8~PM to 2~AM the next day"),
        ("24/7", "Rund um die Uhr", "Open 24 hours a day, 7 days a week"),
        ("24/7 off \"Umbau\"", "Geschlossen („Umbau“)", "Closed (“Umbau”)"),
    ] {
        assert_eq!(visible(&said(Some(rule), false, "de")), german, "{rule}");
        assert_eq!(visible(&said(Some(rule), false, "en")), english, "{rule}");
    }
}

#[test]
fn appointments_beside_several_statements_are_a_statement() {
    let rule = Some("Mo,Tu,Th,Fr 08:30-12:30; We off");
    assert!(said(rule, true, "de").ends_with("; Mittwoch geschlossen; außerdem nach Vereinbarung"));
    assert!(said(rule, true, "de-simple").ends_with("geschlossen.\nSie können auch einen Termin machen."));
    assert!(said(rule, true, "en").ends_with("; Wednesday: closed; also by appointment"));
}

#[test]
fn a_later_part_of_all_days_names_them() {
    assert_eq!(said(Some("Mo 08:00-12:00; off"), false, "de"), "Montag: 8–12 Uhr; täglich geschlossen");
    assert_eq!(
        said(Some("Mo 08:00-12:00; unknown"), false, "de"),
        "Montag: 8–12 Uhr; täglich abweichend: möglicherweise geöffnet"
    );
    assert_eq!(said(Some("off; Mo 08:00-12:00"), false, "de"), "Geschlossen; Montag abweichend: 8–12 Uhr");
    assert_eq!(
        said(Some("PH off; Sa 10:00-12:00"), false, "de"),
        "An Feiertagen geschlossen; Samstag abweichend: 10–12 Uhr"
    );
    assert_eq!(
        said(Some("Mo 08:00-12:00 || unknown \"anrufen\""), false, "de"),
        "Montag: 8–12 Uhr; sonst „anrufen“"
    );
}

#[test]
fn the_first_language_of_the_chain_with_words_is_used_and_named() {
    let hours = OpeningHours::new(Some("We off"), false).unwrap().unwrap();
    for (asked, found) in [
        (&["en-GB"][..], "en"),
        (&["zh-TW"], "zh-Hant"),
        (&["zh-Hans", "tr"], "tr"),
        (&["ku", "de-simple", "de"], "de-simple"),
        (&["de-AT"], "de"),
        (&["ja"], "de"),
    ] {
        let (text, locale) = text(&hours, &chain(asked));
        assert_eq!(locale.as_str(), found);
        assert_eq!(text, said(Some("We off"), false, found));
        assert_eq!(holiday_name(PublicHoliday::Christmas, &chain(asked)).1.as_str(), found);
    }
}

#[test]
fn what_has_no_words_is_shown_as_it_is_written_and_in_no_language() {
    for rule in [
        "week 01-51/3 Mo 08:00-10:00",
        "week 1-52/2 Mo 08:00-10:00",
        "2026 week 53 off",
        "easter +150 days off",
        "Mo 10:00-16:00/01:30",
        "Mo sunrise+",
        "We[1] +2 days 08:00-10:00",
        "We[-3] 08:00-10:00",
        "May Su[-3] off",
        "May Su[1] +2 days off",
        "Dec 24-Mo off",
        "2026 easter-Apr 10 off",
        "PH +3 days off",
        "2026-2030/2 Mo 08:00-10:00",
        "Apr week 10-20 Mo 08:00-10:00",
    ] {
        let hours = OpeningHours::new(Some(rule), false).unwrap().unwrap();
        let (shown, locale) = text(&hours, &chain(&["ar"]));
        assert_eq!((Some(&shown), locale.as_str()), (hours.rule.as_ref(), NO_LANGUAGE), "{rule}");
        let hours = OpeningHours { is_by_appointment: true, ..hours };
        let (shown, locale) = text(&hours, &chain(&["de"]));
        let rule = hours.rule.unwrap();
        assert_eq!((shown, locale.as_str()), (format!("„{rule}“ und nach Vereinbarung"), "de"));
    }
}

#[test]
fn a_holiday_has_a_name_in_every_language() {
    for (tag, name) in [
        ("de", "Tag der Deutschen Einheit"),
        ("en", "Day of German Unity"),
        ("ar", "يوم الوحدة الألمانية"),
        ("fr", "Jour de l’Unité allemande"),
        ("pl", "Dzień Jedności Niemiec"),
        ("zh-Hant", "德國統一日"),
    ] {
        assert_eq!(holiday_name(PublicHoliday::GermanUnity, &chain(&[tag])).0, name);
    }
    // The order of the names is that of the days.
    for (holiday, name) in [
        (PublicHoliday::NewYear, "Neujahr"),
        (PublicHoliday::WomensDay, "Internationaler Frauentag"),
        (PublicHoliday::Uprising, "Jahrestag des Aufstandes vom 17. Juni 1953"),
        (PublicHoliday::Repentance, "Buß- und Bettag"),
        (PublicHoliday::SecondChristmas, "2. Weihnachtstag"),
    ] {
        assert_eq!(holiday_name(holiday, &chain(&["de"])).0, name);
    }
}
