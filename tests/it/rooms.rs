//! Holds the code against the table of rooms in docs/architecture.md: who may name whom, and which crates are known where.
//!
//! Reads the sources as text. Paths are followed through `use` trees, `self`, `super`, aliases and inline modules; what
//! a macro makes up is not seen, and a method is known by its path only (clippy.toml bans those).

mod names;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use names::{Named, names, tokens};

/// A room of `src/`, and what its files may name.
struct Room {
    name: &'static str,
    /// Other rooms, or parts of them; a path allows everything below it.
    rooms: &'static [&'static str],
    /// Parts of those that are not for this room.
    but_not: &'static [&'static str],
    /// Crates, or parts of them, besides [`EVERYWHERE`].
    crates: &'static [&'static str],
}

/// Crates of plain values, which any room may name.
const EVERYWHERE: &[&str] =
    &["std", "core", "alloc", "base64", "chrono", "serde", "serde_json", "sha2", "thiserror", "url", "uuid"];

/// What changes the archive: for `editing` alone.
const WRITES: &[&str] = &[
    "store::account::write",
    "store::write",
    "store::stage",
    "store::page_path",
    "store::label",
    "store::tree_place",
    "store::draft",
    "store::erasure",
    "store::whereabouts",
];

const ROOMS: &[Room] = &[
    Room {
        name: "domain",
        rooms: &[],
        but_not: &[],
        crates: &[
            "ammonia",
            "chrono_tz",
            "fractional_index",
            "icu_calendar",
            "icu_collator",
            "icu_datetime",
            "icu_decimal",
            "icu_experimental",
            "icu_list",
            "icu_locale",
            "icu_normalizer",
            "iri_string",
            "opening_hours",
            "opening_hours_syntax",
            "phonenumber",
            "pulldown_cmark",
            "similar",
        ],
    },
    Room { name: "clock", rooms: &[], but_not: &[], crates: &[] },
    Room { name: "secret", rooms: &[], but_not: &[], crates: &["argon2", "getrandom"] },
    Room {
        name: "store",
        rooms: &["domain"],
        but_not: &[],
        crates: &["entity", "migration", "sea_orm", "sqlx", "tokio::sync", "tokio::time", "tracing"],
    },
    Room {
        name: "exchange",
        rooms: &["domain", "store"],
        but_not: WRITES,
        crates: &["csv", "opening_hours_syntax", "toml", "tracing"],
    },
    Room {
        name: "editing",
        rooms: &["clock", "domain", "secret", "store"],
        but_not: &[],
        crates: &["arc_swap", "governor", "tokio::sync", "tokio::task", "tokio::test", "tracing"],
    },
    Room {
        name: "graphql",
        rooms: &["domain", "editing", "exchange", "secret", "store"],
        but_not: WRITES,
        crates: &[
            "arc_swap",
            "async_graphql",
            "futures_channel",
            "futures_util",
            "quick_cache",
            "tokio",
            "tracing",
        ],
    },
    Room {
        name: "http",
        rooms: &["domain::permission", "graphql"],
        but_not: &[],
        crates: &[
            "async_graphql",
            "brotli",
            "flate2",
            "futures_util",
            "hyper",
            "hyper_util",
            "poem",
            "tokio",
            "tracing",
        ],
    },
    Room {
        name: "config",
        rooms: &["domain", "editing::account::SignInSettings", "graphql::Bounds", "http", "store::connect"],
        but_not: &[],
        crates: &["clap"],
    },
    Room {
        name: "app",
        rooms: &["clock", "config", "domain", "editing", "exchange", "graphql", "http", "secret", "store"],
        but_not: WRITES,
        crates: &["anyhow", "arc_swap", "futures_util", "poem", "tokio", "tracing"],
    },
    Room {
        name: "cli",
        rooms: &[
            "app", "clock", "config", "domain", "editing", "exchange", "graphql", "http", "secret", "store",
        ],
        but_not: WRITES,
        crates: &["anyhow", "clap", "rust_embed", "tokio", "tracing", "tracing_subscriber"],
    },
    Room { name: "main", rooms: &["cli"], but_not: &[], crates: &["mimalloc"] },
    Room { name: "lib", rooms: &[], but_not: &[], crates: &[] },
];

