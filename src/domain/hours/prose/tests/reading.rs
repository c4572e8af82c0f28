//! Texts that are read: days of the week, hours, appointments.

use super::assert_read;

#[test]
fn german_prose_becomes_a_rule() {
    for (text, rule) in [
        ("Fr und Sa 20 Uhr bis 2 Uhr am Folgetag, So geschlossen", "Fr,Sa 20:00-02:00; Su off"),
        (
            "Täglich 18-2 Uhr am Folgetag, Fr und Sa abweichend 20-4 Uhr am Folgetag",
            "Mo-Su 18:00-02:00; Fr,Sa 20:00-04:00",
        ),
        ("Fr 20 Uhr bis 2 Uhr am Folgetag; Sa 10-12 Uhr", "Fr 20:00-02:00; Sa 10:00-12:00"),
        (
            "Mo-Do 8-12 Uhr; Fr 20 Uhr bis 2 Uhr am Folgetag; Sa 20 Uhr bis 3 Uhr am Folgetag; So 10-12 Uhr; Feiertage geschlossen",
            "Mo-Th 08:00-12:00; Fr 20:00-02:00; Sa 20:00-03:00; Su 10:00-12:00; PH off",
        ),
        (
            "Montag, Dienstag, Donnerstag und Freitag: 8:30 - 12:30 Uhr; Mittwoch geschlossen",
            "Mo,Tu,Th,Fr 08:30-12:30; We off",
        ),
        ("Mo–Fr 8–12 und 14–16 Uhr", "Mo-Fr 08:00-12:00,14:00-16:00"),
        ("Mo. bis Do. von 8.00 bis 16.00 Uhr, Fr 8-12 Uhr", "Mo-Th 08:00-16:00; Fr 08:00-12:00"),
        ("Do zusätzlich 14:00-18:00 Uhr", "Th 14:00-18:00"),
        ("Mo-Fr 8-12 Uhr, Do zusätzlich 14:00-18:00 Uhr", "Mo-Fr 08:00-12:00, Th 14:00-18:00"),
        ("Mo-Fr 8-12 Uhr\nauch Do 14-18 Uhr", "Mo-Fr 08:00-12:00, Th 14:00-18:00"),
        ("Mo-Fr 8-18 Uhr; Mi abweichend: 10-16 Uhr", "Mo-Fr 08:00-18:00; We 10:00-16:00"),
        ("täglich außer Samstag 9-17 Uhr", "Mo-Fr,Su 09:00-17:00"),
        ("Täglich außer Samstag und Sonntag 9-17 Uhr", "Mo-Fr 09:00-17:00"),
        ("täglich außer an Feiertagen 9-17 Uhr", "Mo-Su 09:00-17:00; PH off"),
        ("an Feiertagen geschlossen", "PH off"),
        ("An Feiertagen geschlossen. Mo-Fr 8-12 Uhr.", "Mo-Fr 08:00-12:00; PH off"),
        ("So und an Feiertagen geschlossen; Mo-Sa 8-12 Uhr", "Su off; Mo-Sa 08:00-12:00; PH off"),
        ("Mo-Fr 8-12 Uhr; an Feiertagen 10-12 Uhr", "Mo-Fr 08:00-12:00; PH 10:00-12:00"),
        ("Montag:\t8h – 12\u{a0}h\r\nDienstag:\t14h30\u{2014}18h\n", "Mo 08:00-12:00; Tu 14:30-18:00"),
        ("Montag\n8.30 Uhr bis 12 Uhr", "Mo 08:30-12:00"),
        ("Sonnabends ab 14 Uhr („bei gutem Wetter“)", "Sa 14:00+ \"bei gutem Wetter\""),
        ("von Montag bis Freitag geöffnet von 8 bis 12", "Mo-Fr 08:00-12:00"),
        ("Montag 12–13 Uhr geschlossen", "Mo 12:00-13:00 off"),
        ("Fr 20 Uhr bis 2 Uhr am Folgetag", "Fr 20:00-02:00"),
        ("Am Wochenende 0–24 Uhr", "Sa,Su"),
        ("Sa 24 Stunden", "Sa"),
        ("Sa ganztägig geschlossen", "Sa off"),
        ("täglich ganztägig", "24/7"),
        ("Fr–Mo 18–24 Uhr", "Fr-Mo 18:00-24:00"),
        ("Mo/Di 8-12", "Mo,Tu 08:00-12:00"),
        ("Öffnungszeiten:\nMo 8-12 Uhr", "Mo 08:00-12:00"),
        ("Mo. u. Di. 8-12 Uhr", "Mo,Tu 08:00-12:00"),
        ("Rund um die Uhr", "24/7"),
        ("24/7; an Feiertagen geschlossen", "24/7; PH off"),
    ] {
        assert_read(text, "de", Some(rule), false);
    }
}

