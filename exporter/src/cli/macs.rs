//! `dynet-export macs`: a table of what networks cost.

use std::io::Write;

use burn::tensor::Device;
use clap::Args;
use dynet_exporter::{Cost, Error, ErrorKind, cost};
use dynet_models::{DyNetConfig, NetworkConfig, PromptIRConfig, Reuse};
use dynet_runtime::pack::Size;
use serde_json::{Value, json};

/// The longest side that is counted: far beyond any tile, far below where counts overflow.
const LONGEST: usize = 4096;

#[derive(Args)]
pub struct MacsArgs {
    /// A network: paper, edge, tiny, promptir, or a JSON file with a configuration. May be given
    /// again; the first one is what the others are compared with.
    #[arg(long = "network", value_name = "NAME|FILE", required = true)]
    networks: Vec<String>,
    /// A variant of DyNet: its name, and how often each level's block runs. May be given again;
    /// s=2,3,3,4 and l=4,6,6,8 unless given.
    #[arg(long = "variant", value_name = "NAME=N,N,N,N", value_parser = super::variant)]
    variants: Vec<(String, Reuse)>,
    /// The picture.
    #[arg(long, value_name = "WIDTHxHEIGHT", default_value = "224x224")]
    size: Size,
    /// Print each row as one line of JSON.
    #[arg(long)]
    json: bool,
}

/// A network that can be counted.
enum Network {
    DyNet(DyNetConfig),
    PromptIR(PromptIRConfig),
}

/// A line of the table.
struct Row {
    network: String,
    variant: String,
    blocks: [usize; 4],
    cost: Cost,
    /// Values in published checkpoints that the forward pass never uses.
    unused: u64,
}

impl MacsArgs {
    pub fn run(self) -> Result<(), Error> {
        if self.size.width.max(self.size.height) > LONGEST {
            let text = format!(
                "{} is too large to count: give sides up to {LONGEST}; costs grow with the area",
                self.size
            );
            return Err(Error::new(ErrorKind::Argument, text));
        }
        let mut rows = Vec::new();
        for name in &self.networks {
            self.count(name, &mut rows)?;
        }
        let mut out = std::io::stdout();
        // A reader that went away is no failure.
        let _ = if self.json {
            rows.iter()
                .try_for_each(|row| writeln!(out, "{}", row.json(self.size)))
        } else {
            writeln!(out, "{}", table(&rows, self.size))
        };
        Ok(())
    }

    fn count(&self, name: &str, rows: &mut Vec<Row>) -> Result<(), Error> {
        let device = Device::flex();
        let named = |error: String| Error::new(ErrorKind::Argument, format!("{name}: {error}"));
        match network(name)? {
            Network::DyNet(config) => {
                config.validate().map_err(named)?;
                self.size.check(config.input_multiple()).map_err(named)?;
                let both = [("s".to_owned(), Reuse::S), ("l".to_owned(), Reuse::L)];
                let variants = match self.variants.as_slice() {
                    [] => &both,
                    given => given,
                };
                let network = config.init(&device);
                for (variant, reuse) in variants {
                    let forward = |n: &dynet_models::DyNet, image| n.forward(image, *reuse);
                    rows.push(Row {
                        network: name.to_owned(),
                        variant: variant.clone(),
                        blocks: reuse.counts(),
                        cost: cost(&network, forward, 3, self.size)?,
                        unused: unused::<DyNetConfig>(config == DyNetConfig::paper()),
                    });
                }
            }
            Network::PromptIR(config) => {
                config.validate().map_err(named)?;
                self.size.check(config.input_multiple()).map_err(named)?;
                let network = config.init(&device);
                let forward = |n: &dynet_models::PromptIR, image| n.forward(image);
                rows.push(Row {
                    network: name.to_owned(),
                    variant: "-".to_owned(),
                    blocks: config.blocks,
                    cost: cost(&network, forward, 3, self.size)?,
                    unused: unused::<PromptIRConfig>(config == PromptIRConfig::paper()),
                });
            }
        }
        Ok(())
    }
}

/// The network of a name, or in a file.
fn network(name: &str) -> Result<Network, Error> {
    Ok(match name {
        "paper" => Network::DyNet(DyNetConfig::paper()),
        "edge" => Network::DyNet(DyNetConfig::edge()),
        "tiny" => Network::DyNet(DyNetConfig::tiny()),
        "promptir" => Network::PromptIR(PromptIRConfig::paper()),
        _ if !name.ends_with(".json") => {
            let text = format!(
                "there is no network {name:?}: give paper, edge, tiny, promptir or a .json file"
            );
            return Err(Error::new(ErrorKind::Argument, text));
        }
        file => {
            let text = std::fs::read_to_string(file)
                .map_err(|error| Error::io("read", file.as_ref(), error))?;
            let wrong = |error: serde_json::Error| {
                let text = format!("{file} is no configuration of a network: {error}");
                Error::new(ErrorKind::Argument, text)
            };
            let value: Value = serde_json::from_str(&text).map_err(wrong)?;
            match value.get("blocks") {
                Some(_) => Network::PromptIR(serde_json::from_value(value).map_err(wrong)?),
                None => Network::DyNet(serde_json::from_value(value).map_err(wrong)?),
            }
        }
    })
}

fn unused<C: NetworkConfig>(published: bool) -> u64 {
    let sizes = C::UNUSED
        .iter()
        .map(|(_, shape)| shape.iter().product::<usize>() as u64);
    if published { sizes.sum() } else { 0 }
}

impl Row {
    /// Values in a checkpoint, the unused ones as well.
    fn parameters(&self) -> u64 {
        self.cost.parameters + self.unused
    }

    fn json(&self, size: Size) -> Value {
        json!({
            "network": self.network,
            "variant": self.variant,
            "blocks": self.blocks,
            "width": size.width,
            "height": size.height,
            "parameters": self.parameters(),
            "used_parameters": self.cost.parameters,
            "conv_linear_macs": self.cost.conv_linear,
            "matmul_macs": self.cost.matmul,
        })
    }
}

fn table(rows: &[Row], size: Size) -> String {
    let fewer = |value: u64, first: u64| {
        let share = 100.0 * (1.0 - value as f64 / first as f64);
        format!("{share:.2} %")
    };
    let mut text = format!(
        "{:<12} {:<8} {:<12} {:>10} {:>9} {:>12} {:>9} {:>10}",
        "network", "variant", "blocks", "parameters", "fewer", "conv+linear", "fewer", "matmul"
    );
    for row in rows {
        let first = &rows[0];
        let blocks: Vec<String> = row.blocks.iter().map(ToString::to_string).collect();
        text += &format!(
            "\n{:<12} {:<8} {:<12} {:>8.2} M {:>9} {:>10.2} G {:>9} {:>8.2} G",
            row.network,
            row.variant,
            blocks.join(","),
            row.parameters() as f64 / 1e6,
            fewer(row.parameters(), first.parameters()),
            row.cost.conv_linear as f64 / 1e9,
            fewer(row.cost.conv_linear, first.cost.conv_linear),
            row.cost.matmul as f64 / 1e9,
        );
    }
    text + &format!(
        "\n\nMultiply-accumulates for one picture of {size}: conv+linear is what papers count, matmul \
         the other matrix\nproducts (attention, the mixing of prompts). \"fewer\" compares with the \
         first row. Parameters are those of\na checkpoint; published ones hold some that are never used."
    )
}
