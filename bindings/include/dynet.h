/* dynet: removes noise, rain and haze from photos, see bindings/README.md.
 *
 * Every function may be called from any thread. What does not begin with "const char *" returns
 * a dynet_status, and dynet_last_error() says more. Unless a comment says otherwise, pointers must
 * not be NULL, and the library keeps none after a call.
 *
 * Written by cbindgen from bindings/src/capi; do not edit. */

#ifndef DYNET_H
#define DYNET_H

#include <stddef.h>
#include <stdint.h>

/* Initial values of structs: their size, so that later versions can add members, and defaults. */
#define DYNET_OPEN_OPTIONS_INIT { sizeof(dynet_open_options), DYNET_BACKEND_AUTO, \
    DYNET_PROFILE_SPEED, 0, NULL, NULL, NULL, NULL, NULL, 0 }
#define DYNET_RESTORE_OPTIONS_INIT { sizeof(dynet_restore_options), NULL, 0.0, 0, 0, NULL, NULL, 0, \
    NULL }
#define DYNET_RESULT_INIT { sizeof(dynet_result), { 0 }, { 0 }, { 0 }, 0, 0.0, 0.0, 0.0, 0, { 0 } }

// ONNX Runtime when its library is found, tract otherwise.
#define DYNET_BACKEND_AUTO 0

// ONNX Runtime.
#define DYNET_BACKEND_ORT 1

// tract.
#define DYNET_BACKEND_TRACT 2

// Copies of the weights in the layout that computes fastest.
#define DYNET_PROFILE_SPEED 0

// No copies of the weights on ONNX Runtime, which is somewhat slower.
#define DYNET_PROFILE_MEMORY 1

// Three bytes per pixel: red, green, blue.
#define DYNET_RGB8 1

// Four bytes per pixel: red, green, blue, and opacity, which is copied unchanged.
#define DYNET_RGBA8 2

// Three floats per pixel, 0 black to 1 full.
#define DYNET_RGB_F32 3

// Three planes of floats: all red values, then all green, then all blue.
#define DYNET_PLANAR_F32 4

// Bytes for a name in dynet_result, the final zero byte included.
#define DYNET_NAME_BYTES 64

// The result of a call. The numbers stay the same; later versions may add some.
typedef enum {
  // Success.
  DYNET_OK = 0,
  // A file or folder could not be read (permissions, a failing disk).
  DYNET_IO = 1,
  // A file or folder is missing.
  DYNET_MISSING = 2,
  // pack.json is not a pack's manifest, or holds a value out of range.
  DYNET_MANIFEST = 3,
  // The pack was written for a newer dynet.
  DYNET_UNKNOWN_SCHEMA = 4,
  // A file name in the pack leads out of its folder.
  DYNET_UNSAFE_PATH = 5,
  // A file or picture is larger than is accepted.
  DYNET_TOO_LARGE = 6,
  // A file of the pack does not have the size in the manifest.
  DYNET_WRONG_SIZE = 7,
  // A file of the pack does not have the SHA-256 in the manifest.
  DYNET_WRONG_HASH = 8,
  // A graph of the pack cannot be parsed.
  DYNET_GRAPH = 9,
  // A tensor of the pack does not lie in the weights file.
  DYNET_TENSOR_RANGE = 10,
  // The pack has no such variant, or not in this precision.
  DYNET_UNKNOWN_VARIANT = 11,
  // The engine is not built in, or its library was not found.
  DYNET_ENGINE_MISSING = 12,
  // The engine refused a graph or failed while it ran.
  DYNET_ENGINE = 13,
  // There was not enough memory, or max_memory is too low.
  DYNET_OUT_OF_MEMORY = 14,
  // The network gave NaN or infinity.
  DYNET_NOT_FINITE = 15,
  // A picture file cannot be decoded.
  DYNET_PHOTO = 16,
  // Well-formed, but of an unsupported kind.
  DYNET_UNSUPPORTED = 17,
  // An argument is null, out of range, or contradicts another.
  DYNET_BAD_ARGUMENT = 18,
  // The caller cancelled it.
  DYNET_CANCELLED = 19,
  // Installing ONNX Runtime failed.
  DYNET_SETUP = 20,
  // The restorer or canceller was closed, or never existed.
  DYNET_BAD_HANDLE = 21,
  // Another failure, without a number in this version.
  DYNET_OTHER = 22,
  // A bug in dynet; please report the message.
  DYNET_INTERNAL = 23,
  // A pack in one file is a damaged or a compressed zip.
  DYNET_ARCHIVE = 24,
  // The pack has no such task.
  DYNET_UNKNOWN_TASK = 25,
} dynet_status;

