//! What is unknown, and what editors remark.

use super::*;

#[test]
fn a_remark_cannot_turn_the_text_around_it() {
    let remark = |remark: &str| said(Some(&format!("Mo 08:00-12:00 \"{remark}\"")), false, "de");
    assert_eq!(visible(&remark("nur mit Termin")), "Montag: 8–12 Uhr („nur mit Termin“)");
    assert_eq!(visible(&remark("بموعد")), "Montag: 8–12 Uhr („⟨بموعد⟩“)");
    assert_eq!(visible(&remark("\u{202e}Termin\u{2069}")), "Montag: 8–12 Uhr („Termin“)");
    assert_eq!(visible(&remark("{0} {1}")), "Montag: 8–12 Uhr („{0} {1}“)");
}

#[test]
fn a_remark_says_what_holds_where_nothing_else_is_known() {
    let rule = "We 14:00-16:00 unknown \"nach Vereinbarung\"";
    for (tag, expected) in [
        ("de", "Mittwoch, 14–16 Uhr: „nach Vereinbarung“"),
        ("de-simple", "Mittwoch, 14 Uhr bis 16 Uhr: „nach Vereinbarung“."),
        ("en", "Wednesday, 2~PM–4~PM: “nach Vereinbarung”"),
        ("ar", "الأربعاء، من ⟨2:00 م⟩ إلى ⟨4:00 م⟩: «⟨nach Vereinbarung⟩»"),
        ("fa", "چهارشنبه، ساعت ⟨۱۴:۰۰⟩ تا ⟨۱۶:۰۰⟩: «⟨nach Vereinbarung⟩»"),
        ("fr", "Mercredi, de 14:00 à 16:00_: «_nach Vereinbarung_»"),
        ("it", "Mercoledì, 14:00–16:00: «nach Vereinbarung»"),
        ("pl", "Środa, 14:00–16:00: „nach Vereinbarung”"),
        ("ro", "Miercuri, 14:00–16:00: „nach Vereinbarung”"),
        ("ru", "Среда, 14:00–16:00: «nach Vereinbarung»"),
        ("tr", "Çarşamba, 14:00–16:00: “nach Vereinbarung”"),
        ("uk", "Середа, 14:00–16:00: «nach Vereinbarung»"),
        ("zh-Hant", "星期三，下午2:00至下午4:00：「nach Vereinbarung」"),
    ] {
        assert_eq!(visible(&said(Some(rule), false, tag)), expected, "{tag}");
    }
}

#[test]
fn a_remark_says_what_holds_otherwise() {
    let rule = "Mo 08:00-12:00 || unknown \"nach Vereinbarung\"";
    for (tag, expected) in [
        ("de", "Montag: 8–12 Uhr; sonst „nach Vereinbarung“"),
        ("de-simple", "Montag: 8 Uhr bis 12 Uhr.\nSonst „nach Vereinbarung“."),
        ("en", "Monday: 8~AM–noon; otherwise “nach Vereinbarung”"),
        ("ar", "الاثنين: من ⟨8:00 ص⟩ إلى ⟨12:00 ظهرًا⟩؛ فيما عدا ذلك: «⟨nach Vereinbarung⟩»"),
        ("fa", "دوشنبه: ساعت ⟨۸:۰۰⟩ تا ⟨۱۲:۰۰⟩؛ در غیر این صورت: «⟨nach Vereinbarung⟩»"),
        ("fr", "Lundi_: de 08:00 à 12:00_; sinon_: «_nach Vereinbarung_»"),
        ("it", "Lunedì: 08:00–12:00; altrimenti: «nach Vereinbarung»"),
        ("pl", "Poniedziałek: 08:00–12:00; w pozostałych przypadkach: „nach Vereinbarung”"),
        ("ro", "Luni: 08:00–12:00; în rest: „nach Vereinbarung”"),
        ("ru", "Понедельник: 08:00–12:00; в остальных случаях: «nach Vereinbarung»"),
        ("tr", "Pazartesi: 08:00–12:00; diğer durumlarda: “nach Vereinbarung”"),
        ("uk", "Понеділок: 08:00–12:00; в інших випадках: «nach Vereinbarung»"),
        ("zh-Hant", "星期一：上午8:00至中午12:00；其他情況：「nach Vereinbarung」"),
    ] {
        assert_eq!(visible(&said(Some(rule), false, tag)), expected, "{tag}");
    }
}

