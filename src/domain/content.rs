//! What all content shares: identity, kind, stage, and which texts a kind has. Every room may call it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::closed_set::closed_set;
pub use super::content_id::ContentId;
use super::locale::Locale;
use super::translation::{Digest, Origin};
use super::{department, office, page, responsibility, staff_member};

closed_set! {
    /// The kinds of content. A new noun begins here: the compiler then leads through the rooms.
    pub enum ContentKind {
        Department = "department",
        StaffMember = "staff_member",
        Responsibility = "responsibility",
        Office = "office",
        Page = "page",
    }
}

closed_set! {
    /// Where a row stands: on the editors' desk or in public.
    pub enum Stage {
        Draft = "draft",
        Live = "live",
    }
}

closed_set! {
    /// What was done to a content, in history and events.
    pub enum Verb {
        Create = "create",
        Update = "update",
        Move = "move",
        Publish = "publish",
        Unpublish = "unpublish",
        /// The draft went back to what is live.
        Discard = "discard",
        Delete = "delete",
        /// The draft went back to a former version.
        Restore = "restore",
        /// A person's data went, from the history too.
        Erase = "erase",
        /// A locale of the city was made or changed.
        LocaleSave = "locale_save",
        /// A locale went, and with it the texts in it.
        LocaleRemove = "locale_remove",
    }
}

closed_set! {
    /// The texts that content has. Which kind has which: [`ContentKind::texts`].
    pub enum Field {
        Name = "name",
        Abbreviation = "abbreviation",
        Description = "description",
        RoleTitle = "role_title",
        Note = "note",
        Title = "title",
        Summary = "summary",
        Body = "body",
        /// The label of a related link; the text's item is the link.
        Label = "label",
    }
}

/// What a text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain, on one line.
    Line,
    /// Plain, on one or more lines.
    Lines,
    /// CommonMark.
    Rich,
}

impl Field {
    pub const fn form(self) -> Form {
        match self {
            Self::Name | Self::Abbreviation | Self::RoleTitle | Self::Title | Self::Label => Form::Line,
            Self::Note | Self::Summary => Form::Lines,
            Self::Description | Self::Body => Form::Rich,
        }
    }

    /// Whether the text is CommonMark.
    pub const fn is_rich(self) -> bool {
        matches!(self.form(), Form::Rich)
    }

    /// The most characters that the text may have.
    pub const fn max_chars(self) -> usize {
        match self {
            Self::Abbreviation => 50,
            Self::Name | Self::RoleTitle | Self::Title | Self::Label => 300,
            Self::Note | Self::Summary => 2_000,
            Self::Description | Self::Body => 100_000,
        }
    }
}

/// A text of a kind, and whether its source must have it.
pub struct TextRule {
    pub field: Field,
    pub is_required: bool,
}

const fn required(field: Field) -> TextRule {
    TextRule { field, is_required: true }
}

const fn optional(field: Field) -> TextRule {
    TextRule { field, is_required: false }
}

impl ContentKind {
    /// As messages call it.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::StaffMember => "staff member",
            Self::Responsibility => "responsibility",
            Self::Office => "office",
            Self::Page => "page",
        }
    }

    /// The texts of this kind. The first is its label in lists, but for people, whose label is their name.
    pub const fn texts(self) -> &'static [TextRule] {
        use Field::{Abbreviation, Body, Description, Label, Name, Note, RoleTitle, Summary, Title};
        match self {
            Self::Department | Self::Office => {
                const { &[required(Name), optional(Abbreviation), optional(Description)] }
            }
            Self::StaffMember => const { &[required(RoleTitle), optional(Note)] },
            Self::Responsibility => const { &[required(Title), optional(Description)] },
            Self::Page => const { &[required(Title), optional(Summary), optional(Body), optional(Label)] },
        }
    }

    /// The text that stands for the whole in lists and for "is this content there in that locale".
    pub const fn required_text(self) -> Field {
        self.texts()[0].field
    }
}

/// One text in one locale, with what it was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextEntry {
    pub locale: Locale,
    pub field: Field,
    /// The related link whose label it is; nil for the content's own texts.
    #[serde(default, skip_serializing_if = "Uuid::is_nil")]
    pub item: Uuid,
    pub value: String,
    pub origin: Origin,
    /// Null for a text of the source locale, and for one made from nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<TextSource>,
}

/// The text that a translation was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextSource {
    pub locale: Locale,
    pub digest: Digest,
    /// The content's version in which that text last changed.
    pub version: i64,
}

/// What a content of each kind holds besides texts: facts and the relations that it owns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Facts {
    Department(department::Facts),
    StaffMember(staff_member::Facts),
    Responsibility(responsibility::Facts),
    Office(office::Facts),
    Page(page::Facts),
}

impl Facts {
    pub const fn kind(&self) -> ContentKind {
        match self {
            Self::Department(_) => ContentKind::Department,
            Self::StaffMember(_) => ContentKind::StaffMember,
            Self::Responsibility(_) => ContentKind::Responsibility,
            Self::Office(_) => ContentKind::Office,
            Self::Page(_) => ContentKind::Page,
        }
    }
}

/// A content that is to be: facts that were checked, texts that were not yet.
#[derive(Clone, Debug)]
pub struct NewContent {
    pub id: ContentId,
    pub facts: Facts,
    pub texts: Vec<TextEntry>,
}

/// The whole of a content as it stands on the desk: what history keeps, under a format number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    pub facts: Facts,
    pub texts: Vec<TextEntry>,
}

impl Snapshot {
    /// The number of the format that [`Snapshot`] serialises to. A change of shape takes the next one; old ones are read for ever.
    pub const FORMAT: i64 = 1;
}
