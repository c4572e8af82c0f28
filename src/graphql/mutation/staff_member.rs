//! Members of the staff: made and changed.

use async_graphql::{ID, InputObject, MaybeUndefined, Object};

use super::input::{OpeningHoursInput, PlaceFields, ReachFields, TextPart, TextsInput, edit, text_edits};
use super::{payload, run_on};
use crate::domain::content::{ContentId, Field};
use crate::domain::draft::FactsInput;
use crate::domain::edit::Edit;
use crate::domain::staff_member;
use crate::editing::{Create, Update};
use crate::graphql::error::Failure;
use crate::graphql::id::content_id;
use crate::graphql::public::is_desk;
use crate::graphql::request::ContextExt;
use crate::graphql::types::locale::LocaleTag;
use crate::graphql::types::staff_member::{Salutation, StaffMember};

/// The facts of a staff member but for the name. What is null of place, reach and hours is the department's.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct StaffMemberFacts {
    /// Academic title, such as "Dr."; at most 100 characters.
    academic_title: MaybeUndefined<String>,
    /// How the person wishes to be addressed. Null: neither way.
    salutation: MaybeUndefined<Salutation>,
    #[graphql(flatten)]
    place: PlaceFields,
    #[graphql(flatten)]
    reach: ReachFields,
    /// When the person can be reached.
    opening_hours: MaybeUndefined<OpeningHoursInput>,
}

impl StaffMemberFacts {
    fn with_name(self, given_name: Edit<String>, family_name: Edit<String>) -> FactsInput {
        FactsInput::StaffMember(staff_member::Input {
            given_name,
            family_name,
            academic_title: edit(self.academic_title),
            salutation: edit(self.salutation),
            place: self.place.into(),
            reach: self.reach.into(),
            opening_hours: edit(self.opening_hours),
        })
    }
}

/// The texts of a staff member in one locale. What is left out stays, null clears.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct StaffMemberTextInput {
    /// The locale, enabled or not.
    locale: LocaleTag,
    /// What the person is in the department, on one line; at most 300 characters. Needed in the source locale.
    role_title: MaybeUndefined<String>,
    /// What else readers should know, on one or more lines; at most 2,000 characters.
    note: MaybeUndefined<String>,
}

impl TextsInput for StaffMemberTextInput {
    fn into_parts(self) -> (LocaleTag, Vec<TextPart>) {
        let fields = vec![(Field::RoleTitle, "roleTitle", self.role_title), (Field::Note, "note", self.note)];
        (self.locale, fields)
    }
}

/// A new staff member.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct StaffMemberCreateInput {
    /// The department that the person works in.
    department: ID,
    /// Given name; at most 100 characters.
    given_name: String,
    /// Family name; at most 100 characters.
    family_name: String,
    #[graphql(flatten)]
    facts: StaffMemberFacts,
    /// Texts in any number of locales; the role title is needed in the source locale.
    texts: Vec<StaffMemberTextInput>,
}

/// A change of a staff member.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct StaffMemberUpdateInput {
    /// Which staff member.
    id: ID,
    /// The `version` that you have read. What somebody else has changed since is not overwritten: `VersionConflict`.
    expected_version: i32,
    /// What is to change.
    set: StaffMemberSet,
}

/// What is to change of a staff member: what is left out stays, null clears. `contentMove` changes the department.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct StaffMemberSet {
    /// Given name.
    given_name: MaybeUndefined<String>,
    /// Family name.
    family_name: MaybeUndefined<String>,
    #[graphql(flatten)]
    facts: StaffMemberFacts,
    /// Texts in any number of locales.
    texts: Option<Vec<StaffMemberTextInput>>,
}

payload! {
    /// What became of `staffMemberCreate`.
    StaffMemberCreatePayload {
        /// The staff member, as a draft. Null where there are problems.
        staff_member: StaffMember
    }
}
payload! {
    /// What became of `staffMemberUpdate`.
    StaffMemberUpdatePayload {
        /// The staff member as it is now. Null where there are problems.
        staff_member: StaffMember
    }
}

#[derive(Default)]
pub struct StaffMemberMutation;

/// Members of the staff.
#[Object]
impl StaffMemberMutation {
    /// Makes a staff member as a draft, the last of the department. For editors of the department.
    #[graphql(visible = "is_desk")]
    async fn staff_member_create(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The staff member.")] input: StaffMemberCreateInput,
    ) -> Result<StaffMemberCreatePayload, Failure> {
        let id = ContentId(ctx.request().desk.new_id());
        let command = Create {
            id,
            department: Some(content_id(&input.department)?),
            parent: None,
            facts: input.facts.with_name(Edit::Set(input.given_name), Edit::Set(input.family_name)),
            texts: text_edits(input.texts),
        };
        let (loaded, problems) = run_on(ctx, &command, id, "staffMember").await?;
        Ok(StaffMemberCreatePayload { staff_member: loaded.map(StaffMember), problems })
    }

    /// Changes facts and texts of a staff member's draft. For editors of the department; texts also for translators of
    /// their locale.
    #[graphql(visible = "is_desk")]
    async fn staff_member_update(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The change.")] input: StaffMemberUpdateInput,
    ) -> Result<StaffMemberUpdatePayload, Failure> {
        let id = content_id(&input.id)?;
        let command = Update {
            id,
            expected_version: input.expected_version.into(),
            facts: input.set.facts.with_name(edit(input.set.given_name), edit(input.set.family_name)),
            texts: text_edits(input.set.texts.unwrap_or_default()),
        };
        let (loaded, problems) = run_on(ctx, &command, id, "staffMember").await?;
        Ok(StaffMemberUpdatePayload { staff_member: loaded.map(StaffMember), problems })
    }
}