#[test]
fn what_is_unknown_may_be_open() {
    let rule = "Mo 08:00-12:00; We unknown; Th 10:00-12:00 unknown; Fr 10:00-12:00 \"nur mit Termin\"";
    for (tag, expected) in [
        (
            "de",
            "Montag: 8–12 Uhr; Mittwoch: möglicherweise geöffnet; Donnerstag: 10–12 Uhr möglicherweise geöffnet; Freitag: 10–12 Uhr („nur mit Termin“)",
        ),
        (
            "de-simple",
            "Montag: 8 Uhr bis 12 Uhr.\nMittwoch: vielleicht offen.\nDonnerstag: 10 Uhr bis 12 Uhr vielleicht offen.\nFreitag: 10 Uhr bis 12 Uhr. Hinweis: „nur mit Termin“.",
        ),
        (
            "en",
            "Monday: 8~AM–noon; Wednesday: possibly open; Thursday: possibly open 10~AM–noon; Friday: 10~AM–noon (“nur mit Termin”)",
        ),
        (
            "ar",
            "الاثنين: من ⟨8:00 ص⟩ إلى ⟨12:00 ظهرًا⟩؛ الأربعاء: قد يكون مفتوحًا؛ الخميس: قد يكون مفتوحًا من ⟨10:00 ص⟩ إلى ⟨12:00 ظهرًا⟩؛ الجمعة: من ⟨10:00 ص⟩ إلى ⟨12:00 ظهرًا⟩ («⟨nur mit Termin⟩»)",
        ),
        (
            "fa",
            "دوشنبه: ساعت ⟨۸:۰۰⟩ تا ⟨۱۲:۰۰⟩؛ چهارشنبه: احتمالاً باز؛ پنجشنبه: ساعت ⟨۱۰:۰۰⟩ تا ⟨۱۲:۰۰⟩ احتمالاً باز؛ جمعه: ساعت ⟨۱۰:۰۰⟩ تا ⟨۱۲:۰۰⟩ («⟨nur mit Termin⟩»)",
        ),
        (
            "fr",
            "Lundi_: de 08:00 à 12:00_; mercredi_: peut-être ouvert_; jeudi_: peut-être ouvert de 10:00 à 12:00_; vendredi_: de 10:00 à 12:00 («_nur mit Termin_»)",
        ),
        (
            "it",
            "Lunedì: 08:00–12:00; mercoledì: forse aperto; giovedì: forse aperto 10:00–12:00; venerdì: 10:00–12:00 («nur mit Termin»)",
        ),
        (
            "pl",
            "Poniedziałek: 08:00–12:00; środa: być może czynne; czwartek: 10:00–12:00 być może czynne; piątek: 10:00–12:00 („nur mit Termin”)",
        ),
        (
            "ro",
            "Luni: 08:00–12:00; miercuri: posibil deschis; joi: posibil deschis 10:00–12:00; vineri: 10:00–12:00 („nur mit Termin”)",
        ),
        (
            "ru",
            "Понедельник: 08:00–12:00; среда: возможно, открыто; четверг: 10:00–12:00 (возможно, открыто); пятница: 10:00–12:00 («nur mit Termin»)",
        ),
        (
            "tr",
            "Pazartesi: 08:00–12:00; Çarşamba: açık olabilir; Perşembe: 10:00–12:00 açık olabilir; Cuma: 10:00–12:00 (“nur mit Termin”)",
        ),
        (
            "uk",
            "Понеділок: 08:00–12:00; середа: можливо, відчинено; четвер: 10:00–12:00 (можливо, відчинено); пʼятниця: 10:00–12:00 («nur mit Termin»)",
        ),
        (
            "zh-Hant",
            "星期一：上午8:00至中午12:00；星期三：可能開放；星期四：上午10:00至中午12:00可能開放；星期五：上午10:00至中午12:00（「nur mit Termin」）",
        ),
    ] {
        assert_eq!(visible(&said(Some(rule), false, tag)), expected, "{tag}");
    }
}

