//! Days of the week, holidays and places in the month.

use super::*;

#[test]
fn a_place_in_the_month_agrees_with_its_day() {
    for (tag, wednesday, sunday) in [
        ("ar", "الأربعاء الأول والأخير من الشهر", "الأحد الأول والأخير من الشهر"),
        ("fr", "Premier et dernier mercredi du mois", "Premier et dernier dimanche du mois"),
        ("it", "Primo e ultimo mercoledì del mese", "Prima e ultima domenica del mese"),
        ("pl", "Pierwsza i ostatnia środa miesiąca", "Pierwsza i ostatnia niedziela miesiąca"),
        ("ru", "Первая и последняя среда месяца", "Первое и последнее воскресенье месяца"),
        ("tr", "Ayın birinci ve son Çarşamba günü", "Ayın birinci ve son Pazar günü"),
        ("uk", "Перша і остання середа місяця", "Перша і остання неділя місяця"),
        ("zh-Hant", "每月第一個和最後一個星期三", "每月第一個和最後一個星期日"),
    ] {
        for (rule, days) in [("We[1,-1] off", wednesday), ("Su[1,-1] off", sunday)] {
            let text = said(Some(rule), false, tag);
            assert!(text.starts_with(days), "{tag}: {text}");
        }
    }
    assert!(said(Some("Fr[1,-1] off"), false, "ar").starts_with("الجمعة الأولى والأخيرة من الشهر"));
}

#[test]
fn a_day_two_days_before_holidays_is_a_day() {
    for (tag, expected) in [
        ("de", "Am zweiten Tag vor Feiertagen: 8–12 Uhr"),
        ("de-simple", "Am zweiten Tag vor einem Feiertag: 8 Uhr bis 12 Uhr."),
        ("en", "The second day before public holidays: 8~AM–noon"),
        ("fr", "Avant-veille des jours fériés_: de 08:00 à 12:00"),
    ] {
        assert_eq!(visible(&said(Some("PH -2 days 08:00-12:00"), false, tag)), expected, "{tag}");
    }
}

#[test]
fn sundays_and_holidays_are_one_phrase_in_german() {
    for (rule, german, plain) in [
        ("Su,PH off", "An Sonn- und Feiertagen geschlossen", "An Sonntagen und an Feiertagen: geschlossen."),
        (
            "Fr-Su,PH off",
            "Freitag bis Sonntag und an Feiertagen geschlossen",
            "Von Freitag bis Sonntag und an Feiertagen: geschlossen.",
        ),
        (
            "Mo,Sa,Su,PH,SH off",
            "Montag und Samstag sowie an Sonn- und Feiertagen und in den Schulferien geschlossen",
            "Montag und Samstag, an Sonntagen und an Feiertagen und in den Schulferien: geschlossen.",
        ),
        (
            "Mo-Fr 08:00-12:00; Su,PH 10:00-12:00",
            "Montag bis Freitag: 8–12 Uhr; an Sonn- und Feiertagen: 10–12 Uhr",
            "Von Montag bis Freitag: 8 Uhr bis 12 Uhr.\nAn Sonntagen und an Feiertagen: 10 Uhr bis 12 Uhr.",
        ),
    ] {
        assert_eq!(said(Some(rule), false, "de"), german);
        assert_eq!(said(Some(rule), false, "de-simple"), plain);
    }
}

