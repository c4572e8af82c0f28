//! `wegweiser account`: accounts, grants and tokens for whoever runs the server; above all the first administrator.
//!
//! A token is printed on standard output, alone on its line, so that `TOKEN=$(wegweiser account token …)` has it and
//! nothing else. What is said to people goes to standard error.

use std::io::Read;

use anyhow::{Context, bail};
use clap::{Args, Subcommand, ValueEnum};
use uuid::Uuid;

use crate::clock::Clock;
use crate::config::DatabaseSettings;
use crate::domain::locale::Locale;
use crate::domain::permission::{self, Grant};
use crate::editing;
use crate::editing::Actor;
use crate::editing::account::{AccountChanges, Accounts, NewAccount, NewToken, SignInSettings, TokenOwner};
use crate::secret::Secret;
use crate::store::Archive;

/// Make and manage accounts. The first administrator is made here: `account create --role admin`.
#[derive(Args)]
pub struct Account {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Create(Create),
    List(List),
    Disable(Disable),
    Enable(Enable),
    Token(Token),
    Password(Password),
}

/// Make an account with one grant, and print a token for it, which is shown only this once.
#[derive(Args)]
struct Create {
    /// What it may do.
    #[arg(long, value_enum)]
    role: Role,
    /// The name that history shows.
    #[arg(long)]
    name: String,
    /// The address to sign in with.
    #[arg(long)]
    email: String,
    /// The slug of the department that the grant holds in, with all below. Left out: everywhere.
    #[arg(long, value_name = "SLUG")]
    department: Option<String>,
    /// A locale whose texts the grant holds for; may be given several times. Left out: all.
    #[arg(long = "locale", value_name = "TAG")]
    locales: Vec<String>,
    /// Read a password from standard input. Left out: nobody signs in with one.
    #[arg(long)]
    password_stdin: bool,
    /// For how many days the token holds.
    #[arg(long, value_name = "DAYS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=3650))]
    expires_in: u32,
    #[command(flatten)]
    database: DatabaseSettings,
}

/// List all accounts: id, e-mail address, state, what they may, name; with tabs between.
#[derive(Args)]
struct List {
    #[command(flatten)]
    database: DatabaseSettings,
}

/// Disable an account and revoke its tokens. Never the last administrator.
#[derive(Args)]
struct Disable {
    /// The account's id or e-mail address.
    #[arg(value_name = "ID-or-EMAIL")]
    account: String,
    #[command(flatten)]
    database: DatabaseSettings,
}

/// Enable an account again. Its tokens stay revoked.
#[derive(Args)]
struct Enable {
    /// The account's id or e-mail address.
    #[arg(value_name = "ID-or-EMAIL")]
    account: String,
    #[command(flatten)]
    database: DatabaseSettings,
}

/// Print a new token for an account, for example for somebody who is locked out. It is shown only this once.
#[derive(Args)]
struct Token {
    /// The account's id or e-mail address.
    #[arg(value_name = "ID-or-EMAIL")]
    account: String,
    /// What it is for.
    #[arg(long, default_value = "command line")]
    name: String,
    /// For how many days it holds.
    #[arg(long, value_name = "DAYS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=3650))]
    expires_in: u32,
    #[command(flatten)]
    database: DatabaseSettings,
}

/// Give an account a password, read from standard input. Revokes its tokens.
#[derive(Args)]
struct Password {
    /// The account's id or e-mail address.
    #[arg(value_name = "ID-or-EMAIL")]
    account: String,
    /// Read the password from standard input: there is no other way, so that it is in no history and no process list.
    #[arg(long, required = true)]
    password_stdin: bool,
    #[command(flatten)]
    database: DatabaseSettings,
}

/// What somebody may do.
#[derive(Clone, Copy, ValueEnum)]
enum Role {
    /// Texts in the locales of the grant, never in the source locale.
    Translator,
    /// Facts and texts of drafts.
    Editor,
    /// As an editor, and what becomes public.
    Publisher,
    /// Everything, accounts and locales too.
    Admin,
}

impl From<Role> for permission::Role {
    fn from(role: Role) -> Self {
        match role {
            Role::Translator => Self::Translator,
            Role::Editor => Self::Editor,
            Role::Publisher => Self::Publisher,
            Role::Admin => Self::Admin,
        }
    }
}

impl Account {
    pub async fn run(self) -> anyhow::Result<()> {
        match self.verb {
            Verb::Create(command) => command.run().await,
            Verb::List(command) => command.run().await,
            Verb::Disable(Disable { account, database }) => {
                let registry = Registry::open(&database).await?;
                let id = registry.find(&account).await?;
                registry.accounts.disable(&Actor::CommandLine, id).await.map_err(said)?;
                eprintln!("The account {account} is disabled, and its tokens are revoked.");
                registry.close().await
            }
            Verb::Enable(Enable { account, database }) => {
                let registry = Registry::open(&database).await?;
                let id = registry.find(&account).await?;
                registry.accounts.enable(&Actor::CommandLine, id).await.map_err(said)?;
                eprintln!("The account {account} is enabled. Its tokens stay revoked.");
                registry.close().await
            }
            Verb::Token(command) => command.run().await,
            Verb::Password(command) => command.run().await,
        }
    }
}

/// The accounts of a database that is open and up to date.
struct Registry {
    archive: Archive,
    accounts: Accounts,
}

