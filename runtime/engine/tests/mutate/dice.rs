//! Random numbers that are the same in every run.

/// Random numbers by SplitMix64, from a case's number.
pub struct Dice(u64);

impl Dice {
    pub fn new(case: u64) -> Self {
        Self(case.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5eed)
    }

    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 where that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.roll() % end.max(1) as u64) as usize
    }

    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// An extreme number, as from mistakes and attackers, or a small one.
    pub fn odd_number(&mut self) -> i64 {
        let odd = [
            -1,
            0,
            1,
            2,
            3,
            4,
            7,
            8,
            16,
            64,
            100,
            256,
            1000,
            65_536,
            1 << 20,
            1 << 31,
            (1 << 31) - 1,
            1 << 32,
            1 << 40,
            1 << 62,
            i64::MAX,
            i64::MIN,
            -2,
            -16,
            -(1 << 31),
        ];
        *self.pick(&odd)
    }
}
