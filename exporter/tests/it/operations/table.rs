//! The table of operations: what each is exported as, and which engines run it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use burn::module::Module;
use burn::tensor::Device;
use dynet_exporter::{ErrorKind, Input, Options, export};

use crate::common::general::{Samples, input, outcomes};

/// Pictures of four channels, in any number and of any size.
pub const PICTURE: &[&str] = &["b,4,h,w"];

/// Where layers draw their weights, the same each time.
pub fn device() -> Device {
    let device = Device::flex();
    device.seed(5);
    device
}

/// What an engine is known not to do, with the reason as it stands in the table.
pub struct Gap {
    pub engine: &'static str,
    pub case: &'static str,
    pub why: &'static str,
}

/// Rows and what is wrong with them.
pub struct Table {
    gaps: &'static [Gap],
    text: String,
    wrong: Vec<String>,
}

/// A network without weights.
#[derive(Module, Debug)]
struct Nothing {}

impl Table {
    pub fn new(gaps: &'static [Gap]) -> Self {
        Self {
            gaps,
            text: String::new(),
            wrong: Vec::new(),
        }
    }

    pub fn family(&mut self, name: &str) {
        self.text += &format!(
            "\n## {name}\n\n| in Burn | in ONNX | tract | ONNX Runtime |\n|---|---|---|---|\n"
        );
    }

    /// One operation. Inputs are given by their axes, free ones by name, as in `b,3,h:2`; their
    /// values are positive after a `+`, and below 1 after a `~`.
    pub fn case<I: Samples, O: Samples>(
        &mut self,
        name: &'static str,
        inputs: &[&str],
        forward: fn(I) -> O,
    ) {
        self.row(name, &Nothing {}, inputs, &|_, x| forward(x));
    }

    /// One operation with weights.
    pub fn layer<M: Module, I: Samples, O: Samples>(
        &mut self,
        name: &'static str,
        module: M,
        inputs: &[&str],
        forward: fn(&M, I) -> O,
    ) {
        self.row(name, &module, inputs, &forward);
    }

    // Not generic over the closure: there are many, and all of the exporter would be compiled
    // for each.
    fn row<M: Module, I: Samples, O: Samples>(
        &mut self,
        name: &'static str,
        module: &M,
        inputs: &[&str],
        forward: &dyn Fn(&M, I) -> O,
    ) {
        let run = || outcomes(module, forward, &described(inputs));
        let (exported, outcomes) = match catch_unwind(AssertUnwindSafe(run)) {
            Ok(Ok(found)) => found,
            Ok(Err(error)) => return self.wrong.push(format!("{name}: {error}")),
            Err(_) => return self.wrong.push(format!("{name}: Burn panicked")),
        };
        let mut operators: Vec<&str> = Vec::new();
        for operator in exported.operators() {
            if !operators.contains(&operator) {
                operators.push(operator);
            }
        }
        let gap = |engine: &str| {
            let mut gaps = self.gaps.iter();
            gaps.find(|gap| gap.engine == engine && gap.case == name)
        };
        for (engine, failure) in outcomes {
            match (gap(engine), failure) {
                (None, Some(error)) => self.wrong.push(format!("{name} on {engine}: {error}")),
                (Some(gap), None) => {
                    self.wrong
                        .push(format!("{name} works on {engine}: drop {:?}", gap.why));
                }
                _ => {}
            }
        }
        let cell = |engine: &str| gap(engine).map_or("yes", |gap| gap.why);
        let row = format!(
            "| `{name}` | {} | {} | {} |\n",
            operators.join(", "),
            cell("tract"),
            cell("ort")
        );
        self.text += &row;
    }

    /// An operation that has no lowering; the error must name it.
    pub fn refused<I: Samples, O: Samples>(
        &mut self,
        name: &'static str,
        inputs: &[&str],
        named: &str,
        forward: fn(I) -> O,
    ) {
        let options = Options::default();
        let inputs = described(inputs);
        let forward: &dyn Fn(&Nothing, I) -> O = &|_, x| forward(x);
        match export(&Nothing {}, forward, &inputs, &options) {
            Err(error) if error.kind() == ErrorKind::Unsupported => {
                if !error.to_string().contains(named) {
                    self.wrong.push(format!("{name}: {error}"));
                }
            }
            Err(error) => self.wrong.push(format!("{name}: {error}")),
            Ok(_) => self.wrong.push(format!("{name} can be exported")),
        }
        self.text += &format!("| `{name}` | not exported | | |\n");
    }

    /// The whole table.
    ///
    /// # Panics
    /// When a case went wrong, or a gap is of no case.
    pub fn finish(self) -> String {
        assert!(self.wrong.is_empty(), "\n{}", self.wrong.join("\n"));
        for gap in self.gaps {
            let row = format!("| `{}` |", gap.case);
            assert!(self.text.contains(&row), "no case {:?}", gap.case);
        }
        self.text
    }
}

fn described(inputs: &[&str]) -> Vec<Input> {
    let names = ["x", "y", "z", "w"];
    let described = |(dims, name): (&&str, &str)| match dims.split_at(1) {
        ("+", dims) => input(&format!("positive_{name}"), dims),
        ("~", dims) => input(&format!("small_{name}"), dims),
        _ => input(name, dims),
    };
    inputs.iter().zip(names).map(described).collect()
}
