//! Tensors of any kind that tests make, compare and read.

use burn::tensor::{Bool, Device, Int, Tensor, TensorData};
use dynet_exporter::{Input, Port, Ports};

/// What the numbers of an array are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    Float,
    Int,
    Bool,
}

/// A tensor's values as numbers, whatever its format.
#[derive(Clone, Debug)]
pub struct Array {
    pub kind: Kind,
    pub shape: Vec<usize>,
    pub values: Vec<f64>,
}

impl Array {
    /// The same values each time: floats from -2 to 2, whole numbers from 0 to 3.
    pub fn sample(kind: Kind, shape: &[usize], seed: u64) -> Self {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64 ^ (seed + 1).wrapping_mul(0x2545_f491_4f6c_dd1d);
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 11) as f64 / (1u64 << 53) as f64
        };
        let value = |random: f64| match kind {
            Kind::Float => f64::from((4.0 * random - 2.0) as f32),
            Kind::Int => (4.0 * random).floor(),
            Kind::Bool => f64::from(random > 0.5),
        };
        Self {
            kind,
            shape: shape.to_vec(),
            values: (0..shape.iter().product()).map(|_| value(next())).collect(),
        }
    }

    /// Values from 0.05 to 2.05 for an input called `positive..`, from -0.8 to 0.8 for `small..`.
    pub fn within(mut self, input: &Input) -> Self {
        let change: fn(f64) -> f64 = match input.name.as_str() {
            name if name.starts_with("positive") => |v| v.abs() + 0.05,
            name if name.starts_with("small") => |v| 0.4 * v,
            _ => |v| v,
        };
        self.values
            .iter_mut()
            .for_each(|value| *value = change(*value));
        self
    }

    pub fn floats(&self) -> Vec<f32> {
        self.values.iter().map(|&v| v as f32).collect()
    }

    pub fn ints(&self) -> Vec<i64> {
        self.values.iter().map(|&v| v as i64).collect()
    }

    pub fn bools(&self) -> Vec<bool> {
        self.values.iter().map(|&v| v != 0.0).collect()
    }
}

/// One tensor that tests can make and read.
pub trait Sample: Port {
    const KIND: Kind;
    fn from(array: &Array) -> Self;
    fn array(self) -> Array;
}

impl<const D: usize> Sample for Tensor<D> {
    const KIND: Kind = Kind::Float;
    fn from(array: &Array) -> Self {
        let data = TensorData::new(array.floats(), array.shape.clone());
        Self::from_data(data, &Device::flex())
    }
    fn array(self) -> Array {
        let data = self.into_data();
        let values = data.iter::<f64>().collect();
        let shape = data.shape().to_vec();
        Array {
            kind: Kind::Float,
            shape,
            values,
        }
    }
}

impl<const D: usize> Sample for Tensor<D, Int> {
    const KIND: Kind = Kind::Int;
    fn from(array: &Array) -> Self {
        let data = TensorData::new(array.ints(), array.shape.clone());
        Self::from_data(data, &Device::flex())
    }
    fn array(self) -> Array {
        let data = self.into_data();
        let values = data.iter::<i64>().map(|v| v as f64).collect();
        let shape = data.shape().to_vec();
        Array {
            kind: Kind::Int,
            shape,
            values,
        }
    }
}

impl<const D: usize> Sample for Tensor<D, Bool> {
    const KIND: Kind = Kind::Bool;
    fn from(array: &Array) -> Self {
        let data = TensorData::new(array.bools(), array.shape.clone());
        Self::from_data(data, &Device::flex())
    }
    fn array(self) -> Array {
        let data = self.into_data();
        let values = data.iter::<bool>().map(f64::from).collect();
        let shape = data.shape().to_vec();
        Array {
            kind: Kind::Bool,
            shape,
            values,
        }
    }
}

/// A tensor or a tuple.
pub trait Samples: Ports {
    fn kinds() -> Vec<Kind>;
    fn from(arrays: &[Array]) -> Self;
    fn arrays(self) -> Vec<Array>;
}

impl<T: Sample> Samples for T {
    fn kinds() -> Vec<Kind> {
        vec![T::KIND]
    }
    fn from(arrays: &[Array]) -> Self {
        Sample::from(&arrays[0])
    }
    fn arrays(self) -> Vec<Array> {
        vec![self.array()]
    }
}

macro_rules! samples {
    ($($name:ident $at:tt),+) => {
        impl<$($name: Sample),+> Samples for ($($name,)+) {
            fn kinds() -> Vec<Kind> {
                vec![$($name::KIND),+]
            }
            fn from(arrays: &[Array]) -> Self {
                ($($name::from(&arrays[$at]),)+)
            }
            fn arrays(self) -> Vec<Array> {
                vec![$(self.$at.array()),+]
            }
        }
    };
}
samples!(A 0, B 1);
samples!(A 0, B 1, C 2);
samples!(A 0, B 1, C 2, D 3);
