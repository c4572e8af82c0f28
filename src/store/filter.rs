//! What a list is narrowed to: conditions over a noun's rows, joined by and, or, not.

use sea_orm::Value;

use super::dialect::Dialect;
use super::noun::Noun;
use super::noun::{Listed, Owner};
use super::sight::Sight;
use crate::domain::content::ContentId;
use crate::domain::fold::Folded;
use crate::domain::locale::Locale;
use crate::domain::phone::Phone;
use crate::domain::responsibility::DutyRole;

/// A condition. Part of what a list is, so that it is compared and hashed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Filter {
    /// All of these hold; of none: everything passes.
    All(Vec<Filter>),
    /// One of these holds; of none: nothing passes.
    Any(Vec<Filter>),
    Not(Box<Filter>),
    Ids(Vec<ContentId>),
    /// The natural key is one of these.
    Keys(Vec<String>),
    /// The label in a locale contains this text, or begins with it.
    Label {
        locale: Locale,
        text: Folded,
        is_start: bool,
    },
    /// Belongs to one of these departments, or stands directly below one.
    Owner {
        owner: Owner,
        of: Reference,
        has_subtree: bool,
    },
    /// A person who carries one of these responsibilities.
    Carries {
        responsibilities: Reference,
        role: Option<DutyRole>,
    },
    /// A person who runs one of these offices.
    Runs(Reference),
    /// A responsibility that one of these people carries.
    CarriedBy(Vec<ContentId>),
    /// An office that one of these people runs.
    RunBy(Vec<ContentId>),
    /// Reached by this telephone or fax number, its own or its department's.
    Number(Phone),
    /// The required text is there in this locale.
    AvailableIn(Locale),
}

/// Other content, by id or by slug.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reference {
    Ids(Vec<ContentId>),
    Slugs(Vec<String>),
}

/// SQL under construction, with its values in the order of their `?`.
pub struct Sql {
    pub text: String,
    pub values: Vec<Value>,
    sight: Sight,
    dialect: Dialect,
}

