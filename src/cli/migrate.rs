//! `wegweiser migrate`: bring the database's schema up to date.

use clap::Args;

use crate::config::DatabaseSettings;
use crate::store::Archive;

/// Bring the database up to date, creating it if there is none. `serve` does so too.
#[derive(Args)]
pub struct Migrate {
    #[command(flatten)]
    database: DatabaseSettings,
}

impl Migrate {
    pub async fn run(self) -> anyhow::Result<()> {
        let archive = Archive::open(&self.database.database_url, self.database.pool_sizes()).await?;
        archive.migrate().await?;
        archive.close().await?;
        println!("The database is up to date.");
        Ok(())
    }
}
