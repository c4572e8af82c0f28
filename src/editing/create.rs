//! New content: one or many thousands at once, as drafts.

use super::{Error, Work};
use crate::domain::content::{ContentId, Facts, Field, Form, NewContent, Snapshot, Stage, TextEntry, Verb};
use crate::domain::fault::{Fault, Faults};
use crate::domain::text;
use crate::store::event::NewEvent;
use crate::store::revision::NewRevision;
use crate::store::{label, page_path, tree_place, write};

impl Work {
    /// Creates contents as drafts in version 1. They may refer to each other in any order.
    pub async fn create(&mut self, contents: Vec<NewContent>) -> Result<(), Error> {
        let stamp = self.stamp(1);
        let mut checked = Vec::with_capacity(contents.len());
        for mut content in contents {
            match self.check_texts(&content) {
                Ok(texts) => content.texts = texts,
                Err(faults) => return Err(Error::Invalid { content: content.id, faults }),
            }
            checked.push(content);
        }
        let facts: Vec<(ContentId, &Facts)> =
            checked.iter().map(|content| (content.id, &content.facts)).collect();
        let ids: Vec<ContentId> = checked.iter().map(|content| content.id).collect();
        let writing = &self.writing;
        write::insert_contents(writing, &facts, self.locales.source().as_str(), stamp).await?;
        write::insert_facts(writing, &facts, Stage::Draft, stamp).await?;
        let texts =
            checked.iter().flat_map(|content| content.texts.iter().map(|text| (content.id, text.clone())));
        write::insert_texts(writing, texts, Stage::Draft, stamp).await?;
        page_path::rewrite(writing, Stage::Draft, &ids, &self.locales, self.at).await?;
        label::rewrite(writing, Stage::Draft, &ids, &self.locales).await?;
        tree_place::rewrite(writing, Stage::Draft, &ids).await?;
        for NewContent { id, facts, texts } in checked {
            let kind = facts.kind();
            self.events.push(NewEvent {
                content: id,
                kind,
                verb: Verb::Create,
                version: 1,
                locales: Vec::new(),
            });
            self.revisions.push(NewRevision {
                content: id,
                verb: Verb::Create,
                locales: None,
                snapshot: Some(Snapshot { facts, texts }),
                version: 1,
            });
        }
        Ok(())
    }

    /// Every text is one that its kind has, in a locale of the city, well formed; required ones are there in the
    /// source locale. Empty texts are left out.
    fn check_texts(&self, content: &NewContent) -> Result<Vec<TextEntry>, Vec<Fault>> {
        let mut faults = Faults::default();
        let rules = content.facts.kind().texts();
        let mut texts = Vec::with_capacity(content.texts.len());
        for entry in &content.texts {
            let path = ["texts", entry.locale.as_str(), entry.field.as_str()];
            if !rules.iter().any(|rule| rule.field == entry.field) {
                faults.add(&path, "is no text of this kind of content");
            }
            if self.locales.get(&entry.locale).is_none() {
                faults.add(&path, "is in a locale that the city does not have");
            }
            let max = entry.field.max_chars();
            let value = match entry.field.form() {
                Form::Line => text::check_plain(&entry.value, max),
                Form::Lines => text::check_lines(&entry.value, max),
                Form::Rich => text::check_rich(&entry.value, max),
            };
            if let Some(value) = faults.take(&path, value).flatten() {
                texts.push(TextEntry { value, ..entry.clone() });
            }
        }
        let source = self.locales.source();
        for rule in rules.iter().filter(|rule| rule.is_required) {
            if !texts.iter().any(|text| text.field == rule.field && text.locale == *source) {
                faults.add(&["texts", source.as_str(), rule.field.as_str()], "is needed");
            }
        }
        if let Facts::Page(page) = &content.facts {
            for link in &page.links {
                let mut labels =
                    texts.iter().filter(|text| text.field == Field::Label && text.item == link.id);
                if !labels.any(|label| label.locale == *source) {
                    faults.add(
                        &["texts", source.as_str(), "label"],
                        format!("is needed for the link {}", link.id),
                    );
                }
            }
        }
        faults.into_result()?;
        Ok(texts)
    }
}