#[test]
fn a_quotation_within_a_remark_has_inner_marks() {
    let rule = "Mo-Fr 08:00-12:00 \"siehe „Aktuelles“ und »Termine«\"";
    for (tag, expected) in [
        ("de", "Montag bis Freitag: 8–12 Uhr („siehe ‚Aktuelles‘ und ‚Termine‘“)"),
        (
            "de-simple",
            "Von Montag bis Freitag: 8 Uhr bis 12 Uhr. Hinweis: „siehe ‚Aktuelles‘ und ‚Termine‘“.",
        ),
        ("en", "Monday to Friday: 8~AM–noon (“siehe ‘Aktuelles’ und ‘Termine’”)"),
        ("ar", "من الاثنين إلى الجمعة: من ⟨8:00 ص⟩ إلى ⟨12:00 ظهرًا⟩ («⟨siehe “Aktuelles” und “Termine”⟩»)"),
        ("fa", "دوشنبه تا جمعه: ساعت ⟨۸:۰۰⟩ تا ⟨۱۲:۰۰⟩ («⟨siehe ‹Aktuelles› und ‹Termine›⟩»)"),
        ("fr", "Du lundi au vendredi_: de 08:00 à 12:00 («_siehe “Aktuelles” und “Termine”_»)"),
        ("it", "Da lunedì a venerdì: 08:00–12:00 («siehe “Aktuelles” und “Termine”»)"),
        ("pl", "Poniedziałek–piątek: 08:00–12:00 („siehe «Aktuelles» und «Termine»”)"),
        ("ro", "De luni până vineri: 08:00–12:00 („siehe «Aktuelles» und «Termine»”)"),
        ("ru", "Понедельник – пятница: 08:00–12:00 («siehe „Aktuelles“ und „Termine“»)"),
        ("tr", "Pazartesi–Cuma: 08:00–12:00 (“siehe ‘Aktuelles’ und ‘Termine’”)"),
        ("uk", "Понеділок – пʼятниця: 08:00–12:00 («siehe „Aktuelles“ und „Termine“»)"),
        ("zh-Hant", "星期一至星期五：上午8:00至中午12:00（「siehe 『Aktuelles』 und 『Termine』」）"),
    ] {
        assert_eq!(visible(&said(Some(rule), false, tag)), expected, "{tag}");
    }
}

#[test]
fn remarks_about_what_is_unknown_read_well_in_german_and_english() {
    for (rule, german, english) in [
        ("unknown \"anrufen\"", "„anrufen“", "“anrufen”"),
        ("unknown", "Möglicherweise geöffnet", "Possibly open"),
        (
            "Mo-Fr 08:00-12:00; We 14:00-16:00,17:00-18:00 unknown \"siehe Aushang\"; PH unknown \"anrufen\"",
            "Montag bis Freitag: 8–12 Uhr; Mittwoch abweichend, 14–16 Uhr und 17–18 Uhr: „siehe Aushang“; an Feiertagen: „anrufen“",
            "Monday to Friday: 8~AM–noon; Wednesday instead, 2~PM–4~PM and 5~PM–6~PM: “siehe Aushang”; public holidays: “anrufen”",
        ),
        (
            "Mo off || unknown",
            "Montag geschlossen; sonst möglicherweise geöffnet",
            "Monday: closed; otherwise possibly open",
        ),
    ] {
        assert_eq!(visible(&said(Some(rule), false, "de")), german, "{rule}");
        assert_eq!(visible(&said(Some(rule), false, "en")), english, "{rule}");
    }
}

#[test]
fn marks_around_a_whole_remark_are_said_once() {
    for (remark, german) in [
        ("„nur mit Termin“", "„nur mit Termin“"),
        ("« sur rendez-vous »", "„sur rendez-vous“"),
        ("„Eins“ und „Zwei“", "„‚Eins‘ und ‚Zwei‘“"),
        ("Monitor 24“", "„Monitor 24““"),
        ("„“", "„‚‘“"),
    ] {
        let text = said(Some(&format!("Mo 08:00-12:00 \"{remark}\"")), false, "de");
        assert_eq!(text, format!("Montag: 8–12 Uhr ({german})"));
    }
}

