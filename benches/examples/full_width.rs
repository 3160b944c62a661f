//! Writes the published network's shapes with fresh weights, for `peers/export.py`:
//!
//! ```text
//! full_width FILE
//! ```

use std::error::Error;
use std::path::Path;

use burn::tensor::Device;
use dynet_models::{DyNetConfig, weights};

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("give a file to write")?;
    let device = Device::flex();
    device.seed(1);
    let config = DyNetConfig::paper();
    weights::save(Path::new(&file), &config, &config.init(&device))?;
    Ok(())
}
