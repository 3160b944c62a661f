//! The `dynet` program: restores photos with a pack; `dynet --help` tells the rest.

fn main() -> std::process::ExitCode {
    dynet_cli::main()
}