// How a pack is opened; begin with DYNET_OPEN_OPTIONS_INIT.
typedef struct {
  // sizeof(dynet_open_options), by which the library knows the caller's members.
  size_t size;
  // DYNET_BACKEND_AUTO, DYNET_BACKEND_ORT or DYNET_BACKEND_TRACT.
  uint32_t backend;
  // DYNET_PROFILE_SPEED or DYNET_PROFILE_MEMORY.
  uint32_t profile;
  // Threads to use; 0 means one per core.
  size_t threads;
  // Number format of the weights, such as "fp16"; NULL means the pack's first one.
  const char *precision;
  // Path of ONNX Runtime's library; NULL means to search for it.
  const char *ort_library;
  // ONNX Runtime's execution provider, such as "xnnpack"; NULL means the processor.
  const char *provider;
  // Folder for what is measured once on this machine; NULL means dynet in the user's cache.
  const char *cache;
  // Paths of add-ons, each with a further task for the pack; NULL means none.
  const char *const *add_ons;
  // How many paths add_ons has.
  size_t add_on_count;
} dynet_open_options;

// A pack with an engine, from dynet_open to dynet_close. 0 is none.
typedef uint64_t dynet_restorer;

// A picture in the caller's memory. Strides are in bytes and need no alignment.
typedef struct {
  // The first pixel. An input's is only read.
  void *data;
  // Width in pixels.
  size_t width;
  // Height in pixels.
  size_t height;
  // Bytes from one row to the next.
  size_t row_stride;
  // Bytes from one plane to the next; only DYNET_PLANAR_F32 uses it.
  size_t plane_stride;
  // DYNET_RGB8, DYNET_RGBA8, DYNET_RGB_F32 or DYNET_PLANAR_F32.
  uint32_t format;
} dynet_image;

// Called after every tile with the tiles done, first 0 and never falling, and the tiles in all. A
// result other than 0 cancels. Called from any thread, one call at a time; must not throw or longjmp.
typedef int (*dynet_progress)(size_t done, size_t total, void *user);

// Stops restorations, from dynet_cancel_new to dynet_cancel_free. 0 is none.
typedef uint64_t dynet_canceller;

// How a picture is restored; begin with DYNET_RESTORE_OPTIONS_INIT.
typedef struct {
  // sizeof(dynet_restore_options).
  size_t size;
  // The variant's name. NULL means the heaviest, or the heaviest within budget_ms and max_memory if
  // these are not 0.
  const char *variant;
  // Milliseconds that the picture may take, without the preparation of graphs; 0 means any. When
  // no variant is fast enough, the lightest runs. The first call measures this machine.
  double budget_ms;
  // Bytes of memory that the process should stay under, pictures included; 0 means any.
  uint64_t max_memory;
  // Longest side of a tile in pixels; 0 means to choose by picture and engine.
  size_t tile;
  // Called after every tile; may be NULL.
  dynet_progress progress;
  // The last argument of progress.
  void *user;
  // Stops this restoration when dynet_cancel is called on it; 0 means none.
  dynet_canceller canceller;
  // The task whose adapter the network gets, or "auto" to detect it from the picture; NULL means
  // none.
  const char *task;
} dynet_restore_options;

// The report of a restoration; begin with DYNET_RESULT_INIT.
typedef struct {
  // sizeof(dynet_result).
  size_t size;
  // The variant that ran, UTF-8; a longer name is cut.
  char variant[DYNET_NAME_BYTES];
  // The engine that ran it.
  char backend[DYNET_NAME_BYTES];
  // Where the engine computed: "cpu", or an accelerator.
  char provider[DYNET_NAME_BYTES];
  // How many tiles the picture was cut into.
  size_t tiles;
  // Milliseconds in all, prepare_ms included; copying pixels is not counted.
  double ms;
  // Milliseconds spent preparing the graph; near 0 when it was prepared before.
  double prepare_ms;
  // Expected milliseconds without preparing; 0 without a budget.
  double expected_ms;
  // How many things had to be given up, such as engines that failed; normally 0.
  size_t fallbacks;
  // The task that it ran with; empty for none.
  char task[DYNET_NAME_BYTES];
} dynet_result;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// The library's version, such as "0.1.0"; the text is never freed.
const char *dynet_version(void);