#[test]
fn english_prose_becomes_a_rule() {
    for (text, rule) in [
        ("Monday to Friday 9 am to 5 pm, closed on Wednesdays", "Mo-Fr 09:00-17:00; We off"),
        ("Mon-Fri 9:00-17:00", "Mo-Fr 09:00-17:00"),
        ("Mon–Fri 9:00–12:00 and 13:00–17:00", "Mo-Fr 09:00-12:00,13:00-17:00"),
        ("Mon-Fri 08:00-12:00", "Mo-Fr 08:00-12:00"),
        ("Mon 9-11 am and 2-5 p.m.; Tue 9am-noon", "Mo 09:00-11:00,14:00-17:00; Tu 09:00-12:00"),
        ("Saturday 12 noon to midnight", "Sa 12:00-24:00"),
        ("Saturday 12 PM – 12 AM", "Sa 12:00-24:00"),
        ("Every day from 12 am until 6 am", "Mo-Su 00:00-06:00"),
        ("Weekdays except Wednesday 8:30 a.m. – 12:30 p.m.", "Mo,Tu,Th,Fr 08:30-12:30"),
        ("Mon, Tue, and Thu from 2 o’clock pm", "Mo,Tu,Th 14:00+"),
        ("Thursday also 2 pm - 6 pm", "Th 14:00-18:00"),
        ("Sunday and public holidays: closed", "Su,PH off"),
        ("Friday 8 pm to 2 am the next day", "Fr 20:00-02:00"),
        ("open 24 hours a day, 7 days a week", "24/7"),
    ] {
        assert_read(text, "en", Some(rule), false);
    }
}

#[test]
fn appointments_are_a_fact_of_their_own() {
    for (text, tag, rule) in [
        ("Nach Vereinbarung", "de", None),
        ("sowie nach Vereinbarung", "de", None),
        ("nur nach Terminvereinbarung.", "de", None),
        ("Mo-Fr 8-12 Uhr und nach Vereinbarung", "de", Some("Mo-Fr 08:00-12:00")),
        ("Mo-Fr 8-12 Uhr; außerdem nach Vereinbarung", "de", Some("Mo-Fr 08:00-12:00")),
        ("Mo-Fr 8-12 Uhr, sowie nach Vereinbarung", "de", Some("Mo-Fr 08:00-12:00")),
        ("Mo-Fr 8-12 Uhr\nnach Vereinbarung", "de", Some("Mo-Fr 08:00-12:00")),
        ("Sprechzeiten nach Vereinbarung", "de", None),
        ("by appointment only", "en", None),
        ("Mon 9 am to noon, also by appointment", "en", Some("Mo 09:00-12:00")),
    ] {
        assert_read(text, tag, rule, true);
    }
}

#[test]
fn words_of_letters_and_websites_are_read() {
    for (text, tag, rule) in [
        ("Sonn- und Feiertage geschlossen", "de", "Su,PH off"),
        ("an Sonn- und Feiertagen geschlossen", "de", "Su,PH off"),
        ("Sams- und Sonntag 10-12 Uhr", "de", "Sa,Su 10:00-12:00"),
        ("Mo, Di jeweils 8-12 Uhr", "de", "Mo,Tu 08:00-12:00"),
        ("jeweils montags 8-12 Uhr", "de", "Mo 08:00-12:00"),
        ("tgl. 8-12 Uhr", "de", "Mo-Su 08:00-12:00"),
        ("Mo-Fr durchgehend von 8 bis 18 Uhr", "de", "Mo-Fr 08:00-18:00"),
        ("Mo-Fr 8-18 Uhr durchgehend geöffnet", "de", "Mo-Fr 08:00-18:00"),
        ("Mi keine Sprechzeiten", "de", "We off"),
        ("Mi kein Parteiverkehr", "de", "We off"),
        ("Mi: keine Sprechstunde", "de", "We off"),
        ("Wed: no opening hours", "en", "We off"),
        ("Mo 8.30 h - 12 h", "de", "Mo 08:30-12:00"),
        ("Mo vormittags 8-12 Uhr", "de", "Mo 08:00-12:00"),
        ("Mo 8-12 Uhr vormittags und 2-4 Uhr nachmittags", "de", "Mo 08:00-12:00,14:00-16:00"),
        ("Mo nachmittags 2-4 Uhr", "de", "Mo 14:00-16:00"),
        ("Mo nachmittags 14-18 Uhr", "de", "Mo 14:00-18:00"),
        ("Mo., Di. 8-12", "de", "Mo,Tu 08:00-12:00"),
        ("Mo+Di 8-12", "de", "Mo,Tu 08:00-12:00"),
        ("Mo & Di 8-12", "de", "Mo,Tu 08:00-12:00"),
        ("Mo u. Mi 8-12", "de", "Mo,We 08:00-12:00"),
        ("Fr 18 Uhr - open end", "de", "Fr 18:00+"),
        ("Fr ab 18 Uhr, Ende offen", "de", "Fr 18:00+"),
        ("Fr 18–20 Uhr oder länger", "de", "Fr 18:00-20:00+"),
        ("Mon 10:00-12:00", "en", "Mo 10:00-12:00"),
        ("Mon 10:00-12:00, Tue 11:30-12:30", "en", "Mo 10:00-12:00; Tu 11:30-12:30"),
        ("Mon in the morning 9-11", "en", "Mo 09:00-11:00"),
        ("Closed on Mondays. Tue 9-17", "en", "Mo off; Tu 09:00-17:00"),
        ("Mo-Fr 8-17, Mi geschlossen", "de", "Mo-Fr 08:00-17:00; We off"),
        ("Mo 8-12 und 12-14 Uhr", "de", "Mo 08:00-12:00,12:00-14:00"),
        ("täglich 8-18 Uhr, auch an Feiertagen", "de", "Mo-Su,PH 08:00-18:00"),
        ("daily 9am-5pm including public holidays", "en", "Mo-Su,PH 09:00-17:00"),
        ("täglich, außer montags, 10-18 Uhr", "de", "Tu-Su 10:00-18:00"),
        ("Di-So 10-18 Uhr, Mo Ruhetag", "de", "Tu-Su 10:00-18:00; Mo off"),
        ("Mo-Fr rund um die Uhr", "de", "Mo-Fr"),
        ("Mo 8-12; Di auch 8-12", "de", "Mo 08:00-12:00; Tu 08:00-12:00"),
    ] {
        assert_read(text, tag, Some(rule), false);
    }
}

