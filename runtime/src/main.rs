//! The `dynet` program: restores photos with a pack; `dynet --help` tells the rest.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
