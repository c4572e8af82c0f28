//! Settings: each is a flag, an environment variable and a documented default. The only reader of the environment, by
//! way of clap.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};

use crate::domain::phone::PhoneHome;
use crate::editing::account::SignInSettings;
use crate::graphql::Bounds;
use crate::http::{Cors, HttpSettings, Limits, NoOrigin};
use crate::store::connect::PoolSizes;

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

    /// How many connections read at the same time.
    #[arg(long, env = "WEGWEISER_DATABASE_READERS", value_name = "NUMBER", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=1000))]
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
    #[arg(long, env = "WEGWEISER_COUNTRY", value_name = "CODE", default_value = "DE")]
    pub country: String,

    /// The area code of telephone numbers that have none, without the leading 0. Left out: such numbers are refused.
    #[arg(long, env = "WEGWEISER_AREA_CODE", value_name = "DIGITS")]
    pub area_code: Option<String>,
}

impl CitySettings {
    pub fn phone_home(&self) -> PhoneHome {
        PhoneHome { country: self.country.clone(), area_code: self.area_code.clone() }
    }
}

/// How the log is written.
#[derive(Args, Clone, Debug)]
pub struct LogSettings {
    /// Which events are logged: a level (error, warn, info, debug, trace), or directives such as "info,wegweiser::http=debug".
    #[arg(
        long,
        env = "WEGWEISER_LOG",
        value_name = "FILTER",
        default_value = "info,sea_orm_migration=warn",
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

/// The server's address and bounds.
#[derive(Args, Clone, Debug)]
pub struct HttpArguments {
    /// The address and port to listen on.
    #[arg(long, env = "WEGWEISER_LISTEN", value_name = "ADDRESS", default_value = "127.0.0.1:8000")]
    pub listen: SocketAddr,

    /// The longest request body, in bytes.
    #[arg(long, env = "WEGWEISER_MAX_BODY_BYTES", value_name = "BYTES", default_value_t = 1_048_576)]
    pub max_body_bytes: usize,

    /// How long an answer may take, in seconds.
    #[arg(long, env = "WEGWEISER_REQUEST_TIMEOUT", value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub request_timeout: u64,

    /// The most connections at a time.
    #[arg(long, env = "WEGWEISER_MAX_CONNECTIONS", value_name = "NUMBER", default_value_t = 1024)]
    pub max_connections: usize,

    /// The most connections of one address at a time; loopback is not counted. Raise it behind a proxy.
    #[arg(long, env = "WEGWEISER_MAX_CONNECTIONS_PER_ADDRESS", value_name = "NUMBER", default_value_t = 64)]
    pub max_connections_per_address: usize,

    /// The most bytes of a request line with its header.
    #[arg(long, env = "WEGWEISER_MAX_HEADER_BYTES", value_name = "BYTES", default_value_t = 16_384, value_parser = clap::value_parser!(u32).range(8_192..=1_048_576))]
    pub max_header_bytes: u32,

    /// How long a request's header may take, in seconds.
    #[arg(long, env = "WEGWEISER_HEADER_TIMEOUT", value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub header_timeout: u64,

    /// How long a request's body may take to arrive, in seconds.
    #[arg(long, env = "WEGWEISER_BODY_TIMEOUT", value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub body_timeout: u64,

    /// How long a client may take for one answer, in seconds.
    #[arg(long, env = "WEGWEISER_ANSWER_TIMEOUT", value_name = "SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub answer_timeout: u64,

    /// How many GraphQL requests are answered at the same time. More wait.
    #[arg(long, env = "WEGWEISER_MAX_REQUESTS", value_name = "NUMBER", default_value_t = 128, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub max_requests: u32,

    /// How many GraphQL requests may wait for their turn. More are answered 503.
    #[arg(long, env = "WEGWEISER_MAX_WAITING_REQUESTS", value_name = "NUMBER", default_value_t = 1024, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub max_waiting_requests: u32,

    /// How long a GraphQL request may wait for its turn, in seconds. Longer is answered 503.
    #[arg(long, env = "WEGWEISER_REQUEST_PATIENCE", value_name = "SECONDS", default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub request_patience: u64,

    /// How many bytes of answers may wait to be taken by their clients, all together. What would be more is answered 503.
    #[arg(long, env = "WEGWEISER_MAX_ANSWER_BYTES", value_name = "BYTES", default_value_t = 268_435_456, value_parser = clap::value_parser!(u64).range(1_048_576..=1_099_511_627_776))]
    pub max_answer_bytes: u64,

    /// An origin whose pages may read answers, such as https://www.example.org; * for any. May be given several times, in
    /// the variable with commas between. Left out: only pages from this server's own address.
    #[arg(
        long = "cors-origin",
        env = "WEGWEISER_CORS_ORIGINS",
        value_name = "ORIGIN",
        value_delimiter = ','
    )]
    pub cors_origins: Vec<String>,

    /// How long requests under way may take to finish when the server stops, in seconds.
    #[arg(long, env = "WEGWEISER_GRACE", value_name = "SECONDS", default_value_t = 30)]
    pub grace: u64,

    /// Whether each request leaves a line in the log.
    #[arg(long, env = "WEGWEISER_ACCESS_LOG", value_name = "YES", default_value_t = true, action = clap::ArgAction::Set)]
    pub access_log: bool,
}

