//! The program `wegweiser`. Everything is in the library, so that tests can call it.

/// glibc keeps what each thread once had: after a rush, gigabytes.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    wegweiser::cli::main()
}
