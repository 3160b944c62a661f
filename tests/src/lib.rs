//! Tests that cross crates; nothing to use. `golden/` holds reference outputs of the authors'
//! PyTorch networks.
