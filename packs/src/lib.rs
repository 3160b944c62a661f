//! The pack in `packs/default` as bytes of the program, so that a program works wherever it lies.
//!
//! ```
//! let names: Vec<&str> = dynet_default_pack::FILES.iter().map(|(name, _)| *name).collect();
//! assert!(names.contains(&"pack.json") && names.contains(&"weights.bin"));
//! ```
//!
//! `dynet::pack::Pack::embedded(dynet_default_pack::FILES)` opens it.

#![warn(missing_docs)]
#![forbid(unsafe_code)]

/// Bytes from an address that is a multiple of 64, so that engines can read tensors in place.
#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

static WEIGHTS: &Aligned<[u8]> = &Aligned(*include_bytes!("../default/weights.bin"));

/// Names and bytes of the pack's files.
pub static FILES: &[(&str, &[u8])] = &[
    ("pack.json", include_bytes!("../default/pack.json")),
    ("weights.bin", &WEIGHTS.0),
    ("s.cpu.onnx", include_bytes!("../default/s.cpu.onnx")),
    ("m.cpu.onnx", include_bytes!("../default/m.cpu.onnx")),
    ("l.cpu.onnx", include_bytes!("../default/l.cpu.onnx")),
    ("CARD.md", include_bytes!("../default/CARD.md")),
];
