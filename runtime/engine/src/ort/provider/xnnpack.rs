//! XNNPACK's kernels on the processor: convolutions for ARM phones.
//!
//! Runs only convolutions whose shapes are known beforehand; the rest stays with ONNX Runtime's
//! kernels. It has a thread pool of its own beside ONNX Runtime's.

use super::Facts;

pub(super) const FACTS: Facts = Facts {
    name: "xnnpack",
    target: "cpu",
    #[cfg(feature = "xnnpack")]
    handle: Some(handle::HANDLE),
    #[cfg(not(feature = "xnnpack"))]
    handle: None,
};

#[cfg(feature = "xnnpack")]
mod handle {
    use ort::ep::{ExecutionProvider, XNNPACK};
    use ort::session::builder::SessionBuilder;

    use super::super::Handle;

    pub(super) const HANDLE: Handle = Handle {
        in_library: || XNNPACK::is_available().unwrap_or(false),
        register,
    };

    fn register(builder: &mut SessionBuilder, threads: usize) -> ort::Result<()> {
        let mut provider = XNNPACK::default();
        if let Some(threads) = std::num::NonZeroUsize::new(threads) {
            provider = provider.with_intra_op_num_threads(threads);
        }
        provider.register(builder)
    }
}
