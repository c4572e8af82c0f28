//! The disk below SQLite is full.

use super::city::{Asker, City};
use super::disk::Disk;
use crate::support::{Database, TestDatabase};

/// Many more writes than the room that is left takes.
const TRIES: usize = 500;

#[tokio::test]
async fn a_full_disk_loses_nothing() {
    let template = Database::Sqlite.with_demo().await.expect("SQLite is always there");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let Some(disk) = Disk::make(folder.path()) else { return };
    let file = disk.folder.join("city.db");
    std::fs::copy(template.file("city.db"), &file).expect("the disk has room");
    let url = format!("sqlite:{}", file.display());
    let database = TestDatabase { kind: Database::Sqlite, url, folder };
    let city = City::start(&database.url, database.folder.path(), &[]).await;
    let before = [database.count("content").await, database.count("revision").await];
    let mut written = Vec::new();
    written.extend(Asker::written(&city.asker.write("Davor").await));
    disk.fill();
    let mut refused = 0;
    for _ in 0..TRIES {
        let heard = city.asker.write("Neu").await;
        if let Some(id) = Asker::written(&heard) {
            written.push(id);
            continue;
        }
        assert!(heard.message().contains("cannot be written"), "{heard:?}");
        assert!(city.asker.is_right(&city.asker.read().await), "reads go on");
        refused += 1;
        if refused == 5 {
            break;
        }
    }
    assert_eq!(refused, 5, "the disk was never full");
    assert!(city.asker.is_ready().await, "it can be read");
    city.asker.assert_there(&written).await;
    assert!(city.log().contains("disk is full"), "{}", city.log());
    println!("{} written before and {refused} refused", written.len());
    disk.make_room();
    for _ in 0..5 {
        let heard = city.asker.write("Neu").await;
        written.push(Asker::written(&heard).unwrap_or_else(|| panic!("there is room: {heard:?}")));
    }
    city.asker.assert_there(&written).await;
    city.stop().await;
    let made = i64::try_from(written.len()).expect("few");
    let after = [database.count("content").await, database.count("revision").await];
    assert_eq!(after, before.map(|count| count + made), "nothing is there of what was refused");
    let check = database.rows("SELECT integrity_check AS line FROM pragma_integrity_check").await;
    assert_eq!(check, ["ok"]);
}
