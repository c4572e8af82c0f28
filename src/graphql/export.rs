//! Resources for those who do not speak GraphQL: cards for address books, documents for search engines, the table of
//! staff. Each is the answer to a document of our own, asked as anybody asks theirs: within the same bounds, in the same
//! languages. `http` finds them by their addresses. docs/outputs.md describes them.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Arc, LazyLock};

use async_graphql::{Request, Response, Value, Variables};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::bounds::Bounds;
use super::document::Document;
use super::error::{ErrorCode, refusal};
use super::schema::{Caller, Graphql};
use crate::domain::locale::Locale;
use crate::exchange::{json_ld, staff_csv, vcard};

/// How many people are read at a time for the table of staff, where the bound on a request's cost lets them.
const ROWS: u64 = 100;

/// A resource that there is, or may be.
pub struct Export {
    document: Arc<Document>,
    variables: serde_json::Value,
    /// The media type of the resource.
    pub media_type: &'static str,
    /// What to call a file of it; null where it is no file.
    pub file_name: Option<String>,
}

/// A resource as it was read.
pub struct Exported {
    pub text: String,
    /// The SHA-256 of the text in hexadecimal digits.
    pub digest: String,
}

/// What an address says after its question mark.
#[derive(Clone, Debug, Default)]
pub struct ExportArguments {
    /// A BCP 47 tag.
    pub locale: Option<String>,
    /// The slug of a department: the table is of its staff and of those below it.
    pub department: Option<String>,
    /// `comma` or `semicolon`.
    pub separator: Option<String>,
}

/// What an address says that no resource has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoExport {
    #[error("there is nothing at this address; the resources are listed in docs/outputs.md")]
    Unknown,
    #[error("`separator` is `comma` or `semicolon`")]
    Separator,
    #[error("`department` and `separator` are for the table of staff")]
    NotOfTable,
    #[error("`locale` is no language tag; write for example `de` or `en-GB` (BCP 47)")]
    Locale,
}

/// A noun whose contents can be taken away: the folder, the root field, its input, and whether it has slugs.
const NOUNS: [(&str, &str, &str, bool); 4] = [
    ("departments", "department", "DepartmentBy", true),
    ("staff", "staffMember", "StaffMemberBy", false),
    ("offices", "office", "OfficeBy", true),
    ("pages", "page", "PageBy", false),
];

/// A form of a content: the end of its address, the field, the media type, and whether it is a file for an address book.
const FORMS: [(&str, &str, &str, bool); 2] =
    [("vcf", "vcard", vcard::MEDIA_TYPE, true), ("jsonld", "jsonLd", json_ld::MEDIA_TYPE, false)];

/// Our own documents, by folder and form.
static DOCUMENTS: LazyLock<HashMap<(&str, &str), Arc<Document>>> = LazyLock::new(|| {
    let pairs = NOUNS.iter().flat_map(|noun| FORMS.iter().map(move |form| (noun, form)));
    // A page is nobody to write to.
    let pairs = pairs.filter(|((folder, ..), (form, ..))| (*folder, *form) != ("pages", "vcf"));
    pairs
        .map(|(&(folder, root, by, _), &(form, field, ..))| {
            let text = format!(
                "query($by: {by}!, $locale: Locale) {{ found: {root}(by: $by, locale: $locale) {{ text: {field} }} }}"
            );
            ((folder, form), own(&text))
        })
        .collect()
});

/// The table of all staff.
static TABLE: LazyLock<Arc<Document>> = LazyLock::new(|| own(&table("", "")));

/// The table of a department's staff, which there is if there is such a department.
static TABLE_OF_DEPARTMENT: LazyLock<Arc<Document>> =
    LazyLock::new(|| own(&table("$of: DepartmentBy!, ", "of: department(by: $of) { id }")));

fn table(variable: &str, field: &str) -> String {
    format!(
        "query({variable}$filter: StaffMemberFilter, $locale: Locale, $first: Int!, $after: String, $separator: CsvSeparator!, $hasHeader: Boolean!) {{
            {field}
            found: staffCsv(filter: $filter, locale: $locale, first: $first, after: $after, separator: $separator, hasHeader: $hasHeader) {{
                text pageInfo {{ endCursor hasNextPage }}
            }}
        }}"
    )
}

