package dev.dynet

import android.graphics.Bitmap
import java.io.File
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext

/**
 * A pack with an engine, ready to restore pictures; shared freely between threads.
 *
 * ```
 * Restorer.open(File(filesDir, "default.dynet")).use { restorer ->
 *     imageView.setImageBitmap(restorer.restore(bitmap).bitmap)
 * }
 * ```
 */
class Restorer private constructor(private val id: Long) : AutoCloseable {
    private var closed = false

    /** The pack's variants, lightest first. */
    val variants: List<Variant> get() = Native.variants(id).asList()

    /** Name of the engine in use, such as `tract`. */
    val backend: String get() = Native.backend(id)

    /** A line for the log when another engine than the fastest is in use. */
    val note: String? get() = Native.note(id)

    /**
     * Restores a picture into a new one of the same size, on [Dispatchers.Default]. When the
     * coroutine is cancelled it stops at the end of a tile.
     *
     * @throws RestoreException when it fails.
     * @throws IllegalArgumentException for a recycled Bitmap or an unknown variant.
     * @throws IllegalStateException when the restorer is closed.
     */
    suspend fun restore(
        bitmap: Bitmap,
        options: Options = Options(),
        listener: TileListener? = null,
    ): Restored = withContext(Dispatchers.Default) {
        suspendCancellableCoroutine { continuation ->
            val canceller = Canceller()
            continuation.invokeOnCancellation { canceller.cancel() }
            continuation.resumeWith(
                runCatching { canceller.use { restore(bitmap, options, listener, it.id) } },
            )
        }
    }

    /**
     * As [restore], telling every tile and at last the picture. Collecting starts it, and ending the
     * collection cancels it.
     *
     * ```
     * restorer.restoreFlow(bitmap).collect { step ->
     *     when (step) {
     *         is Step.Tile -> bar.progress = 100 * step.done / step.total
     *         is Step.Done -> view.setImageBitmap(step.restored.bitmap)
     *     }
     * }
     * ```
     */
    fun restoreFlow(bitmap: Bitmap, options: Options = Options()): Flow<Step> = channelFlow {
        val restored = restore(bitmap, options) { done, total -> trySend(Step.Tile(done, total)) }
        send(Step.Done(restored))
    }.buffer(Channel.UNLIMITED)

    /** As [restore], for a worker thread: it takes seconds. */
    fun restoreBlocking(
        bitmap: Bitmap,
        options: Options = Options(),
        listener: TileListener? = null,
    ): Restored = restore(bitmap, options, listener, 0)

    private fun restore(bitmap: Bitmap, options: Options, listener: TileListener?, canceller: Long): Restored {
        require(!bitmap.isRecycled) { "the bitmap is recycled" }
        // A hardware bitmap's pixels cannot be read; the class that names it is newer than minSdk.
        val readable = if (bitmap.config?.name == "HARDWARE") bitmap.copy(Bitmap.Config.ARGB_8888, false) else bitmap
        val (width, height) = bitmap.width to bitmap.height
        val pixels = IntArray(width * height)
        readable.getPixels(pixels, 0, width, 0, 0, width, height)
        val report = Native.restorePixels(
            id, pixels, width, height, false,
            options.variant, options.budget?.latencyMs ?: 0.0, (options.budget?.memoryMb ?: 0) * 1_000_000L,
            options.tile ?: 0, canceller, listener,
        )
        val restored = Bitmap.createBitmap(width, height, Bitmap.Config.ARGB_8888)
        restored.setHasAlpha(bitmap.hasAlpha())
        restored.setPixels(pixels, 0, width, 0, 0, width, height)
        return Restored(restored, report)
    }

    /** Frees the pack; restorations that are under way finish. Closing twice does nothing. */
    @Synchronized
    override fun close() {
        if (!closed) Native.close(id)
        closed = true
    }

    companion object {
        /**
         * Opens a pack, a `.dynet` file or a folder, checks all of it and starts an engine. It takes
         * a while: not for the main thread.
         *
         * @param cache folder for what is measured once on this device, such as `context.cacheDir`.
         * @param threads how many to use; 0 means one a core.
         * @throws RestoreException when the pack or the engine cannot be used.
         */
        @JvmStatic
        @JvmOverloads
        fun open(pack: File, cache: File? = null, threads: Int = 0): Restorer {
            Native.load()
            return Restorer(Native.open(pack.path, null, null, null, null, cache?.path, false, threads))
        }

        /**
         * As [open], for a pack inside another file, such as an asset:
         * `assets.openFd("default.dynet").use { Restorer.open(it.parcelFileDescriptor.fd, it.startOffset, it.length) }`.
         * The asset must be stored uncompressed: `androidResources { noCompress += "dynet" }`.
         */
        @JvmStatic
        @JvmOverloads
        fun open(descriptor: Int, offset: Long, length: Long, cache: File? = null, threads: Int = 0): Restorer {
            Native.load()
            return Restorer(
                Native.openDescriptor(descriptor, offset, length, null, null, null, null, cache?.path, false, threads),
            )
        }
    }
}

/** Stops a restoration; its number is given back when that has ended. */
private class Canceller : AutoCloseable {
    val id = Native.newCanceller()
    private var open = true

    @Synchronized
    fun cancel() {
        if (open) Native.cancel(id)
    }

    @Synchronized
    override fun close() {
        open = false
        Native.freeCanceller(id)
    }
}
