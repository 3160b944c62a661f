//! Layers of one kind in a row, and one of another kind as the last.

use burn::module::{
    Content, Devices, Module, ModuleDisplay, ModuleDisplayDefault, ModuleMapper, ModuleVisitor,
};
use burn::tensor::{Device, Tensor};

use super::Layer;

/// PyTorch's `Sequential(*layers, last)`: the index of `last` follows those of the layers. A derived module would
/// give it its field's name.
#[derive(Clone, Debug)]
pub struct Sequential<A, B> {
    /// Numbered from 0.
    pub layers: Vec<A>,
    /// Numbered as the next one.
    pub last: B,
}

impl<A: Module, B: Module> Sequential<A, B> {
    /// The same with every layer replaced.
    fn each(self, layer: impl FnMut(A) -> A, last: impl FnOnce(B) -> B) -> Self {
        Self {
            layers: self.layers.into_iter().map(layer).collect(),
            last: last(self.last),
        }
    }
}

impl<A: Module, B: Module> Module for Sequential<A, B> {
    fn collect_devices(&self, devices: Devices) -> Devices {
        self.last
            .collect_devices(self.layers.collect_devices(devices))
    }

    fn fork(self, device: &Device) -> Self {
        self.each(|layer| layer.fork(device), |last| last.fork(device))
    }

    fn to_device(self, device: &Device) -> Self {
        self.each(
            |layer| layer.to_device(device),
            |last| last.to_device(device),
        )
    }

    fn train(self) -> Self {
        self.each(A::train, B::train)
    }

    fn valid(&self) -> Self {
        Self {
            layers: self.layers.valid(),
            last: self.last.valid(),
        }
    }

    fn materialize(self) -> Self {
        self.each(A::materialize, B::materialize)
    }

    fn visit<V: ModuleVisitor>(&self, visitor: &mut V) {
        self.layers.visit(visitor);
        let index = self.layers.len().to_string();
        visitor.enter_module(&index, "Vec");
        self.last.visit(visitor);
        visitor.exit_module(&index, "Vec");
    }

    fn map<M: ModuleMapper>(self, mapper: &mut M) -> Self {
        let index = self.layers.len().to_string();
        let layers = self.layers.map(mapper);
        mapper.enter_module(&index, "Vec");
        let last = self.last.map(mapper);
        mapper.exit_module(&index, "Vec");
        Self { layers, last }
    }
}

impl<A: ModuleDisplay, B: ModuleDisplay> ModuleDisplayDefault for Sequential<A, B> {
    fn content(&self, content: Content) -> Option<Content> {
        content
            .add("layers", &self.layers)
            .add("last", &self.last)
            .optional()
    }
}

impl<A: ModuleDisplay, B: ModuleDisplay> ModuleDisplay for Sequential<A, B> {}

impl<A: Layer, B: Layer> Layer for Sequential<A, B> {
    fn apply(&self, x: Tensor<4>) -> Tensor<4> {
        self.last.apply(self.layers.apply(x))
    }
}
