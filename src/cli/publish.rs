//! `wegweiser publish` and `wegweiser unpublish`: for scripts, with the rules and the history of `contentPublish` and
//! `contentUnpublish`.

use std::str::FromStr;

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use clap::Args;
use uuid::Uuid;

use crate::app::App;
use crate::config::{CitySettings, DatabaseSettings};
use crate::domain::content::ContentId;
use crate::domain::locale::Locale;
use crate::domain::problem::Problem;
use crate::editing::{self, Actor, Item, Plan, Step};
use crate::store::content;

/// Bring drafts to the public, all or nothing: facts and relations, and texts in the locales that are named.
#[derive(Args)]
pub struct Publish {
    #[command(flatten)]
    what: What,
    /// A locale whose texts go live; may be given several times. Left out: facts alone.
    #[arg(long = "locale", value_name = "TAG")]
    locales: Vec<String>,
    /// Leave facts and relations as they are in public.
    #[arg(long, requires = "locales")]
    texts_only: bool,
    #[command(flatten)]
    when: When,
}

/// Take contents from the public, all or nothing: whole, or only their texts in some locales. The drafts stay.
#[derive(Args)]
pub struct Unpublish {
    #[command(flatten)]
    what: What,
    /// A locale whose texts go; may be given several times. Left out: everything, facts too.
    #[arg(long = "locale", value_name = "TAG")]
    locales: Vec<String>,
    /// Take them although others that are public refer to them.
    #[arg(long)]
    accept_in_use: bool,
    #[command(flatten)]
    when: When,
}

#[derive(Args)]
struct What {
    /// The contents: their ids; with `@` and a version, only if what goes has not changed since.
    #[arg(value_name = "ID[@VERSION]", required = true)]
    contents: Vec<Named>,
}

#[derive(Args)]
struct When {
    /// When, by RFC 3339 with an offset: `2027-01-01T00:00:00+01:00`. A running server does it then. Left out: at once.
    #[arg(long, value_name = "TIME")]
    at: Option<DateTime<Utc>>,
    #[command(flatten)]
    database: DatabaseSettings,
    #[command(flatten)]
    city: CitySettings,
}

/// A content, as a script names it.
#[derive(Clone, Copy)]
struct Named {
    id: ContentId,
    /// Null: as it is.
    version: Option<i64>,
}

impl FromStr for Named {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (id, version) = match text.split_once('@') {
            Some((id, version)) => (id, Some(version)),
            None => (text, None),
        };
        let id = Uuid::parse_str(id).map_err(|_| format!("{id:?} is no id of a content"))?;
        let version = version.map(str::parse).transpose();
        let version = version.map_err(|_| "a version is a whole number".to_owned())?;
        Ok(Self { id: ContentId(id), version })
    }
}

impl Publish {
    pub async fn run(self) -> anyhow::Result<()> {
        let locales = parse(&self.locales)?;
        let app = super::open(&self.when.database, &self.when.city).await?;
        let items = items(&app, &self.what.contents).await?;
        let step = editing::Publish { items, has_facts: !self.texts_only, locales };
        carry_out(&app, Step::Publish(step), self.when.at).await?;
        Ok(app.archive().clone().close().await?)
    }
}

impl Unpublish {
    pub async fn run(self) -> anyhow::Result<()> {
        let locales = parse(&self.locales)?;
        let locales = (!locales.is_empty()).then_some(locales);
        let app = super::open(&self.when.database, &self.when.city).await?;
        let items = items(&app, &self.what.contents).await?;
        let step =
            editing::Unpublish { items, locales, accepts_in_use: self.accept_in_use, is_planned: false };
        carry_out(&app, Step::Unpublish(step), self.when.at).await?;
        Ok(app.archive().clone().close().await?)
    }
}

fn parse(tags: &[String]) -> anyhow::Result<Vec<Locale>> {
    tags.iter().map(|tag| Locale::parse(tag).with_context(|| format!("{tag:?}"))).collect()
}

/// The contents with the version that is expected: what was given, or what there is.
async fn items(app: &App, named: &[Named]) -> anyhow::Result<Vec<Item>> {
    let ids: Vec<ContentId> = named.iter().map(|named| named.id).collect();
    let versions = content::versions(app.archive(), &ids).await?;
    let item = |named: &Named| {
        let there_is = versions.get(&named.id);
        let there_is = *there_is.with_context(|| format!("there is no content {}", named.id))?;
        Ok(Item { id: named.id, expected_version: named.version.unwrap_or(there_is) })
    };
    named.iter().map(item).collect()
}

/// Does it now, or plans it; says what was done.
async fn carry_out(app: &App, step: Step, at: Option<DateTime<Utc>>) -> anyhow::Result<()> {
    let desk = app.desk();
    let done = match (&step, at) {
        (Step::Publish(publish), None) => desk.run(Actor::CommandLine, publish).await,
        (Step::Unpublish(unpublish), None) => desk.run(Actor::CommandLine, unpublish).await,
        (_, Some(at)) => {
            let plan = Plan { id: desk.new_id(), step: step.clone(), at };
            let planned = desk.run(Actor::CommandLine, &plan).await;
            planned.map(|()| println!("Planned for {} as step {}.", at.to_rfc3339(), plan.id))
        }
    };
    let count = step.items().len();
    match done {
        Ok(()) if at.is_some() => {}
        Ok(()) => match step {
            Step::Publish(_) => println!("Contents published: {count}."),
            Step::Unpublish(_) => println!("Contents taken from the public: {count}."),
        },
        Err(editing::Error::Refused(problems)) => {
            let said: Vec<String> = problems.iter().map(|problem| said(problem, step.items())).collect();
            bail!(said.join("\n"))
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// A problem in words, with the content that it is about.
fn said(problem: &Problem, items: &[Item]) -> String {
    let index = problem.path.iter().skip_while(|name| *name != "items").nth(1);
    let item = index.and_then(|index| items.get(index.parse::<usize>().ok()?));
    match item {
        Some(item) => format!("{}: {}", item.id, problem.message),
        None => match problem.path.iter().rfind(|name| name.parse::<usize>().is_err()) {
            Some(name) => format!("{name}: {}", problem.message),
            None => problem.message.clone(),
        },
    }
}
