//! Puts GraphiQL into the binary: bundled from `graphiql/` by npm, or, where that cannot be, a page that loads it from a
//! CDN. Writes `graphiql.rs` into OUT_DIR, which `src/http/graphiql.rs` includes.
//!
//! `WEGWEISER_GRAPHIQL`: `bundle` fails without npm, `cdn` never bundles, `auto` (or unset) bundles if it can.

#![expect(clippy::disallowed_methods, reason = "cargo speaks to a build script through the environment")]

use std::{
    env, fs,
    hash::Hasher,
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
    process::{self, Command},
};

const MODE: &str = "WEGWEISER_GRAPHIQL";

/// What goes into the bundle, below `graphiql/`; a folder counts with everything in it.
const BUNDLE_INPUTS: [&str; 5] = [".npmrc", "build.mjs", "package-lock.json", "package.json", "src"];

/// The page without a bundle: name in the binary, source below `graphiql/`.
const CDN_FILES: [(&str, &str); 7] = [
    ("index.html", "cdn/index.html"),
    ("graphiql/cdn.js", "cdn/cdn.js"),
    ("graphiql/examples.js", "src/examples.js"),
    ("graphiql/icon.svg", "src/icon.svg"),
    ("graphiql/page.css", "src/page.css"),
    ("graphiql/storage.js", "src/storage.js"),
    ("graphiql/tabs.js", "src/tabs.js"),
];

/// A file as it goes into the binary.
struct Asset {
    path: String,
    etag: String,
    gzip: Vec<u8>,
}

fn main() {
    if let Err(fault) = run() {
        println!("cargo::error={}", one_line(&fault));
    }
}

fn run() -> Result<(), String> {
    println!("cargo::rerun-if-env-changed={MODE}");
    println!("cargo::rerun-if-changed=build.rs");
    for input in BUNDLE_INPUTS.iter().chain(&["cdn"]) {
        println!("cargo::rerun-if-changed=graphiql/{input}");
    }
    let sources = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("graphiql");
    let out = PathBuf::from(variable("OUT_DIR")?);
    let mode = env::var(MODE).unwrap_or_default();
    let bundled = match mode.as_str() {
        "bundle" => Some(bundle(&sources, &out).map_err(|fault| format!("{MODE}=bundle: {fault}"))?),
        "cdn" => None,
        "" | "auto" => bundle(&sources, &out)
            .inspect_err(|fault| {
                let advice =
                    format!("The binary's page will load it from a CDN. Try again with {MODE}=bundle.");
                println!("cargo::warning=GraphiQL is not bundled: {} {advice}", one_line(fault));
            })
            .ok(),
        other => return Err(format!("{MODE} is \"{other}\"; it knows bundle, cdn and auto")),
    };
    let is_bundled = bundled.is_some();
    let assets = match bundled {
        Some(assets) => assets,
        None => CDN_FILES
            .iter()
            .map(|(path, from)| compress(path, &sources.join(from)))
            .collect::<Result<_, _>>()?,
    };
    write_module(&out, is_bundled, &assets)
}

/// The bundle of these very inputs, from an earlier build if there was one. The cache lies in the target folder, where
/// all profiles find it.
fn bundle(sources: &Path, out: &Path) -> Result<Vec<Asset>, String> {
    let mut inputs = Vec::new();
    for input in BUNDLE_INPUTS {
        list(sources, input, &mut inputs)?;
    }
    inputs.sort();
    let mut hasher = Fnv::default();
    hasher.write(include_bytes!("build.rs"));
    for input in &inputs {
        hasher.write(input.as_bytes());
        hasher.write(&read(&sources.join(input))?);
    }
    let target = out.ancestors().nth(4).ok_or("OUT_DIR is not where cargo puts it")?;
    let cache = target.join(format!("graphiql-{:016x}", hasher.finish()));
    if !cache.is_dir() {
        // Another build may be at the same work: each has a folder of its own, and the first to finish wins.
        let work = cache.with_extension(process::id().to_string());
        let made =
            make_bundle(sources, &inputs, &work).and_then(|()| match fs::rename(work.join("gzip"), &cache) {
                Err(fault) if !cache.is_dir() => Err(said(&cache)(fault)),
                _ => Ok(()),
            });
        // What is left of it costs disk space only.
        let _ = fs::remove_dir_all(&work);
        made?;
    }
    load(&cache)
}

