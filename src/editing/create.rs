//! New content: one as somebody asks for it, or many thousands at once, as drafts.

use super::locate::Located;
use super::problems::Problems;
use super::put::refuse_collisions;
use super::{Command, Error, Locks, Tree, Work};
use crate::domain::content::{ContentId, ContentKind, Facts, NewContent, Snapshot, Stage, TextEntry, Verb};
use crate::domain::draft::{Above, FactsInput};
use crate::domain::fault::{Fault, Faults};
use crate::domain::page;
use crate::domain::permission::Action;
use crate::domain::position::Position;
use crate::domain::problem::Reason;
use crate::domain::text_edit::{TextEdit, check_edit, check_text, edit_texts, missing_texts};
use crate::domain::tree::{self, TreeKey};
use crate::domain::version::{Part, Versions};
use crate::store::draft::{self, Draft};
use crate::store::event::NewEvent;
use crate::store::revision::NewRevision;
use crate::store::whereabouts::{self, Among};
use crate::store::{label, page_path, tree_place, write};

/// Makes a content, as the last among its siblings.
#[derive(Clone, Debug)]
pub struct Create {
    pub id: ContentId,
    /// The department that it belongs to; for a page below another page that page's. Null for departments.
    pub department: Option<ContentId>,
    /// The department or page that it stands below; null for a root, and for what has no tree.
    pub parent: Option<ContentId>,
    pub facts: FactsInput,
    pub texts: Vec<TextEdit>,
}

/// Where a new content is to stand.
struct Site {
    above: Above,
    /// Null at the root.
    place: Option<TreeKey>,
    department: Option<ContentId>,
}

impl Command for Create {
    type Outcome = ();

    fn locks(&self) -> Locks {
        // Among roots there is no row of a parent to wait for.
        let is_root = self.parent.is_none() && self.department.is_none();
        Locks { tree: if is_root { Tree::Changes } else { Tree::Still }, ..Locks::default() }
    }

    async fn perform(&self, work: &mut Work) -> Result<(), Error> {
        let references = self.facts.references();
        let named = references.iter().map(|reference| reference.id);
        let located = work.locate(named.chain(self.department).chain(self.parent)).await?;
        let mut problems = Problems::below(&["input"]);

        let site = self.site(work, &located, &mut problems).await?;
        if let Some(site) = &site {
            let place = site.place.as_ref();
            if !located.rights.allow(Action::WriteFacts, place) {
                let path = if self.department.is_some() { "department" } else { "parent" };
                problems.add(&[path], "you may not make anything there", Reason::NotPermitted);
            }
            let texts: Vec<Part> = self.texts.iter().map(|edit| Part::Text(edit.key.clone())).collect();
            work.check_rights(&located, place, &texts, &mut problems);
        }
        located.check_references(&references, &mut problems);
        work.check_slugs(self.id, &self.facts, site.as_ref().map(|site| site.above), &mut problems).await?;

        let kind = self.facts.kind();
        let above = site.as_ref().map_or(Above::Nothing, |site| site.above);
        // Without a site there is a problem already; the other values are judged all the same.
        let department = site.as_ref().map_or(Some(self.id), |site| site.department);
        let last = whereabouts::position(&work.writing, kind, above, Among::Last).await?;
        let position = Position::between(last.as_ref(), None).expect("there is always room at the end");
        let facts = self.facts.clone().create(above, department, position, &work.home);
        let facts = problems.take(facts);
        work.check_page_slugs(&self.facts, facts.as_ref(), &mut problems);
        let texts = match &facts {
            Some(facts) => {
                let texts = edit_texts(facts, work.locales.desk(), &[], self.texts.clone());
                problems.take(texts)
            }
            None => {
                problems.take(self.check_texts_alone(work));
                None
            }
        };
        problems.into_result()?;
        let (facts, texts) = facts.zip(texts).expect("what has no problem is there");

        let keys: Vec<Part> = texts.iter().map(|text| Part::Text(text.key())).collect();
        let mut draft = Draft { facts, texts, versions: Versions::default() };
        work.name_sources((&mut draft, 1), &keys, 1, None);
        let Draft { facts, texts, .. } = draft;
        work.create_at(vec![NewContent { id: self.id, facts, texts }], &["input", "slugs"]).await
    }
}

