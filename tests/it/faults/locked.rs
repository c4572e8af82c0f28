//! Another program holds SQLite's one lock.

use std::time::Duration;

use sea_orm::{SqliteTransactionMode, TransactionOptions, TransactionTrait};

use super::city::{Asker, City};
use crate::support::Database;

#[tokio::test]
async fn a_lock_that_another_holds_delays_writes_and_no_reads() {
    let database = Database::Sqlite.with_demo().await.expect("SQLite is always there");
    let city = City::start(&database.url, database.folder.path(), &[]).await;
    let other = database.connection().await;
    let mode = Some(SqliteTransactionMode::Immediate);
    let options = TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() };
    let lock = other.begin_with_options(options).await.expect("nobody else holds the lock");
    let (first, second, read) =
        tokio::join!(city.asker.write("Erste"), city.asker.write("Zweite"), city.asker.read());
    for refused in [&first, &second] {
        assert!(refused.is_refusal(), "{refused:?}");
        assert!(refused.message().contains("busy"), "{refused:?}");
    }
    assert!(city.asker.is_right(&read) && read.took < Duration::from_secs(4), "{read:?}");
    assert!(city.asker.is_ready().await, "a lock is no reason to be unready");
    println!("refused after {:?} and {:?}, read after {:?}", first.took, second.took, read.took);
    lock.rollback().await.expect("it was held");
    let written = Asker::written(&city.asker.write("Dritte").await).expect("nobody holds the lock");
    city.asker.assert_there(&[written]).await;
    city.stop().await;
    for name in ["Erste", "Zweite"] {
        assert_eq!(database.count(&format!("staff_member WHERE family_name = '{name}'")).await, 0);
    }
}
