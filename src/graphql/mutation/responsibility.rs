//! Responsibilities: made and changed, with who carries them.

use async_graphql::{ID, InputObject, MaybeUndefined, Object};

use super::input::{TextPart, TextsInput, edit, text_edits};
use super::{payload, run_on};
use crate::domain::content::{ContentId, Field};
use crate::domain::draft::FactsInput;
use crate::domain::edit::Edit;
use crate::domain::responsibility;
use crate::editing::{Create, Update};
use crate::graphql::error::Failure;
use crate::graphql::id::content_id;
use crate::graphql::public::is_desk;
use crate::graphql::request::ContextExt;
use crate::graphql::types::locale::LocaleTag;
use crate::graphql::types::responsibility::{DutyRole, Responsibility};

/// Somebody's part in a responsibility.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct DutyInput {
    /// The staff member, of any department.
    staff_member: ID,
    /// How the person carries it.
    role: DutyRole,
}

/// The duties, in order; at most 200, nobody twice.
fn duties(duties: MaybeUndefined<Vec<DutyInput>>) -> Result<Edit<Vec<responsibility::Duty>>, Failure> {
    let duty = |duty: DutyInput| {
        Ok(responsibility::Duty { staff_member: content_id(&duty.staff_member)?, role: duty.role.into() })
    };
    Ok(match duties {
        MaybeUndefined::Undefined => Edit::Keep,
        MaybeUndefined::Null => Edit::Clear,
        MaybeUndefined::Value(duties) => {
            Edit::Set(duties.into_iter().map(duty).collect::<Result<_, Failure>>()?)
        }
    })
}

/// The texts of a responsibility in one locale. What is left out stays, null clears.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct ResponsibilityTextInput {
    /// The locale, enabled or not.
    locale: LocaleTag,
    /// What it is called, on one line; at most 300 characters. Needed in the source locale.
    title: MaybeUndefined<String>,
    /// What it is about, in CommonMark without HTML; at most 100,000 characters.
    description: MaybeUndefined<String>,
}

impl TextsInput for ResponsibilityTextInput {
    fn into_parts(self) -> (LocaleTag, Vec<TextPart>) {
        let fields =
            vec![(Field::Title, "title", self.title), (Field::Description, "description", self.description)];
        (self.locale, fields)
    }
}

/// A new responsibility.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct ResponsibilityCreateInput {
    /// The department that it belongs to.
    department: ID,
    /// Its natural key: groups of a–z and 0–9 joined by hyphens, at most 100 characters, unique over all
    /// responsibilities.
    slug: String,
    /// Who carries it, in order; at most 200, nobody twice.
    duties: MaybeUndefined<Vec<DutyInput>>,
    /// Its texts in any number of locales; the title is needed in the source locale.
    texts: Vec<ResponsibilityTextInput>,
}

/// A change of a responsibility.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct ResponsibilityUpdateInput {
    /// Which responsibility.
    id: ID,
    /// The `version` that you have read. What somebody else has changed since is not overwritten: `VersionConflict`.
    expected_version: i32,
    /// What is to change.
    set: ResponsibilitySet,
}

/// What is to change of a responsibility: what is left out stays, null clears. `contentMove` changes the department.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct ResponsibilitySet {
    /// Its natural key.
    slug: MaybeUndefined<String>,
    /// Who carries it: the whole list, in order.
    duties: MaybeUndefined<Vec<DutyInput>>,
    /// Texts in any number of locales.
    texts: Option<Vec<ResponsibilityTextInput>>,
}

payload! {
    /// What became of `responsibilityCreate`.
    ResponsibilityCreatePayload {
        /// The responsibility, as a draft. Null where there are problems.
        responsibility: Responsibility
    }
}
payload! {
    /// What became of `responsibilityUpdate`.
    ResponsibilityUpdatePayload {
        /// The responsibility as it is now. Null where there are problems.
        responsibility: Responsibility
    }
}

#[derive(Default)]
pub struct ResponsibilityMutation;

/// Responsibilities.
#[Object]
impl ResponsibilityMutation {
    /// Makes a responsibility as a draft, the last of its department. For editors of the department.
    #[graphql(visible = "is_desk")]
    async fn responsibility_create(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The responsibility.")] input: ResponsibilityCreateInput,
    ) -> Result<ResponsibilityCreatePayload, Failure> {
        let id = ContentId(ctx.request().desk.new_id());
        let facts = responsibility::Input { slug: Edit::Set(input.slug), duties: duties(input.duties)? };
        let command = Create {
            id,
            department: Some(content_id(&input.department)?),
            parent: None,
            facts: FactsInput::Responsibility(facts),
            texts: text_edits(input.texts),
        };
        let (loaded, problems) = run_on(ctx, &command, id, "responsibility").await?;
        Ok(ResponsibilityCreatePayload { responsibility: loaded.map(Responsibility), problems })
    }

    /// Changes facts, duties and texts of a responsibility's draft. For editors of its department; texts also for
    /// translators of their locale.
    #[graphql(visible = "is_desk")]
    async fn responsibility_update(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The change.")] input: ResponsibilityUpdateInput,
    ) -> Result<ResponsibilityUpdatePayload, Failure> {
        let id = content_id(&input.id)?;
        let facts = responsibility::Input { slug: edit(input.set.slug), duties: duties(input.set.duties)? };
        let command = Update {
            id,
            expected_version: input.expected_version.into(),
            facts: FactsInput::Responsibility(facts),
            texts: text_edits(input.set.texts.unwrap_or_default()),
        };
        let (loaded, problems) = run_on(ctx, &command, id, "responsibility").await?;
        Ok(ResponsibilityUpdatePayload { responsibility: loaded.map(Responsibility), problems })
    }
}