#[test]
fn our_own_words_are_read() {
    for (text, tag, rule, is_by_appointment) in [
        (
            "Von Montag bis Freitag: 8 Uhr bis 12 Uhr.\nMontag anders: 10 Uhr bis 12 Uhr.",
            "de-simple",
            Some("Mo-Fr 08:00-12:00; Mo 10:00-12:00"),
            false,
        ),
        (
            "Montag: 8 Uhr bis 12 Uhr.\nMontag auch: 14 Uhr bis 16 Uhr.\nSie können auch einen Termin machen.",
            "de-simple",
            Some("Mo 08:00-12:00, Mo 14:00-16:00"),
            true,
        ),
        ("Sie brauchen einen Termin.", "de-simple", None, true),
        ("Jeden Tag: 9 Uhr bis 17 Uhr.", "de-simple", Some("Mo-Su 09:00-17:00"), false),
        ("Jeden Tag: den ganzen Tag offen.", "de-simple", Some("24/7"), false),
        ("Immer offen.", "de-simple", Some("24/7"), false),
        (
            "Montag: 8 Uhr bis 12 Uhr. Hinweis: „Raum 3“.\nDienstag: geschlossen.",
            "de-simple",
            Some("Mo 08:00-12:00 \"Raum 3\"; Tu off"),
            false,
        ),
        ("Vom 24. Dezember bis 1. Januar: geschlossen.", "de-simple", Some("Dec 24-Jan 1 off"), false),
        ("Montag bis Freitag: 8–12 Uhr; außerdem nach Vereinbarung", "de", Some("Mo-Fr 08:00-12:00"), true),
        ("Monday to Friday: 8 AM–noon; also by appointment", "en", Some("Mo-Fr 08:00-12:00"), true),
        (
            "Montag bis Freitag: 8–12 Uhr; Sonntag und an Feiertagen abweichend: 10–12 Uhr",
            "de",
            Some("Mo-Fr 08:00-12:00; Su,PH 10:00-12:00"),
            false,
        ),
        ("Täglich, auch an Feiertagen: 8–12 Uhr", "de", Some("Mo-Su,PH 08:00-12:00"), false),
        ("Montag: 8:30–12 Uhr; Dienstag: 0–24 Uhr", "de", Some("Mo 08:30-12:00; Tu"), false),
        ("Monday: 8:30 AM–noon; Tuesday: midnight–noon", "en", Some("Mo 08:30-12:00; Tu 00:00-12:00"), false),
        ("Dienstag: 0 Uhr bis 24 Uhr.", "de-simple", Some("Tu"), false),
        ("Tuesday: midnight–midnight", "en", Some("Tu"), false),
        ("Tuesday: 24 hours", "en", Some("Tu"), false),
        ("Daily: all day; Saturday: closed", "en", Some("24/7; Sa off"), false),
        (
            "Montag: 10–10:30 Uhr geschlossen und 12–13 Uhr geschlossen",
            "de",
            Some("Mo 10:00-10:30,12:00-13:00 off"),
            false,
        ),
        (
            "Monday: closed 10 AM–10:30 AM and closed noon–1 PM",
            "en",
            Some("Mo 10:00-10:30,12:00-13:00 off"),
            false,
        ),
    ] {
        assert_read(text, tag, rule, is_by_appointment);
    }
}
