//! As what and in which languages a part of an answer is read. Made by root fields, handed from parent to child.

use std::sync::Arc;

use crate::domain::locale::{Chain, Locale, Locales};
use crate::store::sight::Sight;
use crate::store::visible::View;

/// Cheap to clone: every object of an answer holds one.
#[derive(Clone)]
pub struct Scope(Arc<Inner>);

struct Inner {
    sight: Sight,
    locales: Arc<Locales>,
    chain: Chain,
    /// The request's own fallback, which replaces the chain's; it holds for every field below.
    fallback: Option<Vec<Locale>>,
    /// The chain, as the archive takes it.
    read: Arc<[Locale]>,
}

impl Scope {
    /// The scope of a root field: its `locale` and `fallback`, and the request's `Accept-Language`.
    pub fn new(
        sight: Sight,
        locales: Arc<Locales>,
        locale: Option<&Locale>,
        accept_language: Option<&str>,
        fallback: Option<Vec<Locale>>,
    ) -> Self {
        let chain = locales.resolve(locale, accept_language, fallback.as_deref());
        let read = chain.as_slice().into();
        Self(Arc::new(Inner { sight, locales, chain, fallback, read }))
    }

    /// In which stage content is seen here.
    pub fn sight(&self) -> &Sight {
        &self.0.sight
    }

    pub fn locales(&self) -> &Locales {
        &self.0.locales
    }

    /// The locales in which texts are looked for, the one asked for first.
    pub fn chain(&self) -> &Chain {
        &self.0.chain
    }

    /// The chain of a field that names a locale of its own; else the scope's.
    pub fn chain_for(&self, locale: Option<&Locale>) -> Chain {
        match locale {
            None => self.0.chain.clone(),
            Some(locale) => self.0.locales.resolve(Some(locale), None, self.0.fallback.as_deref()),
        }
    }

    /// What rows of this scope are read with.
    pub fn view(&self, has_rich: bool) -> View {
        View { sight: self.0.sight.clone(), locales: Arc::clone(&self.0.read), has_rich }
    }
}
