//! The program `dynet`: its commands, one per file, and what they share. `dynet --help` says more.
//!
//! ```
//! let names: Vec<_> = dynet_cli::command().get_subcommands().map(|c| c.get_name().to_owned()).collect();
//! assert!(names.contains(&"restore".to_owned()));
//! ```
//!
//! Exit codes: 0 done, 1 something failed, 2 invalid arguments. Results go to the standard output, errors,
//! notes and progress to the standard error, progress only where that is a terminal.

mod bench;
mod compare;
mod eval;
mod info;
mod inputs;
mod inspect;
mod outputs;
mod packs;
mod page;
mod providers;
mod restore;
mod setup_ort;
mod sizes;
mod terminal;
mod verify;

use clap::{Args, Parser, Subcommand};
use dynet::restorer::{Backend, Restorer, TaskChoice};
use dynet_core::Result;
use dynet_engine::Profile;
use dynet_pack::Variant;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    name = "dynet",
    version,
    about = "Cleans noise, rain and haze from photos",
    after_help = "Example:\n  dynet restore photo.jpg -o clean.jpg"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Restore(restore::Restore),
    Info(info::Info),
    InspectPhoto(inspect::Inspect),
    Verify(verify::Verify),
    Eval(eval::Eval),
    Bench(bench::Bench),
    Providers(providers::Providers),
    SetupOrt(setup_ort::SetupOrt),
}

/// Flags of every command that runs networks.
#[derive(Args)]
struct EngineFlags {
    /// Engine: auto (ONNX Runtime if its library is found, otherwise tract), ort or tract
    #[arg(long, value_name = "NAME", default_value = "auto")]
    backend: Backend,
    /// Where ONNX Runtime computes: cpu, cuda, xnnpack, nnapi, coreml or webgpu; `dynet providers` lists those that
    /// this program and this machine have [default: cpu]
    #[arg(long, alias = "ep", value_name = "NAME")]
    provider: Option<String>,
    /// What ONNX Runtime keeps in memory: speed (one copy of the weights per variant and task) or memory (no copy,
    /// but 1.1 to 1.3 times as slow)
    #[arg(long, value_name = "NAME", default_value = "speed")]
    profile: Profile,
    /// Number format of the weights, if the pack has several: fp32, fp16 or int8
    /// [default: the pack's first]
    #[arg(long, value_name = "NAME")]
    precision: Option<String>,
    /// Add-on with a further task, a folder or a .dynet file; can be given several times
    #[arg(long, value_name = "FILE")]
    add_on: Vec<PathBuf>,
    /// Threads to use [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

impl EngineFlags {
    /// Opens a pack with these settings, and prints a note if a slower engine is used.
    fn open(&self, pack: Option<PathBuf>) -> Result<Restorer> {
        let mut builder = Restorer::builder()
            .backend(self.backend)
            .profile(self.profile)
            .threads(self.threads.unwrap_or(0).into());
        if let Some(provider) = &self.provider {
            builder = builder.provider(provider);
        }
        if let Some(precision) = &self.precision {
            builder = builder.precision(precision);
        }
        for add_on in &self.add_on {
            builder = builder.add_on(add_on);
        }
        let restorer = builder.open_pack(packs::open(pack)?)?;
        if let Some(note) = restorer.note() {
            terminal::note(note);
        }
        Ok(restorer)
    }
}

/// Runs the program on its arguments.
pub fn main() -> ExitCode {
    let code = run(Cli::parse().command);
    match terminal::failed() {
        true => ExitCode::FAILURE,
        false => code,
    }
}

fn run(command: Command) -> ExitCode {
    let result = match command {
        Command::Restore(command) => return command.run(),
        Command::InspectPhoto(command) => return command.run(),
        Command::Info(command) => command.run(),
        Command::Verify(command) => command.run(),
        Command::Eval(command) => command.run(),
        Command::Bench(command) => command.run(),
        Command::Providers(command) => command.run(),
        Command::SetupOrt(command) => command.run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::error(&error);
            error.exit_code().into()
        }
    }
}

/// The program's commands and options, for completions, manual pages and the reference.
pub fn command() -> clap::Command {
    use clap::CommandFactory as _;
    Cli::command()
}

/// The requested task, if the pack has it.
fn task(restorer: &Restorer, asked: &TaskChoice) -> Result<TaskChoice> {
    if let TaskChoice::Named(name) = asked {
        restorer.pack().task(name)?;
    }
    Ok(asked.clone())
}

/// The name of the requested variant; `auto` is the one that computes most.
fn variant_name(restorer: &Restorer, asked: &str) -> Result<String> {
    match Variant::heaviest(&restorer.pack().manifest().variants) {
        Some(variant) if asked == "auto" => Ok(variant.name.clone()),
        _ => Ok(restorer.pack().variant(asked)?.name.clone()),
    }
}
