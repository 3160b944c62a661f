//! The free axes of a network's inputs, and the lengths at which it is recorded.

use crate::input::{Dim, Input};
use crate::{Error, ErrorKind, Result};

/// A free length.
#[derive(Clone, Debug)]
pub(crate) struct Symbol {
    pub name: String,
    pub multiple: usize,
    /// An input, and its axis that has this length.
    pub place: (usize, usize),
}

/// The shortest length that is recorded: shorter ones may not fit a kernel.
const SHORTEST: usize = 32;

/// All free lengths of `inputs`.
///
/// # Errors
/// [`ErrorKind::Argument`] for a length or multiple of 0, and for names that are missing or
/// taken twice.
pub(crate) fn symbols(inputs: &[Input]) -> Result<Vec<Symbol>> {
    let wrong = |input: &Input, message: &str| {
        Err(Error::new(ErrorKind::Argument, message).at(format!("input {:?}", input.name)))
    };
    let mut symbols: Vec<Symbol> = Vec::new();
    for (at, input) in inputs.iter().enumerate() {
        if input.name.is_empty() || inputs[..at].iter().any(|other| other.name == input.name) {
            return wrong(input, "each input needs a unique name");
        }
        for (axis, dim) in input.dims.iter().enumerate() {
            match dim {
                Dim::Fixed(0) => return wrong(input, "a length must be at least 1"),
                Dim::Fixed(_) => {}
                Dim::Free { multiple: 0, .. } => {
                    return wrong(input, "a multiple must be at least 1");
                }
                Dim::Free { name, .. } if name.is_empty() => {
                    return wrong(input, "a free axis needs a name");
                }
                Dim::Free { name, multiple } => {
                    match symbols.iter_mut().find(|symbol| symbol.name == *name) {
                        Some(known) => known.multiple = common(known.multiple, *multiple),
                        None => symbols.push(Symbol {
                            name: name.clone(),
                            multiple: *multiple,
                            place: (at, axis),
                        }),
                    }
                }
            }
        }
    }
    Ok(symbols)
}

/// The least common multiple.
fn common(a: usize, b: usize) -> usize {
    let larger = a.max(b);
    let multiples = (1..=a.min(b)).map(|n| n * larger);
    let mut fitting = multiples.filter(|n| n.is_multiple_of(a) && n.is_multiple_of(b));
    fitting.next().unwrap_or(larger)
}

/// Lengths of all symbols at every recording.
///
/// Each length is its multiple times a prime number of its own (twice that in the first recording, so that even and
/// odd factors occur): no product of lengths can be mistaken for another, or for a constant. There are two recordings
/// more than symbols, because a scaled product plus a constant is known from two and must hold at the others.
pub(crate) fn points(symbols: &[Symbol]) -> Vec<Vec<usize>> {
    if symbols.is_empty() {
        return vec![Vec::new()];
    }
    let mut used = Vec::new();
    let mut point = |times: usize| -> Vec<usize> {
        let length = |symbol: &Symbol| {
            let unit = symbol.multiple * times;
            let mut primes =
                (2..).filter(|n| (2..*n).take_while(|d| d * d <= *n).all(|d| n % d > 0));
            let fits = |prime: &usize| !used.contains(prime) && prime * unit >= SHORTEST;
            let prime = primes.find(fits).unwrap_or(SHORTEST);
            used.push(prime);
            prime * unit
        };
        symbols.iter().map(length).collect()
    };
    (0..symbols.len() + 2)
        .map(|at| point(if at == 0 { 2 } else { 1 }))
        .collect()
}

/// The lengths of an input's axes at one recording.
pub(crate) fn shape(input: &Input, symbols: &[Symbol], point: &[usize]) -> Vec<usize> {
    let length = |dim: &Dim| match dim {
        Dim::Fixed(length) => *length,
        Dim::Free { name, .. } => {
            let mut values = symbols.iter().zip(point);
            let value = values.find(|(symbol, _)| symbol.name == *name);
            value.map_or(1, |(_, value)| *value)
        }
    };
    input.dims.iter().map(length).collect()
}

/// Lengths for messages: `height 32, width 48`.
pub(crate) fn describe(symbols: &[Symbol], point: &[usize]) -> String {
    let lengths = symbols.iter().zip(point);
    let lengths: Vec<String> = lengths.map(|(s, n)| format!("{} {n}", s.name)).collect();
    match lengths.is_empty() {
        true => "the one size".to_owned(),
        false => lengths.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_of_one_name_are_one_symbol() {
        let found = symbols(&[
            Input::new("a", ["batch".into(), Dim::multiple("length", 4)]),
            Input::new("b", [Dim::multiple("length", 6), 3.into()]),
        ]);
        let found = found.unwrap();
        let seen: Vec<_> = found
            .iter()
            .map(|s| (&*s.name, s.multiple, s.place))
            .collect();
        assert_eq!(seen, [("batch", 1, (0, 0)), ("length", 12, (0, 1))]);
        for point in points(&found) {
            assert!(point.iter().all(|n| *n >= SHORTEST) && point[1] % 12 == 0);
        }
    }

    #[test]
    fn nonsense_is_refused() {
        for dims in [vec![0.into()], vec![Dim::multiple("x", 0)], vec!["".into()]] {
            let error = symbols(&[Input::new("a", dims)]).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Argument);
        }
        let twice = ["a", "a"].map(|name| Input::new(name, [1.into()]));
        assert_eq!(symbols(&twice).unwrap_err().kind(), ErrorKind::Argument);
    }
}