impl HttpArguments {
    pub fn settings(&self) -> Result<HttpSettings, NoOrigin> {
        Ok(HttpSettings {
            max_body_bytes: self.max_body_bytes,
            body_timeout: Duration::from_secs(self.body_timeout),
            request_timeout: Duration::from_secs(self.request_timeout),
            max_requests: size(self.max_requests.into()),
            max_waiting_requests: size(self.max_waiting_requests.into()),
            request_patience: Duration::from_secs(self.request_patience),
            max_answer_bytes: size(self.max_answer_bytes),
            cors: Cors::parse(&self.cors_origins)?,
            access_log: self.access_log,
            ..HttpSettings::default()
        })
    }

    pub fn limits(&self) -> Limits {
        Limits {
            header_timeout: Duration::from_secs(self.header_timeout),
            answer_timeout: Duration::from_secs(self.answer_timeout),
            max_header_bytes: size(self.max_header_bytes.into()),
            max_connections: self.max_connections,
            max_connections_per_address: self.max_connections_per_address,
            grace: Duration::from_secs(self.grace),
            ..Limits::default()
        }
    }
}

/// A number that a machine without so much memory takes as the most it can count.
fn size(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// How much one GraphQL request may ask for. More is refused before anything is loaded, with the bound that it exceeds.
#[derive(Args, Clone, Debug)]
pub struct BoundsArguments {
    /// The most lexical tokens of a document.
    #[arg(long, env = "WEGWEISER_MAX_TOKENS", value_name = "NUMBER", default_value_t = 10_000)]
    pub max_tokens: usize,

    /// The most fields and fragments of a document with every fragment written out.
    #[arg(long, env = "WEGWEISER_MAX_FIELDS", value_name = "NUMBER", default_value_t = 5_000)]
    pub max_fields: usize,

    /// The most fields in fields.
    #[arg(long, env = "WEGWEISER_MAX_DEPTH", value_name = "NUMBER", default_value_t = 20)]
    pub max_depth: usize,

    /// The most fields at the root of an operation.
    #[arg(long, env = "WEGWEISER_MAX_ROOT_FIELDS", value_name = "NUMBER", default_value_t = 50)]
    pub max_root_fields: usize,

    /// The most aliases of a document with every fragment written out.
    #[arg(long, env = "WEGWEISER_MAX_ALIASES", value_name = "NUMBER", default_value_t = 500)]
    pub max_aliases: usize,

    /// The most directives of a document with every fragment written out.
    #[arg(long, env = "WEGWEISER_MAX_DIRECTIVES", value_name = "NUMBER", default_value_t = 200)]
    pub max_directives: usize,

    /// The most entries of one list in arguments or variables.
    #[arg(long, env = "WEGWEISER_MAX_LIST_ITEMS", value_name = "NUMBER", default_value_t = 2_000)]
    pub max_list_items: usize,

    /// The most values in arguments, with every fragment and every variable written out.
    #[arg(long, env = "WEGWEISER_MAX_ARGUMENTS", value_name = "NUMBER", default_value_t = 20_000)]
    pub max_arguments: usize,

    /// The most objects that an answer may hold.
    #[arg(long, env = "WEGWEISER_MAX_COST", value_name = "NUMBER", default_value_t = 50_000)]
    pub max_cost: usize,

    /// The most values without fields of their own that an answer may hold.
    #[arg(long, env = "WEGWEISER_MAX_VALUES", value_name = "NUMBER", default_value_t = 200_000)]
    pub max_values: usize,

    /// The most bytes of texts that an answer may hold.
    #[arg(long, env = "WEGWEISER_MAX_TEXT_BYTES", value_name = "BYTES", default_value_t = 8_388_608)]
    pub max_text_bytes: usize,

    /// Whether the schema is told to those who have no token.
    #[arg(long, env = "WEGWEISER_PUBLIC_INTROSPECTION", value_name = "YES", default_value_t = true, action = clap::ArgAction::Set)]
    pub public_introspection: bool,

    /// A file of documents (JSON: an object of texts by name, or Apollo's manifest of persisted queries). Only these are
    /// answered to those who have no token. Left out: any document.
    #[arg(long, env = "WEGWEISER_TRUSTED_DOCUMENTS", value_name = "FILE")]
    pub trusted_documents: Option<PathBuf>,
}

impl BoundsArguments {
    pub fn bounds(&self) -> Bounds {
        Bounds {
            max_tokens: self.max_tokens,
            max_fields: self.max_fields,
            max_depth: self.max_depth,
            max_root_fields: self.max_root_fields,
            max_aliases: self.max_aliases,
            max_directives: self.max_directives,
            max_list_items: self.max_list_items,
            max_arguments: self.max_arguments,
            max_cost: self.max_cost,
            max_values: self.max_values,
            max_text_bytes: self.max_text_bytes,
            has_public_introspection: self.public_introspection,
        }
    }
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