/// The length at which a file is split, in lines.
const MAX_LINES: usize = 500;

#[test]
fn every_room_names_only_what_its_table_allows() {
    let crates = dependencies();
    let faults: Vec<String> =
        sources(&["src"]).iter().flat_map(|(path, text)| check(path, text, &crates)).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn the_table_names_rooms_and_crates_that_there_are() {
    let rooms: HashSet<String> = sources(&["src"]).iter().map(|(path, _)| room_of(path).to_owned()).collect();
    let crates = dependencies();
    for room in ROOMS {
        assert!(rooms.contains(room.name), "src/ has no room `{}`", room.name);
        for other in room.rooms.iter().chain(room.but_not).map(|path| first(path)) {
            assert!(rooms.contains(other), "`{}` may name `{other}`, which is no room", room.name);
        }
        for name in room.crates.iter().map(|path| first(path)) {
            assert!(crates.contains(name), "`{}` may name `{name}`, which is no dependency", room.name);
        }
    }
}

#[test]
fn every_file_opens_with_what_it_is_for_and_is_short_enough_to_read() {
    let mut faults = Vec::new();
    for (path, text) in sources(&["src", "entity/src", "migration/src", "tests"]) {
        if !text.starts_with("//!") {
            faults.push(format!("{path}:1: a file opens with `//!`: what lives here and who may call it"));
        }
        let lines = text.lines().count();
        if lines > MAX_LINES {
            faults.push(format!(
                "{path}:{lines}: a file has at most {MAX_LINES} lines: split it by what it is about"
            ));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn nothing_is_left_to_be_written() {
    let mut faults = Vec::new();
    for (path, text) in sources(&["src", "entity/src", "migration/src", "tests"]) {
        for pair in tokens(&text).windows(2) {
            if pair[1].text == "!" && ["todo", "unimplemented", "dbg"].contains(&pair[0].text.as_str()) {
                faults.push(format!("{path}:{}: `{}!` is left in the code", pair[0].line, pair[0].text));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn the_checker_finds_what_it_is_there_for() {
    let found = |path: &str, text: &str| check(path, text, &dependencies());
    let refused = |path: &str, text: &str, line: usize, name: &str| {
        let faults = found(path, text);
        let begin = format!("{path}:{line}: ");
        assert!(
            faults.len() == 1 && faults[0].starts_with(&begin) && faults[0].contains(&format!("`{name}`")),
            "{text:?} gave {faults:?}"
        );
    };
    let allowed = |path: &str, text: &str| assert_eq!(found(path, text), [""; 0], "{text:?}");

    refused("src/graphql/types/page.rs", "\nuse sea_orm::EntityTrait;", 2, "sea_orm::EntityTrait");
    refused("src/domain/page.rs", "fn f() { ::tokio::spawn(f) }", 1, "tokio::spawn");
    refused("src/domain/page.rs", "use crate::{\n  domain::text,\n  store::{self as s},\n};", 3, "store");
    refused("src/http/routes.rs", "use super::super::store::Archive as A;", 1, "store::Archive");
    refused("src/http/routes.rs", "mod tests { use super::super::super::store; }", 1, "store");
    refused("src/http/routes.rs", "use crate::domain;", 1, "domain");
    refused("src/http/routes.rs", "use crate::domain::page::Facts;", 1, "domain::page::Facts");
    refused("src/editing/mod.rs", "type T = <M as sea_orm::ModelTrait>::Entity;", 1, "sea_orm::ModelTrait");
    refused(
        "src/graphql/query.rs",
        "use crate::store;\nfn f() { store::write::insert() }",
        2,
        "store::write::insert",
    );
    refused("src/domain/page.rs", "/* \" */ use poem::Route; // \"", 1, "poem::Route");
    refused("src/store/page.rs", "pub(in crate::store) use async_graphql as a;", 1, "async_graphql");
    refused("src/cellar/mod.rs", "use std::fmt;", 1, "cellar");

    allowed(
        "src/http/routes.rs",
        "use crate::domain::permission::{self, Viewer};\nfn f() { permission::f() }",
    );
    allowed(
        "src/graphql/query.rs",
        "use super::types::page::Page;\nuse crate::store::page;\nfn f() { page::g() }",
    );
    allowed("src/graphql/query.rs", "mod tests { use super::*; use super::super::domain::text; }");
    allowed("src/domain/page.rs", "//! use poem::Route;\nconst A: &str = \"use poem::Route;\";");
    allowed("src/domain/page.rs", "const A: &str = r#\"\"use poem::Route; \"#; const B: char = '\"';");
    allowed("src/domain/page.rs", "fn f<'a>(x: &'a str) -> char { '\\'' } /* /* */ use poem::Route; */");
    allowed("src/graphql/types/mod.rs", "mod migration;\nuse migration::Step;\nfn f() { migration::go() }");
    allowed("src/store/reader.rs", "use tokio::sync::{Mutex, MutexGuard};");
    allowed("src/main.rs", "fn main() { wegweiser::cli::main() }");
    assert_eq!(
        tokens("a // b\n 'c' \"d\\\"\ne\" f").iter().map(|t| (t.line, t.text.as_str())).collect::<Vec<_>>(),
        [(1, "a"), (3, "f")]
    );
}

// --- the rules ---------------------------------------------------------------------------

/// What a file names against the table: a line for each fault.
fn check(path: &str, text: &str, crates: &HashSet<String>) -> Vec<String> {
    let name = room_of(path);
    let Some(room) = ROOMS.iter().find(|room| room.name == name) else {
        return vec![format!("{path}:1: the room `{name}` is not in the table of tests/it/rooms.rs")];
    };
    let mut faults = Vec::new();
    for Named { line, path: segments } in names(path, text) {
        let what;
        let (is_allowed, list) = match segments.split_first() {
            Some((root, inside)) if root == "crate" => {
                what = inside.join("::");
                let Some(other) = inside.first() else { continue };
                if other == room.name || !ROOMS.iter().any(|room| room.name == other) {
                    continue;
                }
                (is_below(&what, room.rooms) && !is_below(&what, room.but_not), room.rooms)
            }
            Some((root, _)) if crates.contains(root) => {
                what = segments.join("::");
                (is_below(&what, EVERYWHERE) || is_below(&what, room.crates), room.crates)
            }
            _ => continue,
        };
        if !is_allowed {
            let list = if list.is_empty() { "none".to_owned() } else { list.join(", ") };
            faults.push(format!(
                "{path}:{line}: `{name}` may not name `{what}`; of its sort it may name: {list}"
            ));
        }
    }
    faults
}

fn is_below(path: &str, allowed: &[&str]) -> bool {
    allowed.iter().any(|allowed| {
        path.strip_prefix(allowed).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    })
}

/// `graphql` for `src/graphql/query.rs`, `app` for `src/app.rs`.
fn room_of(path: &str) -> &str {
    let below = path.strip_prefix("src/").unwrap_or(path);
    below.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

fn first(path: &str) -> &str {
    path.split("::").next().unwrap_or_default()
}

// --- the files ---------------------------------------------------------------------------

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Rust files below folders, by their paths from the root, in order.
fn sources(folders: &[&str]) -> Vec<(String, String)> {
    let mut paths = Vec::new();
    for folder in folders {
        list(&root().join(folder), &mut paths);
    }
    paths.sort();
    assert!(!paths.is_empty(), "there are no sources in {folders:?}");
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a source is UTF-8");
        let parts = path.strip_prefix(root()).expect("it lies below the root").iter();
        (parts.map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/"), text)
    };
    paths.into_iter().map(read).collect()
}

fn list(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry of a folder").path();
        if path.is_dir() {
            list(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

/// The crates that `src/` is built with, as code names them.
fn dependencies() -> HashSet<String> {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the manifest");
    let lines = manifest.lines().skip_while(|line| *line != "[dependencies]").skip(1);
    let lines = lines.take_while(|line| !line.starts_with('['));
    let names = lines.filter_map(|line| line.split(['=', '.']).next()).map(str::trim);
    let names =
        names.filter(|name| !name.is_empty() && !name.starts_with('#')).map(|name| name.replace('-', "_"));
    names.chain(["std", "core", "alloc"].map(str::to_owned)).collect()
}
