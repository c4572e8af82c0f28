//! `wegweiser demo`: load the demo city, or a folder of content files of the same form.

use std::path::Path;

use anyhow::{Context, bail};
use clap::Args;
use rust_embed::RustEmbed;

use crate::app::App;
use crate::config::{CitySettings, DatabaseSettings, DemoSettings};
use crate::editing::{Actor, Publication};
use crate::exchange::content_files::{self, Reading, SourceFile};

/// Load the demo city and publish it, into a database that has no content.
#[derive(Args)]
pub struct Demo {
    #[command(flatten)]
    database: DatabaseSettings,
    #[command(flatten)]
    city: CitySettings,
    #[command(flatten)]
    demo: DemoSettings,
}

impl Demo {
    pub async fn run(self) -> anyhow::Result<()> {
        let app = super::open(&self.database, &self.city).await?;
        let loaded = load_demo(&app, self.demo.demo_folder.as_deref()).await?;
        app.archive().clone().close().await?;
        match loaded {
            Some(count) => println!("Loaded {count} contents."),
            None => bail!("the database has content already: a demo is never loaded beside it"),
        }
        Ok(())
    }
}

/// The files of `demo/`. A debug build reads them from the folder, a release has them in it.
#[derive(RustEmbed)]
#[folder = "demo/"]
#[include = "*/*.toml"]
struct Embedded;

/// The department, with all below, that the demo's editor edits.
const EDITORS_DEPARTMENT: &str = "referat-migration-integration";

/// Loads and publishes the demo city, with the accounts to try it with, all of it or nothing; returns how many contents there are. Null where the
/// database has content already, which is left as it is.
pub async fn load_demo(app: &App, folder: Option<&Path>) -> anyhow::Result<Option<usize>> {
    let files = match folder {
        Some(folder) => read_folder(folder)?,
        None => embedded()?,
    };
    let (desk, locales) = (app.desk(), app.locales());
    // Held from here on: of two that load at once the second finds the content of the first.
    let mut work = desk.begin(&Actor::CommandLine).await?;
    if !work.is_first().await? {
        return Ok(None);
    }
    let new_id = || desk.new_id();
    let reading = Reading { home: app.phone_home(), source_locale: locales.source(), new_id: &new_id };
    let contents = content_files::read(files, &reading)?;
    let count = contents.len();
    let ids = contents.iter().map(|content| content.id).collect();
    work.create(contents).await?;
    let everywhere = locales.iter().map(|entry| entry.tag.clone()).collect();
    work.publish(Publication { contents: ids, has_facts: true, locales: everywhere }).await?;
    // A folder of one's own may be a real city, in which accounts for everybody to try would be back doors.
    if folder.is_none() {
        work = work.create_demo_accounts(app.accounts(), &locales, EDITORS_DEPARTMENT).await?;
    }
    work.commit().await?;
    Ok(Some(count))
}

fn embedded() -> anyhow::Result<Vec<SourceFile>> {
    let file = |path: std::borrow::Cow<'_, str>| {
        let data = Embedded::get(&path).with_context(|| format!("{path} is not in the program"))?.data;
        let text = String::from_utf8(data.into_owned()).with_context(|| format!("{path} is not UTF-8"))?;
        Ok(SourceFile { path: path.into_owned(), text })
    };
    Embedded::iter().map(file).collect()
}

fn read_folder(folder: &Path) -> anyhow::Result<Vec<SourceFile>> {
    let mut files = Vec::new();
    let read =
        |path: &Path| std::fs::read_dir(path).with_context(|| format!("the folder {}", path.display()));
    for kind in read(folder)? {
        let kind = kind?.path();
        if !kind.is_dir() {
            continue;
        }
        for file in read(&kind)? {
            let file = file?.path();
            let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
            files.push(SourceFile { path: file.to_string_lossy().into_owned(), text });
        }
    }
    Ok(files)
}
