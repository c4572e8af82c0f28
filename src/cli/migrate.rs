//! `wegweiser migrate`: bring the database's schema up to date.

use clap::Args;

use crate::config::DatabaseSettings;

/// Bring the database up to date, creating it if there is none. `serve` does so too.
#[derive(Args)]
pub struct Migrate {
    #[command(flatten)]
    database: DatabaseSettings,
}

impl Migrate {
    pub async fn run(self) -> anyhow::Result<()> {
        super::open(&self.database).await?.archive().clone().close().await?;
        println!("The database is up to date.");
        Ok(())
    }
}
