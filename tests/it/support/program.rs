//! The program itself, as its users start it.

use std::path::Path;
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStderr, ChildStdout, Command};

/// Longer than anything takes; a test that waits for it fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running `wegweiser serve`, killed when dropped.
pub struct Program {
    child: Child,
    out: Lines<BufReader<ChildStdout>>,
    /// Null where it goes into a file.
    log: Option<Lines<BufReader<ChildStderr>>>,
    /// Where GraphQL is answered.
    pub url: String,
}

impl Program {
    /// The program with arguments, and nothing of this process's environment.
    pub fn command(arguments: &[&str], folder: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wegweiser"));
        command.args(arguments).env_clear().current_dir(folder).kill_on_drop(true).stdin(Stdio::null());
        command
    }

    /// Runs it to its end.
    pub async fn run(arguments: &[&str], folder: &Path) -> Output {
        let mut command = Self::command(arguments, folder);
        // What goes well is not worth a line here.
        let output = command.env("WEGWEISER_LOG", "warn").output();
        tokio::time::timeout(PATIENCE, output).await.expect("it ends").expect("it starts")
    }

    /// Starts the server on a free port and waits until it says where it is.
    pub async fn serve(arguments: &[&str], folder: &Path) -> Self {
        Self::start(&[&["--listen", "127.0.0.1:0"], arguments].concat(), folder, Stdio::piped()).await
    }

    /// As [`Self::serve`], with the log in a file, however long it is.
    pub async fn serve_logging(arguments: &[&str], folder: &Path, log: &Path) -> Self {
        let log = std::fs::File::create(log).expect("a file for the log");
        Self::start(&[&["--listen", "127.0.0.1:0"], arguments].concat(), folder, log.into()).await
    }

    /// Starts the server at the address that the arguments name.
    pub async fn start(arguments: &[&str], folder: &Path, log: Stdio) -> Self {
        let mut command = Self::command(&["serve"], folder);
        command.args(arguments).stdout(Stdio::piped()).stderr(log);
        let mut child = command.spawn().expect("it starts");
        let out = child.stdout.take().expect("standard output is piped");
        let log = child.stderr.take().map(|log| BufReader::new(log).lines());
        let out = BufReader::new(out).lines();
        let mut program = Self { child, out, log, url: String::new() };
        loop {
            let line = program.out.next_line();
            let line = tokio::time::timeout(PATIENCE, line).await.expect("it speaks").expect("text");
            let Some(line) = line else { panic!("it ended: {:?}", program.rest_of_log().await) };
            if let Some(url) = line.strip_prefix("GraphQL") {
                url.trim().clone_into(&mut program.url);
            }
            if line.starts_with("Health") {
                return program;
            }
        }
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id().expect("it runs")
    }

    /// Stops it in order, and gives what it printed after its addresses.
    pub async fn stop(mut self) -> Vec<String> {
        self.signal("TERM").await;
        self.rest_of_log().await;
        let mut lines = Vec::new();
        while let Ok(Some(line)) = self.out.next_line().await {
            lines.push(line);
        }
        let status = tokio::time::timeout(PATIENCE, self.child.wait()).await.expect("it ends");
        assert_eq!(status.expect("it was started").code(), Some(0));
        lines
    }

    /// The next lines that it prints after its addresses.
    pub async fn lines(&mut self, count: usize) -> Vec<String> {
        let mut lines = Vec::new();
        for _ in 0..count {
            let line = tokio::time::timeout(PATIENCE, self.out.next_line()).await.expect("it speaks");
            lines.push(line.expect("text").expect("it runs"));
        }
        lines
    }

    /// Sends a signal, as an operator would.
    pub async fn signal(&self, name: &str) {
        let process = self.child.id().expect("it runs").to_string();
        let sent = Command::new("kill").args(["-s", name, &process]).status().await;
        assert!(sent.expect("there is a kill").success());
    }

    /// Waits for a line of the log that has these words.
    pub async fn wait_for_log(&mut self, words: &str) -> String {
        loop {
            let log = self.log.as_mut().expect("the log is not in a file");
            let line = tokio::time::timeout(PATIENCE, log.next_line()).await.expect("it speaks");
            let line = line.expect("text").unwrap_or_else(|| panic!("it ended without saying {words:?}"));
            if line.contains(words) {
                return line;
            }
        }
    }

    /// Waits for its end.
    pub async fn end(mut self) -> ExitStatus {
        // Read on: it would wait for ever on a log that nobody takes.
        self.rest_of_log().await;
        tokio::time::timeout(PATIENCE, self.child.wait()).await.expect("it ends").expect("it was started")
    }

    async fn rest_of_log(&mut self) -> Vec<String> {
        let mut rest = Vec::new();
        let Some(log) = &mut self.log else { return rest };
        while let Ok(Some(line)) = log.next_line().await {
            rest.push(line);
        }
        rest
    }
}