// What went wrong in this thread's last call, UTF-8, with what to do; empty when it worked. The
// text is valid until the thread's next call of another function.
const char *dynet_last_error(void);

// Opens the pack in the folder `pack` (UTF-8), checks all of it and starts an engine.
//
// # Safety
// `pack` ends with a zero byte; `options` is NULL or a struct whose texts are NULL or end with a
// zero byte, and whose `add_ons` holds `add_on_count` texts; `restorer` gets the result, or 0 on
// failure.
dynet_status dynet_open(const char *pack,
                        const dynet_open_options *options,
                        dynet_restorer *restorer);

// Closes a restorer; running calls that use it finish. 0 is allowed and does nothing.
dynet_status dynet_close(dynet_restorer restorer);

// How many variants the pack has, lightest first.
//
// # Safety
// `count` can be written.
dynet_status dynet_variant_count(dynet_restorer restorer, size_t *count);

// The name of variant `index`, with a zero byte at its end.
//
// # Safety
// `buffer` has `capacity` bytes, or is NULL with capacity 0 to ask for the length only; `length`,
// which may be NULL, gets the bytes needed, zero byte included, even if the capacity is too small.
dynet_status dynet_variant_name(dynet_restorer restorer,
                                size_t index,
                                char *buffer,
                                size_t capacity,
                                size_t *length);

// The reuse vector of variant `index`: how often each stage's block runs. Empty if the network
// has none.
//
// # Safety
// `values` has room for `capacity` numbers, or is NULL with capacity 0 to ask for the count only;
// `count`, which may be NULL, gets how many there are, even if the capacity is too small.
dynet_status dynet_variant_reuse(dynet_restorer restorer,
                                 size_t index,
                                 size_t *values,
                                 size_t capacity,
                                 size_t *count);

// How many distinct weights variant `index` uses.
//
// # Safety
// `parameters` can be written.
dynet_status dynet_variant_parameters(dynet_restorer restorer, size_t index, uint64_t *parameters);

// How many tasks the pack has, those of add-ons included.
//
// # Safety
// `count` can be written.
dynet_status dynet_task_count(dynet_restorer restorer, size_t *count);

// The name of task `index`, with a zero byte at its end.
//
// # Safety
// As dynet_variant_name.
dynet_status dynet_task_name(dynet_restorer restorer,
                             size_t index,
                             char *buffer,
                             size_t capacity,
                             size_t *length);

// The degradation that task `index` removes, such as "rain"; empty if the task does not name one.
//
// # Safety
// As dynet_variant_name.
dynet_status dynet_task_kind(dynet_restorer restorer,
                             size_t index,
                             char *buffer,
                             size_t capacity,
                             size_t *length);

// Name of the engine in use, such as "tract".
//
// # Safety
// As dynet_variant_name.
dynet_status dynet_backend(dynet_restorer restorer, char *buffer, size_t capacity, size_t *length);

// A line for the user when the engine in use is not the fastest: why, and what to do. Empty
// otherwise.
//
// # Safety
// As dynet_variant_name.
dynet_status dynet_note(dynet_restorer restorer, char *buffer, size_t capacity, size_t *length);

// Restores a picture of any size into one of the same size. Formats may differ; opacity is copied
// from an input that has it, and is 255 otherwise. Floats are the network's
// output, which may be slightly below 0 or above 1. The output is written only on DYNET_OK.
//
// # Safety
// `input` and `output` describe valid memory: every row of every plane. During the call, nobody
// writes the input's rows or uses the output's; both may be the same memory. `options` is NULL or a
// struct whose texts are NULL or end with a zero byte. `result` is NULL or a struct.
dynet_status dynet_restore(dynet_restorer restorer,
                           const dynet_image *input,
                           const dynet_image *output,
                           const dynet_restore_options *options,
                           dynet_result *result);

// A new canceller, to be given to restorations and freed with dynet_cancel_free.
//
// # Safety
// `canceller` can be written.
dynet_status dynet_cancel_new(dynet_canceller *canceller);

// Stops every restoration with this canceller, at the end of a tile at the latest; restorations
// that start later stop at once.
dynet_status dynet_cancel(dynet_canceller canceller);

// Frees a canceller; running restorations with it go on. 0 is allowed and does nothing.
dynet_status dynet_cancel_free(dynet_canceller canceller);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* DYNET_H */
