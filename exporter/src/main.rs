//! `dynet-export`: trained weights to a pack.

mod cli {
    pub mod macs;
}

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use dynet_exporter::{Error, ErrorKind, check, pack};
use dynet_models::Reuse;
use dynet_runtime::pack::{Check, Quality};

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
    Pack(PackArgs),
    /// Run a pack's graphs again and compare them with the weights it was made from.
    #[command(after_help = "Example:\n  dynet-export check packs/mine --weights edge.safetensors")]
    Check(CheckArgs),
    /// Count the parameters and multiply-accumulates of networks; needs no weights.
    #[command(
        after_help = "Example:\n  dynet-export macs --network promptir --network paper \
                            --size 224x224"
    )]
    Macs(cli::macs::MacsArgs),
}

#[derive(Args)]
struct PackArgs {
    /// Trained weights (.safetensors).
    #[arg(long, value_name = "FILE")]
    weights: PathBuf,
    /// A variant: its name, and how often each level's block runs. May be given again.
    #[arg(long = "variant", value_name = "NAME=N,N,N,N", required = true, value_parser = variant)]
    variants: Vec<(String, Reuse)>,
    /// The folder to write; an older pack there is replaced.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// The pack's name; the folder's name unless given.
    #[arg(long)]
    name: Option<String>,
    /// The pack's version.
    #[arg(long, default_value = "0.1.0")]
    pack_version: String,
    /// Licence of the weights, as an SPDX expression.
    #[arg(long, default_value = "MIT OR Apache-2.0")]
    licence: String,
    /// A model card to copy into the pack; without it, a CARD.md in the folder stays.
    #[arg(long, value_name = "FILE")]
    card: Option<PathBuf>,
    /// Measured quality to record: the lines that `dynet eval --json` printed.
    #[arg(long, value_name = "FILE")]
    quality: Option<PathBuf>,
    /// Print each check as one line of JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct CheckArgs {
    /// The pack's folder.
    #[arg(value_name = "PACK")]
    pack: PathBuf,
    /// The weights that it was made from (.safetensors).
    #[arg(long, value_name = "FILE")]
    weights: PathBuf,
    /// Print each check as one line of JSON.
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Pack(args) => run_pack(args),
        Command::Check(args) => run_check(args),
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

fn run_pack(args: PackArgs) -> Result<(), Error> {
    for (i, (name, _)) in args.variants.iter().enumerate() {
        if args.variants[..i].iter().any(|(other, _)| other == name) {
            let text = format!("the variant {name} is given twice; give each its own name");
            return Err(Error::new(ErrorKind::Argument, text));
        }
    }
    let folder_name = args
        .output
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let job = pack::Job {
        weights: args.weights,
        variants: args.variants,
        name: args
            .name
            .or(folder_name)
            .unwrap_or_else(|| "dynet".to_owned()),
        version: args.pack_version,
        licence: args.licence,
        card: args.card,
        quality: args
            .quality
            .map(read_quality)
            .transpose()?
            .unwrap_or_default(),
    };
    let (engines, missing) = check::engines();
    note(missing);
    let mut table = Table::new(args.json);
    let manifest = pack::write(&job, &args.output, &engines, |check| table.row(check))?;
    let _ = writeln!(
        std::io::stderr(),
        "wrote {}: {} variants over {:.2} MB of weights",
        args.output.display(),
        manifest.variants.len(),
        manifest.weights.bytes as f64 / 1e6
    );
    Ok(())
}

fn run_check(args: CheckArgs) -> Result<(), Error> {
    let (engines, missing) = check::engines();
    note(missing);
    let mut table = Table::new(args.json);
    pack::verify(&args.pack, &args.weights, &engines, |check| {
        table.row(check)
    })
}

fn note(missing: Option<String>) {
    if let Some(reason) = missing {
        let _ = writeln!(std::io::stderr(), "note: checking on tract only: {reason}");
    }
}

/// Prints checks as they are done, for people or as JSON lines.
struct Table {
    json: bool,
    rows: usize,
}

impl Table {
    fn new(json: bool) -> Self {
        Self { json, rows: 0 }
    }

    fn row(&mut self, check: &Check) {
        let mut out = std::io::stdout();
        // A reader that went away is no reason to stop exporting.
        let _ = if self.json {
            serde_json::to_string(check)
                .map(|line| writeln!(out, "{line}"))
                .ok();
            Ok(())
        } else {
            if self.rows == 0 {
                let _ = writeln!(
                    out,
                    "{:<16} {:<6} {:>9} {:>10} {:>11} {:>6} {:>9}",
                    "graph", "engine", "size", "max_abs", "dB vs Burn", "nodes", "ms"
                );
            }
            writeln!(
                out,
                "{:<16} {:<6} {:>9} {:>10.2e} {:>11.1} {:>6} {:>9.1}",
                check.graph,
                check.engine,
                format!("{}x{}", check.width, check.height),
                check.max_abs,
                check.db_vs_burn,
                check.nodes,
                check.ms
            )
        };
        self.rows += 1;
    }
}

/// `s=2,3,3,4`
fn variant(text: &str) -> Result<(String, Reuse), String> {
    let (name, reuse) = text
        .split_once('=')
        .ok_or("give a name and four counts, such as s=2,3,3,4")?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() || !name.chars().all(plain) {
        return Err(format!(
            "{name:?} is no variant name: use letters, digits, - and _"
        ));
    }
    let reuse = reuse.parse::<Reuse>().map_err(|error| error.to_string())?;
    Ok((name.to_owned(), reuse))
}

fn read_quality(path: PathBuf) -> Result<Vec<Quality>, Error> {
    let text = std::fs::read_to_string(&path).map_err(|error| Error::io("read", &path, error))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let parsed = lines.map(|line| {
        serde_json::from_str(line).map_err(|error| {
            let text = format!(
                "{} is not what `dynet eval --json` prints: {error}",
                path.display()
            );
            Error::new(ErrorKind::Argument, text)
        })
    });
    parsed.collect()
}
