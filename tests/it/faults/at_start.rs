//! A database that cannot be used is told at the start, in one line, and left as it is.

use std::path::Path;

use super::disk::Disk;
use crate::support::{Database, Program};

/// It ends with one line that has these words.
async fn assert_refused(file: &Path, folder: &Path, words: &[&str]) {
    let url = format!("sqlite:{}", file.display());
    let output = Program::run(&["serve", "--listen", "127.0.0.1:0", "--database-url", &url], folder).await;
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    println!("{}", said.trim_end());
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    assert!(said.starts_with("wegweiser: ") && !said.contains("panicked"), "{said}");
    assert!(words.iter().all(|word| said.contains(word)), "{words:?} in {said}");
}

#[tokio::test]
async fn a_database_that_cannot_be_written_is_not_served() {
    let template = Database::Sqlite.with_demo().await.expect("SQLite is always there");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let Some(disk) = Disk::make(folder.path()) else { return };
    let file = disk.folder.join("city.db");
    std::fs::copy(template.file("city.db"), &file).expect("the disk has room");
    let protection = Disk::protect(&file);
    assert_refused(&file, folder.path(), &["city.db", "cannot be"]).await;
    drop(protection);
    disk.make_read_only();
    assert_refused(&file, folder.path(), &["city.db", "cannot be"]).await;
    assert_refused(&disk.folder.join("new.db"), folder.path(), &["new.db", "cannot be"]).await;
}

#[tokio::test]
async fn a_file_that_is_no_whole_database_is_not_served() {
    let template = Database::Sqlite.with_demo().await.expect("SQLite is always there");
    let whole = std::fs::read(template.file("city.db")).expect("the file can be read");
    let file = template.file("other.db");
    let half = &whole[..whole.len() / 8192 * 4096];
    let garbage = vec![0x5a; whole.len()];
    let headed = [&whole[..100], &garbage[100..]].concat();
    for bytes in [half, &garbage, &headed] {
        std::fs::write(&file, bytes).expect("a file");
        assert_refused(&file, template.folder.path(), &[]).await;
        assert_eq!(std::fs::read(&file).expect("it is there"), bytes, "it was left as it is");
    }
}

#[tokio::test]
async fn a_database_that_is_missing_beside_its_newest_writes_is_not_made_anew() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let log = folder.path().join("city.db-wal");
    std::fs::write(&log, "the newest writes").expect("a file");
    assert_refused(&folder.path().join("city.db"), folder.path(), &["city.db-wal", "missing"]).await;
    assert_eq!(std::fs::read(&log).expect("it is there"), b"the newest writes");
}
