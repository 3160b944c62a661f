//! `dynet-export`: trained weights to a pack.

mod cli;

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use dynet_exporter::{ErrorKind, Target};

/// Turns trained weights into a pack that `dynet` runs.
#[derive(Parser)]
#[command(
    version,
    after_help = "Example:\n  dynet-export pack --weights edge.safetensors --variant s=2,3,3,4 \
                  --variant l=4,6,6,8 -o packs/mine\n\nExit codes: 0 done, 1 failed, 2 wrong use."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Export the variants of a network, check them, and write a pack.
    #[command(
        after_help = "Example:\n  dynet-export pack --weights edge.safetensors \
                            --variant s=2,3,3,4 --variant l=4,6,6,8 -o packs/mine"
    )]
    Pack(Box<cli::pack::PackArgs>),
    /// Run every graph of a pack on every engine here and compare it with the network in Burn.
    #[command(
        after_help = "Examples:\n  dynet-export check packs/mine\n  dynet-export check packs/mine \
                            --weights edge.safetensors --photos photos/clean"
    )]
    Check(cli::check::CheckArgs),
    /// Add an adapter that `dynet-train adapt` trained to a pack, as a task that `dynet restore
    /// --task` takes.
    #[command(
        after_help = "Examples:\n  dynet-export add packs/mine --adapter adapter.safetensors \
                            --name jpeg\n  dynet-export add mine.dynet --adapter \
                            adapter.safetensors --name jpeg -o jpeg.dynet"
    )]
    Add(Box<cli::task::AddArgs>),
    /// Take a task out of a pack.
    #[command(after_help = "Example:\n  dynet-export remove packs/mine jpeg")]
    Remove(cli::task::RemoveArgs),
    /// Write a pack's network as weights, to train adapters on.
    #[command(after_help = "Example:\n  dynet-export weights packs/default -o base.safetensors")]
    Weights(cli::task::WeightsArgs),
    /// Explain what graphs can be exported for.
    Targets,
    /// Count the parameters and multiply-accumulates of networks; needs no weights.
    #[command(
        after_help = "Example:\n  dynet-export macs --network promptir --network paper \
                            --size 224x224"
    )]
    Macs(cli::macs::MacsArgs),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Pack(args) => args.run(),
        Command::Check(args) => args.run(),
        Command::Add(args) => args.run(),
        Command::Remove(args) => args.run(),
        Command::Weights(args) => args.run(),
        Command::Targets => {
            explain_targets();
            Ok(())
        }
        Command::Macs(args) => args.run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error}");
            match error.kind() {
                ErrorKind::Argument => ExitCode::from(2),
                _ => ExitCode::FAILURE,
            }
        }
    }
}

fn explain_targets() {
    let mut out = std::io::stdout();
    for target in Target::KINDS {
        let _ = writeln!(out, "{target}\n    {}\n", target.about());
    }
}
