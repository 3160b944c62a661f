//! The photos seen so far, by SHA-256 and perceptual hash.

use crate::store::Sha256Sum;
use std::collections::HashMap;

/// Bits of the perceptual hash.
const BITS: u32 = 128;
/// Longest key of a band; a table of 65,536 heads takes 256 KiB.
const LONGEST: u32 = 16;
/// End of a chain.
const NONE: u32 = u32::MAX;

/// An earlier photo that a new one duplicates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twin {
    /// The source of this number has the same bytes.
    Exact(u32),
    /// The hash of source `number` differs in `apart` bits.
    Similar {
        /// The nearest; of several, the first.
        number: u32,
        /// Bits that differ.
        apart: u32,
    },
}

/// Photos seen so far, searchable for duplicates.
///
/// Hashes within `radius` bits of each other are found by bands (multi-index hashing; Norouzi, Punjani and Fleet,
/// CVPR 2012): 128 bits are cut into `radius + 1` bands; two hashes that differ in at most `radius` bits agree in at
/// least one band. So only hashes with an equal band are compared, and none is missed. With radius 8, a photo takes
/// about 110 bytes, and a query among two million photos about 1300 comparisons.
pub struct Seen {
    radius: Option<u32>,
    /// The first 16 bytes of the SHA-256: among 10^7 files, a chance of 10^-25 for a false match.
    exact: HashMap<[u8; 16], u32>,
    looks: Vec<u128>,
    /// The source of each hash.
    numbers: Vec<u32>,
    bands: Vec<Band>,
}

/// Photos by the value of some of their bits, as chains: `heads[key]` is the newest, `next` the one before.
struct Band {
    shift: u32,
    heads: Vec<u32>,
    next: Vec<u32>,
}

impl Band {
    fn key(&self, look: u128) -> usize {
        (look >> self.shift) as usize & (self.heads.len() - 1)
    }
}

impl Seen {
    /// An empty set. `radius` is the number of bits that may differ, up to 15; `None` looks for equal bytes only.
    pub fn new(radius: Option<u32>) -> Self {
        let count = radius.map_or(0, |r| r + 1);
        let bands = (0..count).map(|i| {
            let (from, to) = (BITS * i / count, BITS * (i + 1) / count);
            Band {
                shift: from,
                heads: vec![NONE; 1 << (to - from).min(LONGEST)],
                next: Vec::new(),
            }
        });
        Self {
            radius,
            exact: HashMap::new(),
            looks: Vec::new(),
            numbers: Vec::new(),
            bands: bands.collect(),
        }
    }

    /// Whether a file with these bytes was seen; this needs no decoding.
    pub fn has(&self, sha256: &Sha256Sum) -> bool {
        self.exact.contains_key(&short(sha256))
    }

    /// The earlier photo that this one duplicates.
    pub fn find(&self, sha256: &Sha256Sum, look: Option<u128>) -> Option<Twin> {
        if let Some(&number) = self.exact.get(&short(sha256)) {
            return Some(Twin::Exact(number));
        }
        let (look, radius) = (look?, self.radius?);
        let mut nearest: Option<(u32, u32)> = None;
        for band in &self.bands {
            let mut at = band.heads[band.key(look)];
            while at != NONE {
                let i = at as usize;
                let found = ((self.looks[i] ^ look).count_ones(), self.numbers[i]);
                if found.0 <= radius && nearest.is_none_or(|best| found < best) {
                    nearest = Some(found);
                }
                at = band.next[i];
            }
        }
        nearest.map(|(apart, number)| Twin::Similar { number, apart })
    }

    /// Adds a photo under its number. Duplicates are added too: photos like them must be left out on every machine.
    pub fn add(&mut self, sha256: &Sha256Sum, look: Option<u128>, number: u32) {
        self.exact.entry(short(sha256)).or_insert(number);
        let Some(look) = look.filter(|_| self.radius.is_some()) else {
            return;
        };
        let at = self.looks.len() as u32;
        self.looks.push(look);
        self.numbers.push(number);
        for band in &mut self.bands {
            let key = band.key(look);
            band.next.push(band.heads[key]);
            band.heads[key] = at;
        }
    }
}

fn short(sha256: &Sha256Sum) -> [u8; 16] {
    std::array::from_fn(|i| sha256.0[i])
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::RngExt;

    fn sum(n: u32) -> Sha256Sum {
        Sha256Sum::of(&n.to_le_bytes())
    }

    #[test]
    fn bands_find_what_comparing_all_finds() {
        let mut rng = dynet_degrade::random::stream(0, 0, 0);
        for radius in [0, 1, 7, 8, 15] {
            let mut seen = Seen::new(Some(radius));
            let mut looks: Vec<u128> = Vec::new();
            for n in 0..2000u32 {
                // Half of them are an earlier one with up to 20 bits flipped.
                let mut look: u128 = rng.random();
                if n > 0 && rng.random_bool(0.5) {
                    look = looks[rng.random_range(0..looks.len())];
                    for _ in 0..rng.random_range(0..20) {
                        look ^= 1 << rng.random_range(0..BITS);
                    }
                }
                let nearest = (0u32..)
                    .zip(&looks)
                    .map(|(i, l)| ((l ^ look).count_ones(), i));
                let expected = nearest.min().filter(|&(apart, _)| apart <= radius);
                let found = seen.find(&sum(n), Some(look)).map(|twin| match twin {
                    Twin::Similar { number, apart } => (apart, number),
                    Twin::Exact(_) => panic!("no two have the same bytes"),
                });
                assert_eq!(found, expected);
                seen.add(&sum(n), Some(look), n);
                looks.push(look);
            }
        }
    }

    #[test]
    fn equal_bytes_come_first_and_need_no_looks() {
        let mut seen = Seen::new(None);
        seen.add(&sum(1), Some(5), 10);
        assert_eq!(seen.find(&sum(2), Some(5)), None);
        assert_eq!(seen.find(&sum(1), None), Some(Twin::Exact(10)));
        assert!(seen.has(&sum(1)) && !seen.has(&sum(2)));
    }
}
