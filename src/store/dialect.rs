//! Where the two databases differ in SQL. Every other file of the archive writes one text for both.

use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{DbBackend, Statement, Value};
use uuid::Uuid;

use crate::domain::content::ContentId;

/// The database that the archive stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// By the scheme of a database URL.
    pub fn of_url(url: &str) -> Option<Self> {
        if url.starts_with("sqlite:") {
            Some(Self::Sqlite)
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Some(Self::Postgres)
        } else {
            None
        }
    }

    pub const fn backend(self) -> DbBackend {
        match self {
            Self::Sqlite => DbBackend::Sqlite,
            Self::Postgres => DbBackend::Postgres,
        }
    }

    /// A statement without values.
    pub fn statement(self, sql: &str) -> Statement {
        Statement::from_string(self.backend(), sql)
    }

    /// A statement whose `?` stand for `values`.
    pub fn statement_with(self, sql: &str, values: impl IntoIterator<Item = Value>) -> Statement {
        Statement::from_sql_and_values(self.backend(), self.numbered(sql), values)
    }

    /// An expression whose `?` stand for `values`.
    pub fn expr(self, sql: &str, values: impl IntoIterator<Item = Value>) -> SimpleExpr {
        Expr::cust_with_values(self.numbered(sql), values)
    }

    /// PostgreSQL numbers its placeholders.
    fn numbered(self, sql: &str) -> String {
        if self == Self::Sqlite {
            return sql.to_owned();
        }
        let mut parts = sql.split('?');
        let mut numbered = parts.next().unwrap_or_default().to_owned();
        for (index, part) in parts.enumerate() {
            numbered.push_str(&format!("${}{part}", index + 1));
        }
        numbered
    }

    /// `column IN …` over ids, with one placeholder however many there are: one prepared statement for all lengths.
    pub fn id_in(self, column: &str, ids: &[ContentId]) -> SimpleExpr {
        self.expr(&self.id_in_sql(column), [self.ids(ids)])
    }

    /// The SQL of [`Self::id_in`], whose `?` takes [`Self::ids`].
    pub fn id_in_sql(self, column: &str) -> String {
        match self {
            Self::Sqlite => format!("{column} IN (SELECT unhex(value) FROM json_each(?))"),
            Self::Postgres => format!("{column} = ANY(?)"),
        }
    }

    /// A column as SQLite's planner, which has no statistics, uses no index for it. PostgreSQL has some, and decides.
    pub fn off_index(self, column: &str) -> String {
        match self {
            Self::Sqlite => format!("+{column}"),
            Self::Postgres => column.to_owned(),
        }
    }

    /// `column IN …` over the few ids that a select finds. PostgreSQL would join with the select, whose size it does not
    /// know, and read the whole table; an array it looks up.
    pub fn in_select(self, column: &str, select: &str) -> String {
        match self {
            Self::Sqlite => format!("{column} IN ({select})"),
            Self::Postgres => format!("{column} = ANY(ARRAY({select}))"),
        }
    }

    /// Ids as one value.
    pub fn ids(self, ids: &[ContentId]) -> Value {
        self.uuids(ids.iter().map(|id| id.0))
    }

    /// As [`Self::ids`], of what is no content.
    pub fn uuids(self, ids: impl Iterator<Item = Uuid>) -> Value {
        match self {
            Self::Sqlite => json_list(ids.map(|id| id.simple().to_string())),
            Self::Postgres => ids.collect::<Vec<_>>().into(),
        }
    }

    /// `column IN …` over texts, with one placeholder however many there are.
    pub fn text_in(self, column: &str, texts: &[String]) -> SimpleExpr {
        self.expr(&self.text_in_sql(column), [self.texts(texts.iter().cloned())])
    }

    /// The SQL of [`Self::text_in`], whose `?` takes [`Self::texts`].
    pub fn text_in_sql(self, column: &str) -> String {
        match self {
            Self::Sqlite => format!("{column} IN (SELECT value FROM json_each(?))"),
            Self::Postgres => format!("{column} = ANY(?)"),
        }
    }

    /// Texts as one value. PostgreSQL stores no text with a NUL, so that such a one is never found: it is left out.
    pub fn texts(self, texts: impl Iterator<Item = String>) -> Value {
        match self {
            Self::Sqlite => json_list(texts),
            Self::Postgres => texts.filter(|text| !text.contains('\0')).collect::<Vec<_>>().into(),
        }
    }

    /// Versions of contents as rows of `content_id` and `version`: what to select from, whose `?` take the values.
    pub fn versions(self, versions: &[(ContentId, i64)]) -> (&'static str, Vec<Value>) {
        match self {
            Self::Sqlite => {
                let pairs = versions.iter().map(|(id, version)| (id.0.simple().to_string(), version));
                (
                    "(SELECT unhex(json_extract(value, '$[0]')) AS content_id, \
                     json_extract(value, '$[1]') AS version FROM json_each(?))",
                    vec![serde_json::json!(pairs.collect::<Vec<_>>()).to_string().into()],
                )
            }
            Self::Postgres => {
                let (ids, versions): (Vec<Uuid>, Vec<i64>) =
                    versions.iter().map(|(id, version)| (id.0, *version)).unzip();
                (
                    "(SELECT * FROM unnest(?, ?) AS pair (content_id, version))",
                    vec![ids.into(), versions.into()],
                )
            }
        }
    }

    /// The rows of a subselect as one JSON text: an array of arrays. Null where there are no rows on PostgreSQL.
    pub fn json_rows(self, columns: &str, from_where: &str) -> String {
        match self {
            Self::Sqlite => format!("(SELECT json_group_array(json_array({columns})) FROM {from_where})"),
            Self::Postgres => {
                format!("(SELECT json_agg(json_build_array({columns}))::text FROM {from_where})")
            }
        }
    }

    /// A nil UUID as SQL.
    pub const fn nil(self) -> &'static str {
        match self {
            Self::Sqlite => "zeroblob(16)",
            Self::Postgres => "'00000000-0000-0000-0000-000000000000'::uuid",
        }
    }

    /// An id column as text in JSON, in either form that UUIDs are parsed from; null stays null.
    pub fn id_text(self, column: &str) -> String {
        match self {
            // hex(NULL) is an empty text.
            Self::Sqlite => format!("CASE WHEN {column} IS NOT NULL THEN lower(hex({column})) END"),
            Self::Postgres => format!("{column}::text"),
        }
    }
}

fn json_list(texts: impl Iterator<Item = String>) -> Value {
    let list = serde_json::Value::Array(texts.map(serde_json::Value::String).collect());
    list.to_string().into()
}
