//! Times of the day, and the clocks of regions.

use chrono::NaiveDate;

use super::*;
use crate::domain::hours::{City, Timetable};

#[test]
fn times_and_remarks_keep_their_direction_in_texts_from_right_to_left() {
    for tag in ["ar", "fa"] {
        let text = said(Some("Mo,Tu 08:30-12:30,14:00-24:00; Fr 20:00-02:00 \"Raum 3 (EG)\""), true, tag);
        let mut depth = 0;
        for c in text.chars() {
            match c {
                ISOLATE => depth += 1,
                END_OF_ISOLATE => depth -= 1,
                _ => assert!(depth == 1 || !c.is_numeric(), "{tag}: {c} stands free in {text}"),
            }
            assert!((0..=1).contains(&depth), "{tag}: {text}");
        }
        assert_eq!(depth, 0);
        assert_eq!(text.matches(ISOLATE).count(), 7, "{}", visible(&text));
    }
}

#[test]
fn the_same_time_twice_is_a_whole_day() {
    let rule = "Mo-Fr 07:00-07:00";
    for (tag, expected) in [
        ("de", "Montag bis Freitag: 7 Uhr bis 7 Uhr am Folgetag"),
        ("de-simple", "Von Montag bis Freitag: 7 Uhr bis 7 Uhr am nächsten Tag."),
        ("en", "Monday to Friday: 7~AM to 7~AM the next day"),
        ("ar", "من الاثنين إلى الجمعة: من الساعة ⟨7:00 ص⟩ إلى الساعة ⟨7:00 ص⟩ في اليوم التالي"),
        ("fa", "دوشنبه تا جمعه: ساعت ⟨۷:۰۰⟩ تا ساعت ⟨۷:۰۰⟩ روز بعد"),
        ("fr", "Du lundi au vendredi_: 07:00 – 07:00 le lendemain"),
        ("it", "Da lunedì a venerdì: 07:00 – 07:00 del giorno dopo"),
        ("pl", "Poniedziałek–piątek: 07:00 – 07:00 następnego dnia"),
        ("ro", "De luni până vineri: ora 07:00 – ora 07:00 în ziua următoare"),
        ("ru", "Понедельник – пятница: 07:00 – 07:00 следующего дня"),
        ("tr", "Pazartesi–Cuma: 07:00 – ertesi gün 07:00"),
        ("uk", "Понеділок – пʼятниця: 07:00 – 07:00 наступного дня"),
        ("zh-Hant", "星期一至星期五：清晨7:00至次日清晨7:00"),
    ] {
        assert_eq!(visible(&said(Some(rule), false, tag)), expected, "{tag}");
    }
}

#[test]
fn every_hour_of_every_day_does_not_contradict_what_follows() {
    let rule = "24/7; Sa off";
    for (tag, expected) in [
        ("de", "Rund um die Uhr; Samstag geschlossen"),
        ("de-simple", "Rund um die Uhr offen.\nSamstag: geschlossen."),
        ("en", "Open 24 hours; Saturday: closed"),
        ("ar", "مفتوح على مدار الساعة؛ السبت: مغلق"),
        ("fa", "شبانه‌روزی؛ شنبه: تعطیل"),
        ("fr", "Ouvert 24_h/24_; samedi_: fermé"),
        ("it", "Aperto 24 ore su 24; sabato: chiuso"),
        ("pl", "Czynne całą dobę; sobota: nieczynne"),
        ("ro", "Deschis 24 de ore din 24; sâmbătă: închis"),
        ("ru", "Открыто круглосуточно; суббота: закрыто"),
        ("tr", "24 saat açık; Cumartesi: kapalı"),
        ("uk", "Відчинено цілодобово; субота: зачинено"),
        ("zh-Hant", "全天24小時開放；星期六：不開放"),
    ] {
        assert_eq!(visible(&said(Some(rule), false, tag)), expected, "{tag}");
    }
}

