//! Any GPU, through WebGPU (Vulkan, Metal or Direct3D 12 underneath).
//!
//! Compiles its shaders in the first run, which can take seconds.

use super::Facts;

pub(super) const FACTS: Facts = Facts {
    name: "webgpu",
    target: "cpu",
    #[cfg(feature = "webgpu")]
    handle: Some(handle::HANDLE),
    #[cfg(not(feature = "webgpu"))]
    handle: None,
};

#[cfg(feature = "webgpu")]
mod handle {
    use ort::ep::{ExecutionProvider, WebGPU};
    use ort::session::builder::SessionBuilder;

    use super::super::Handle;

    pub(super) const HANDLE: Handle = Handle {
        in_library: || WebGPU::is_available().unwrap_or(false),
        register,
    };

    fn register(builder: &mut SessionBuilder, _threads: usize) -> ort::Result<()> {
        WebGPU::default().register(builder)
    }
}
