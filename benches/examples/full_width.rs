//! Writes a published network's shapes with fresh weights, for `peers/export.py` and the race:
//!
//! ```text
//! full_width FILE [NETWORK]
//! ```
//!
//! The network is `paper`, DyNet, unless named as `dynet-train --network` takes it.

use std::error::Error;
use std::path::Path;

use burn::tensor::Device;
use dynet_models::{AnyConfig, weights};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("give a file to write")?;
    let name = arguments.next().unwrap_or_else(|| "paper".into());
    let device = Device::flex();
    device.seed(1);
    let config = AnyConfig::named(&name).ok_or("there is no such network")?;
    weights::save(Path::new(&file), &config, &config.init(&device))?;
    Ok(())
}
