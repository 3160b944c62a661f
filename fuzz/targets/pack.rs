//! A pack of one file: the zip's index, then whatever in it is reached.
#![no_main]

use dynet_pack::Pack;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|zip: &[u8]| {
    let Ok(pack) = Pack::from_bytes(zip.to_vec()) else {
        return;
    };
    // Nothing in it is larger than all of it.
    for weights in pack.weights() {
        assert!(weights.bytes().len() < zip.len());
        assert!(weights.bytes().as_ptr().addr().is_multiple_of(64));
    }
    for (_, graph) in pack.graphs() {
        assert!(graph.bytes.len() < zip.len());
    }
    let _ = pack.card();
});
