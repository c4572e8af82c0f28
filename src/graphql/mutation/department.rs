//! Departments: made and changed.

use async_graphql::{ID, InputObject, MaybeUndefined, Object};

use super::input::{
    OpeningHoursInput, PlaceFields, ReachFields, TextPart, TextsInput, edit, optional_id, text_edits,
};
use super::{payload, run_on};
use crate::domain::content::{ContentId, Field};
use crate::domain::department;
use crate::domain::draft::FactsInput;
use crate::domain::edit::Edit;
use crate::editing::{Create, Update};
use crate::graphql::error::Failure;
use crate::graphql::id::content_id;
use crate::graphql::public::is_desk;
use crate::graphql::request::ContextExt;
use crate::graphql::types::department::Department;
use crate::graphql::types::locale::LocaleTag;
use crate::graphql::types::place::CoordinatesInput;

/// The facts of a department but for its slug.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct DepartmentFacts {
    #[graphql(flatten)]
    place: PlaceFields,
    #[graphql(flatten)]
    reach: ReachFields,
    /// Its own web site: an `http` or `https` address.
    website: MaybeUndefined<String>,
    /// Where it is on the map.
    coordinates: MaybeUndefined<CoordinatesInput>,
    /// When it is open.
    opening_hours: MaybeUndefined<OpeningHoursInput>,
}

impl DepartmentFacts {
    fn with_slug(self, slug: Edit<String>) -> FactsInput {
        FactsInput::Department(department::Input {
            slug,
            place: self.place.into(),
            reach: self.reach.into(),
            website: edit(self.website),
            coordinates: edit(self.coordinates),
            opening_hours: edit(self.opening_hours),
        })
    }
}

/// The texts of a department in one locale. What is left out stays, null clears.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct DepartmentTextInput {
    /// The locale, enabled or not.
    locale: LocaleTag,
    /// Its full name, on one line; at most 300 characters. Needed in the source locale.
    name: MaybeUndefined<String>,
    /// Its short name, such as "RMI"; at most 50 characters.
    abbreviation: MaybeUndefined<String>,
    /// What it is and does, in CommonMark without HTML; at most 100,000 characters.
    description: MaybeUndefined<String>,
}

impl TextsInput for DepartmentTextInput {
    fn into_parts(self) -> (LocaleTag, Vec<TextPart>) {
        let fields = vec![
            (Field::Name, "name", self.name),
            (Field::Abbreviation, "abbreviation", self.abbreviation),
            (Field::Description, "description", self.description),
        ];
        (self.locale, fields)
    }
}

/// A new department.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct DepartmentCreateInput {
    /// Its natural key: groups of a–z and 0–9 joined by hyphens, at most 100 characters, unique over all departments.
    slug: String,
    /// The department that it is a part of. Left out: a root of the tree.
    parent: Option<ID>,
    #[graphql(flatten)]
    facts: DepartmentFacts,
    /// Its texts in any number of locales; the name is needed in the source locale.
    texts: Vec<DepartmentTextInput>,
}

/// A change of a department.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct DepartmentUpdateInput {
    /// Which department.
    id: ID,
    /// The `version` that you have read. What somebody else has changed since is not overwritten: `VersionConflict`.
    expected_version: i32,
    /// What is to change.
    set: DepartmentSet,
}

/// What is to change of a department: what is left out stays, null clears. `contentMove` changes its place in the tree.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct DepartmentSet {
    /// Its natural key. The paths of its pages change with it.
    slug: MaybeUndefined<String>,
    #[graphql(flatten)]
    facts: DepartmentFacts,
    /// Texts in any number of locales.
    texts: Option<Vec<DepartmentTextInput>>,
}

payload! {
    /// What became of `departmentCreate`.
    DepartmentCreatePayload {
        /// The department, as a draft. Null where there are problems.
        department: Department
    }
}
payload! {
    /// What became of `departmentUpdate`.
    DepartmentUpdatePayload {
        /// The department as it is now. Null where there are problems.
        department: Department
    }
}

#[derive(Default)]
pub struct DepartmentMutation;

/// Departments.
#[Object]
impl DepartmentMutation {
    /// Makes a department as a draft, the last below its parent. For editors of that parent.
    #[graphql(visible = "is_desk")]
    async fn department_create(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The department.")] input: DepartmentCreateInput,
    ) -> Result<DepartmentCreatePayload, Failure> {
        let id = ContentId(ctx.request().desk.new_id());
        let command = Create {
            id,
            department: None,
            parent: optional_id(input.parent.as_ref())?,
            facts: input.facts.with_slug(Edit::Set(input.slug)),
            texts: text_edits(input.texts),
        };
        let (loaded, problems) = run_on(ctx, &command, id, "department").await?;
        Ok(DepartmentCreatePayload { department: loaded.map(Department), problems })
    }

    /// Changes facts and texts of a department's draft. For its editors; texts also for translators of their locale.
    #[graphql(visible = "is_desk")]
    async fn department_update(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The change.")] input: DepartmentUpdateInput,
    ) -> Result<DepartmentUpdatePayload, Failure> {
        let id = content_id(&input.id)?;
        let command = Update {
            id,
            expected_version: input.expected_version.into(),
            facts: input.set.facts.with_slug(edit(input.set.slug)),
            texts: text_edits(input.set.texts.unwrap_or_default()),
        };
        let (loaded, problems) = run_on(ctx, &command, id, "department").await?;
        Ok(DepartmentUpdatePayload { department: loaded.map(Department), problems })
    }
}
