//! Writes shell completions and manual pages of `dynet` into a folder, for packages.
//!
//!     cargo run --release -p dynet-cli --example documents -- FOLDER

use std::path::PathBuf;

use clap_complete::Shell;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("give a FOLDER")?);
    let completions = folder.join("completions");
    let man = folder.join("man");
    std::fs::create_dir_all(&completions)?;
    std::fs::create_dir_all(&man)?;
    let mut command = dynet_cli::command();
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell] {
        clap_complete::generate_to(shell, &mut command, "dynet", &completions)?;
    }
    clap_mangen::generate_to(command, &man)?;
    Ok(())
}
