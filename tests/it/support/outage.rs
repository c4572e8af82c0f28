//! What a test may do to a PostgreSQL cluster of its own: stop it, start it, and let it hang.

use std::path::Path;
use std::process::Command;

use super::postgres::{Cluster, Place};

impl Cluster {
    fn own(&self) -> &Place {
        self.place.as_ref().expect("the cluster is the test's own")
    }

    /// Where its socket is.
    pub fn folder(&self) -> &Path {
        &self.own().folder
    }

    /// Stops it, as `pg_ctl stop -m` does: `fast` ends the connections in order, `immediate` is a crash.
    pub fn stop(&self, mode: &str) {
        self.own().control(&["stop", "--wait", "-m", mode, "-D"]);
    }

    /// Starts it and waits until it answers.
    pub fn start_again(&self) {
        self.own().start();
    }

    /// Lets all its processes stand still until what comes back is dropped.
    pub fn hang(&self) -> Hang {
        let file = std::fs::read_to_string(self.own().data().join("postmaster.pid")).expect("it runs");
        let postmaster = file.lines().next().expect("a process id").to_owned();
        // Before it can make more of them.
        send("STOP", std::slice::from_ref(&postmaster));
        let listed =
            Command::new("ps").args(["-A", "-o", "pid=,ppid="]).output().expect("there is a ps").stdout;
        let listed = String::from_utf8(listed).expect("numbers");
        let pairs = listed.lines().filter_map(|line| line.trim().split_once(' '));
        let children =
            pairs.filter(|(_, parent)| parent.trim() == postmaster).map(|(child, _)| child.to_owned());
        let mut processes: Vec<String> = children.collect();
        send("STOP", &processes);
        processes.push(postmaster);
        Hang { processes }
    }
}

/// Processes that stand still.
pub struct Hang {
    processes: Vec<String>,
}

impl Drop for Hang {
    fn drop(&mut self) {
        send("CONT", &self.processes);
    }
}

/// Some of the processes may have ended meanwhile.
fn send(signal: &str, processes: &[String]) {
    let sent = Command::new("kill").args(["-s", signal]).args(processes).output();
    assert!(sent.is_ok(), "there is a kill");
}
