//! Days that move with Easter.

use super::*;

#[test]
fn a_day_before_easter_has_its_name() {
    let rule = "easter -3 days off";
    for (tag, expected) in [
        ("de", "Gründonnerstag geschlossen"),
        ("de-simple", "Gründonnerstag: geschlossen."),
        ("en", "Maundy Thursday: closed"),
        ("ar", "خميس العهد حسب التقويم الغربي: مغلق"),
        ("fa", "پنجشنبهٔ مقدس: تعطیل"),
        ("fr", "Jeudi saint_: fermé"),
        ("it", "Giovedì santo: chiuso"),
        ("pl", "Wielki Czwartek: nieczynne"),
        ("ro", "Joia Mare conform calendarului apusean: închis"),
        ("ru", "Великий четверг по западному календарю: закрыто"),
        ("tr", "Kutsal Perşembe: kapalı"),
        ("uk", "Великий четвер за західним календарем: зачинено"),
        ("zh-Hant", "聖週四：不開放"),
    ] {
        assert_eq!(visible(&said(Some(rule), false, tag)), expected, "{tag}");
    }
}

#[test]
fn days_without_a_name_are_counted_from_easter() {
    let rule = "Mo-Fr 08:00-12:00; easter -5 days 08:00-10:00; easter +20 days off";
    for (tag, expected) in [
        (
            "de",
            "Montag bis Freitag: 8–12 Uhr; letzter Dienstag vor Ostersonntag abweichend: 8–10 Uhr; dritter Samstag nach Ostersonntag geschlossen",
        ),
        (
            "de-simple",
            "Von Montag bis Freitag: 8 Uhr bis 12 Uhr.\nLetzter Dienstag vor Ostersonntag anders: 8 Uhr bis 10 Uhr.\nDritter Samstag nach Ostersonntag: geschlossen.",
        ),
        (
            "en",
            "Monday to Friday: 8~AM–noon; last Tuesday before Easter Sunday instead: 8~AM–10~AM; third Saturday after Easter Sunday: closed",
        ),
        (
            "ar",
            "من الاثنين إلى الجمعة: من ⟨8:00 ص⟩ إلى ⟨12:00 ظهرًا⟩؛ الثلاثاء الأخير قبل أحد الفصح حسب التقويم الغربي (بدلاً من ذلك): من ⟨8:00 ص⟩ إلى ⟨10:00 ص⟩؛ السبت الثالث بعد أحد الفصح حسب التقويم الغربي: مغلق",
        ),
        (
            "fa",
            "دوشنبه تا جمعه: ساعت ⟨۸:۰۰⟩ تا ⟨۱۲:۰۰⟩؛ آخرین سه‌شنبه پیش از یکشنبهٔ عید پاک (به‌جای آن): ساعت ⟨۸:۰۰⟩ تا ⟨۱۰:۰۰⟩؛ سومین شنبه پس از یکشنبهٔ عید پاک: تعطیل",
        ),
        (
            "fr",
            "Du lundi au vendredi_: de 08:00 à 12:00_; dernier mardi avant le dimanche de Pâques par exception_: de 08:00 à 10:00_; troisième samedi après le dimanche de Pâques_: fermé",
        ),
        (
            "it",
            "Da lunedì a venerdì: 08:00–12:00; ultimo martedì prima di Pasqua invece: 08:00–10:00; terzo sabato dopo Pasqua: chiuso",
        ),
        (
            "pl",
            "Poniedziałek–piątek: 08:00–12:00; ostatni wtorek przed Niedzielą Wielkanocną (zamiast tego): 08:00–10:00; trzecia sobota po Niedzieli Wielkanocnej: nieczynne",
        ),
        (
            "ro",
            "De luni până vineri: 08:00–12:00; ultima marți înainte de Duminica Paștelui conform calendarului apusean (în schimb): 08:00–10:00; a treia sâmbătă după Duminica Paștelui conform calendarului apusean: închis",
        ),
        (
            "ru",
            "Понедельник – пятница: 08:00–12:00; последний вторник перед Пасхальным воскресеньем по западному календарю (вместо этого): 08:00–10:00; третья суббота после Пасхального воскресенья по западному календарю: закрыто",
        ),
        (
            "tr",
            "Pazartesi–Cuma: 08:00–12:00; Paskalya Pazarı’ndan önceki son Salı (bunun yerine): 08:00–10:00; Paskalya Pazarı’ndan sonraki üçüncü Cumartesi: kapalı",
        ),
        (
            "uk",
            "Понеділок – пʼятниця: 08:00–12:00; останній вівторок перед Великодньою неділею за західним календарем (натомість): 08:00–10:00; третя субота після Великодньої неділі за західним календарем: зачинено",
        ),
        (
            "zh-Hant",
            "星期一至星期五：上午8:00至中午12:00；復活節前最後一個星期二（改為）：上午8:00至上午10:00；復活節後第三個星期六：不開放",
        ),
    ] {
        assert_eq!(visible(&said(Some(rule), false, tag)), expected, "{tag}");
    }
}

