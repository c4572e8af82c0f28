//! What the API returns of a rich text: safe HTML, plain text, and an outline whose anchors are in the HTML.

use wegweiser::domain::content::Field;

use crate::support::{Empty, Sketch, TestApp, texts_at};

const HOSTILE: &str = r#"## Anträge & "Fristen"

<script>alert(1)</script> <img src=x onerror=alert(2)> <b onclick="alert(3)">fett</b>

<iframe src="https://evil.example"></iframe>

[eins](javascript:alert(4)) [zwei](JaVaScRiPt&colon;alert(5)) [drei](data:text/html,x) [vier](vbscript:x)
[gut](https://stadt.example/?a=1&b=2 "Titel") [Post](mailto:a@stadt.example) [Tel](tel:+4930123)

<a href="javascript:alert(6)" style="position:fixed">Fünf</a> <style>body{display:none}</style>

<svg><a xlink:href="javascript:alert(7)">x</a></svg> ![Bild](https://evil.example/pixel.png)

## Anträge & "Fristen"

| a | b |
|---|---|
| 1 | <u onmouseover=alert(8)>2</u> |
"#;

on_both_databases! {
    async fn a_body_links_to_nothing_that_a_link_field_refuses(app: Empty) {
        let body = "[a](https://user:pw@e.example/) [b](//evil.example) [c](ftp://e.example) [d](https:evil) [e](/de/amt)";
        let department = Sketch::department("amt", None).text("de", Field::Description, body);
        app.live([department]).await;
        let data = app.data(r#"{ department(by: {slug: "amt"}) { description { html } } }"#).await;
        let html = "<p>a b c d <a href=\"/de/amt\" rel=\"noopener noreferrer\">e</a></p>\n";
        assert_eq!(data["department"]["description"]["html"], html);
    }

    async fn html_has_nothing_that_acts(app: Empty) {
        let department = Sketch::department("amt", None);
        let page = Sketch::page(department.id(), "seite").text("de", Field::Body, HOSTILE);
        app.live([department.text("de", Field::Description, HOSTILE), page]).await;
        let query = r#"{
            page(by: {path: "/de/amt/seite"}) { text: body { html markdown plain } }
            department(by: {slug: "amt"}) { text: description { html markdown plain } }
        }"#;
        let data = app.data(query).await;
        for field in ["page", "department"] {
            let text = &data[field]["text"];
            assert_eq!(
                text["markdown"].as_str(),
                Some(HOSTILE.trim_end()),
                "the source stays as it was written"
            );
            let html = text["html"].as_str().expect("HTML");
            let tags = tags_of(html);
            for tag in &tags {
                let lower = tag.to_lowercase();
                for banned in ["script", "<img", "<iframe", "<svg", "<style", "style=", " on", "data:", "<u"]
                {
                    assert!(!lower.contains(banned), "{banned} in {tag}");
                }
            }
            let links: Vec<&String> = tags.iter().filter(|tag| tag.contains("href=")).collect();
            assert_eq!(links.len(), 3, "{links:?}");
            assert!(links.iter().all(|link| link.contains(r#"rel="noopener noreferrer""#)), "{links:?}");
            assert!(html.contains(r#"href="https://stadt.example/?a=1&amp;b=2""#), "{html}");
            assert!(html.contains("<table>") && html.contains("eins"), "{html}");
            let plain = text["plain"].as_str().expect("plain text");
            assert!(
                plain.starts_with("Anträge & \"Fristen\"\n") && plain.contains("eins zwei drei vier"),
                "{plain}"
            );
        }
    }

    async fn the_outline_leads_into_the_html(app: TestApp) {
        let query = r#"{ page(by: {path: "/en/migration-integration/tasks-and-targets"}) {
            body { html outline { text anchor } }
        } }"#;
        let data = app.data(query).await;
        let body = &data["page"]["body"];
        let anchors: Vec<&str> = texts_at(&body["outline"], "/anchor").into_iter().flatten().collect();
        let html = body["html"].as_str().expect("HTML");
        assert_eq!(anchors.len(), 5);
        for anchor in anchors {
            assert_eq!(html.matches(&format!(r#"<h2 id="{anchor}">"#)).count(), 1, "{anchor} in {html}");
        }
        assert!(html.contains("<strong>Looking closely:</strong>"), "{html}");
    }

    async fn headings_of_one_name_have_anchors_of_their_own(app: Empty) {
        let department = Sketch::department("amt", None).text(
            "de",
            Field::Description,
            "## Frist\n\n## Frist\n\n### Frist",
        );
        app.live([department]).await;
        let data = app
            .data(r#"{ department(by: {slug: "amt"}) { description { outline { level anchor } } } }"#)
            .await;
        let outline = &data["department"]["description"]["outline"];
        let mut anchors = texts_at(outline, "/anchor");
        anchors.dedup();
        assert_eq!(anchors.len(), 3, "{outline}");
        let levels: Vec<_> =
            outline.as_array().expect("a list").iter().map(|heading| heading["level"].as_u64()).collect();
        assert_eq!(levels, [2, 2, 3].map(Some));
    }
}

/// Everything between an opening and a closing angle bracket.
fn tags_of(html: &str) -> Vec<String> {
    let rest = html.split('<').skip(1);
    rest.map(|tag| format!("<{}", tag.split('>').next().unwrap_or_default())).collect()
}
