//! The program `wegweiser`. Everything is in the library, so that tests can call it.

fn main() -> std::process::ExitCode {
    wegweiser::cli::main()
}