fn own(text: &str) -> Arc<Document> {
    let document = Document::read(text, &Bounds::default());
    Arc::new(document.unwrap_or_else(|unread| panic!("a document of ours: {}", unread.message())))
}

impl Export {
    /// The resource at a path below `/export/`.
    pub fn find(path: &str, arguments: ExportArguments) -> Result<Self, NoExport> {
        let ExportArguments { locale, department, separator } = arguments;
        if locale.as_deref().is_some_and(|tag| Locale::parse(tag).is_err()) {
            return Err(NoExport::Locale);
        }
        if path == "staff.csv" {
            let separator = match separator.as_deref() {
                None | Some("comma") => "COMMA",
                Some("semicolon") => "SEMICOLON",
                Some(_) => return Err(NoExport::Separator),
            };
            let variables = json!({ "locale": locale, "separator": separator });
            let (document, variables) = match department {
                None => (&TABLE, variables),
                Some(slug) => {
                    let filter = json!({ "department": { "slugs": [slug], "includesSubtree": true } });
                    let of_department = json!({ "of": { "slug": slug }, "filter": filter });
                    (&TABLE_OF_DEPARTMENT, with(variables, of_department))
                }
            };
            return Ok(Self {
                document: Arc::clone(document),
                variables,
                media_type: staff_csv::MEDIA_TYPE,
                file_name: Some("staff.csv".to_owned()),
            });
        }
        let (folder, file) = path.split_once('/').ok_or(NoExport::Unknown)?;
        let (key, form) = file.rsplit_once('.').ok_or(NoExport::Unknown)?;
        let document = DOCUMENTS.get(&(folder, form)).ok_or(NoExport::Unknown)?;
        let has_slug = NOUNS.iter().any(|(name, .., has_slug)| *name == folder && *has_slug);
        let by = match key.parse::<Uuid>() {
            Ok(id) => json!({ "id": id }),
            Err(_) if has_slug => json!({ "slug": key }),
            Err(_) => return Err(NoExport::Unknown),
        };
        if department.is_some() || separator.is_some() {
            return Err(NoExport::NotOfTable);
        }
        let form = FORMS.iter().find(|(name, ..)| *name == form);
        let &(.., media_type, is_file) = form.ok_or(NoExport::Unknown)?;
        Ok(Self {
            document: Arc::clone(document),
            variables: json!({ "locale": locale, "by": by }),
            media_type,
            file_name: is_file.then(|| file.to_owned()),
        })
    }
}

impl Graphql {
    /// A resource as the public sees it. Null where there is none; a refusal where it cannot be read.
    pub async fn export(&self, export: &Export, caller: &Caller) -> Result<Option<Exported>, Box<Response>> {
        let mut rows = ROWS;
        let Some(found) = self.read_rows(export, caller, &mut rows, json!({ "hasHeader": true })).await?
        else {
            return Ok(None);
        };
        let mut text = text_of(&found)?;
        let mut next = next_page(&found);
        while let Some(after) = next {
            let further = json!({ "hasHeader": false, "after": after });
            let Some(found) = self.read_rows(export, caller, &mut rows, further).await? else { break };
            text += &text_of(&found)?;
            next = next_page(&found);
        }
        let digest = Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut digits, byte| {
            // Writing to a string does not fail.
            let _ = write!(digits, "{byte:02x}");
            digits
        });
        Ok(Some(Exported { text, digest }))
    }

    /// What our document finds; of a table as many `rows` as the bound on a request's cost lets, at most.
    async fn read_rows(
        &self,
        export: &Export,
        caller: &Caller,
        rows: &mut u64,
        more: serde_json::Value,
    ) -> Result<Option<serde_json::Value>, Box<Response>> {
        loop {
            let more = with(json!({ "first": *rows }), more.clone());
            match self.read(export, caller, more).await {
                Err(refused) if *rows > 1 && is_too_complex(&refused) => *rows /= 2,
                outcome => return outcome,
            }
        }
    }

    /// What our document finds; null where it finds nothing.
    async fn read(
        &self,
        export: &Export,
        caller: &Caller,
        more: serde_json::Value,
    ) -> Result<Option<serde_json::Value>, Box<Response>> {
        let variables = with(export.variables.clone(), more);
        let request = Request::new(String::new()).variables(Variables::from_json(variables));
        let response = self.execute(Arc::clone(&export.document), request, caller.clone()).await;
        if !response.errors.is_empty() {
            return Err(Box::new(response));
        }
        let data = match response.data {
            Value::Object(data) if data.get("of") == Some(&Value::Null) => Value::Null,
            Value::Object(mut data) => data.swap_remove("found").unwrap_or_default(),
            _ => Value::Null,
        };
        let data = data.into_json().map_err(|_| broken())?;
        Ok((!data.is_null()).then_some(data))
    }
}

