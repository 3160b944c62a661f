//! Random numbers that are the same on every machine for the same `(seed, index)`.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// Separates the numbers behind the choice of patches ...
pub const PATCHES: u64 = 0x7061_7463_6865_7300;
/// ... from those behind the degradations ...
pub const DEGRADATIONS: u64 = 0x6465_6772_6164_6500;
/// ... and from those behind the choice among them, where all run under one seed.
pub const CHOICES: u64 = 0x6368_6f69_6365_7300;

/// Random numbers of one stream.
pub type Stream = ChaCha8Rng;

/// The stream `index` under `seed`, for one `purpose`. Streams are independent of each other, so
/// sample 1000 needs no samples before it and a resumed training goes on where it stopped.
pub fn stream(purpose: u64, seed: u64, index: u64) -> Stream {
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ purpose);
    rng.set_stream(index);
    rng
}
