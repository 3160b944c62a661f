//! `dynet-export macs`: a table of what networks cost.

use std::io::Write;

use burn::tensor::Device;
use clap::Args;
use dynet_exporter::{Cost, Error, ErrorKind, cost};
use dynet_models::{AnyConfig, AnyNetwork, NetworkConfig as _, Reuse};
use dynet_pack::Size;
use serde_json::{Value, json};

/// Maximum side: far larger than any tile, and small enough that counts cannot overflow.
const LONGEST: usize = 4096;

#[derive(Args)]
pub struct MacsArgs {
    /// A network: paper, edge, tiny, promptir, restormer, or a JSON configuration file (with its `family`, except for
    /// DyNet). May be repeated; the others are compared with the first one.
    #[arg(long = "network", value_name = "NAME|FILE", required = true)]
    networks: Vec<String>,
    /// A variant of DyNet: its name, and how often each level's block runs. May be repeated [default: s=2,3,3,4 and
    /// l=4,6,6,8].
    #[arg(long = "variant", value_name = "NAME=N,N,N,N", value_parser = super::variant)]
    variants: Vec<(String, Reuse)>,
    /// Size of the picture.
    #[arg(long, value_name = "WIDTHxHEIGHT", default_value = "224x224")]
    size: Size,
    /// Print each row as one line of JSON.
    #[arg(long)]
    json: bool,
}

/// A line of the table.
struct Row {
    network: String,
    variant: String,
    /// How often each level's block runs; only for networks that reuse blocks.
    blocks: Option<Reuse>,
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
        // A closed output pipe is not a failure.
        let _ = if self.json {
            rows.iter()
                .try_for_each(|row| writeln!(out, "{}", row.json(self.size)))
        } else {
            writeln!(out, "{}", table(&rows, self.size))
        };
        Ok(())
    }

    fn count(&self, name: &str, rows: &mut Vec<Row>) -> Result<(), Error> {
        let named = |error: String| Error::new(ErrorKind::Argument, format!("{name}: {error}"));
        let config = network(name)?;
        config.validate().map_err(|e| named(e.to_string()))?;
        let size = self.size.check(config.input_multiple());
        size.map_err(|error| named(error.to_string()))?;
        let variants = match self.variants.as_slice() {
            _ if !config.reuses() => vec![("-".to_owned(), Reuse::ONCE)],
            [] => vec![("s".to_owned(), Reuse::S), ("l".to_owned(), Reuse::L)],
            given => given.to_vec(),
        };
        // Unused tensors are known only for the published configurations.
        let mut published = ["paper", "promptir"]
            .into_iter()
            .filter_map(AnyConfig::named);
        let unused = match published.any(|known| known == config) {
            true => config.unused(),
            false => &[],
        };
        let unused = unused
            .iter()
            .map(|(_, shape)| shape.iter().product::<usize>());
        let unused = unused.sum::<usize>() as u64;
        let network = config.init(&Device::flex());
        for (variant, reuse) in variants {
            let forward = |n: &AnyNetwork, image| n.forward(image, reuse);
            rows.push(Row {
                network: name.to_owned(),
                variant,
                blocks: config.reuses().then_some(reuse),
                cost: cost(&network, forward, 3, self.size)?,
                unused,
            });
        }
        Ok(())
    }
}

/// The network with this name, or in this file.
fn network(name: &str) -> Result<AnyConfig, Error> {
    if let Some(config) = AnyConfig::named(name) {
        return Ok(config);
    }
    if !name.ends_with(".json") {
        let names = AnyConfig::NAMES.join(", ");
        let text = format!("there is no network {name:?}: give one of {names}, or a .json file");
        return Err(Error::new(ErrorKind::Argument, text));
    }
    let text = std::fs::read_to_string(name).map_err(|e| Error::io("read", name.as_ref(), e))?;
    serde_json::from_str(&text).map_err(|error| {
        let text = format!("{name} is not a network configuration: {error}");
        Error::new(ErrorKind::Argument, text)
    })
}

impl Row {
    /// Values in a checkpoint, including unused ones.
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
        let blocks = row.blocks.map_or("-".to_owned(), |reuse| reuse.to_string());
        text += &format!(
            "\n{:<12} {:<8} {:<12} {:>8.2} M {:>9} {:>10.2} G {:>9} {:>8.2} G",
            row.network,
            row.variant,
            blocks,
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