impl Sql {
    pub const fn new(sight: Sight, dialect: Dialect) -> Self {
        Self { text: String::new(), values: Vec::new(), sight, dialect }
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The row is seen: its stage stands in one column, the content that it belongs to in the other.
    pub(super) fn sees(&mut self, stage: &str, id: &str) {
        let sees = self.sight.sees(stage, id);
        self.push(&sees);
    }

    pub(super) fn ids(&mut self, column: &str, ids: &[ContentId]) {
        self.text.push_str(&self.dialect.id_in_sql(column));
        self.values.push(self.dialect.ids(ids));
    }

    fn texts(&mut self, column: &str, texts: &[String]) {
        self.text.push_str(&self.dialect.text_in_sql(column));
        self.values.push(self.dialect.texts(texts.iter().cloned()));
    }

    /// The column names content of `table` that is referred to.
    fn refers(&mut self, column: &str, table: &str, reference: &Reference) {
        match reference {
            Reference::Ids(ids) => self.ids(column, ids),
            Reference::Slugs(slugs) => {
                self.push(&format!("{column} IN (SELECT o.content_id FROM {table} o WHERE "));
                self.sees("o.stage", "o.content_id");
                self.push(" AND ");
                self.texts("o.slug", slugs);
                self.push(")");
            }
        }
    }

    /// Joins conditions; `empty` stands for none.
    fn join<N: Listed>(&mut self, filters: &[Filter], operator: &str, empty: &str) {
        if filters.is_empty() {
            self.push(empty);
        }
        for (index, filter) in filters.iter().enumerate() {
            self.push(if index == 0 { "(" } else { operator });
            self.add::<N>(filter);
        }
        if !filters.is_empty() {
            self.push(")");
        }
    }

    /// Adds a condition over the rows of a noun's table.
    pub fn add<N: Listed>(&mut self, filter: &Filter) {
        let id = N::column(N::CONTENT_ID);
        match filter {
            Filter::All(filters) => self.join::<N>(filters, " AND ", "1 = 1"),
            Filter::Any(filters) => self.join::<N>(filters, " OR ", "1 = 0"),
            Filter::Not(filter) => {
                self.push("NOT (");
                self.add::<N>(filter);
                self.push(")");
            }
            Filter::Ids(ids) => self.ids(&id, ids),
            Filter::Keys(keys) => match N::key_column() {
                Some(key) => {
                    // Null where the row has no key, which NOT would keep null.
                    self.push("coalesce(");
                    self.texts(&N::column(key), keys);
                    self.push(", FALSE)");
                }
                None => self.push("1 = 0"),
            },
            Filter::Label { locale, text, is_start } => self.label::<N>(&id, locale, text, *is_start),
            Filter::Owner { owner, of, has_subtree } => self.owner::<N>(*owner, of, *has_subtree),
            Filter::Carries { responsibilities, role } => {
                self.relation(&id, ("duty", "responsibility_id"), "staff_member_id");
                self.refers("r.responsibility_id", "responsibility", responsibilities);
                if let Some(role) = role {
                    self.push(" AND r.role = ?");
                    self.values.push(role.as_str().into());
                }
                self.push(")");
            }
            Filter::Runs(offices) => {
                self.relation(&id, ("office_run_by", "office_id"), "staff_member_id");
                self.refers("r.office_id", "office", offices);
                self.push(")");
            }
            Filter::CarriedBy(staff) => {
                self.relation(&id, ("duty", "responsibility_id"), "responsibility_id");
                self.visible_staff(staff);
            }
            Filter::RunBy(staff) => {
                self.relation(&id, ("office_run_by", "office_id"), "office_id");
                self.visible_staff(staff);
            }
            Filter::Number(phone) => self.number::<N>(phone),
            Filter::AvailableIn(locale) => {
                self.push("EXISTS (SELECT 1 FROM translation t WHERE ");
                self.sees("t.stage", "t.content_id");
                let field = N::KIND.required_text().as_str();
                let nil = self.dialect.nil();
                self.push(&format!(
                    " AND t.content_id = {id} AND t.locale = ? AND t.field = '{field}' AND t.item = {nil})"
                ));
                self.values.push(locale.as_str().into());
            }
        }
    }

    /// Opens a semijoin with a relation, which is seen as its owner is; the caller closes it.
    fn relation(&mut self, id: &str, (table, owner): (&str, &str), near: &str) {
        self.push(&format!("{id} IN (SELECT r.{near} FROM {table} r WHERE "));
        self.sees("r.stage", &format!("r.{owner}"));
        self.push(" AND ");
    }

    /// The end of a semijoin: its staff is named and seen.
    fn visible_staff(&mut self, staff: &[ContentId]) {
        self.ids("r.staff_member_id", staff);
        self.push(" AND EXISTS (SELECT 1 FROM staff_member s WHERE s.content_id = r.staff_member_id AND ");
        self.sees("s.stage", "s.content_id");
        self.push("))");
    }

    fn label<N: Noun>(&mut self, id: &str, locale: &Locale, text: &Folded, is_start: bool) {
        self.push(&format!("{id} IN (SELECT l.content_id FROM label l WHERE "));
        self.sees("l.stage", "l.content_id");
        self.push(&format!(" AND l.locale = ? AND l.kind = '{}' AND (", N::KIND.as_str()));
        self.values.push(locale.as_str().into());
        let contains = match self.dialect {
            Dialect::Sqlite => "instr",
            Dialect::Postgres => "strpos",
        };
        for (index, (column, text)) in
            [("l.folded", &text.plain), ("l.folded_umlaut", &text.umlaut)].into_iter().enumerate()
        {
            if index > 0 {
                self.push(" OR ");
            }
            if is_start {
                self.push(&format!("({column} >= ? AND {column} < ?)"));
                self.values.push(text.clone().into());
                self.values.push(format!("{text}{}", char::MAX).into());
            } else {
                self.push(&format!("{contains}({column}, ?) > 0"));
                self.values.push(text.clone().into());
            }
        }
        self.push("))");
    }

    fn owner<N: Listed>(&mut self, owner: Owner, of: &Reference, has_subtree: bool) {
        let Some(column) = N::owner_column(owner).map(N::column) else {
            self.push("1 = 0");
            return;
        };
        // Below a department stand departments, below a page pages.
        let table = match owner {
            Owner::Department => "department",
            Owner::Parent | Owner::All => N::KIND.as_str(),
        };
        self.push(&format!("coalesce({column} IN ("));
        if has_subtree {
            self.push("WITH RECURSIVE below (id) AS (SELECT b.content_id FROM ");
            self.push(&format!("{table} b WHERE "));
            self.sees("b.stage", "b.content_id");
            self.push(" AND ");
            self.refers("b.content_id", table, of);
            self.push(&format!(
                " UNION SELECT b.content_id FROM {table} b JOIN below ON b.parent_id = below.id WHERE "
            ));
            self.sees("b.stage", "b.content_id");
            self.push(") SELECT id FROM below");
        } else {
            self.push(&format!("SELECT b.content_id FROM {table} b WHERE "));
            self.sees("b.stage", "b.content_id");
            self.push(" AND ");
            self.refers("b.content_id", table, of);
        }
        self.push("), FALSE)");
    }

    /// The number, its own or inherited, whatever extension is dialled behind it.
    fn number<N: Listed>(&mut self, phone: &Phone) {
        let table = super::noun::table::<N>();
        self.push("(");
        for (index, name) in ["phone", "fax"].into_iter().enumerate() {
            let own = format!("{table}.{name}");
            if index > 0 {
                self.push(" OR ");
            }
            self.push("coalesce(");
            self.dialled(&own, phone);
            self.push(", FALSE)");
            if let Some(department) = N::owner_column(Owner::Department).map(N::column) {
                self.push(&format!(" OR ({own} IS NULL AND EXISTS (SELECT 1 FROM department d WHERE d.content_id = {department} AND "));
                self.sees("d.stage", "d.content_id");
                self.push(" AND ");
                self.dialled(&format!("d.{name}"), phone);
                self.push("))");
            }
        }
        self.push(")");
    }

    fn dialled(&mut self, column: &str, phone: &Phone) {
        let stored = phone.as_stored();
        // An extension follows after a semicolon; "<" is the next letter.
        self.push(&format!("({column} = ? OR ({column} >= ? AND {column} < ?))"));
        self.values.extend([stored.to_owned(), format!("{stored};"), format!("{stored}<")].map(Value::from));
    }
}
