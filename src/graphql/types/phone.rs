//! Telephone and fax numbers.

use async_graphql::Object;

use super::url::Url;
use crate::domain::phone::Phone;

/// A number as it is shown and dialled.
pub struct PhoneNumber(Phone);

impl From<Phone> for PhoneNumber {
    fn from(phone: Phone) -> Self {
        Self(phone)
    }
}

/// A telephone or fax number: the same in every language.
#[Object]
impl PhoneNumber {
    /// By ITU-T E.164, such as "+4971135122876", without the extension. Null for a short number (115), which has no
    /// international form.
    async fn e164(&self) -> Option<String> {
        self.0.e164()
    }

    /// As it is written and dialled within the country, such as "0711 35122876".
    async fn national(&self) -> String {
        self.0.national()
    }

    /// As it is written for readers abroad (ITU-T E.123), such as "+49 711 35122876". Null for a short number.
    async fn international(&self) -> Option<String> {
        self.0.international()
    }

    /// For links: a `tel:` URI (RFC 3966) with the extension, if there is one. A short number as telephones dial it,
    /// "tel:115": without the `phone-context` of the RFC, which they take for signs to be dialled once connected.
    async fn uri(&self) -> Url {
        Url(self.0.uri())
    }

    /// What to dial once connected. Null where there is none.
    async fn extension(&self) -> Option<&str> {
        self.0.extension()
    }
}
