//! ONNX Runtime's own kernels: always there, needs nothing.

use super::{Facts, Handle};

pub(super) const FACTS: Facts = Facts {
    name: "cpu",
    target: "cpu",
    // A session has it by default.
    handle: Some(Handle {
        in_library: || true,
        register: |_, _| Ok(()),
    }),
};
