//! Documents: read within bounds, and kept, so that a text is parsed once however often it is asked.
//!
//! Kept documents are found by the SHA-256 of their text too: automatic persisted queries. Where a set of trusted
//! documents is registered, the public is answered those alone.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

use async_graphql::ServerError;
use async_graphql::parser::parse_query;
use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationDefinition};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use sha2::{Digest, Sha256};

use super::answer::mark;
use super::bounds::{Bounds, Refused};

/// The bytes of memory that kept documents may take.
const KEPT_BYTES: u64 = 32 * 1024 * 1024;

/// What a token of a document takes in memory at most, read and marked.
const BYTES_OF_TOKEN: usize = 600;

/// A text that is longer is read off the async workers, in bytes: it takes some milliseconds.
const LONG_TEXT: usize = 8 * 1024;

/// A document of more tokens, or with a longer text, takes its turn: it takes some milliseconds to validate however little
/// it asks for.
const MANY_TOKENS: usize = 1_500;
const LONG_DOCUMENT: usize = 16 * 1024;

/// A document that is well-formed and within bounds. Whether it fits the schema is seen when it is executed.
pub struct Document {
    pub(super) parsed: ExecutableDocument,
    /// With the marks that completing an answer needs.
    pub(super) marked: ExecutableDocument,
    /// It takes its turn, whatever it asks for.
    pub(super) is_long: bool,
    /// The bytes that it takes in memory, about.
    size: usize,
}

/// Which operation of a document is meant cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unclear {
    #[error("`operationName` must say which of the operations is meant")]
    NoName,
    #[error("no operation in the document has that name")]
    NoSuchName,
}

impl Document {
    pub(super) fn read(source: &str, bounds: &Bounds) -> Result<Self, Unread> {
        let tokens = bounds.check_source(source).map_err(|exceeded| Unread::Refused(exceeded.into()))?;
        let parsed = parse_query(source).map_err(|error| Unread::Syntax(error.into()))?;
        bounds.check_document(&parsed).map_err(Unread::Refused)?;
        let marked = mark(&parsed);
        let is_long = tokens > MANY_TOKENS || source.len() > LONG_DOCUMENT;
        Ok(Self { parsed, marked, is_long, size: source.len() + tokens * BYTES_OF_TOKEN })
    }

    /// The operation that is to be executed (GraphQL, "GetOperation").
    pub fn operation(&self, name: Option<&str>) -> Result<&OperationDefinition, Unclear> {
        let operation = match (&self.parsed.operations, name) {
            (DocumentOperations::Single(operation), None) => operation,
            (DocumentOperations::Multiple(operations), None) if operations.len() == 1 => {
                operations.values().next().expect("a map of length one has a value")
            }
            (_, None) => return Err(Unclear::NoName),
            (DocumentOperations::Single(_), Some(_)) => return Err(Unclear::NoSuchName),
            (DocumentOperations::Multiple(operations), Some(name)) => {
                operations.get(name).ok_or(Unclear::NoSuchName)?
            }
        };
        Ok(&operation.node)
    }
}

/// What a request brings to name its document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub text: Option<String>,
    /// The name under which it was registered, or the SHA-256 of its text in hexadecimal digits.
    pub id: Option<String>,
}

impl Asked {
    /// Whether its text takes long to read.
    pub fn is_long(&self) -> bool {
        self.text.as_ref().is_some_and(|text| text.len() > LONG_TEXT)
    }
}

/// Why there is no document to execute.
#[derive(Debug)]
pub enum Unread {
    /// Neither text nor name.
    Missing,
    /// It is no GraphQL.
    Syntax(ServerError),
    Refused(Refused),
    /// The name is not known: the text must come along.
    NotFound,
    /// The name is not that of the text that came along.
    Mismatch,
    /// Only registered documents are answered, and this is none.
    NotTrusted,
}

/// The SHA-256 of a text.
type Hash = [u8; 32];

/// Weighs documents by the memory that they take.
#[derive(Clone)]
struct Size;

impl Weighter<Hash, Arc<Document>> for Size {
    fn weight(&self, _: &Hash, document: &Arc<Document>) -> u64 {
        document.size as u64
    }
}

/// Reads documents, and keeps those that are asked often.
pub struct Documents {
    bounds: Bounds,
    kept: Cache<Hash, Arc<Document>, Size>,
    trusted: Option<Arc<Trusted>>,
}

