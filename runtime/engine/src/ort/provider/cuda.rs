//! NVIDIA GPUs.
//!
//! Needs a library built for CUDA and NVIDIA's own CUDA and cuDNN libraries, about 2 GB. The graphs
//! of the target `cuda` hold fp16 weights; others run too, slower.

use super::Facts;

pub(super) const FACTS: Facts = Facts {
    name: "cuda",
    target: "cuda",
    #[cfg(feature = "cuda")]
    handle: Some(handle::HANDLE),
    #[cfg(not(feature = "cuda"))]
    handle: None,
};

#[cfg(feature = "cuda")]
mod handle {
    use ort::ep::{CUDA, ExecutionProvider};
    use ort::session::builder::SessionBuilder;

    use super::super::Handle;

    pub(super) const HANDLE: Handle = Handle {
        in_library: || CUDA::is_available().unwrap_or(false),
        register,
    };

    fn register(builder: &mut SessionBuilder, _threads: usize) -> ort::Result<()> {
        // The default search times every algorithm of every convolution at every new size: seconds for
        // the first tile. The heuristic costs a few percent of a run.
        let search = ort::ep::cuda::ConvAlgorithmSearch::Heuristic;
        let provider = CUDA::default().with_conv_algorithm_search(search);
        provider.register(builder)
    }
}