#[test]
fn a_remark_behind_several_times_is_of_all_of_them() {
    let rule = "Mo 08:00-12:00,14:00-16:00 \"nur mit Termin\"";
    for (tag, expected) in [
        ("de", "Montag: 8–12 Uhr und 14–16 Uhr (jeweils „nur mit Termin“)"),
        ("de-simple", "Montag: 8 Uhr bis 12 Uhr und 14 Uhr bis 16 Uhr. Hinweis: „nur mit Termin“."),
        ("en", "Monday: 8~AM–noon and 2~PM–4~PM (in each case “nur mit Termin”)"),
        (
            "ar",
            "الاثنين: من ⟨8:00 ص⟩ إلى ⟨12:00 ظهرًا⟩ ومن ⟨2:00 م⟩ إلى ⟨4:00 م⟩ (في جميع هذه الأوقات: «⟨nur mit Termin⟩»)",
        ),
        (
            "fa",
            "دوشنبه: ساعت ⟨۸:۰۰⟩ تا ⟨۱۲:۰۰⟩ و ساعت ⟨۱۴:۰۰⟩ تا ⟨۱۶:۰۰⟩ (در همهٔ این ساعت‌ها: «⟨nur mit Termin⟩»)",
        ),
        (
            "fr",
            "Lundi_: de 08:00 à 12:00 et de 14:00 à 16:00 (pour chaque plage horaire_: «_nur mit Termin_»)",
        ),
        ("it", "Lunedì: 08:00–12:00 e 14:00–16:00 (per ogni fascia oraria: «nur mit Termin»)"),
        ("pl", "Poniedziałek: 08:00–12:00 i 14:00–16:00 (dotyczy wszystkich tych godzin: „nur mit Termin”)"),
        ("ro", "Luni: 08:00–12:00 și 14:00–16:00 (pentru fiecare interval: „nur mit Termin”)"),
        ("ru", "Понедельник: 08:00–12:00 и 14:00–16:00 (во все эти часы: «nur mit Termin»)"),
        ("tr", "Pazartesi: 08:00–12:00 ve 14:00–16:00 (bu saatlerin tümünde: “nur mit Termin”)"),
        ("uk", "Понеділок: 08:00–12:00 і 14:00–16:00 (в усі ці години: «nur mit Termin»)"),
        ("zh-Hant", "星期一：上午8:00至中午12:00和下午2:00至下午4:00（各時段：「nur mit Termin」）"),
    ] {
        assert_eq!(visible(&said(Some(rule), false, tag)), expected, "{tag}");
    }
}

#[test]
fn what_holds_otherwise_on_some_days_has_one_colon() {
    let rule = "Mo-Fr 08:00-12:00 || Mo-Fr 14:00-16:00 unknown";
    for (tag, expected) in [
        ("de", "sonst Montag bis Freitag: 14–16 Uhr möglicherweise geöffnet"),
        ("de-simple", "Sonst von Montag bis Freitag: 14 Uhr bis 16 Uhr vielleicht offen."),
        ("en", "otherwise Monday to Friday: possibly open 2~PM–4~PM"),
        ("ar", "فيما عدا ذلك، من الاثنين إلى الجمعة: قد يكون مفتوحًا من ⟨2:00 م⟩ إلى ⟨4:00 م⟩"),
        ("fa", "در غیر این صورت، دوشنبه تا جمعه: ساعت ⟨۱۴:۰۰⟩ تا ⟨۱۶:۰۰⟩ احتمالاً باز"),
        ("fr", "sinon, du lundi au vendredi_: peut-être ouvert de 14:00 à 16:00"),
        ("it", "altrimenti, da lunedì a venerdì: forse aperto 14:00–16:00"),
        ("pl", "w pozostałych przypadkach poniedziałek–piątek: 14:00–16:00 być może czynne"),
        ("ro", "în rest, de luni până vineri: posibil deschis 14:00–16:00"),
        ("ru", "в остальных случаях, понедельник – пятница: 14:00–16:00 (возможно, открыто)"),
        ("tr", "diğer durumlarda, Pazartesi–Cuma: 14:00–16:00 açık olabilir"),
        ("uk", "в інших випадках, понеділок – пʼятниця: 14:00–16:00 (можливо, відчинено)"),
        ("zh-Hant", "其他情況，星期一至星期五：下午2:00至下午4:00可能開放"),
    ] {
        let text = visible(&said(Some(rule), false, tag));
        assert!(text.ends_with(expected), "{tag}: {text}");
    }
}

#[test]
fn a_remark_is_on_one_line() {
    let remark = |remark: &str| {
        // As they come in, rules have no line ends; those that were stored before may.
        let hours =
            OpeningHours { rule: Some(format!("Mo 08:00-12:00 \"{remark}\"")), is_by_appointment: false };
        text(&hours, &chain(&["de"])).0
    };
    for separator in ["\n", "\r\n", " \n\n ", "\u{2028}"] {
        assert_eq!(remark(&format!("nur{separator}mit Termin")), "Montag: 8–12 Uhr („nur mit Termin“)");
    }
}
