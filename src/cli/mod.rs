//! The command line: one file a subcommand. What goes wrong ends here, as one line and a non-zero exit.

mod account;
mod calendar;
mod demo;
mod demo_tokens;
mod log;
mod migrate;
mod publish;
mod schema;
mod serve;
mod trusted_documents;

use std::process::ExitCode;

use anyhow::Context;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::app::App;
use crate::clock::Clock;
use crate::config::{self, CitySettings, DatabaseSettings, LogSettings};
use crate::store::Archive;

pub use demo::load_demo;

/// The content backend of a city's departments: who does what in the town hall, in every language, over GraphQL.
#[derive(Parser)]
#[command(name = "wegweiser", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    log: LogSettings,
}

#[derive(Subcommand)]
enum Command {
    Serve(Box<serve::Serve>),
    Migrate(migrate::Migrate),
    Demo(demo::Demo),
    Account(account::Account),
    Publish(publish::Publish),
    Unpublish(publish::Unpublish),
    Schema(schema::Schema),
}

/// Reads the command line and does what it says.
pub fn main() -> ExitCode {
    let mut command = config::without_empty_variables(Cli::command());
    let matches = command.get_matches_mut();
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.format(&mut command).exit());
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let causes: Vec<String> =
                error.chain().map(|cause| cause.to_string().replace('\n', " ")).collect();
            eprintln!("wegweiser: {}", causes.join(": "));
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<()> {
    log::start(&cli.log)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("no threads to work with")?;
    runtime.block_on(async {
        match cli.command {
            Command::Serve(command) => command.run().await,
            Command::Migrate(command) => command.run().await,
            Command::Demo(command) => command.run().await,
            Command::Account(command) => command.run().await,
            Command::Publish(command) => command.run().await,
            Command::Unpublish(command) => command.run().await,
            Command::Schema(command) => command.run(),
        }
    })
}

/// Opens the database and brings it up to date.
async fn open(settings: &DatabaseSettings, city: &CitySettings) -> anyhow::Result<App> {
    // What is wrong with the file of holidays is told before a database is made.
    let calendar = calendar::city(city)?;
    let archive = Archive::open(&settings.database_url, settings.pool_sizes()).await?;
    archive.migrate().await?;
    let app = App::new(archive, Clock::system(), city.phone_home()).await?;
    Ok(app.with_city(calendar))
}
