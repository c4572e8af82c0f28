//! PostgreSQL for tests: a throw-away cluster a process, or the one that `WEGWEISER_TEST_POSTGRES_URL` names.
//!
//! The cluster listens on a socket in a temporary folder and forgets everything (`fsync=off`). A shell waits on a pipe
//! that closes when the test process ends, however it ends, and then stops the cluster and removes the folder.

use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::{ConnectOptions, ConnectionTrait};
use url::Url;

/// A running cluster in which databases can be made.
pub struct Cluster {
    /// Of the maintenance database.
    admin: Url,
    /// Null for a cluster that is not ours.
    pub(super) place: Option<Place>,
}

/// Where a cluster of ours lives, and who runs it. It goes with its owner.
pub(super) struct Place {
    pub(super) pg_ctl: PathBuf,
    pub(super) user: Servant,
    pub(super) folder: PathBuf,
    /// Of the server's command line.
    pub(super) options: String,
    /// Keeps the pipe open.
    _guard: Child,
}

/// A cluster that only has to be quick.
const FORGETFUL: &str = "-c synchronous_commit=off -c max_connections=300 -c shared_buffers=64MB";

impl Cluster {
    /// The cluster of this process; null where the machine has no PostgreSQL and need not.
    pub fn of_process() -> Option<&'static Self> {
        static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
        let cluster = CLUSTER.get_or_init(|| {
            if let Some(url) = variable("WEGWEISER_TEST_POSTGRES_URL") {
                let admin = Url::parse(&url).expect("WEGWEISER_TEST_POSTGRES_URL is a URL");
                return Some(Self { admin, place: None });
            }
            Some(Self::start(&programs()?, FORGETFUL))
        });
        if cluster.is_none() {
            say_absent();
        }
        cluster.as_ref()
    }

    /// A cluster of one test, which may do with it what it likes; null where the machine has no PostgreSQL and need not.
    pub fn of_test() -> Option<Self> {
        let Some(programs) = programs() else {
            say_absent();
            return None;
        };
        // What was acknowledged survives the end of its processes, but not of the machine.
        Some(Self::start(&programs, "-c max_connections=40 -c shared_buffers=16MB"))
    }

    /// A new database, the copy of another; its URL.
    pub async fn create(&self, template: &str) -> String {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("wegweiser_test_{}_{count}", std::process::id());
        run(self.admin.as_str(), &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        self.url(&name)
    }

    /// Makes a database to copy, unless another process has made it; its name.
    pub async fn template(&self, name: String, fill: impl AsyncFnOnce(String)) -> String {
        let mut options = ConnectOptions::new(self.admin.as_str());
        // One connection: the lock is the session's.
        options.max_connections(1);
        let admin = sea_orm::Database::connect(options).await.expect("the cluster answers");
        let execute = async |sql: &str| admin.execute_unprepared(sql).await.expect("the statement runs");
        execute("SELECT pg_advisory_lock(80127)").await;
        if execute(&format!("SELECT 1 FROM pg_database WHERE datname = '{name}'")).await.rows_affected() == 0
        {
            let unfinished = format!("{name}_unfinished");
            execute(&format!("DROP DATABASE IF EXISTS {unfinished}")).await;
            execute(&format!("CREATE DATABASE {unfinished} TEMPLATE template0")).await;
            fill(self.url(&unfinished)).await;
            execute(&format!("ALTER DATABASE {unfinished} RENAME TO {name}")).await;
        }
        admin.close().await.expect("the connection closes");
        name
    }

    pub fn url(&self, name: &str) -> String {
        let mut url = self.admin.clone();
        url.set_path(name);
        url.into()
    }

    /// Removes a database that [`Self::create`] made, whoever still holds it.
    pub fn drop_database(url: &str) {
        let Some(cluster) = Self::of_process() else { return };
        let (admin, name) = (cluster.admin.to_string(), name_of(url));
        let work = move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            runtime.expect("a runtime").block_on(run(&admin, &sql));
        };
        // A thread of its own: the test's runtime is ending and cannot be waited on.
        let done = std::thread::spawn(work).join();
        assert!(done.is_ok() || std::thread::panicking(), "the database cannot be removed");
    }

    fn start(programs: &Path, settings: &str) -> Self {
        let folder = tempfile::Builder::new().prefix("wegweiser-pg-").tempdir().expect("a temporary folder");
        let user = Servant::of(&folder);
        // From here on the guard removes it.
        let folder = folder.keep();
        let data = folder.join("data");
        let initdb =
            ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync", "-D"];
        user.run(&programs.join("initdb"), &initdb, &data, &folder);
        let options = format!(
            "-c listen_addresses='' -c unix_socket_directories='{}' -c fsync=off -c full_page_writes=off \
             -c autovacuum=off {settings}",
            folder.display()
        );
        let pg_ctl = programs.join("pg_ctl");
        let guard = user.guard(&pg_ctl, &data, &folder);
        let place = Place { pg_ctl, user, folder, options, _guard: guard };
        place.start();
        let admin = format!("postgres://postgres@localhost/postgres?host={}", place.folder.display());
        Self { admin: Url::parse(&admin).expect("a URL"), place: Some(place) }
    }
}

