//! What rich texts promise.

use std::time::{Duration, Instant};

use super::*;

#[test]
fn markdown_becomes_html() {
    assert_eq!(
        html("# Büro\n\nWir *helfen* **gern**.\n\n- eins\n- zwei\n\n3. drei\n"),
        "<h1 id=\"büro\">Büro</h1>\n<p>Wir <em>helfen</em> <strong>gern</strong>.</p>\n<ul>\n<li>eins</li>\n<li>zwei</li>\n</ul>\n<ol start=\"3\">\n<li>drei</li>\n</ol>\n"
    );
}

#[test]
fn a_table_has_column_heads() {
    let html = html("| Amt | Raum |\n|---|--:|\n| Pass | 12 |");
    assert!(html.contains("<th scope=\"col\">Amt</th>"), "{html}");
    assert!(html.contains("<td>12</td>"), "{html}");
}

#[test]
fn links_lead_only_where_readers_expect() {
    for target in [
        "https://example.org/",
        "HTTP://example.org/a?b=c",
        "/de/amt",
        "amt/bau",
        "../bau",
        "?q=//a",
        "mailto:a@example.org",
        "tel:+4971112",
        "#büro",
    ] {
        let html = html(&format!("[a]({target} \"t\")"));
        assert!(html.contains(" href=\"") && html.contains("rel=\"noopener noreferrer\""), "{html}");
    }
    for target in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "ftp://a",
        "&#106;avascript:x",
        "https://user:pw@example.org/",
        "//evil.example",
        "/\\\\evil.example",
        "\\\\\\\\evil.example",
        "/&#9;/evil.example",
        "https:evil",
        "https:///evil.example",
        "http:\\\\\\\\evil",
        "https://e..org/",
        "https://-e.org/",
        "https://*.e.org/",
        "https://2130706433/",
        "http://[::1",
    ] {
        for source in [format!("[a]({target})"), format!("[a][r]\n\n[r]: {target}"), format!("<{target}>")] {
            let html = html(&source);
            assert!(!html.contains("href") && !html.contains("<a"), "{source}: {html}");
        }
    }
    assert_eq!(
        html("[*a* b](//evil.example) [c](/c)"),
        "<p><em>a</em> b <a href=\"/c\" rel=\"noopener noreferrer\">c</a></p>\n"
    );
    let mail = html("<a.b@example.org>");
    assert!(mail.contains("<a href=\"mailto:a.b@example.org\""), "{mail}");
}

#[test]
fn an_address_on_the_web_is_written_as_everywhere() {
    for (source, target) in [
        ("[a](http://[::1]/)", "http://[::1]/"),
        ("<http://[2001:db8::1]/>", "http://[2001:db8::1]/"),
        ("[a](https://[2001:db8::1]:8080/x)", "https://[2001:db8::1]:8080/x"),
        ("<https://bücher.de/ä>", "https://xn--bcher-kva.de/%C3%A4"),
        ("[a][r]\n\n[r]: HTTPS://E.org", "https://e.org/"),
        ("[a](https://e.org/?a=1&amp;b='%22\"<>#`)", "https://e.org/?a=1&amp;b=%27%22%22%3C%3E#%60"),
    ] {
        let html = html(source);
        let start = format!("<a href=\"{target}\" rel=\"noopener noreferrer\">");
        assert!(html.contains(&start) && html.contains("</a></p>"), "{source}: {html}");
    }
    assert_eq!(
        html("[a *b*](https://e.org '\"x\" & <y> \\> onclick=z') c"),
        "<p><a href=\"https://e.org/\" title=\"&quot;x&quot; &amp; &lt;y&gt; &gt; onclick=z\" rel=\"noopener noreferrer\">a <em>b</em></a> c</p>\n"
    );
}

#[test]
fn html_in_the_source_is_shown_and_never_run() {
    assert_eq!(html("Formular <Antrag>"), "<p>Formular &lt;Antrag&gt;</p>\n");
    assert_eq!(
        html("<div onclick=\"x()\">\nHallo\n</div>"),
        "<p>&lt;div onclick=\"x()\"&gt;\nHallo\n&lt;/div&gt;</p>\n"
    );
    for source in [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)>",
        "<svg/onload=x>",
        "`<script>`",
        "![<script>](x)",
    ] {
        let html = html(source);
        assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("<svg"), "{html}");
    }
}

