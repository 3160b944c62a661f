//! How a tensor's length along one axis follows from the picture's height and width.

/// The length of one axis at every recorded picture size.
pub(crate) type Axis = Vec<usize>;

/// A length as a function of the picture's size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Length {
    /// The same at every size.
    Fixed(usize),
    /// `num * height^h * width^w / den`, always a whole number.
    Scaled {
        h: u32,
        w: u32,
        num: usize,
        den: usize,
    },
}

/// The powers of height and width that are tried, the likely ones first.
const POWERS: [(u32, u32); 5] = [(1, 0), (0, 1), (1, 1), (2, 0), (0, 2)];

/// Explains `axis`, the lengths at `sizes` (`[height, width]`), or gives `None`.
///
/// Heights and widths must be multiples of `multiple`: a length is only explained where the
/// division leaves no rest at any such size. The sizes must not be proportional to each
/// other, or height and width could be confused.
pub(crate) fn explain(axis: &Axis, sizes: &[[usize; 2]], multiple: usize) -> Option<Length> {
    if axis.iter().all(|&n| n == axis[0]) {
        return Some(Length::Fixed(axis[0]));
    }
    POWERS.into_iter().find_map(|(h, w)| {
        let base = |[height, width]: [usize; 2]| height.pow(h) * width.pow(w);
        let common = gcd(axis[0], base(sizes[0]));
        let (num, den) = (axis[0] / common, base(sizes[0]) / common);
        let fits = axis
            .iter()
            .zip(sizes)
            .all(|(&n, &size)| n * den == num * base(size));
        (fits && (num * multiple.pow(h + w)).is_multiple_of(den)).then_some(Length::Scaled {
            h,
            w,
            num,
            den,
        })
    })
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZES: [[usize; 2]; 3] = [[16, 24], [40, 16], [24, 56]];

    fn scaled(h: u32, w: u32, num: usize, den: usize) -> Option<Length> {
        Some(Length::Scaled { h, w, num, den })
    }

    #[test]
    fn lengths_are_explained() {
        let axis = |f: fn(usize, usize) -> usize| SIZES.map(|[h, w]| f(h, w)).to_vec();
        let explain = |axis| explain(&axis, &SIZES, 8);
        assert_eq!(explain(axis(|_, _| 7)), Some(Length::Fixed(7)));
        assert_eq!(explain(axis(|h, _| h / 8)), scaled(1, 0, 1, 8));
        assert_eq!(explain(axis(|_, w| 3 * w)), scaled(0, 1, 3, 1));
        assert_eq!(explain(axis(|h, w| h * w / 64)), scaled(1, 1, 1, 64));
    }

    #[test]
    fn what_is_no_whole_fraction_is_refused() {
        let axis = SIZES.map(|[h, _]| h + 1).to_vec();
        assert_eq!(explain(&axis, &SIZES, 8), None);
        // Fits at multiples of 8, but 4 is allowed too and would leave a rest.
        let axis = SIZES.map(|[h, _]| h / 8).to_vec();
        assert_eq!(explain(&axis, &SIZES, 4), None);
    }
}