impl Place {
    /// Starts the server and waits until it answers.
    pub(super) fn start(&self) {
        let log = self.folder.join("log");
        let log = log.to_str().expect("a path in UTF-8");
        self.control(&["start", "--wait", "-l", log, "-o", &self.options, "-D"]);
    }

    /// Runs `pg_ctl`.
    pub(super) fn control(&self, arguments: &[&str]) {
        self.user.run(&self.pg_ctl, arguments, &self.data(), &self.folder);
    }

    pub(super) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }
}

/// Says that half of the tests does not run, or fails where it must.
fn say_absent() {
    let is_required = variable("WEGWEISER_TEST_POSTGRES").as_deref() == Some("required");
    assert!(!is_required, "PostgreSQL is required, but initdb and pg_ctl were not found");
    eprintln!("not tested: PostgreSQL is not on this machine");
}

/// The last part of a database's URL.
fn name_of(url: &str) -> String {
    let url = Url::parse(url).expect("a URL");
    url.path().trim_start_matches('/').to_owned()
}

async fn run(url: &str, sql: &str) {
    let connection = sea_orm::Database::connect(url).await.expect("the cluster answers");
    connection.execute_unprepared(sql).await.expect("the statement runs");
    connection.close().await.expect("the connection closes");
}

/// Who runs the cluster: PostgreSQL refuses to be run by root.
pub(super) struct Servant {
    /// The words that begin a command line as somebody else; empty for ourselves.
    prefix: Vec<String>,
}

impl Servant {
    /// Gives the folder to whoever runs the cluster.
    fn of(folder: &tempfile::TempDir) -> Self {
        let own = std::fs::metadata(folder.path()).expect("the folder is there").uid();
        if own != 0 {
            return Self { prefix: Vec::new() };
        }
        let candidates = ["postgres", "nobody"].into_iter();
        let mut found = candidates.filter_map(|name| Some((number("-u", name)?, number("-g", name)?)));
        let (user, group) = found.next().expect("root needs a user to run PostgreSQL as");
        chown(folder.path(), Some(user), Some(group)).expect("root may give folders away");
        let prefix = format!("setpriv --clear-groups --reuid={user} --regid={group}");
        Self { prefix: prefix.split(' ').map(str::to_owned).collect() }
    }

    fn command(&self, program: &Path) -> Command {
        match self.prefix.split_first() {
            None => Command::new(program),
            Some((first, rest)) => {
                let mut command = Command::new(first);
                command.args(rest).arg(program);
                command
            }
        }
    }

    fn run(&self, program: &Path, arguments: &[&str], data: &Path, folder: &Path) {
        let mut command = self.command(program);
        command.args(arguments).arg(data).current_dir(folder).stdin(Stdio::null());
        // The server keeps what it is given open: a pipe would be waited on for ever.
        let errors = folder.join("errors");
        let file = std::fs::File::create(&errors).expect("a file for messages");
        let status = command.stdout(Stdio::null()).stderr(file).status().expect("the program starts");
        let said = || std::fs::read_to_string(&errors).unwrap_or_default();
        assert!(status.success(), "{} failed: {}", program.display(), said());
    }

    /// Waits for the end of this process, then cleans up. In a process group of its own, so that Ctrl-C at the tests
    /// does not reach it.
    fn guard(&self, pg_ctl: &Path, data: &Path, folder: &Path) -> Child {
        let script = r#"cat >/dev/null; "$1" stop -m immediate -D "$2" >/dev/null 2>&1; rm -rf "$3""#;
        let mut command = self.command(Path::new("sh"));
        command.args(["-c", script, "guard"]).args([pg_ctl, data, folder]).current_dir("/").process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().expect("a shell starts")
    }
}

/// What `id` says of a user; null where there is none of that name.
fn number(option: &str, user: &str) -> Option<u32> {
    let output = Command::new("id").args([option, user]).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

/// The folder of PostgreSQL's programs: on the path, or where Debian keeps them (the newest version).
fn programs() -> Option<PathBuf> {
    let path = variable("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).collect::<Vec<_>>();
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    versions.sort_by_key(|folder| {
        let version = folder.parent().and_then(|version| version.file_name()?.to_str()?.parse::<u32>().ok());
        std::cmp::Reverse(version)
    });
    let folders = on_path.into_iter().chain(versions);
    let mut complete = folders.filter(|folder| {
        ["initdb", "pg_ctl", "postgres"].iter().all(|program| folder.join(program).is_file())
    });
    complete.next()
}

/// How many rounds a test takes that may take more: so many, or what `WEGWEISER_TEST_ROUNDS` says.
pub fn rounds(few: u64) -> u64 {
    let rounds = variable("WEGWEISER_TEST_ROUNDS");
    rounds.map_or(few, |rounds| rounds.parse().expect("WEGWEISER_TEST_ROUNDS is a number"))
}

/// The one seed that `WEGWEISER_TEST_SEED` names.
pub fn seed() -> Option<u64> {
    variable("WEGWEISER_TEST_SEED").map(|seed| seed.parse().expect("WEGWEISER_TEST_SEED is a number"))
}

/// A variable of the environment, which tests read nowhere else.
#[expect(clippy::disallowed_methods, reason = "these settings are those of the tests, not of the program")]
fn variable(name: &str) -> Option<String> {
    std::env::var_os(name)?.into_string().ok()
}
