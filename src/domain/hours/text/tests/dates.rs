//! Dates, holidays and places in the month.

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
}

#[test]
fn a_day_before_easter_has_its_name() {
    let rule = "easter -3 days off";
    for (tag, expected) in [
        ("de", "Gründonnerstag geschlossen"),
        ("de-simple", "Gründonnerstag: geschlossen."),
        ("en", "Maundy Thursday: closed"),
        ("ar", "خميس العهد: مغلق"),
        ("fa", "پنجشنبهٔ مقدس: تعطیل"),
        ("fr", "Jeudi saint_: fermé"),
        ("it", "Giovedì santo: chiuso"),
        ("pl", "Wielki Czwartek: nieczynne"),
        ("ro", "Joia Mare: închis"),
        ("ru", "Великий четверг: закрыто"),
        ("tr", "Kutsal Perşembe: kapalı"),
        ("uk", "Великий четвер: зачинено"),
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
            "Montag bis Freitag: 8–12 Uhr; 5 Tage vor Ostersonntag abweichend: 8–10 Uhr; 20 Tage nach Ostersonntag geschlossen",
        ),
        (
            "de-simple",
            "Von Montag bis Freitag: 8 Uhr bis 12 Uhr.\n5 Tage vor Ostersonntag anders: 8 Uhr bis 10 Uhr.\n20 Tage nach Ostersonntag: geschlossen.",
        ),
        (
            "en",
            "Monday to Friday: 8~AM–noon; 5 days before Easter Sunday instead: 8~AM–10~AM; 20 days after Easter Sunday: closed",
        ),
        (
            "ar",
            "من الاثنين إلى الجمعة: من ⟨8:00 ص⟩ إلى ⟨12:00 ظهرًا⟩؛ قبل أحد الفصح (عدد الأيام: 5) (بدلاً من ذلك): من ⟨8:00 ص⟩ إلى ⟨10:00 ص⟩؛ بعد أحد الفصح (عدد الأيام: 20): مغلق",
        ),
        (
            "fa",
            "دوشنبه تا جمعه: ساعت ⟨۸:۰۰⟩ تا ⟨۱۲:۰۰⟩؛ ۵ روز پیش از یکشنبهٔ عید پاک (به‌جای آن): ساعت ⟨۸:۰۰⟩ تا ⟨۱۰:۰۰⟩؛ ۲۰ روز پس از یکشنبهٔ عید پاک: تعطیل",
        ),
        (
            "fr",
            "Du lundi au vendredi_: de 08:00 à 12:00_; 5 jours avant le dimanche de Pâques par exception_: de 08:00 à 10:00_; 20 jours après le dimanche de Pâques_: fermé",
        ),
        (
            "it",
            "Da lunedì a venerdì: 08:00–12:00; 5 giorni prima di Pasqua invece: 08:00–10:00; 20 giorni dopo Pasqua: chiuso",
        ),
        (
            "pl",
            "Poniedziałek–piątek: 08:00–12:00; 5 dni przed Niedzielą Wielkanocną (zamiast tego): 08:00–10:00; 20 dni po Niedzieli Wielkanocnej: nieczynne",
        ),
        (
            "ro",
            "De luni până vineri: 08:00–12:00; înainte de Duminica Paștelui (număr de zile: 5) (în schimb): 08:00–10:00; după Duminica Paștelui (număr de zile: 20): închis",
        ),
        (
            "ru",
            "Понедельник – пятница: 08:00–12:00; за 5 дн. до Пасхального воскресенья (вместо этого): 08:00–10:00; через 20 дн. после Пасхального воскресенья: закрыто",
        ),
        (
            "tr",
            "Pazartesi–Cuma: 08:00–12:00; Paskalya Pazarı’ndan 5 gün önce (bunun yerine): 08:00–10:00; Paskalya Pazarı’ndan 20 gün sonra: kapalı",
        ),
        (
            "uk",
            "Понеділок – пʼятниця: 08:00–12:00; за 5 дн. до Великодньої неділі (натомість): 08:00–10:00; через 20 дн. після Великодньої неділі: зачинено",
        ),
        (
            "zh-Hant",
            "星期一至星期五：上午8:00至中午12:00；復活節前5天（改為）：上午8:00至上午10:00；復活節後20天：不開放",
        ),
    ] {
        assert_eq!(visible(&said(Some(rule), false, tag)), expected, "{tag}");
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
            "20 Tage vor Ostersonntag bis 3. Oktober geschlossen",
            "20 days before Easter Sunday to October 3: closed",
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
            "24. Dezember, 26. bis 28. Dezember, 31. Dezember und Ostersonntag geschlossen",
            "December 24, December 26–28, December 31, and Easter Sunday: closed",
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