#[test]
fn a_day_far_from_easter_has_its_number() {
    let rule = "easter -19 days off; easter +51 days off";
    for (tag, expected) in [
        ("de", "Dritter Dienstag vor Ostersonntag geschlossen; 8. Dienstag nach Ostersonntag geschlossen"),
        (
            "de-simple",
            "Dritter Dienstag vor Ostersonntag: geschlossen.\n8. Dienstag nach Ostersonntag: geschlossen.",
        ),
        ("en", "Third Tuesday before Easter Sunday: closed; 8th Tuesday after Easter Sunday: closed"),
        (
            "ar",
            "الثلاثاء الثالث قبل أحد الفصح حسب التقويم الغربي: مغلق؛ الثلاثاء رقم 8 بعد أحد الفصح حسب التقويم الغربي: مغلق",
        ),
        ("fa", "سومین سه‌شنبه پیش از یکشنبهٔ عید پاک: تعطیل؛ ۸\u{200c}امین سه‌شنبه پس از یکشنبهٔ عید پاک: تعطیل"),
        (
            "fr",
            "Troisième mardi avant le dimanche de Pâques_: fermé_; 8e mardi après le dimanche de Pâques_: fermé",
        ),
        ("it", "Terzo martedì prima di Pasqua: chiuso; 8º martedì dopo Pasqua: chiuso"),
        (
            "pl",
            "Trzeci wtorek przed Niedzielą Wielkanocną: nieczynne; 8. wtorek po Niedzieli Wielkanocnej: nieczynne",
        ),
        (
            "ro",
            "A treia marți înainte de Duminica Paștelui conform calendarului apusean: închis; a 8-a marți după Duminica Paștelui conform calendarului apusean: închis",
        ),
        (
            "ru",
            "Третий вторник перед Пасхальным воскресеньем по западному календарю: закрыто; 8-й вторник после Пасхального воскресенья по западному календарю: закрыто",
        ),
        (
            "tr",
            "Paskalya Pazarı’ndan önceki üçüncü Salı: kapalı; Paskalya Pazarı’ndan sonraki 8. Salı: kapalı",
        ),
        (
            "uk",
            "Третій вівторок перед Великодньою неділею за західним календарем: зачинено; 8-й вівторок після Великодньої неділі за західним календарем: зачинено",
        ),
        ("zh-Hant", "復活節前第三個星期二：不開放；復活節後第8個星期二：不開放"),
    ] {
        assert_eq!(visible(&said(Some(rule), false, tag)), expected, "{tag}");
    }
}