/// The registered documents.
#[derive(Default)]
pub struct Trusted {
    /// By the name under which it was registered, and by its hash.
    by_id: HashMap<String, Arc<Document>>,
}

/// Why documents cannot be registered: for the operator.
#[derive(Debug, thiserror::Error)]
pub enum TrustedFault {
    #[error("the document {id} cannot be read: {message}")]
    Unreadable { id: String, message: String },
}

impl Trusted {
    /// Of texts by the names that front ends ask them by.
    pub fn new(
        texts: impl IntoIterator<Item = (String, String)>,
        bounds: &Bounds,
    ) -> Result<Self, TrustedFault> {
        let mut by_id = HashMap::new();
        for (id, text) in texts {
            let document = Document::read(&text, bounds)
                .map_err(|unread| TrustedFault::Unreadable { id: id.clone(), message: unread.message() })?;
            let document = Arc::new(document);
            by_id.insert(hexadecimal(&hash(&text)), Arc::clone(&document));
            by_id.insert(id, document);
        }
        Ok(Self { by_id })
    }
}

impl Documents {
    pub fn new(bounds: Bounds, trusted: Option<Arc<Trusted>>) -> Self {
        let kept = Cache::with_weighter(1_000, KEPT_BYTES, Size);
        Self { bounds, kept, trusted }
    }

    pub const fn bounds(&self) -> &Bounds {
        &self.bounds
    }

    /// The document that is asked; `is_public`: by somebody who has no account.
    pub fn find(&self, asked: &Asked, is_public: bool) -> Result<Arc<Document>, Unread> {
        let hash = asked.text.as_deref().map(hash);
        let is_hash_of_text = |id: &String| hash.is_none_or(|hash| digits(id) == Some(hash));
        if let Some(trusted) = &self.trusted
            && let Some(document) = trusted.find(asked.id.as_deref(), hash)
        {
            return Ok(document);
        }
        if asked.id.as_ref().is_some_and(|id| !is_hash_of_text(id)) {
            return Err(Unread::Mismatch);
        }
        if is_public && self.trusted.is_some() {
            return Err(if asked.text.is_some() { Unread::NotTrusted } else { Unread::NotFound });
        }
        match (&asked.text, &asked.id) {
            (Some(text), _) => self.read(text),
            (None, Some(id)) => digits(id).and_then(|hash| self.kept.get(&hash)).ok_or(Unread::NotFound),
            (None, None) => Err(Unread::Missing),
        }
    }

    fn read(&self, text: &str) -> Result<Arc<Document>, Unread> {
        let hash = hash(text);
        if let Some(document) = self.kept.get(&hash) {
            return Ok(document);
        }
        let document = Arc::new(Document::read(text, &self.bounds)?);
        self.kept.insert(hash, Arc::clone(&document));
        Ok(document)
    }
}

impl Trusted {
    fn find(&self, id: Option<&str>, hash: Option<Hash>) -> Option<Arc<Document>> {
        let by_hash = || self.by_id.get(&hexadecimal(&hash?));
        let found = match id {
            // Hexadecimal digits may be capital letters.
            Some(id) => self.by_id.get(id).or_else(|| self.by_id.get(&hexadecimal(&digits(id)?))),
            None => by_hash(),
        };
        found.map(Arc::clone)
    }
}

impl Unread {
    /// What is wrong, in a sentence.
    pub fn message(&self) -> String {
        match self {
            Self::Missing => "`query` is missing: it holds the document, a string".to_owned(),
            Self::Syntax(error) => error.message.clone(),
            Self::Refused(refused) => refused.to_string(),
            // The words that clients look for.
            Self::NotFound => "PersistedQueryNotFound".to_owned(),
            Self::Mismatch => "the hash is not the SHA-256 of the document".to_owned(),
            Self::NotTrusted => "only registered documents are answered without a token".to_owned(),
        }
    }
}

fn hash(text: &str) -> Hash {
    Sha256::digest(text.as_bytes()).into()
}

fn hexadecimal(hash: &Hash) -> String {
    hash.iter().fold(String::with_capacity(64), |mut digits, byte| {
        // Writing to a string does not fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// The hash that hexadecimal digits stand for.
fn digits(text: &str) -> Option<Hash> {
    let mut hash = Hash::default();
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (index, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[index * 2..index * 2 + 2], 16).ok()?;
    }
    Some(hash)
}
