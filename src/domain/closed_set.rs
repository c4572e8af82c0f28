//! Closed sets that are stored as text: stages, kinds, roles, verbs.

/// Declares an enum with the text that each member is stored as.
///
/// Gives `ALL`, `as_str`, `parse` (null for a text that names no member) and serde by that text.
macro_rules! closed_set {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$member_meta:meta])* $member:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        $vis enum $name {
            $($(#[$member_meta])* #[serde(rename = $text)] $member,)+
        }

        impl $name {
            /// Every member, in the order of declaration.
            pub const ALL: &[Self] = &[$(Self::$member),+];

            /// The text that this member is stored as.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$member => $text),+ }
            }

            /// The member that is stored as `text`.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$member),)+ _ => None }
            }
        }
    };
}
pub(crate) use closed_set;
