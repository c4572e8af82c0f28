//! Who may do what: every mutation and every field of the desk, asked for by every sort of viewer, as one table.
//!
//! A mutation or a type that nobody has placed here fails the test: say in `mutations.rs` with which input it is tried,
//! or in `fields.rs` where it is read. The table is kept in `snapshots/`: its diff is what a review looks at.

mod fields;
mod mutations;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use uuid::Uuid;
use wegweiser::domain::content::ContentId;
use wegweiser::domain::permission::Role;

use crate::support::{Database, Sketch, TestApp};

/// A sort of viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Anonymous,
    Translator,
    Editor,
    Publisher,
    Administrator,
    Disabled,
    Expired,
}

impl Kind {
    const ALL: [Self; 7] = [
        Self::Anonymous,
        Self::Translator,
        Self::Editor,
        Self::Publisher,
        Self::Administrator,
        Self::Disabled,
        Self::Expired,
    ];

    /// As the table calls it.
    const fn title(self) -> &'static str {
        match self {
            Self::Anonymous => "anonymous",
            Self::Translator => "translator en",
            Self::Editor => "editor of mine",
            Self::Publisher => "publisher",
            Self::Administrator => "administrator",
            Self::Disabled => "disabled admin",
            Self::Expired => "expired admin",
        }
    }
}

/// Two departments, live, of which the editor has one.
struct City {
    app: TestApp,
    mine: ContentId,
    other: ContentId,
}

/// Somebody who asks.
struct Asker {
    id: Option<Uuid>,
    token: Option<String>,
}

impl City {
    async fn new() -> Self {
        let app = TestApp::over(Database::Sqlite.migrated().await.expect("SQLite is always there")).await;
        let (mine, other) = (Sketch::department("mein", None), Sketch::department("anderes", None));
        let ids = (mine.id(), other.id());
        app.live([mine, other]).await;
        // So that there is always somebody who manages accounts.
        app.account("Dauer").may(Role::Admin).make().await;
        Self { app, mine: ids.0, other: ids.1 }
    }

    /// A new account of a kind.
    async fn asker(&self, kind: Kind) -> Asker {
        let account = self.app.account(&self.name());
        let account = match kind {
            Kind::Anonymous => return Asker { id: None, token: None },
            Kind::Translator => account.may_in(Role::Translator, None, Some(&["en"])),
            Kind::Editor => account.may_in(Role::Editor, Some(self.mine), None),
            Kind::Publisher => account.may(Role::Publisher),
            Kind::Administrator | Kind::Disabled | Kind::Expired => account.may(Role::Admin),
        };
        let account = account.make().await;
        let of_account = |table: &str, column: &str, key: &str| {
            let id = self.app.database.id_sql(account.id);
            format!("UPDATE {table} SET {column} = '2020-01-01 00:00:00+00:00' WHERE {key} = {id}")
        };
        match kind {
            Kind::Disabled => {
                assert_eq!(self.app.database.execute(&of_account("account", "disabled_at", "id")).await, 1);
            }
            Kind::Expired => {
                let rows = self.app.database.execute(&of_account("token", "expires_at", "account_id")).await;
                assert_eq!(rows, 1);
            }
            _ => {}
        }
        Asker { id: Some(account.id), token: Some(account.token) }
    }

    /// A name or a slug that nothing has.
    fn name(&self) -> String {
        format!("n{}", self.app.desk().new_id().simple())
    }

    async fn ask(&self, asker: &Asker, query: &str, variables: Value) -> Value {
        let header = asker.token.as_ref().map(|token| format!("Bearer {token}"));
        let headers: Vec<(&str, &str)> =
            header.iter().map(|header| ("authorization", header.as_str())).collect();
        let answer = self.app.ask_with(query, variables, &headers).await;
        assert!(!answer.status.is_server_error(), "{query}: {}", answer.text);
        answer.body
    }
}

/// What came of a request: the codes of its errors; null where it has none.
fn refused(body: &Value) -> Option<String> {
    let errors = body["errors"].as_array()?;
    let codes: BTreeSet<&str> =
        errors.iter().map(|error| error["extensions"]["code"].as_str().expect("a code")).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    // To the public the desk's fields are no fields.
    Some(if codes == ["VALIDATION_FAILED"] { "unknown".to_owned() } else { codes.join(" ") })
}

/// The table, column by column.
struct Table {
    rows: Vec<(String, Vec<String>)>,
}

impl Table {
    fn print(&self) -> String {
        let titles: Vec<String> = Kind::ALL.iter().map(|kind| kind.title().to_owned()).collect();
        let rows =
            || std::iter::once(("", &titles)).chain(self.rows.iter().map(|(name, row)| (name.as_str(), row)));
        let first = rows().map(|(name, _)| name.len()).max().unwrap_or_default();
        let width = |column: usize| rows().map(|(_, row)| row[column].len()).max().unwrap_or_default();
        let widths: Vec<usize> = (0..Kind::ALL.len()).map(width).collect();
        let line = |(name, row): (&str, &Vec<String>)| {
            let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            let line = format!("{name:<first$} | {}", cells.collect::<Vec<_>>().join(" | "));
            line.trim_end().to_owned()
        };
        rows().map(line).collect::<Vec<_>>().join("\n")
    }
}

#[tokio::test]
async fn who_may_do_what_is_as_it_was_agreed() {
    let city = City::new().await;
    let mut rows = mutations::rows(&city).await;
    rows.extend(fields::rows(&city).await);
    insta::assert_snapshot!("who_may_do_what", Table { rows }.print());
}

/// Everything of a schema that has a name, as an administrator or the public meets it.
async fn introspect(city: &City, asker: &Asker) -> Value {
    let query = "{ __schema { mutationType { fields { name args { name type { kind ofType { name } } } } }
        types { name kind interfaces { name } possibleTypes { name }
            fields(includeDeprecated: true) { name args { name type { kind } }
                type { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } }";
    let mut body = city.ask(asker, query, json!({})).await;
    body["data"]["__schema"].take()
}
