//! Status codes, constants and structs of the C API.

use std::ffi::{c_char, c_int, c_void};

use dynet::ErrorKind;

/// The result of a call. The numbers stay the same; later versions may add some.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum dynet_status {
    /// Success.
    DYNET_OK = 0,
    /// A file or folder could not be read (permissions, a failing disk).
    DYNET_IO = 1,
    /// A file or folder is missing.
    DYNET_MISSING = 2,
    /// pack.json is not a pack's manifest, or holds a value out of range.
    DYNET_MANIFEST = 3,
    /// The pack was written for a newer dynet.
    DYNET_UNKNOWN_SCHEMA = 4,
    /// A file name in the pack leads out of its folder.
    DYNET_UNSAFE_PATH = 5,
    /// A file or picture is larger than is accepted.
    DYNET_TOO_LARGE = 6,
    /// A file of the pack does not have the size in the manifest.
    DYNET_WRONG_SIZE = 7,
    /// A file of the pack does not have the SHA-256 in the manifest.
    DYNET_WRONG_HASH = 8,
    /// A graph of the pack cannot be parsed.
    DYNET_GRAPH = 9,
    /// A tensor of the pack does not lie in the weights file.
    DYNET_TENSOR_RANGE = 10,
    /// The pack has no such variant, or not in this precision.
    DYNET_UNKNOWN_VARIANT = 11,
    /// The engine is not built in, or its library was not found.
    DYNET_ENGINE_MISSING = 12,
    /// The engine refused a graph or failed while it ran.
    DYNET_ENGINE = 13,
    /// There was not enough memory, or max_memory is too low.
    DYNET_OUT_OF_MEMORY = 14,
    /// The network gave NaN or infinity.
    DYNET_NOT_FINITE = 15,
    /// A picture file cannot be decoded.
    DYNET_PHOTO = 16,
    /// Well-formed, but of an unsupported kind.
    DYNET_UNSUPPORTED = 17,
    /// An argument is null, out of range, or contradicts another.
    DYNET_BAD_ARGUMENT = 18,
    /// The caller cancelled it.
    DYNET_CANCELLED = 19,
    /// Installing ONNX Runtime failed.
    DYNET_SETUP = 20,
    /// The restorer or canceller was closed, or never existed.
    DYNET_BAD_HANDLE = 21,
    /// Another failure, without a number in this version.
    DYNET_OTHER = 22,
    /// A bug in dynet; please report the message.
    DYNET_INTERNAL = 23,
    /// A pack in one file is a damaged or a compressed zip.
    DYNET_ARCHIVE = 24,
    /// The pack has no such task.
    DYNET_UNKNOWN_TASK = 25,
}

impl From<ErrorKind> for dynet_status {
    fn from(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::Io => Self::DYNET_IO,
            ErrorKind::Missing => Self::DYNET_MISSING,
            ErrorKind::Archive => Self::DYNET_ARCHIVE,
            ErrorKind::Manifest => Self::DYNET_MANIFEST,
            ErrorKind::UnknownSchema => Self::DYNET_UNKNOWN_SCHEMA,
            ErrorKind::UnsafePath => Self::DYNET_UNSAFE_PATH,
            ErrorKind::TooLarge => Self::DYNET_TOO_LARGE,
            ErrorKind::WrongSize => Self::DYNET_WRONG_SIZE,
            ErrorKind::WrongHash => Self::DYNET_WRONG_HASH,
            ErrorKind::Graph => Self::DYNET_GRAPH,
            ErrorKind::TensorRange => Self::DYNET_TENSOR_RANGE,
            ErrorKind::UnknownVariant => Self::DYNET_UNKNOWN_VARIANT,
            ErrorKind::UnknownTask => Self::DYNET_UNKNOWN_TASK,
            ErrorKind::EngineMissing => Self::DYNET_ENGINE_MISSING,
            ErrorKind::Engine => Self::DYNET_ENGINE,
            ErrorKind::OutOfMemory => Self::DYNET_OUT_OF_MEMORY,
            ErrorKind::NotFinite => Self::DYNET_NOT_FINITE,
            ErrorKind::Photo => Self::DYNET_PHOTO,
            ErrorKind::Unsupported => Self::DYNET_UNSUPPORTED,
            ErrorKind::Argument => Self::DYNET_BAD_ARGUMENT,
            ErrorKind::Cancelled => Self::DYNET_CANCELLED,
            ErrorKind::Setup => Self::DYNET_SETUP,
            _ => Self::DYNET_OTHER,
        }
    }
}

/// A pack with an engine, from dynet_open to dynet_close. 0 is none.
pub type dynet_restorer = u64;

/// Stops restorations, from dynet_cancel_new to dynet_cancel_free. 0 is none.
pub type dynet_canceller = u64;

/// Called after every tile with the tiles done, first 0 and never falling, and the tiles in all. A
/// result other than 0 cancels. Called from any thread, one call at a time; must not throw or longjmp.
pub type dynet_progress =
    Option<unsafe extern "C" fn(done: usize, total: usize, user: *mut c_void) -> c_int>;

