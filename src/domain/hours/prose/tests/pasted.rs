//! Texts as they come from websites: markup, hours before days, short forms.

use super::assert_read;

#[test]
fn markup_is_gone_over() {
    for (text, rule) in [
        ("<p>Mo 8-12 Uhr<br>Di&nbsp;9-11 Uhr</p>", "Mo 08:00-12:00; Tu 09:00-11:00"),
        (
            "<ul class=\"hours\"><li><b>Mo</b> 8&ndash;12 Uhr</li><li>Di 9-11 Uhr</li></ul>",
            "Mo 08:00-12:00; Tu 09:00-11:00",
        ),
        ("• Mo 8-12 Uhr\n• Di 9-11 Uhr", "Mo 08:00-12:00; Tu 09:00-11:00"),
        ("Mo 8-12 Uhr • Di 9-11 Uhr", "Mo 08:00-12:00; Tu 09:00-11:00"),
        ("| Mo | 8-12 Uhr |\n| Di | 9-11 Uhr |", "Mo 08:00-12:00; Tu 09:00-11:00"),
        ("Mo\t8-12 Uhr\nDi\t9-11 Uhr", "Mo 08:00-12:00; Tu 09:00-11:00"),
    ] {
        assert_read(text, "de", Some(rule), false);
    }
}

#[test]
fn hours_may_stand_before_days() {
    for (text, tag, rule) in [
        ("8-12 Uhr Mo-Fr", "de", "Mo-Fr 08:00-12:00"),
        ("8-12 und 14-16 Uhr Mo-Fr; Sa geschlossen", "de", "Mo-Fr 08:00-12:00,14:00-16:00; Sa off"),
        ("9 a.m. to 5 p.m., Monday to Friday", "en", "Mo-Fr 09:00-17:00"),
        ("Open 9am to 5pm, Monday to Friday", "en", "Mo-Fr 09:00-17:00"),
        ("Opening hours: 9am-5pm, Mon-Fri", "en", "Mo-Fr 09:00-17:00"),
        ("9am-5pm, Mon-Fri; 10am-2pm, Sat", "en", "Mo-Fr 09:00-17:00; Sa 10:00-14:00"),
        ("8-12 Uhr: Mo, Di, Mi; 14-18 Uhr: Do", "de", "Mo-We 08:00-12:00; Th 14:00-18:00"),
        ("8-12 Uhr Mo, 14-16 Uhr Di", "de", "Mo 08:00-12:00; Tu 14:00-16:00"),
        ("9am-5pm Mon-Fri, 10am-2pm Sat", "en", "Mo-Fr 09:00-17:00; Sa 10:00-14:00"),
    ] {
        assert_read(text, tag, Some(rule), false);
    }
}

#[test]
fn short_forms_and_headings_are_read() {
    for (text, tag, rule) in [
        ("Unsere Öffnungszeiten: Mo 8-12", "de", "Mo 08:00-12:00"),
        ("Wir haben geöffnet: Mo 8-12", "de", "Mo 08:00-12:00"),
        ("geöffnet: Mo 8-12", "de", "Mo 08:00-12:00"),
        ("Hours: Mon 9am-5pm", "en", "Mo 09:00-17:00"),
        ("Mon-Fri 9h-17h", "en", "Mo-Fr 09:00-17:00"),
        ("Closed Dec 24 - Jan 1. Mon-Fri 9am-5pm", "en", "Mo-Fr 09:00-17:00; Dec 24-Jan 1 off"),
        ("M-F 9am-5pm", "en", "Mo-Fr 09:00-17:00"),
        ("Mon thru Fri 9am-5pm", "en", "Mo-Fr 09:00-17:00"),
        ("open 7 days a week 9am-5pm", "en", "Mo-Su 09:00-17:00"),
        ("Mon-Fri 24 hours", "en", "Mo-Fr"),
        ("open 24 hours a day", "en", "24/7"),
        ("täglich 24 Stunden geöffnet", "de", "24/7"),
    ] {
        assert_read(text, tag, Some(rule), false);
    }
}