impl Create {
    async fn site(
        &self,
        work: &Work,
        located: &Located,
        problems: &mut Problems,
    ) -> Result<Option<Site>, Error> {
        let department = |problems: &mut Problems| {
            let id = self.department?;
            let (_, place) =
                located.place(id, &[ContentKind::Department], &["input", "department"], problems)?;
            Some(Site { above: Above::Department(id), place: Some(place), department: Some(id) })
        };
        let (kind, max) = match self.facts.kind() {
            ContentKind::StaffMember | ContentKind::Responsibility | ContentKind::Office => {
                return Ok(department(problems));
            }
            ContentKind::Department => (ContentKind::Department, tree::MAX_DEPTH),
            ContentKind::Page => (ContentKind::Page, page::MAX_DEPTH),
        };
        let Some(parent) = self.parent else {
            if kind == ContentKind::Department {
                return Ok(Some(Site { above: Above::Nothing, place: None, department: None }));
            }
            if self.department.is_none() {
                problems.invalid(&["department"], "is needed, or a page as `parent`");
            }
            return Ok(department(problems));
        };
        let Some((_, place)) = located.place(parent, &[kind], &["input", "parent"], problems) else {
            return Ok(None);
        };
        if place.level() >= max {
            problems.invalid(&["parent"], format!("the tree would have more than {max} levels there"));
        }
        if kind == ContentKind::Department {
            return Ok(Some(Site { above: Above::Department(parent), place: Some(place), department: None }));
        }
        let parents = draft::read(&work.writing, &[(parent, kind)]).await?;
        let of_parent = parents.get(&parent).and_then(|page| page.facts.department());
        if self.department.is_some() && self.department != of_parent {
            problems.invalid(&["department"], "is not the department of the page `parent`: leave it out");
        }
        Ok(Some(Site { above: Above::Page(parent), place: Some(place), department: of_parent }))
    }

    /// Each text by itself, where the facts are faulty.
    fn check_texts_alone(&self, work: &Work) -> Result<(), Vec<Fault>> {
        let mut faults = Faults::default();
        for edit in &self.texts {
            let path: Vec<&str> = edit.path.iter().map(String::as_str).collect();
            let (kind, value) = (self.facts.kind(), edit.value.as_deref());
            faults.take(&path, check_edit(kind, work.locales.desk(), &edit.key, value));
        }
        let source = work.locales.desk().source();
        for rule in self.facts.kind().texts().iter().filter(|rule| rule.is_required) {
            let is_said = |edit: &TextEdit| {
                edit.key.field == rule.field && edit.key.locale == *source && edit.value.is_some()
            };
            if !self.texts.iter().any(is_said) {
                let name = rule.field.as_str().replace('_', " ");
                faults.add(&["texts"], format!("the {name} is needed in {source}, the source locale"));
            }
        }
        faults.into_result()
    }
}

impl Work {
    /// Creates contents as drafts in version 1. They may refer to each other in any order.
    pub async fn create(&mut self, contents: Vec<NewContent>) -> Result<(), Error> {
        let mut checked = Vec::with_capacity(contents.len());
        for mut content in contents {
            match self.check_texts(&content) {
                Ok(texts) => content.texts = texts,
                Err(faults) => return Err(Error::Invalid { content: content.id, faults }),
            }
            checked.push(content);
        }
        self.create_at(checked, &[]).await
    }

    /// Writes what was judged; paths that others have are told below `path`.
    async fn create_at(&mut self, contents: Vec<NewContent>, path: &[&str]) -> Result<(), Error> {
        let stamp = self.stamp(1);
        let facts: Vec<(ContentId, &Facts)> =
            contents.iter().map(|content| (content.id, &content.facts)).collect();
        let ids: Vec<ContentId> = contents.iter().map(|content| content.id).collect();
        let writing = &self.writing;
        let source = self.locales.desk().source();
        write::insert_contents(writing, &facts, source.as_str(), stamp).await?;
        write::insert_facts(writing, &facts, Stage::Draft, &Versions::all(stamp.version)).await?;
        let mut texts = Vec::new();
        for content in &contents {
            texts.extend(content.texts.iter().map(|text| (content.id, text.clone())));
        }
        write::insert_texts(writing, texts.into_iter(), Stage::Draft, stamp).await?;
        let collisions = page_path::rewrite(writing, Stage::Draft, &ids, &self.locales, self.at).await?;
        refuse_collisions(collisions, path)?;
        label::rewrite(writing, Stage::Draft, &ids, &self.locales).await?;
        tree_place::rewrite(writing, Stage::Draft, &ids).await?;
        for NewContent { id, facts, texts } in contents {
            let content = Some((id, facts.kind(), 1));
            self.events.push(NewEvent { content, verb: Verb::Create, locales: Vec::new() });
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
        let locales = self.locales.desk();
        let mut texts = Vec::with_capacity(content.texts.len());
        for entry in &content.texts {
            let path = ["texts", entry.locale.as_str(), entry.field.as_str()];
            let value = check_text(content.facts.kind(), locales, &entry.key(), &entry.value);
            if let Some(value) = faults.take(&path, value).flatten() {
                texts.push(TextEntry { value, ..entry.clone() });
            }
        }
        for (field, item) in missing_texts(&content.facts, locales, &texts) {
            let of_link = if item.is_nil() { String::new() } else { format!(" for the link {item}") };
            let path = ["texts", locales.source().as_str(), field.as_str()];
            faults.add(&path, format!("is needed{of_link}"));
        }
        faults.into_result()?;
        Ok(texts)
    }
}
