//! SQLite's file is damaged below the running server.

use std::os::unix::fs::FileExt;

use super::city::City;
use crate::support::{Database, codes_of};

const PAGE: usize = 4096;

#[tokio::test]
async fn damage_is_our_fault_and_its_cause_is_only_in_the_log() {
    let database = Database::Sqlite.with_demo().await.expect("SQLite is always there");
    let city = City::serve(&database.url, database.folder.path(), &[]).await;
    let file = std::fs::OpenOptions::new().write(true).open(database.file("city.db")).expect("the file");
    let length = usize::try_from(file.metadata().expect("the file").len()).expect("a small file");
    // All but the first page, which says that this is a database.
    file.write_all_at(&vec![0x5a; length - PAGE], PAGE as u64).expect("the file can be written");
    for _ in 0..3 {
        // Whose token it is cannot be read any more either.
        for heard in [city.asker.read().await, city.asker.write("Niemand").await] {
            assert!(codes_of(&heard.body).iter().all(|code| *code == "INTERNAL"), "{heard:?}");
            let told = heard.body.to_string();
            assert!(!told.contains("malformed") && !told.contains("damaged"), "{told}");
        }
    }
    let log = city.log();
    assert!(log.contains("the database is damaged") && log.contains("malformed"), "{log}");
    assert!(!log.contains("panicked"), "{log}");
    city.program.stop().await;
}