#[test]
fn the_ordinal_of_a_day_counts_from_the_day_next_to_easter() {
    for (offset, german) in [
        ("+2 days", "Erster Dienstag nach Ostersonntag"),
        ("+7 days", "Erster Sonntag nach Ostersonntag"),
        ("+8 days", "Zweiter Montag nach Ostersonntag"),
        ("-6 days", "Letzter Montag vor Ostersonntag"),
        ("-8 days", "Vorletzter Samstag vor Ostersonntag"),
        ("-14 days", "Vorletzter Sonntag vor Ostersonntag"),
        ("+140 days", "20. Sonntag nach Ostersonntag"),
    ] {
        assert_eq!(said(Some(&format!("easter {offset} off")), false, "de"), format!("{german} geschlossen"));
    }
}

#[test]
fn the_western_easter_is_told_from_the_other_where_readers_know_both() {
    for (rule, russian) in [
        ("easter -2 days off", "Страстная пятница по западному календарю: закрыто"),
        (
            "easter -2 days-easter +1 day off",
            "Страстная пятница – Пасхальный понедельник по западному календарю: закрыто",
        ),
        ("easter +40 days off", "Пятница после Вознесения Господня по западному календарю: закрыто"),
        ("easter -51 days off", "8-я пятница перед Пасхальным воскресеньем по западному календарю: закрыто"),
        (
            "2026 Apr 1-2026 easter +1 day off",
            "1 апреля – Пасхальный понедельник 2026 г. по западному календарю: закрыто",
        ),
        // Nobody else has these.
        ("easter -48 days off", "Розовый понедельник: закрыто"),
        ("easter +60 days off", "Праздник Тела Христова: закрыто"),
    ] {
        assert_eq!(said(Some(rule), false, "ru"), russian);
    }
    for tag in ["ar", "ro", "ru", "uk"] {
        let name = holiday_name(PublicHoliday::GoodFriday, &chain(&[tag])).0;
        assert_ne!(said(Some("easter -2 days off"), false, tag).split(':').next(), Some(name));
    }
}

#[test]
fn days_by_carnival_and_behind_feasts_have_names() {
    for (rule, german, english) in [
        ("easter -49 days off", "Fastnachtssonntag geschlossen", "Shrove Sunday: closed"),
        (
            "easter +40 days off",
            "Freitag nach Christi Himmelfahrt geschlossen",
            "Friday after Ascension Day: closed",
        ),
        (
            "easter +61 days off",
            "Freitag nach Fronleichnam geschlossen",
            "Friday after Corpus Christi: closed",
        ),
    ] {
        assert_eq!(said(Some(rule), false, "de"), german);
        assert_eq!(said(Some(rule), false, "en"), english);
    }
}

#[test]
fn a_range_may_run_from_one_day_of_carnival_to_another() {
    let rule = "easter -48 days-easter -46 days off";
    for (tag, expected) in [
        ("de", "Rosenmontag bis Aschermittwoch geschlossen"),
        ("de-simple", "Rosenmontag bis Aschermittwoch: geschlossen."),
        ("en", "Shrove Monday to Ash Wednesday: closed"),
        ("ar", "من اثنين الكرنفال إلى أربعاء الرماد: مغلق"),
        ("fa", "دوشنبهٔ کارناوال تا چهارشنبهٔ خاکستر: تعطیل"),
        ("fr", "Lundi gras – Mercredi des Cendres_: fermé"),
        ("it", "Lunedì di Carnevale – Mercoledì delle Ceneri: chiuso"),
        ("pl", "Ostatni poniedziałek karnawału – Środa Popielcowa: nieczynne"),
        ("ro", "Lunea Carnavalului – Miercurea Cenușii: închis"),
        ("ru", "Розовый понедельник – Пепельная среда: закрыто"),
        ("tr", "Karnaval Pazartesisi – Kül Çarşambası: kapalı"),
        ("uk", "Рожевий понеділок – Попільна середа: зачинено"),
        ("zh-Hant", "玫瑰星期一至聖灰星期三：不開放"),
    ] {
        assert_eq!(visible(&said(Some(rule), false, tag)), expected, "{tag}");
    }
}
