//! Settings: each is a flag, an environment variable and a documented default. The only reader of the environment, by
//! way of clap.

mod bounds;
mod front_end;
mod http;

use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::{Args, Command, ValueEnum};

use crate::domain::holiday::Land;
use crate::domain::hours::TimeZone;
use crate::domain::phone::{self, PhoneHome};
use crate::editing::account::SignInSettings;
use crate::store::connect::PoolSizes;

pub use bounds::BoundsArguments;
pub use front_end::FrontEndSettings;
pub use http::HttpArguments;

/// The command with empty variables passed over where a setting has no default: whoever writes `WEGWEISER_PAGE_URL=`, as
/// files for containers do, means none. One with a default is not passed over: an empty `DATABASE_URL` is a mistake. Nor is
/// that of trusted documents, as none would let in everything.
pub fn without_empty_variables(command: Command) -> Command {
    #[expect(
        clippy::disallowed_methods,
        reason = "clap reads the variables, and takes an empty one for a value"
    )]
    let is_empty = |name: &std::ffi::OsStr| std::env::var_os(name).is_some_and(|value| value.is_empty());
    let command = command.mut_args(|arg| {
        let is_optional = arg.get_default_values().is_empty() && arg.get_id() != "trusted_documents";
        if is_optional && arg.get_env().is_some_and(is_empty) { arg.env(None) } else { arg }
    });
    command.mut_subcommands(without_empty_variables)
}

/// The database, and the pools of connections to it.
#[derive(Args, Clone, Debug)]
pub struct DatabaseSettings {
    /// Where the content is: `sqlite:FILE`, or `postgres://USER:PASSWORD@HOST/NAME`. A SQLite file is created if there is none.
    #[arg(
        long,
        env = "DATABASE_URL",
        value_name = "URL",
        default_value = "sqlite:wegweiser.db",
        hide_env_values = true
    )]
    pub database_url: String,

    /// How many connections read at the same time. Large requests get half of them, at least one.
    #[arg(long, env = "WEGWEISER_DATABASE_READERS", value_name = "NUMBER", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub database_readers: u32,

    /// How many connections write at the same time. PostgreSQL only: SQLite has one writer.
    #[arg(long, env = "WEGWEISER_DATABASE_WRITERS", value_name = "NUMBER", default_value_t = 4, value_parser = clap::value_parser!(u32).range(2..=1000))]
    pub database_writers: u32,
}

impl DatabaseSettings {
    pub const fn pool_sizes(&self) -> PoolSizes {
        PoolSizes { readers: self.database_readers, writers: self.database_writers }
    }
}

/// What the city's own facts are read with.
#[derive(Args, Clone, Debug)]
pub struct CitySettings {
    /// The country that telephone numbers without a country code are in: ISO 3166-1 alpha-2.
    #[arg(long, env = "WEGWEISER_COUNTRY", value_name = "CODE", default_value = "DE", value_parser = country)]
    pub country: String,

    /// The area code of telephone numbers that have none, without the leading 0. Left out: such numbers are refused.
    #[arg(long, env = "WEGWEISER_AREA_CODE", value_name = "DIGITS", value_parser = area_code)]
    pub area_code: Option<String>,

    /// The time zone of opening hours, by its name in the IANA database.
    #[arg(long, env = "WEGWEISER_TIME_ZONE", value_name = "NAME", default_value = "Europe/Berlin", value_parser = time_zone)]
    pub time_zone: TimeZone,

    /// The German Land whose public holidays opening hours go by: ISO 3166-2.
    #[arg(long, env = "WEGWEISER_REGION", value_name = "CODE", default_value = "DE-BW")]
    pub region: Land,

    /// A file (TOML) with the city's own public holidays and its school holidays. Left out: those of the region alone.
    #[arg(long, env = "WEGWEISER_HOLIDAYS", value_name = "FILE")]
    pub holidays: Option<PathBuf>,
}

impl CitySettings {
    pub fn phone_home(&self) -> PhoneHome {
        PhoneHome { country: self.country.clone(), area_code: self.area_code.clone() }
    }
}

fn country(code: &str) -> Result<String, String> {
    let is_country = phone::is_country(code);
    is_country.then(|| code.to_owned()).ok_or_else(|| {
        "no country with telephone numbers (ISO 3166-1 alpha-2); write for example DE".to_owned()
    })
}

fn area_code(digits: &str) -> Result<String, String> {
    let is_code = phone::is_area_code(digits);
    is_code.then(|| digits.to_owned()).ok_or_else(|| {
        "no area code: digits without the leading 0, for example 711; leave it out where there is none"
            .to_owned()
    })
}

fn time_zone(name: &str) -> Result<TimeZone, String> {
    name.parse().map_err(|_| "no time zone of the IANA database; write for example Europe/Berlin".to_owned())
}

/// How the log is written.
#[derive(Args, Clone, Debug)]
pub struct LogSettings {
    /// Which events are logged: a level (error, warn, info, debug, trace), or directives such as "info,wegweiser::http=debug".
    #[arg(
        long,
        env = "WEGWEISER_LOG",
        value_name = "FILTER",
        default_value = "info,sea_orm_migration=warn,sqlx::postgres::notice=warn",
        global = true
    )]
    pub log: String,

    /// How the log's lines are written.
    #[arg(long, env = "WEGWEISER_LOG_FORMAT", value_name = "FORMAT", value_enum, default_value_t = LogFormat::Text, global = true)]
    pub log_format: LogFormat,
}

/// The format of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for programs.
    Json,
}

/// How signing in is bounded. The attempts are counted by each process for itself, and regained over 15 minutes.
#[derive(Args, Clone, Debug)]
pub struct SignInArguments {
    /// How long the token of a sign-in holds, in hours.
    #[arg(long, env = "WEGWEISER_SIGN_IN_HOURS", value_name = "HOURS", default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..=8760))]
    pub sign_in_hours: u32,

    /// How many attempts to sign in to one account there may be in 15 minutes.
    #[arg(long, env = "WEGWEISER_SIGN_INS_PER_ACCOUNT", value_name = "NUMBER", default_value = "10")]
    pub sign_ins_per_account: NonZeroU32,

    /// How many attempts to sign in there may be from one network address in 15 minutes. Raise it behind a proxy.
    #[arg(long, env = "WEGWEISER_SIGN_INS_PER_ADDRESS", value_name = "NUMBER", default_value = "100")]
    pub sign_ins_per_address: NonZeroU32,
}

impl SignInArguments {
    pub fn settings(&self) -> SignInSettings {
        SignInSettings {
            token_lifetime: chrono::TimeDelta::hours(self.sign_in_hours.into()),
            attempts_per_account: self.sign_ins_per_account,
            attempts_per_address: self.sign_ins_per_address,
        }
    }
}

/// Where demo content is read from.
#[derive(Args, Clone, Debug)]
pub struct DemoSettings {
    /// A folder of content files in the form of `demo/`. Left out: the demo city that is in the program.
    #[arg(long, env = "WEGWEISER_DEMO_FOLDER", value_name = "FOLDER")]
    pub demo_folder: Option<PathBuf>,
}