/// An object with the values of another.
fn with(mut object: serde_json::Value, more: serde_json::Value) -> serde_json::Value {
    if let (Some(all), serde_json::Value::Object(more)) = (object.as_object_mut(), more) {
        all.extend(more);
    }
    object
}

/// Whether a request was refused for what it would cost.
fn is_too_complex(refused: &Response) -> bool {
    let code = Value::from(ErrorCode::TooComplex.as_str());
    let mut extensions = refused.errors.iter().filter_map(|error| error.extensions.as_ref());
    extensions.any(|extensions| extensions.get("code") == Some(&code))
}

fn text_of(found: &serde_json::Value) -> Result<String, Box<Response>> {
    found["text"].as_str().map(str::to_owned).ok_or_else(broken)
}

/// The cursor behind which the table goes on; null at its end.
fn next_page(found: &serde_json::Value) -> Option<serde_json::Value> {
    let page = &found["pageInfo"];
    (page["hasNextPage"] == true).then(|| page["endCursor"].clone())
}

/// Our own document was not answered as it is written.
fn broken() -> Box<Response> {
    tracing::error!("an export was not answered as it was asked");
    Box::new(refusal(ErrorCode::Internal, "an internal error occurred".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(path: &str) -> Result<(serde_json::Value, &'static str), NoExport> {
        let found = Export::find(path, ExportArguments::default());
        found.map(|export| (export.variables, export.media_type))
    }

    #[test]
    fn a_resource_is_found_by_id_or_slug_and_form() {
        let id = "01900000-0000-7000-8000-000000000001";
        for folder in ["departments", "staff", "offices"] {
            assert!(find(&format!("{folder}/{id}.vcf")).is_ok_and(|found| found.1 == vcard::MEDIA_TYPE));
            assert!(find(&format!("{folder}/{id}.jsonld")).is_ok());
        }
        assert!(find(&format!("pages/{id}.jsonld")).is_ok());
        let (variables, _) = find("departments/bauamt.vcf").unwrap();
        assert_eq!(variables["by"], json!({ "slug": "bauamt" }));
        for path in [
            "",
            "/",
            "staff",
            "staff/",
            "staff/x.vcf",
            "staff.vcf",
            "staff.csv/",
            "departments/bauamt",
            "departments/bauamt.csv",
            "departments/.vcf/x",
            &format!("pages/{id}.vcf"),
            &format!("Staff/{id}.vcf"),
        ] {
            assert_eq!(find(path).err(), Some(NoExport::Unknown), "{path}");
        }
    }

    #[test]
    fn arguments_of_the_table_are_refused_elsewhere() {
        let separator = |separator: &str| ExportArguments {
            separator: Some(separator.to_owned()),
            ..ExportArguments::default()
        };
        assert!(Export::find("staff.csv", separator("semicolon")).is_ok());
        assert_eq!(Export::find("staff.csv", separator(";")).err(), Some(NoExport::Separator));
        let locale = ExportArguments { locale: Some("_".to_owned()), ..ExportArguments::default() };
        assert_eq!(Export::find("staff.csv", locale).err(), Some(NoExport::Locale));
        assert_eq!(Export::find("departments/a.vcf", separator("comma")).err(), Some(NoExport::NotOfTable));
    }
}
