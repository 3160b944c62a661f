//! The `dynet` program: restores photos with a pack; `dynet --help` says more.

fn main() -> std::process::ExitCode {
    dynet_cli::main()
}