#[test]
fn line_breaks_work_and_comments_vanish() {
    assert_eq!(html("a<br>b<BR/>c<!-- d -->"), "<p>a<br>\nb<br>\nc</p>\n");
    assert_eq!(html("<!-- a\n\nb -->\n\nc"), "<p>c</p>\n");
    assert_eq!(plain("<!-- a --> b"), "<!-- a --> b");
}

#[test]
fn an_image_gives_its_description() {
    assert_eq!(html("![Das *Rathaus*](https://example.org/a.png)"), "<p>Das <em>Rathaus</em></p>\n");
    assert_eq!(plain("![Das *Rathaus*](a.png)"), "Das Rathaus");
}

#[test]
fn the_outline_names_each_heading() {
    let source = "# Öffnungszeiten & *Kontakt*\n\n## Контакт\n\nAnruf `115`\n=====\n\n## Контакт\n\n## ?!\n\n#\n\n### контакт-2";
    let found: Vec<(u8, String, String)> =
        outline(source).into_iter().map(|heading| (heading.level, heading.text, heading.anchor)).collect();
    let expected = [
        (1, "Öffnungszeiten & Kontakt", "öffnungszeiten-kontakt"),
        (2, "Контакт", "контакт"),
        (1, "Anruf 115", "anruf-115"),
        (2, "Контакт", "контакт-2"),
        (2, "?!", "section"),
        (3, "контакт-2", "контакт-2-2"),
    ];
    let expected: Vec<_> =
        expected.iter().map(|&(level, text, anchor)| (level, text.to_owned(), anchor.to_owned())).collect();
    assert_eq!(found, expected);
    let html = html(source);
    for (level, _, anchor) in found {
        assert!(html.contains(&format!("<h{level} id=\"{anchor}\">")), "{html}");
    }
    assert_eq!(html.matches(" id=").count(), 6);
}

#[test]
fn plain_text_reads_like_the_page() {
    let source = "# Pass\n\nEin [Pass](https://example.org)\nkostet `60 €`.  \nBar.\n\n- Foto\n- Ausweis\n  1. alt\n  2. neu\n\n  Auch *Kopie*.\n- Geld\n\n> Zitat\n\n    code 1\n      code 2\n\n***\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nEnde";
    assert_eq!(
        plain(source),
        "Pass\n\nEin Pass kostet 60 €.\nBar.\n\n• Foto\n• Ausweis\n  1. alt\n  2. neu\n  Auch Kopie.\n• Geld\n\nZitat\n\ncode 1\n  code 2\n\na | b\n1 | 2\n\nEnde"
    );
    assert_eq!(plain(""), "");
    assert_eq!(plain("-\n- a"), "• a");
}

#[test]
fn hostile_texts_take_neither_the_stack_nor_the_day() {
    let many = |part: &str, bytes: usize| part.repeat(bytes / part.len());
    let texts = [
        many(">", 10_000),
        many("> ", 100_000),
        many("[", 100_000),
        many("![", 100_000),
        many("[a](", 100_000),
        many("*a ", 100_000),
        many("*a **b ", 100_000),
        many("- ", 10_000),
        many("`a``", 100_000),
        many("<", 100_000),
        many("<a ", 100_000),
        many("<!--", 100_000),
        many("# a\n", 100_000),
        // Shorter: each of these becomes a token of its own, which the sanitiser re-checks in debug builds.
        many("&", 10_000),
        many("a<br>", 100_000),
        many("<b>", 100_000),
        many("|a", 50_000) + "\n" + &many("|-", 50_000),
        many("[a]: b\n", 100_000) + &many("[a]", 10_000),
        (0..200).map(|line| format!("{}a\n", ">".repeat(line))).collect(),
    ];
    for text in texts {
        let start = Instant::now();
        assert!(html(&text).len() < 50 * text.len());
        plain(&text);
        outline(&text);
        // Generous, for a debug build on a busy machine; quadratic time would take minutes.
        assert!(start.elapsed() < Duration::from_secs(20), "{} {:?}", &text[..6], start.elapsed());
    }
}
