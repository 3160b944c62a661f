//! Android's accelerators.
//!
//! Android has deprecated NNAPI, and on many phones it is slower than the processor. So it is only
//! used on request. It needs graphs of one tile size (the target `mobile`).

use super::Facts;

pub(super) const FACTS: Facts = Facts {
    name: "nnapi",
    target: "mobile",
    #[cfg(feature = "nnapi")]
    handle: Some(handle::HANDLE),
    #[cfg(not(feature = "nnapi"))]
    handle: None,
};

#[cfg(feature = "nnapi")]
mod handle {
    use ort::ep::{ExecutionProvider, NNAPI};
    use ort::session::builder::SessionBuilder;

    use super::super::Handle;

    pub(super) const HANDLE: Handle = Handle {
        in_library: || NNAPI::is_available().unwrap_or(false),
        register,
    };

    fn register(builder: &mut SessionBuilder, _threads: usize) -> ort::Result<()> {
        // Its own reference kernels on the processor are many times slower than ONNX Runtime's.
        NNAPI::default().with_disable_cpu(true).register(builder)
    }
}
