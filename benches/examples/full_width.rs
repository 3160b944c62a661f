//! Writes a published network's shapes with fresh weights, for `peers/export.py` and `race.py`:
//!
//! ```text
//! full_width FILE [NETWORK]
//! ```
//!
//! The network is `paper`, DyNet, unless named as `dynet-train --network` takes it. Weights that begin with
//! zeros, such as NAFNet's `beta`, get other values: engines leave out what is multiplied by zero.

use std::error::Error;
use std::path::Path;

use burn::tensor::{Device, TensorData};
use dynet_models::{AnyConfig, weights};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("give a file to write")?;
    let name = arguments.next().unwrap_or_else(|| "paper".into());
    let device = Device::flex();
    device.seed(1);
    let config = AnyConfig::named(&name).ok_or("there is no such network")?;
    let mut tensors = weights::parameters(&config.init(&device));
    for data in tensors.values_mut() {
        if data
            .as_slice::<f32>()
            .is_ok_and(|values| values.iter().all(|v| *v == 0.0))
        {
            *data = TensorData::new(vec![0.1f32; data.num_elements()], data.shape().to_vec());
        }
    }
    let tensors = weights::Tensors {
        tensors,
        ..Default::default()
    };
    let path = Path::new(&file);
    let network = weights::from_tensors(path, &config, tensors, &device)?;
    weights::save(path, &config, &network)?;
    Ok(())
}
