//! Databases of one test each. What takes time (tables, the demo city) is made once a process and then copied.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use migration::MigratorTrait;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use wegweiser::app::App;
use wegweiser::cli::load_demo;
use wegweiser::domain::phone::PhoneHome;
use wegweiser::store::Archive;
use wegweiser::store::connect::PoolSizes;

use super::clock::clock;
use super::postgres::Cluster;

/// Few connections: many tests run at once.
pub const POOLS: PoolSizes = PoolSizes { readers: 3, writers: 2 };

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    Sqlite,
    Postgres,
}

/// A database that is gone when it is dropped.
pub struct TestDatabase {
    pub kind: Database,
    pub url: String,
    /// Where it lies; also room for other files of the test.
    pub folder: TempDir,
}

/// What a database is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stock {
    Tables,
    Demo,
}

impl Database {
    /// Without tables.
    pub async fn bare(self) -> Option<TestDatabase> {
        self.made_of(None).await
    }

    /// With tables and no content.
    pub async fn migrated(self) -> Option<TestDatabase> {
        self.made_of(Some(Stock::Tables)).await
    }

    /// With the demo city, published.
    pub async fn with_demo(self) -> Option<TestDatabase> {
        self.made_of(Some(Stock::Demo)).await
    }

    async fn made_of(self, stock: Option<Stock>) -> Option<TestDatabase> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = match self {
            Self::Sqlite => {
                let file = folder.path().join("city.db");
                if let Some(stock) = stock {
                    std::fs::write(&file, stock.sqlite().await).expect("a file can be written");
                }
                sqlite_url(&file)
            }
            Self::Postgres => {
                let cluster = Cluster::of_process()?;
                match stock {
                    None => cluster.create("template0").await,
                    Some(stock) => cluster.create(&stock.postgres(cluster).await).await,
                }
            }
        };
        Some(TestDatabase { kind: self, url, folder })
    }
}

impl Stock {
    /// The bytes of a SQLite file.
    async fn sqlite(self) -> &'static [u8] {
        static TABLES: OnceCell<Vec<u8>> = OnceCell::const_new();
        static DEMO: OnceCell<Vec<u8>> = OnceCell::const_new();
        let cell = match self {
            Self::Tables => &TABLES,
            Self::Demo => &DEMO,
        };
        let make = async || {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let file = folder.path().join("city.db");
            self.fill(&sqlite_url(&file)).await;
            assert!(!folder.path().join("city.db-wal").exists(), "a closed database is one file");
            std::fs::read(file).expect("the file can be read")
        };
        cell.get_or_init(make).await
    }

    /// The name of a database to copy.
    async fn postgres(self, cluster: &Cluster) -> String {
        static TABLES: OnceCell<String> = OnceCell::const_new();
        static DEMO: OnceCell<String> = OnceCell::const_new();
        let cell = match self {
            Self::Tables => &TABLES,
            Self::Demo => &DEMO,
        };
        let name = format!("wegweiser_{self:?}_{:x}", stamp()).to_lowercase();
        let make = async || cluster.template(name, async |url| self.fill(&url).await).await;
        cell.get_or_init(make).await.clone()
    }

    async fn fill(self, url: &str) {
        let archive = Archive::open(url, POOLS).await.expect("the database can be opened");
        archive.migrate().await.expect("a new database can be migrated");
        if self == Self::Demo {
            let app = App::new(archive.clone(), clock(), home()).await.expect("a migrated database");
            let loaded = load_demo(&app, None).await.expect("the demo city can be loaded");
            assert!(loaded.is_some_and(|count| count > 100), "{loaded:?}");
        }
        archive.close().await.expect("nothing holds the database");
    }
}

/// Changes with this program and with the files of the demo city, which it reads while it runs.
fn stamp() -> u64 {
    let mut files = vec![std::env::current_exe().expect("a program")];
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo");
    for folder in std::fs::read_dir(demo).expect("the demo city").flatten() {
        files
            .extend(std::fs::read_dir(folder.path()).into_iter().flatten().flatten().map(|file| file.path()));
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        let changed = file.metadata().and_then(|file| file.modified()).ok();
        (file, changed).hash(&mut hasher);
    }
    hasher.finish()
}

/// Where telephone numbers of tests are at home.
pub fn home() -> PhoneHome {
    PhoneHome { country: "DE".to_owned(), area_code: None }
}

fn sqlite_url(file: &Path) -> String {
    format!("sqlite:{}", file.display())
}

impl TestDatabase {
    /// The archive over it, as the program opens it.
    pub async fn archive(&self) -> Archive {
        Archive::open(&self.url, POOLS).await.expect("the database can be opened")
    }

    /// A connection beside the program's.
    pub async fn connection(&self) -> DatabaseConnection {
        sea_orm::Database::connect(&self.url).await.expect("a connection")
    }

    /// Runs one statement, for what no verb of the program does.
    pub async fn execute(&self, sql: &str) -> u64 {
        let connection = self.connection().await;
        let done = connection.execute_unprepared(sql).await.expect("the statement runs").rows_affected();
        connection.close().await.expect("a connection");
        done
    }

    /// How many rows a table has; a condition may follow its name.
    pub async fn count(&self, table: &str) -> i64 {
        let connection = self.connection().await;
        let sql = format!("SELECT count(*) AS n FROM {table}");
        let row = connection.query_one_raw(self.statement(&sql)).await.expect("the statement runs");
        let count = row.expect("a row").try_get("", "n").expect("a number");
        connection.close().await.expect("a connection");
        count
    }

    /// The column `line` of every row that a statement finds.
    pub async fn rows(&self, sql: &str) -> Vec<String> {
        let connection = self.connection().await;
        let rows = connection.query_all_raw(self.statement(sql)).await.expect("the statement runs");
        let lines = rows.iter().map(|row| row.try_get("", "line").expect("a text")).collect();
        connection.close().await.expect("a connection");
        lines
    }

    fn statement(&self, sql: &str) -> Statement {
        let backend = match self.kind {
            Database::Sqlite => DbBackend::Sqlite,
            Database::Postgres => DbBackend::Postgres,
        };
        Statement::from_string(backend, sql)
    }

    /// Says that a program newer than this one has migrated it.
    pub async fn pretend_newer(&self) {
        let rows =
            self.execute("INSERT INTO seaql_migrations VALUES ('m29991231_1_from_the_future', 1)").await;
        assert_eq!(rows, 1);
    }

    /// A UUID as SQL writes it.
    pub fn id_sql(&self, id: impl std::fmt::Display) -> String {
        let id = id.to_string();
        match self.kind {
            Database::Sqlite => format!("X'{}'", id.replace('-', "")),
            Database::Postgres => format!("'{id}'"),
        }
    }

    /// A file beside the database.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if self.kind == Database::Postgres {
            Cluster::drop_database(&self.url);
        }
    }
}

/// The newest step that this program knows.
pub fn newest_step() -> String {
    let steps = migration::Migrator::migrations();
    steps.last().expect("there are steps").name().to_owned()
}
