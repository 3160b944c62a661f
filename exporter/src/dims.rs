//! How a tensor's length along one axis follows from the free lengths of the inputs.

use crate::symbols::Symbol;

/// The length of one axis at every recording.
pub(crate) type Axis = Vec<usize>;

/// A length as a function of the free lengths.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Length {
    /// The same in every recording.
    Fixed(usize),
    /// Follows from free lengths.
    Free(Formula),
}

/// `num * a^powers[0] * b^powers[1].. / den + plus`, where the division has no remainder.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Formula {
    /// One power for each symbol.
    pub powers: Vec<u32>,
    pub num: i64,
    pub den: i64,
    pub plus: i64,
}

/// The highest sum of powers that is tried: a picture's pixels times the batch.
const DEGREE: u32 = 3;

/// Finds the formula of `axis`, its lengths at `points`, or returns `None`.
///
/// The division must have no remainder at any length that the symbols allow. Products are tried before products plus
/// a constant, short ones first.
pub(crate) fn explain(axis: &Axis, points: &[Vec<usize>], symbols: &[Symbol]) -> Option<Length> {
    if axis.iter().all(|&n| n == axis[0]) {
        return Some(Length::Fixed(axis[0]));
    }
    let mut candidates = vec![Vec::new()];
    for _ in symbols {
        let longer =
            |powers: &Vec<u32>| (0..=DEGREE).map(|n| [&powers[..], &[n]].concat()).collect();
        candidates = candidates
            .iter()
            .flat_map(|c| -> Vec<_> { longer(c) })
            .collect();
    }
    candidates.retain(|powers| (1..=DEGREE).contains(&powers.iter().sum()));
    candidates.sort_by_key(|powers| {
        let most = powers.iter().max().copied();
        (powers.iter().sum::<u32>(), most)
    });
    let fit = |powers: &Vec<u32>, constant| fit(axis, points, symbols, powers, constant);
    let formula = (candidates.iter().find_map(|powers| fit(powers, false)))
        .or_else(|| candidates.iter().find_map(|powers| fit(powers, true)));
    formula.map(Length::Free)
}

fn fit(
    axis: &Axis,
    points: &[Vec<usize>],
    symbols: &[Symbol],
    powers: &[u32],
    constant: bool,
) -> Option<Formula> {
    let product = |values: &mut dyn Iterator<Item = usize>| -> i128 {
        let factors = values.zip(powers).map(|(n, &power)| (n as i128).pow(power));
        factors.product()
    };
    let known = |at: usize| {
        let base = product(&mut points[at].iter().copied());
        (axis[at] as i128, base)
    };
    let (n, base) = known(0);
    let (mut num, mut den) = (n, base);
    if constant {
        let (other_n, other_base) = known(1);
        (num, den) = (n - other_n, base - other_base);
        if den < 0 {
            (num, den) = (-num, -den);
        }
    }
    if num == 0 || den == 0 {
        return None;
    }
    let divisor = gcd(num.unsigned_abs(), den.unsigned_abs()) as i128;
    (num, den) = (num / divisor, den / divisor);
    let multiples = product(&mut symbols.iter().map(|symbol| symbol.multiple));
    if (num * multiples) % den != 0 {
        return None;
    }
    let plus = n - num * base / den;
    let fits = |at: usize| {
        let (n, base) = known(at);
        n == num * base / den + plus
    };
    if !(0..axis.len()).all(fits) {
        return None;
    }
    Some(Formula {
        powers: powers.to_vec(),
        num: num.try_into().ok()?,
        den: den.try_into().ok()?,
        plus: plus.try_into().ok()?,
    })
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl Formula {
    /// A name for a length, for a graph's outputs: `height`, `height_width_div64`, `length_plus2`.
    pub fn name(&self, symbols: &[Symbol]) -> String {
        let mut parts = Vec::new();
        for (symbol, &power) in symbols.iter().zip(&self.powers) {
            parts.extend((0..power).map(|_| symbol.name.clone()));
        }
        for (label, n, none) in [("times", self.num, 1), ("div", self.den, 1)] {
            if n != none {
                parts.push(format!("{label}{n}").replace('-', "minus"));
            }
        }
        match self.plus {
            0 => {}
            n if n > 0 => parts.push(format!("plus{n}")),
            n => parts.push(format!("minus{}", -n)),
        }
        parts.join("_")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Dim, Input};
    use crate::symbols::{points, symbols};

    /// The name of the formula behind `length(height, width, batch)`.
    fn explained(multiple: usize, length: fn(usize, usize, usize) -> usize) -> Option<String> {
        let side = |name| Dim::multiple(name, multiple);
        let input = Input::new("x", [side("h"), side("w"), Dim::free("b")]);
        let symbols = symbols(&[input]).unwrap();
        let points = points(&symbols);
        let axis = points.iter().map(|p| length(p[0], p[1], p[2])).collect();
        match explain(&axis, &points, &symbols)? {
            Length::Fixed(n) => Some(n.to_string()),
            Length::Free(formula) => Some(formula.name(&symbols)),
        }
    }

    #[test]
    fn lengths_are_explained() {
        let explained = |length| explained(8, length).unwrap();
        assert_eq!(explained(|_, _, _| 7), "7");
        assert_eq!(explained(|h, _, _| h / 8), "h_div8");
        assert_eq!(explained(|_, w, _| 3 * w), "w_times3");
        assert_eq!(explained(|h, w, b| b * h * w / 64), "h_w_b_div64");
        assert_eq!(explained(|h, _, _| h * h), "h_h");
        assert_eq!(explained(|h, _, _| (h - 4) / 2 + 1), "h_div2_minus1");
        assert_eq!(
            explained(|_, w, b| 5 * b * w / 4 + 2),
            "w_b_times5_div4_plus2"
        );
        assert_eq!(explained(|h, _, _| 1000 - h), "h_timesminus1_plus1000");
    }

    #[test]
    fn what_does_not_hold_at_every_size_is_refused() {
        assert_eq!(explained(8, |h, w, _| h + w), None);
        assert_eq!(explained(8, |h, _, _| h.min(60)), None);
        // An integer in some recordings, but not at every multiple of 4.
        assert_eq!(explained(4, |h, _, _| h / 8), None);
        assert_eq!(explained(1, |h, _, _| h.div_ceil(2)), None);
    }
}
