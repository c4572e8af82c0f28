//! All locales of the city: those that its readers meet, and those that editors still prepare.

use std::sync::Arc;

use super::{Chain, Locale, LocaleEntry, LocaleTableFault, Locales};
use crate::domain::content::Stage;

/// The city's table of locales, as the public and as the desk see it. Cheap to clone.
#[derive(Clone, Debug, PartialEq)]
pub struct CityLocales {
    public: Arc<Locales>,
    desk: Arc<Locales>,
}

impl CityLocales {
    /// Checks the entries, enabled and disabled, and builds both tables.
    pub fn new(entries: Vec<LocaleEntry>) -> Result<Self, LocaleTableFault> {
        let desk = Locales::new(entries)?;
        if desk.iter().any(|entry| entry.is_source && !entry.is_enabled) {
            return Err(LocaleTableFault::DisabledSource(desk.source().clone()));
        }
        // A disabled locale is unknown everywhere in public, in chains too.
        let enabled = |tag: &Locale| desk.get(tag).is_some_and(|entry| entry.is_enabled);
        let public = desk.iter().filter(|entry| entry.is_enabled).map(|entry| LocaleEntry {
            fallback: entry.fallback.iter().filter(|tag| enabled(tag)).cloned().collect(),
            ..entry.clone()
        });
        let public = Locales::new(public.collect())?;
        Ok(Self { public: Arc::new(public), desk: Arc::new(desk) })
    }

    /// The enabled ones.
    pub const fn public(&self) -> &Arc<Locales> {
        &self.public
    }

    /// All of them.
    pub const fn desk(&self) -> &Arc<Locales> {
        &self.desk
    }

    /// Those that content in a stage may be shown in.
    pub const fn of(&self, stage: Stage) -> &Arc<Locales> {
        match stage {
            Stage::Draft => &self.desk,
            Stage::Live => &self.public,
        }
    }

    /// The chain in which a content's texts are looked for in a stage. A disabled locale has the desk's.
    pub fn chain(&self, stage: Stage, locale: &Locale) -> Chain {
        let table = self.of(stage);
        let table = if table.get(locale).is_some() { table } else { &self.desk };
        table.resolve(Some(locale), None, None)
    }
}
