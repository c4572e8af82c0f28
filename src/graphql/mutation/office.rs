//! Offices of bodies: made and changed, with who runs them.

use async_graphql::{ID, InputObject, MaybeUndefined, Object};

use super::input::{
    OpeningHoursInput, PostalAddressInput, ReachFields, TextPart, TextsInput, edit, edit_ids, text_edits,
};
use super::{payload, run_on};
use crate::domain::content::{ContentId, Field};
use crate::domain::draft::FactsInput;
use crate::domain::edit::Edit;
use crate::domain::office;
use crate::editing::{Create, Update};
use crate::graphql::error::Failure;
use crate::graphql::id::content_id;
use crate::graphql::public::is_desk;
use crate::graphql::request::ContextExt;
use crate::graphql::types::locale::LocaleTag;
use crate::graphql::types::office::Office;

/// The facts of an office but for its slug. What is null of address, reach and hours is the department's.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct OfficeFacts {
    /// The postal address.
    address: MaybeUndefined<PostalAddressInput>,
    #[graphql(flatten)]
    reach: ReachFields,
    /// The body's own web site: an `http` or `https` address.
    website: MaybeUndefined<String>,
    /// When it is open.
    opening_hours: MaybeUndefined<OpeningHoursInput>,
    /// The staff members who run it, in order; at most 200, nobody twice. The whole list.
    run_by: MaybeUndefined<Vec<ID>>,
}

impl OfficeFacts {
    fn with_slug(self, slug: Edit<String>) -> Result<FactsInput, Failure> {
        Ok(FactsInput::Office(office::Input {
            slug,
            address: edit(self.address),
            reach: self.reach.into(),
            website: edit(self.website),
            opening_hours: edit(self.opening_hours),
            run_by: edit_ids(self.run_by)?,
        }))
    }
}

/// The texts of an office in one locale. What is left out stays, null clears.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct OfficeTextInput {
    /// The locale, enabled or not.
    locale: LocaleTag,
    /// The name of the body, on one line; at most 300 characters. Needed in the source locale.
    name: MaybeUndefined<String>,
    /// Its short name; at most 50 characters.
    abbreviation: MaybeUndefined<String>,
    /// What the body is and does, in CommonMark without HTML; at most 100,000 characters.
    description: MaybeUndefined<String>,
}

impl TextsInput for OfficeTextInput {
    fn into_parts(self) -> (LocaleTag, Vec<TextPart>) {
        let fields = vec![
            (Field::Name, "name", self.name),
            (Field::Abbreviation, "abbreviation", self.abbreviation),
            (Field::Description, "description", self.description),
        ];
        (self.locale, fields)
    }
}

/// A new office.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct OfficeCreateInput {
    /// The department that it belongs to.
    department: ID,
    /// Its natural key: groups of a–z and 0–9 joined by hyphens, at most 100 characters, unique over all offices.
    slug: String,
    #[graphql(flatten)]
    facts: OfficeFacts,
    /// Its texts in any number of locales; the name is needed in the source locale.
    texts: Vec<OfficeTextInput>,
}

/// A change of an office.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct OfficeUpdateInput {
    /// Which office.
    id: ID,
    /// The `version` that you have read. What somebody else has changed since is not overwritten: `VersionConflict`.
    expected_version: i32,
    /// What is to change.
    set: OfficeSet,
}

/// What is to change of an office: what is left out stays, null clears. `contentMove` changes the department.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct OfficeSet {
    /// Its natural key.
    slug: MaybeUndefined<String>,
    #[graphql(flatten)]
    facts: OfficeFacts,
    /// Texts in any number of locales.
    texts: Option<Vec<OfficeTextInput>>,
}

payload! {
    /// What became of `officeCreate`.
    OfficeCreatePayload {
        /// The office, as a draft. Null where there are problems.
        office: Office
    }
}
payload! {
    /// What became of `officeUpdate`.
    OfficeUpdatePayload {
        /// The office as it is now. Null where there are problems.
        office: Office
    }
}

#[derive(Default)]
pub struct OfficeMutation;

/// Offices of bodies.
#[Object]
impl OfficeMutation {
    /// Makes an office as a draft, the last of its department. For editors of the department.
    #[graphql(visible = "is_desk")]
    async fn office_create(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The office.")] input: OfficeCreateInput,
    ) -> Result<OfficeCreatePayload, Failure> {
        let id = ContentId(ctx.request().desk.new_id());
        let command = Create {
            id,
            department: Some(content_id(&input.department)?),
            parent: None,
            facts: input.facts.with_slug(Edit::Set(input.slug))?,
            texts: text_edits(input.texts),
        };
        let (loaded, problems) = run_on(ctx, &command, id, "office").await?;
        Ok(OfficeCreatePayload { office: loaded.map(Office), problems })
    }

    /// Changes facts, who runs it, and texts of an office's draft. For editors of its department; texts also for
    /// translators of their locale.
    #[graphql(visible = "is_desk")]
    async fn office_update(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The change.")] input: OfficeUpdateInput,
    ) -> Result<OfficeUpdatePayload, Failure> {
        let id = content_id(&input.id)?;
        let command = Update {
            id,
            expected_version: input.expected_version.into(),
            facts: input.set.facts.with_slug(edit(input.set.slug))?,
            texts: text_edits(input.set.texts.unwrap_or_default()),
        };
        let (loaded, problems) = run_on(ctx, &command, id, "office").await?;
        Ok(OfficeUpdatePayload { office: loaded.map(Office), problems })
    }
}
