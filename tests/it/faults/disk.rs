//! A small disk of a test's own, which can be full or read only. Only root may have one.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Gone when it is dropped. What is on it must be closed by then.
pub struct Disk {
    pub folder: PathBuf,
}

impl Disk {
    /// Null where it may not be made, which is said.
    pub fn make(parent: &Path) -> Option<Self> {
        let folder = parent.join("disk");
        std::fs::create_dir(&folder).expect("a folder");
        if mount(&["-t", "tmpfs", "-o", "size=12m", "none"], &folder) {
            return Some(Self { folder });
        }
        eprintln!("not tested: only root may make a small disk");
        None
    }

    /// The rest of the disk, in one file.
    pub fn fill(&self) {
        let mut file = File::create(self.filler()).expect("a file");
        for chunk in [&[0_u8; 65536][..], &[0; 512], &[0]] {
            while file.write_all(chunk).is_ok() {}
        }
    }

    pub fn make_room(&self) {
        std::fs::remove_file(self.filler()).expect("it was filled");
    }

    fn filler(&self) -> PathBuf {
        self.folder.join("filler")
    }

    /// From here on nothing can be written. Nothing on it may be open for writing.
    pub fn make_read_only(&self) {
        assert!(mount(&["-o", "remount,ro"], &self.folder), "the disk is in use");
    }

    /// From here on this one file of the disk cannot be written.
    pub fn protect(file: &Path) -> Protection {
        let path = file.to_str().expect("a path in UTF-8");
        assert!(mount(&["--bind", path], file) && mount(&["-o", "remount,ro,bind"], file), "{path}");
        Protection { file: file.to_owned() }
    }
}

/// A file that cannot be written until this is dropped.
pub struct Protection {
    file: PathBuf,
}

impl Drop for Protection {
    fn drop(&mut self) {
        unmount(&self.file);
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        unmount(&self.folder);
    }
}

fn mount(arguments: &[&str], place: &Path) -> bool {
    let done = Command::new("mount").args(arguments).arg(place).output();
    done.is_ok_and(|done| done.status.success())
}

/// Lazily: a test that fails may leave its server behind for a moment.
fn unmount(place: &Path) {
    let done = Command::new("umount").arg("-l").arg(place).output();
    assert!(done.is_ok_and(|done| done.status.success()) || std::thread::panicking(), "it stays mounted");
}