/// Bundles in the folder `work` and leaves the compressed files in `work/gzip`.
fn make_bundle(sources: &Path, inputs: &[String], work: &Path) -> Result<(), String> {
    for input in inputs {
        write(&work.join(input), &read(&sources.join(input))?)?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    execute(work, npm, &["ci", "--ignore-scripts", "--prefer-offline"])?;
    execute(work, "node", &["build.mjs", "dist"])?;
    let mut made = Vec::new();
    list(&work.join("dist"), "", &mut made)?;
    for path in made {
        let asset = compress(&path, &work.join("dist").join(&path))?;
        write(&work.join("gzip").join(&asset.etag).join(&path), &asset.gzip)?;
    }
    Ok(())
}

/// A cached bundle; each file lies in a folder that is named after its entity tag.
fn load(cache: &Path) -> Result<Vec<Asset>, String> {
    let mut files = Vec::new();
    list(cache, "", &mut files)?;
    files.sort();
    files
        .into_iter()
        .map(|file| {
            let (etag, path) = file
                .split_once('/')
                .ok_or_else(|| format!("{file} does not belong in {}", cache.display()))?;
            Ok(Asset { path: path.into(), etag: etag.into(), gzip: read(&cache.join(&file))? })
        })
        .collect()
}

fn compress(path: &str, from: &Path) -> Result<Asset, String> {
    let content = read(from)?;
    let mut hasher = Fnv::default();
    hasher.write(&content);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&content).map_err(said(from))?;
    let gzip = encoder.finish().map_err(said(from))?;
    Ok(Asset { path: path.into(), etag: format!("{:016x}", hasher.finish()), gzip })
}

fn write_module(out: &Path, is_bundled: bool, assets: &[Asset]) -> Result<(), String> {
    // An earlier page's files may lie there, or none.
    let _ = fs::remove_dir_all(out.join("gzip"));
    let mut code = format!("pub const IS_BUNDLED: bool = {is_bundled};\n\npub static FILES: &[File] = &[\n");
    for Asset { path, etag, gzip } in assets {
        let kind = content_type(path)?;
        write(&out.join("gzip").join(path), gzip)?;
        code += &format!("    File {{ path: {path:?}, content_type: {kind:?}, etag: {etag:?}, ");
        code += &format!("gzip: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/gzip/{path}\")) }},\n");
    }
    code += "];\n";
    write(&out.join("graphiql.rs"), code.as_bytes())
}

fn content_type(path: &str) -> Result<&'static str, String> {
    Ok(match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("ttf") => "font/ttf",
        Some("txt") => "text/plain; charset=utf-8",
        _ => return Err(format!("no content type is known for {path}")),
    })
}

/// Adds the files at `path` below `root`, by their names from `root` with `/` between the parts.
fn list(root: &Path, path: &str, files: &mut Vec<String>) -> Result<(), String> {
    let full = root.join(path);
    if !full.is_dir() {
        files.push(path.into());
        return Ok(());
    }
    for entry in fs::read_dir(&full).map_err(said(&full))? {
        let name = entry.map_err(said(&full))?.file_name().to_string_lossy().into_owned();
        let below = if path.is_empty() { name } else { format!("{path}/{name}") };
        list(root, &below, files)?;
    }
    Ok(())
}

fn execute(folder: &Path, program: &str, arguments: &[&str]) -> Result<(), String> {
    let output = Command::new(program).args(arguments).current_dir(folder).output().map_err(|fault| {
        match fault.kind() {
            ErrorKind::NotFound => format!("{program} is not on this machine."),
            _ => format!("{program}: {fault}."),
        }
    })?;
    if output.status.success() {
        return Ok(());
    }
    let report = String::from_utf8_lossy(&output.stderr);
    let reason: Vec<_> =
        report.lines().filter(|line| line.to_lowercase().contains("error")).take(4).collect();
    Err(format!("`{program} {}` failed ({}): {}.", arguments.join(" "), output.status, reason.join("; ")))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(said(path))
}

fn write(path: &Path, content: &[u8]) -> Result<(), String> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(said(folder))?;
    }
    fs::write(path, content).map_err(said(path))
}

fn said(path: &Path) -> impl Fn(io::Error) -> String {
    move |fault| format!("{}: {fault}", path.display())
}

fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|_| format!("{name} is not set"))
}

/// Cargo takes one line per message.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// FNV-1a: the same on every machine and with every compiler, unlike the hashers of std.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
