package dev.dynet

import java.io.File

/**
 * How a pack is opened.
 *
 * ```
 * Restorer.open(context, "default.dynet", EngineOptions(threads = 2, lowMemory = true))
 * ```
 *
 * @property backend which engine computes.
 * @property provider where ONNX Runtime computes. The provider must exist; its results are compared
 *   with the processor's before it is used, and when it fails the processor takes over.
 * @property precision number format of the weights, such as `int8`, if the pack has several; null means
 *   its first one.
 * @property lowMemory no second copy of the weights on ONNX Runtime, and somewhat slower.
 * @property threads how many to use; 0 means one per core.
 * @property cache folder for what a [Budget] has measured once on this device; null means the app's cache
 *   folder if there is a context, and otherwise to measure again each time.
 * @property onnxRuntime path of ONNX Runtime's library; null means the app's own, if it has one.
 * @property addOns further tasks for the pack: `.dynet` files that `dynet-export add -o` wrote for it.
 * @property addOnAssets the same among the app's assets; for [Restorer.open] with a context.
 */
data class EngineOptions @JvmOverloads constructor(
    val backend: Backend = Backend.AUTO,
    val provider: Provider? = null,
    val precision: String? = null,
    val lowMemory: Boolean = false,
    val threads: Int = 0,
    val cache: File? = null,
    val onnxRuntime: File? = null,
    val addOns: List<File> = emptyList(),
    val addOnAssets: List<String> = emptyList(),
) {
    init {
        require(threads >= 0) { "threads is $threads, it must be 0 or more" }
    }
}

/** Which engine to use; [Restorer.backend] is the one in use. */
enum class Backend(internal val id: String) {
    /** ONNX Runtime when the app has its library, tract otherwise. */
    AUTO("auto"),

    /** ONNX Runtime, of `com.microsoft.onnxruntime:onnxruntime-android`. */
    ONNX_RUNTIME("ort"),

    /** tract, which is always available. */
    TRACT("tract"),
}

/** Where ONNX Runtime computes. */
enum class Provider(internal val id: String) {
    /** The processor, with ONNX Runtime's own kernels: the default. */
    CPU("cpu"),

    /** The processor, with XNNPACK's kernels if there are any. */
    XNNPACK("xnnpack"),

    /**
     * The phone's accelerator. Android has deprecated it and often it is slower; the pack needs graphs of
     * one tile size for it (`dynet-export pack --target cpu,mobile:256`).
     */
    NNAPI("nnapi"),
}
