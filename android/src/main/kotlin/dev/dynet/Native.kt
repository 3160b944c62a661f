package dev.dynet

import java.nio.ByteBuffer

/**
 * The functions of libdynet.so. Restorers and cancellers are numbers; one that was closed throws
 * IllegalStateException. 0 and null mean "not given" unless stated otherwise.
 */
internal object Native {
    /** Loads libdynet.so once, or the file that the system property `dynet.library` names. */
    fun load() = loaded

    /** As [load], after loading the app's ONNX Runtime, if it may be used, so that the engine finds it. */
    fun load(engine: EngineOptions) {
        if (engine.backend != Backend.TRACT && engine.onnxRuntime == null) onnxRuntime
        load()
    }

    private val onnxRuntime: Unit by lazy {
        try {
            System.loadLibrary("onnxruntime")
        } catch (_: UnsatisfiedLinkError) {
            // The app has none: tract is used.
        }
    }

    private val loaded: Unit by lazy {
        when (val file = System.getProperty("dynet.library")) {
            null -> System.loadLibrary("dynet")
            else -> System.load(file)
        }
    }

    @JvmStatic external fun version(): String

    /** [cache] is a folder for what is measured once on this device. */
    @JvmStatic external fun open(
        path: String,
        backend: String?, provider: String?, precision: String?, ortLibrary: String?, cache: String?,
        lowMemory: Boolean, threads: Int, addOns: Array<ByteArray>,
    ): Long

    /** A pack of one file, [length] bytes from [offset]. The descriptor may be closed afterwards. */
    @JvmStatic external fun openDescriptor(
        descriptor: Int, offset: Long, length: Long,
        backend: String?, provider: String?, precision: String?, ortLibrary: String?, cache: String?,
        lowMemory: Boolean, threads: Int, addOns: Array<ByteArray>,
    ): Long

    /** Running calls finish. */
    @JvmStatic external fun close(restorer: Long)

    @JvmStatic external fun variants(restorer: Long): Array<Variant>

    @JvmStatic external fun tasks(restorer: Long): Array<Task>

    @JvmStatic external fun backend(restorer: Long): String

    @JvmStatic external fun note(restorer: Long): String?

    /** [status] is one of Android's `PowerManager`. */
    @JvmStatic external fun setThermalStatus(restorer: Long, status: Int)

    /** Restores ARGB ints in place; they are unchanged when it throws. */
    @JvmStatic external fun restorePixels(
        restorer: Long, pixels: IntArray, width: Int, height: Int, premultiplied: Boolean,
        variant: String?, task: String?, budgetMs: Double, maxMemory: Long, tile: Int,
        canceller: Long, listener: TileListener?,
    ): Report

    /** Restores RGBA bytes in place, from the beginning of a direct buffer that may be written. */
    @JvmStatic external fun restoreBuffer(
        restorer: Long, buffer: ByteBuffer, width: Int, height: Int, rowStride: Int,
        premultiplied: Boolean,
        variant: String?, task: String?, budgetMs: Double, maxMemory: Long, tile: Int,
        canceller: Long, listener: TileListener?,
    ): Report

    @JvmStatic external fun newCanceller(): Long

    @JvmStatic external fun cancel(canceller: Long)

    /** Running restorations with it go on. */
    @JvmStatic external fun freeCanceller(canceller: Long)
}