#[test]
fn a_place_in_a_certain_month_is_said_of_that_month() {
    let rule = "2026 May Su[1,3] 10:00-12:00; Oct We[-2] off";
    for (tag, expected) in [
        (
            "de",
            "Erster und dritter Sonntag im Mai 2026: 10–12 Uhr; vorletzter Mittwoch im Oktober geschlossen",
        ),
        (
            "de-simple",
            "Erster und dritter Sonntag im Mai 2026: 10 Uhr bis 12 Uhr.\nVorletzter Mittwoch im Oktober: geschlossen.",
        ),
        ("en", "First and third Sunday in May 2026: 10~AM–noon; second-to-last Wednesday in October: closed"),
        (
            "ar",
            "الأحد الأول والثالث من مايو 2026: من ⟨10:00 ص⟩ إلى ⟨12:00 ظهرًا⟩؛ الأربعاء قبل الأخير من أكتوبر: مغلق",
        ),
        (
            "fa",
            "اولین و سومین یکشنبه ماه مه ۲۰۲۶: ساعت ⟨۱۰:۰۰⟩ تا ⟨۱۲:۰۰⟩؛ یکی مانده به آخرین چهارشنبه ماه اکتبر: تعطیل",
        ),
        (
            "fr",
            "Premier et troisième dimanche de mai 2026_: de 10:00 à 12:00_; avant-dernier mercredi d’octobre_: fermé",
        ),
        ("it", "Prima e terza domenica di maggio 2026: 10:00–12:00; penultimo mercoledì di ottobre: chiuso"),
        (
            "pl",
            "Pierwsza i trzecia niedziela maja 2026: 10:00–12:00; przedostatnia środa października: nieczynne",
        ),
        (
            "ro",
            "Prima și a treia duminică din mai 2026: 10:00–12:00; penultima miercuri din octombrie: închis",
        ),
        ("ru", "Первое и третье воскресенье мая 2026 г.: 10:00–12:00; предпоследняя среда октября: закрыто"),
        (
            "tr",
            "Mayıs 2026 ayının birinci ve üçüncü Pazar günü: 10:00–12:00; Ekim ayının sondan bir önceki Çarşamba günü: kapalı",
        ),
        ("uk", "Перша і третя неділя травня 2026 р.: 10:00–12:00; передостання середа жовтня: зачинено"),
        ("zh-Hant", "2026年5月第一個和第三個星期日：上午10:00至中午12:00；10月倒數第二個星期三：不開放"),
    ] {
        assert_eq!(visible(&said(Some(rule), false, tag)), expected, "{tag}");
    }
}

#[test]
fn places_of_a_day_are_one_list() {
    let rule = "We[-2],We[-1] 14:00-16:00";
    for (tag, expected) in [
        ("de", "Vorletzter und letzter Mittwoch im Monat: 14–16 Uhr"),
        ("de-simple", "Vorletzter und letzter Mittwoch im Monat: 14 Uhr bis 16 Uhr."),
        ("en", "Second-to-last and last Wednesday of the month: 2~PM–4~PM"),
        ("ar", "الأربعاء قبل الأخير والأخير من الشهر: من ⟨2:00 م⟩ إلى ⟨4:00 م⟩"),
        ("fa", "یکی مانده به آخرین و آخرین چهارشنبه ماه: ساعت ⟨۱۴:۰۰⟩ تا ⟨۱۶:۰۰⟩"),
        ("fr", "Avant-dernier et dernier mercredi du mois_: de 14:00 à 16:00"),
        ("it", "Penultimo e ultimo mercoledì del mese: 14:00–16:00"),
        ("pl", "Przedostatnia i ostatnia środa miesiąca: 14:00–16:00"),
        ("ro", "Penultima și ultima miercuri din lună: 14:00–16:00"),
        ("ru", "Предпоследняя и последняя среда месяца: 14:00–16:00"),
        ("tr", "Ayın sondan bir önceki ve son Çarşamba günü: 14:00–16:00"),
        ("uk", "Передостання і остання середа місяця: 14:00–16:00"),
        ("zh-Hant", "每月倒數第二個和最後一個星期三：下午2:00至下午4:00"),
    ] {
        assert_eq!(visible(&said(Some(rule), false, tag)), expected, "{tag}");
    }
}

#[test]
fn every_day_and_holidays_are_one_phrase() {
    let rule = "Mo-Su,PH 09:00-17:00";
    for (tag, expected) in [
        ("de", "Täglich, auch an Feiertagen: 9–17 Uhr"),
        ("de-simple", "Jeden Tag, auch an Feiertagen: 9 Uhr bis 17 Uhr."),
        ("en", "Daily, including public holidays: 9~AM–5~PM"),
        ("ar", "يوميًا بما في ذلك أيام العطل الرسمية: من ⟨9:00 ص⟩ إلى ⟨5:00 م⟩"),
        ("fa", "هر روز، از جمله تعطیلات رسمی: ساعت ⟨۹:۰۰⟩ تا ⟨۱۷:۰۰⟩"),
        ("fr", "Tous les jours, jours fériés compris_: de 09:00 à 17:00"),
        ("it", "Tutti i giorni, festivi compresi: 09:00–17:00"),
        ("pl", "Codziennie, także w dni świąteczne: 09:00–17:00"),
        ("ro", "Zilnic, inclusiv în zilele de sărbătoare legală: 09:00–17:00"),
        ("ru", "Ежедневно, включая праздничные дни: 09:00–17:00"),
        ("tr", "Her gün, resmî tatil günleri dahil: 09:00–17:00"),
        ("uk", "Щодня, включно зі святковими днями: 09:00–17:00"),
        ("zh-Hant", "每天（包括國定假日）：上午9:00至下午5:00"),
    ] {
        assert_eq!(visible(&said(Some(rule), false, tag)), expected, "{tag}");
    }
}