#[test]
fn noon_and_midnight_are_told_apart() {
    let rule = "Mo 00:00-12:00; Tu 09:00-12:00,12:30-24:00";
    for (tag, expected) in [
        ("de", "Montag: 0–12 Uhr; Dienstag: 9–12 Uhr und 12:30–24 Uhr"),
        ("de-simple", "Montag: 0 Uhr bis 12 Uhr.\nDienstag: 9 Uhr bis 12 Uhr und 12:30 Uhr bis 24 Uhr."),
        ("en", "Monday: midnight–noon; Tuesday: 9~AM–noon and 12:30~PM–midnight"),
        (
            "ar",
            "الاثنين: من ⟨منتصف الليل⟩ إلى ⟨12:00 ظهرًا⟩؛ الثلاثاء: من ⟨9:00 ص⟩ إلى ⟨12:00 ظهرًا⟩ ومن ⟨12:30 م⟩ إلى ⟨منتصف الليل⟩",
        ),
        ("fa", "دوشنبه: ساعت ⟨۰:۰۰⟩ تا ⟨۱۲:۰۰⟩؛ سه‌شنبه: ساعت ⟨۹:۰۰⟩ تا ⟨۱۲:۰۰⟩ و ساعت ⟨۱۲:۳۰⟩ تا ⟨۲۴:۰۰⟩"),
        ("fr", "Lundi_: de 00:00 à 12:00_; mardi_: de 09:00 à 12:00 et de 12:30 à 24:00"),
        ("it", "Lunedì: 00:00–12:00; martedì: 09:00–12:00 e 12:30–24:00"),
        ("pl", "Poniedziałek: 00:00–12:00; wtorek: 09:00–12:00 i 12:30–24:00"),
        ("ro", "Luni: 00:00–12:00; marți: 09:00–12:00 și 12:30–24:00"),
        ("ru", "Понедельник: 00:00–12:00; вторник: 09:00–12:00 и 12:30–24:00"),
        ("tr", "Pazartesi: 00:00–12:00; Salı: 09:00–12:00 ve 12:30–24:00"),
        ("uk", "Понеділок: 00:00–12:00; вівторок: 09:00–12:00 і 12:30–24:00"),
        ("zh-Hant", "星期一：凌晨12:00至中午12:00；星期二：上午9:00至中午12:00和中午12:30至午夜12:00"),
    ] {
        assert_eq!(visible(&said(Some(rule), false, tag)), expected, "{tag}");
    }
}

#[test]
fn what_is_said_of_the_same_time_twice_is_what_the_timetable_has() {
    let city = City::default();
    let days = |rule: &str| {
        let hours = OpeningHours::new(Some(rule), false).unwrap().unwrap();
        let monday = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
        Timetable::of(&hours, &city).unwrap().days(monday, 3)
    };
    for (rule, same) in [
        ("Mo 07:00-07:00", "Mo 07:00-31:00"),
        ("Mo 12:00-12:00,20:00-00:00", "Mo 12:00-36:00,20:00-24:00"),
        ("Mo 00:00-00:00", "Mo 00:00-24:00"),
    ] {
        assert_eq!(days(rule), days(same), "{rule}");
        for tag in LANGUAGES {
            assert_eq!(said(Some(rule), false, tag), said(Some(same), false, tag), "{rule}");
        }
    }
    assert_eq!(
        said(Some("Mo 12:00-12:00,20:00-00:00"), false, "de"),
        "Montag: 12 Uhr bis 12 Uhr am Folgetag und 20–24 Uhr"
    );
}

#[test]
fn a_part_for_all_other_hours_says_all_day() {
    assert_eq!(said(Some("Mo off || open"), false, "de"), "Montag geschlossen; sonst 0–24 Uhr");
    assert_eq!(said(Some("Mo off || open"), false, "en"), "Monday: closed; otherwise 24 hours");
}

#[test]
fn times_are_on_the_clock_of_the_region_that_was_asked_for() {
    let hours = OpeningHours::new(Some("Mo 08:00-12:30"), false).unwrap().unwrap();
    for (asked, found, expected) in [
        (&["en"][..], "en", "Monday: 8~AM–12:30~PM"),
        (&["en-US"], "en", "Monday: 8~AM–12:30~PM"),
        (&["en-GB"], "en", "Monday: 08:00–12:30"),
        (&["en-DE"], "en", "Monday: 08:00–12:30"),
        (&["en-XX"], "en", "Monday: 8~AM–12:30~PM"),
        (&["ja-JP", "en-GB", "en-US"], "en", "Monday: 08:00–12:30"),
        (&["ar-EG"], "ar", "الاثنين: من ⟨8:00 ص⟩ إلى ⟨12:30 م⟩"),
        (&["ar-MA"], "ar", "الاثنين: من ⟨08:00⟩ إلى ⟨12:30⟩"),
        (&["fr-CA"], "fr", "Lundi_: de 08:00 à 12:30"),
        (&["zh-HK"], "zh-Hant", "星期一：上午8:00至中午12:30"),
        (&["de-AT"], "de", "Montag: 8–12:30 Uhr"),
        (&["ja-JP"], "de", "Montag: 8–12:30 Uhr"),
    ] {
        let (text, locale) = text(&hours, &chain(asked));
        assert_eq!((visible(&text).as_str(), locale.as_str()), (expected, found), "{asked:?}");
    }
}

#[test]
fn midnight_is_a_word_on_a_clock_of_twelve_hours_only() {
    let hours = OpeningHours::new(Some("Mo 08:00-24:00"), false).unwrap().unwrap();
    for (asked, expected) in [
        ("en", "Monday: 8~AM–midnight"),
        ("en-GB", "Monday: 08:00–24:00"),
        ("ar-EG", "الاثنين: من ⟨8:00 ص⟩ إلى ⟨منتصف الليل⟩"),
        ("ar-MA", "الاثنين: من ⟨08:00⟩ إلى ⟨24:00⟩"),
        ("fr", "Lundi_: de 08:00 à 24:00"),
        ("zh-TW", "星期一：上午8:00至午夜12:00"),
        ("de", "Montag: 8–24 Uhr"),
    ] {
        assert_eq!(visible(&text(&hours, &chain(&[asked])).0), expected, "{asked}");
    }
}