/// ONNX Runtime when its library is found, tract otherwise.
pub const DYNET_BACKEND_AUTO: u32 = 0;
/// ONNX Runtime.
pub const DYNET_BACKEND_ORT: u32 = 1;
/// tract.
pub const DYNET_BACKEND_TRACT: u32 = 2;

/// Copies of the weights in the layout that computes fastest.
pub const DYNET_PROFILE_SPEED: u32 = 0;
/// No copies of the weights on ONNX Runtime, which is somewhat slower.
pub const DYNET_PROFILE_MEMORY: u32 = 1;

/// Three bytes per pixel: red, green, blue.
pub const DYNET_RGB8: u32 = 1;
/// Four bytes per pixel: red, green, blue, and opacity, which is copied unchanged.
pub const DYNET_RGBA8: u32 = 2;
/// Three floats per pixel, 0 black to 1 full.
pub const DYNET_RGB_F32: u32 = 3;
/// Three planes of floats: all red values, then all green, then all blue.
pub const DYNET_PLANAR_F32: u32 = 4;

/// Bytes for a name in dynet_result, the final zero byte included.
pub const DYNET_NAME_BYTES: usize = 64;

/// How a pack is opened; begin with DYNET_OPEN_OPTIONS_INIT.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct dynet_open_options {
    /// sizeof(dynet_open_options), by which the library knows the caller's members.
    pub size: usize,
    /// DYNET_BACKEND_AUTO, DYNET_BACKEND_ORT or DYNET_BACKEND_TRACT.
    pub backend: u32,
    /// DYNET_PROFILE_SPEED or DYNET_PROFILE_MEMORY.
    pub profile: u32,
    /// Threads to use; 0 means one per core.
    pub threads: usize,
    /// Number format of the weights, such as "fp16"; NULL means the pack's first one.
    pub precision: *const c_char,
    /// Path of ONNX Runtime's library; NULL means to search for it.
    pub ort_library: *const c_char,
    /// ONNX Runtime's execution provider, such as "xnnpack"; NULL means the processor.
    pub provider: *const c_char,
    /// Folder for what is measured once on this machine; NULL means dynet in the user's cache.
    pub cache: *const c_char,
    /// Paths of add-ons, each with a further task for the pack; NULL means none.
    pub add_ons: *const *const c_char,
    /// How many paths add_ons has.
    pub add_on_count: usize,
}

/// A picture in the caller's memory. Strides are in bytes and need no alignment.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct dynet_image {
    /// The first pixel. An input's is only read.
    pub data: *mut c_void,
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// Bytes from one row to the next.
    pub row_stride: usize,
    /// Bytes from one plane to the next; only DYNET_PLANAR_F32 uses it.
    pub plane_stride: usize,
    /// DYNET_RGB8, DYNET_RGBA8, DYNET_RGB_F32 or DYNET_PLANAR_F32.
    pub format: u32,
}

/// How a picture is restored; begin with DYNET_RESTORE_OPTIONS_INIT.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct dynet_restore_options {
    /// sizeof(dynet_restore_options).
    pub size: usize,
    /// The variant's name. NULL means the heaviest, or the heaviest within budget_ms and max_memory if
    /// these are not 0.
    pub variant: *const c_char,
    /// Milliseconds that the picture may take, without the preparation of graphs; 0 means any. When
    /// no variant is fast enough, the lightest runs. The first call measures this machine.
    pub budget_ms: f64,
    /// Bytes of memory that the process should stay under, pictures included; 0 means any.
    pub max_memory: u64,
    /// Longest side of a tile in pixels; 0 means to choose by picture and engine.
    pub tile: usize,
    /// Called after every tile; may be NULL.
    pub progress: dynet_progress,
    /// The last argument of progress.
    pub user: *mut c_void,
    /// Stops this restoration when dynet_cancel is called on it; 0 means none.
    pub canceller: dynet_canceller,
    /// The task whose adapter the network gets, or "auto" to detect it from the picture; NULL means
    /// none.
    pub task: *const c_char,
}

/// The report of a restoration; begin with DYNET_RESULT_INIT.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct dynet_result {
    /// sizeof(dynet_result).
    pub size: usize,
    /// The variant that ran, UTF-8; a longer name is cut.
    pub variant: [c_char; DYNET_NAME_BYTES],
    /// The engine that ran it.
    pub backend: [c_char; DYNET_NAME_BYTES],
    /// Where the engine computed: "cpu", or an accelerator.
    pub provider: [c_char; DYNET_NAME_BYTES],
    /// How many tiles the picture was cut into.
    pub tiles: usize,
    /// Milliseconds in all, prepare_ms included; copying pixels is not counted.
    pub ms: f64,
    /// Milliseconds spent preparing the graph; near 0 when it was prepared before.
    pub prepare_ms: f64,
    /// Expected milliseconds without preparing; 0 without a budget.
    pub expected_ms: f64,
    /// How many things had to be given up, such as engines that failed; normally 0.
    pub fallbacks: usize,
    /// The task that it ran with; empty for none.
    pub task: [c_char; DYNET_NAME_BYTES],
}
