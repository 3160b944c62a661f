//! Apple's accelerators.
//!
//! Compiles each graph when a session starts, which can take seconds. Needs graphs of one tile
//! size (the target `mobile`).

use super::Facts;

pub(super) const FACTS: Facts = Facts {
    name: "coreml",
    target: "mobile",
    #[cfg(feature = "coreml")]
    handle: Some(handle::HANDLE),
    #[cfg(not(feature = "coreml"))]
    handle: None,
};

#[cfg(feature = "coreml")]
mod handle {
    use ort::ep::{CoreML, ExecutionProvider};
    use ort::session::builder::SessionBuilder;

    use super::super::Handle;

    pub(super) const HANDLE: Handle = Handle {
        in_library: || CoreML::is_available().unwrap_or(false),
        register,
    };

    fn register(builder: &mut SessionBuilder, _threads: usize) -> ort::Result<()> {
        // The older format knows too few operations.
        let format = ort::ep::coreml::ModelFormat::MLProgram;
        let provider = CoreML::default().with_model_format(format);
        provider.with_static_input_shapes(true).register(builder)
    }
}
