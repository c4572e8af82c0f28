//! The accounts of the demo city: an administrator, an editor, a translator, without passwords. They are known by their
//! ids, which nothing else has, so that no account is ever taken for one of them.

use chrono::TimeDelta;
use uuid::{Uuid, uuid};

use super::token::NewToken;
use super::{Accounts, Actor, Change};
use crate::domain::content::ContentId;
use crate::domain::locale::Locales;
use crate::domain::permission::{Grant, Role};
use crate::editing::{Error, Work};
use crate::secret::Secret;
use crate::store::account::write;

/// How long a token of a demo account holds.
const LIFETIME: TimeDelta = TimeDelta::days(7);

/// Which of the demo accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemoRole {
    Administrator,
    Editor,
    Translator,
}

/// A token for one of them.
#[derive(Debug)]
pub struct DemoToken {
    pub role: DemoRole,
    pub token: Secret,
}

impl DemoRole {
    const ALL: [Self; 3] = [Self::Administrator, Self::Editor, Self::Translator];

    const fn id(self) -> Uuid {
        match self {
            Self::Administrator => uuid!("01900000-0000-7000-8000-64656d6f0001"),
            Self::Editor => uuid!("01900000-0000-7000-8000-64656d6f0002"),
            Self::Translator => uuid!("01900000-0000-7000-8000-64656d6f0003"),
        }
    }

    const fn name_and_email(self) -> (&'static str, &'static str) {
        match self {
            Self::Administrator => ("Alma Beispiel", "alma.beispiel@example.org"),
            Self::Editor => ("Emre Muster", "emre.muster@example.org"),
            Self::Translator => ("Tessa Sample", "tessa.sample@example.org"),
        }
    }
}

impl Work {
    /// Adds the demo accounts to the change that loads the demo city: an editor for the subtree of the department with
    /// this slug, a translator for English.
    pub async fn create_demo_accounts(
        self,
        accounts: &Accounts,
        locales: &Locales,
        department: &str,
    ) -> Result<Self, Error> {
        let department = write::department_by_slug(&self.writing, department).await?;
        let english = locales.find("en").cloned();
        let at = self.at;
        let change = Change { writing: self.writing, at, actor: Actor::CommandLine };
        for role in DemoRole::ALL {
            let grant = |role, department: Option<ContentId>, locales| Grant { role, department, locales };
            let grant = match role {
                DemoRole::Administrator => Some(grant(Role::Admin, None, None)),
                DemoRole::Editor => department.map(|found| grant(Role::Editor, Some(found), None)),
                DemoRole::Translator => {
                    english.clone().map(|english| grant(Role::Translator, None, Some(vec![english])))
                }
            };
            let (name, email) = role.name_and_email();
            let (id, grants) = (Some(role.id()), grant.into_iter().collect());
            accounts.insert(&change, id, name.to_owned(), email.to_owned(), None, grants).await?;
        }
        Ok(Self { writing: change.writing, ..self })
    }
}

impl Accounts {
    /// Revokes every token of the demo accounts, where the database has them, and makes new ones if asked to: none for
    /// an account that was disabled.
    pub async fn renew_demo_tokens(&self, with_new: bool) -> Result<Vec<DemoToken>, Error> {
        let change = self.begin(&Actor::CommandLine).await?;
        let mut made = Vec::new();
        for role in DemoRole::ALL {
            let Some(account) = write::find(&change.writing, role.id()).await? else { continue };
            write::revoke_tokens(&change.writing, account.id, None, change.at).await?;
            tracing::info!(account = %account.id, "the tokens of a demo account were revoked");
            if !with_new || account.disabled_at.is_some() || account.erased_at.is_some() {
                continue;
            }
            let expires_at = Some(change.at + LIFETIME);
            let new = NewToken { name: "serve --demo".to_owned(), expires_at, grants: None };
            let token = self.insert_token(&change, account.id, new).await?.token;
            made.push(DemoToken { role, token });
        }
        change.commit().await?;
        Ok(made)
    }
}
