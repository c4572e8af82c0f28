//! `wegweiser serve`: answer requests until told to stop.

use anyhow::Context;
use clap::Args;
use tokio::signal::unix::{SignalKind, signal};

use super::demo::load_demo;
use super::demo_tokens::DemoTokens;
use super::trusted_documents;
use crate::config::{
    BoundsArguments, CitySettings, DatabaseSettings, DemoSettings, FrontEndSettings, HttpArguments,
    SignInArguments,
};
use crate::http::{self, Listening};

/// Serve GraphQL, and GraphiQL at `/`. SIGTERM and Ctrl-C finish the requests under way.
#[derive(Args)]
pub struct Serve {
    /// Load the demo city first, if the database is empty.
    #[arg(long, env = "WEGWEISER_DEMO")]
    demo: bool,
    #[command(flatten)]
    http: HttpArguments,
    #[command(flatten)]
    bounds: BoundsArguments,
    #[command(flatten)]
    sign_in: SignInArguments,
    #[command(flatten)]
    database: DatabaseSettings,
    #[command(flatten)]
    city: CitySettings,
    #[command(flatten)]
    front_end: FrontEndSettings,
    #[command(flatten)]
    demo_settings: DemoSettings,
}

impl Serve {
    pub async fn run(self) -> anyhow::Result<()> {
        let (settings, bounds) = (self.http.settings()?, self.bounds.bounds());
        let trusted = self.bounds.trusted_documents.as_deref();
        let trusted = trusted.map(|file| trusted_documents::read(file, &bounds)).transpose()?;
        // A taken port is told before a database is made.
        let listening = Listening::bind(self.http.listen, self.http.limits())?;
        let address = listening.address;
        let app = super::open(&self.database, &self.city).await?;
        let app = app.with_sign_in(self.sign_in.settings()).with_bounds(bounds, trusted);
        let app = app.with_front_end(self.front_end.clone().front_end());
        if self.demo {
            self.load_demo(&app).await?;
        }
        let tokens = DemoTokens::at(address.ip(), self.demo).renew(app.accounts()).await?;
        let stop = stopped()?;
        println!(
            "GraphiQL  http://{address}/{}",
            if http::HAS_BUNDLED_GRAPHIQL { "" } else { "  (loads from a public CDN: built without npm)" }
        );
        println!("GraphQL   http://{address}/graphql");
        println!("Health    http://{address}/health/ready");
        tokens.print();
        tracing::info!(%address, "serving");
        let background = {
            let app = app.clone();
            tokio::spawn(async move { tokio::join!(app.follow_locales(), app.keep_plan()) })
        };
        listening.serve(app.endpoint(settings), stop).await;
        background.abort();
        tracing::info!("stopped");
        app.archive().clone().close().await.context("the database")?;
        Ok(())
    }

    async fn load_demo(&self, app: &crate::app::App) -> anyhow::Result<()> {
        match load_demo(app, self.demo_settings.demo_folder.as_deref()).await? {
            Some(contents) => tracing::info!(contents, "the demo city is loaded"),
            None => tracing::info!("the database has content: the demo city is not loaded"),
        }
        Ok(())
    }
}

/// Resolves when the program is asked to stop.
fn stopped() -> anyhow::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate()).context("the signal SIGTERM")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("the signal SIGINT")?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
