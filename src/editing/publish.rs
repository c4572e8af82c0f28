//! Publication: what is named goes live, and nothing else.

use super::put::refuse_collisions;
use super::{Error, Work};
use crate::domain::content::{ContentId, ContentKind, Stage, Verb};
use crate::domain::locale::Locale;
use crate::store::event::NewEvent;
use crate::store::revision::NewRevision;
use crate::store::{content, label, page_path, stage, tree_place, write};

/// What goes live.
#[derive(Clone, Debug)]
pub struct Publication {
    pub contents: Vec<ContentId>,
    /// Texts in these locales; facts and relations go live in any case.
    pub locales: Vec<Locale>,
}

impl Work {
    /// Copies the drafts of the named contents to the public: their facts and relations, and their texts in the named
    /// locales.
    pub async fn publish(&mut self, publication: Publication) -> Result<(), Error> {
        let Publication { contents: ids, locales } = publication;
        let writing = &self.writing;
        let tags: Vec<String> = locales.iter().map(ToString::to_string).collect();
        let published = content::lock(writing, &ids).await?;
        stage::publish_facts(writing, &ids).await?;
        stage::publish_texts(writing, &ids, &tags).await?;
        write::mark_published(writing, &ids, self.at).await?;
        let collisions = page_path::rewrite(writing, Stage::Live, &ids, &self.locales, self.at).await?;
        refuse_collisions(collisions, &["input"])?;
        label::rewrite(writing, Stage::Live, &ids, &self.locales).await?;
        tree_place::rewrite(writing, Stage::Live, &ids).await?;
        for (id, kind, version) in published {
            self.record(id, kind, version + 1, &tags);
        }
        Ok(())
    }

    fn record(&mut self, content: ContentId, kind: ContentKind, version: i64, locales: &[String]) {
        let verb = Verb::Publish;
        self.events.push(NewEvent {
            content: Some((content, kind, version)),
            verb,
            locales: locales.to_vec(),
        });
        let locales = Some(locales.to_vec());
        self.revisions.push(NewRevision { content, verb, locales, snapshot: None, version });
    }
}
