//! What a second variant adds to the memory that the first one's weights take.
//!
//! ```text
//! memory PACK BACKEND PROFILE
//! ```
//!
//! Prints one line of JSON: megabytes over those before the pack was opened, with one variant
//! prepared and with all, and how long switching between two of them takes afterwards. The picture
//! is small, so that feature maps hardly count. One engine a process: memory is never quite given back.

use std::error::Error;
use std::time::Instant;

use dynet::restorer::{Backend, Options, Restorer};
use dynet_core::Planar;
use dynet_core::memory::{Memory, megabytes};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [pack, backend, profile] = args.as_slice() else {
        return Err("give a pack, a backend and a profile".into());
    };
    let held = || Memory::now().ok_or("this system does not tell how much memory is held");
    let before = held()?;
    let builder = Restorer::builder().backend(backend.parse::<Backend>()?);
    let restorer = builder.profile(profile.parse()?).threads(1).open(pack)?;
    let mut picture = Planar::new(32, 32);
    for (i, value) in picture.data_mut().iter_mut().enumerate() {
        *value = (i * 37 % 251) as f32 / 250.0;
    }
    let names = restorer.pack().manifest().variants.iter();
    let options: Vec<Options> = names
        .map(|variant| Options::default().variant(variant.name.clone()))
        .collect();
    let mut steps = Vec::new();
    for options in &options {
        restorer.restore(&picture, options)?;
        let now = held()?;
        steps.push([
            megabytes(now.resident.saturating_sub(before.resident)),
            megabytes(now.anonymous.saturating_sub(before.anonymous)),
        ]);
    }
    // With everything warm, how much of a call is not the network.
    let mut switch = f64::INFINITY;
    for options in options.iter().cycle().take(4 * options.len()) {
        let started = Instant::now();
        let report = restorer.restore(&picture, options)?.report;
        let all = started.elapsed().as_secs_f64() * 1e3;
        switch = switch.min(report.prepare_ms.min(all));
    }
    let (one, all) = (steps[0], steps[steps.len() - 1]);
    let line = serde_json::json!({
        "backend": backend,
        "profile": profile,
        "one_resident_mb": one[0],
        "one_anonymous_mb": one[1],
        "all_resident_mb": all[0],
        "all_anonymous_mb": all[1],
        "ratio": all[0] / one[0],
        "switch_ms": switch,
    });
    println!("{line}");
    Ok(())
}