impl Registry {
    async fn open(settings: &DatabaseSettings) -> anyhow::Result<Self> {
        let archive = Archive::open(&settings.database_url, settings.pool_sizes()).await?;
        archive.migrate().await?;
        let accounts = Accounts::new(archive.clone(), Clock::system(), SignInSettings::default());
        Ok(Self { archive, accounts })
    }

    async fn find(&self, account: &str) -> anyhow::Result<Uuid> {
        let found = self.accounts.find(account).await?;
        found.with_context(|| format!("there is no account {account:?}; `wegweiser account list` shows all"))
    }

    fn token(&self, name: &str, days: u32) -> NewToken {
        let expires_at = self.accounts.now() + chrono::TimeDelta::days(days.into());
        NewToken { name: name.to_owned(), expires_at: Some(expires_at), grants: None }
    }

    async fn close(self) -> anyhow::Result<()> {
        Ok(self.archive.close().await?)
    }
}

impl Create {
    async fn run(self) -> anyhow::Result<()> {
        let password = if self.password_stdin { Some(read_password()?) } else { None };
        let registry = Registry::open(&self.database).await?;
        let locales = crate::store::locale::read(&registry.archive).await?;
        let department = match &self.department {
            None => None,
            Some(slug) => {
                let found = registry.accounts.department(slug).await?;
                Some(found.with_context(|| format!("there is no department {slug:?}"))?)
            }
        };
        let tags = self.locales.iter().map(|tag| Locale::parse(tag)).collect::<Result<Vec<_>, _>>()?;
        let named = (!tags.is_empty()).then_some(tags);
        let grant = Grant { role: self.role.into(), department, locales: named };
        let new = NewAccount { name: self.name, email: self.email.clone(), password, grants: vec![grant] };
        let token = registry.token("command line", self.expires_in);
        let created = registry.accounts.create(&Actor::CommandLine, locales.desk(), new, Some(token)).await;
        let created = created.map_err(said)?;
        eprintln!("The account {} ({}) is made. Its token, shown only this once:", created.id, self.email);
        if let Some(made) = created.token {
            println!("{}", made.token.reveal());
        }
        registry.close().await
    }
}

impl List {
    async fn run(self) -> anyhow::Result<()> {
        let registry = Registry::open(&self.database).await?;
        for (account, grants) in registry.accounts.list().await? {
            let state = match (account.erased_at, account.disabled_at) {
                (Some(_), _) => "erased",
                (None, Some(_)) => "disabled",
                (None, None) => "active",
            };
            let grants: Vec<String> = grants.iter().map(|row| shown(&row.grant)).collect();
            let grants = if grants.is_empty() { "nothing".to_owned() } else { grants.join(", ") };
            let email = account.email.as_deref().unwrap_or("-");
            println!("{}\t{email}\t{state}\t{grants}\t{}", account.id, account.name);
        }
        registry.close().await
    }
}

/// A grant in a few words: `editor below 0190… in de, en`.
fn shown(grant: &Grant) -> String {
    let mut words = grant.role.as_str().to_owned();
    if let Some(department) = grant.department {
        words += &format!(" below {}", department.0);
    }
    if let Some(locales) = &grant.locales {
        let tags: Vec<String> = locales.iter().map(ToString::to_string).collect();
        words += &format!(" in {}", tags.join(" "));
    }
    words
}

impl Token {
    async fn run(self) -> anyhow::Result<()> {
        let registry = Registry::open(&self.database).await?;
        let locales = crate::store::locale::read(&registry.archive).await?;
        let owner = TokenOwner::Other(registry.find(&self.account).await?);
        let new = registry.token(&self.name, self.expires_in);
        let made = registry.accounts.create_token(&Actor::CommandLine, locales.desk(), owner, new).await;
        let made = made.map_err(said)?;
        eprintln!(
            "A token for {} that holds for {} days, shown only this once:",
            self.account, self.expires_in
        );
        println!("{}", made.token.reveal());
        registry.close().await
    }
}

impl Password {
    async fn run(self) -> anyhow::Result<()> {
        // Said on the command line, so that nobody waits at a prompt that does not come.
        debug_assert!(self.password_stdin);
        let password = read_password()?;
        let registry = Registry::open(&self.database).await?;
        let id = registry.find(&self.account).await?;
        let changes = AccountChanges { password: Some(Some(password)), ..AccountChanges::default() };
        registry.accounts.update(&Actor::CommandLine, id, changes).await.map_err(said)?;
        eprintln!("The account {} has a new password, and its tokens are revoked.", self.account);
        registry.close().await
    }
}

/// All of standard input, without the line end that `echo` and editors add.
fn read_password() -> anyhow::Result<Secret> {
    let mut text = String::new();
    // Longer than any password, shorter than a file that was not meant.
    let read = std::io::stdin().take(10_000).read_to_string(&mut text);
    // The cause could show what was read.
    if read.is_err() {
        bail!("the password on standard input is not UTF-8");
    }
    let password =
        text.strip_suffix('\n').map_or(text.as_str(), |line| line.strip_suffix('\r').unwrap_or(line));
    Ok(Secret::new(password.to_owned()))
}

/// What stands against a command, in a line without the paths of an input that nobody here has seen.
fn said(error: editing::Error) -> anyhow::Error {
    match error {
        editing::Error::Refused(problems) => {
            let messages: Vec<String> = problems.into_iter().map(|problem| problem.message).collect();
            anyhow::anyhow!(messages.join("; "))
        }
        error => error.into(),
    }
}
