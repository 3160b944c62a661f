package dev.dynet

import android.content.Context
import android.graphics.Bitmap
import java.io.File
import java.nio.ByteBuffer
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext

/**
 * A pack with an engine, ready to restore pictures. Any thread may use it, several at once.
 *
 * ```
 * val restorer = withContext(Dispatchers.IO) { Restorer.open(context, "default.dynet") }
 * imageView.setImageBitmap(restorer.restore(bitmap).bitmap)
 * restorer.close()
 * ```
 */
class Restorer private constructor(private val id: Long) : AutoCloseable {
    private var closed = false
    private var thermal: Thermal? = null

    /** The pack's variants, in its order. */
    val variants: List<Variant> get() = Native.variants(id).asList()

    /** The tasks of the pack and its add-ons. */
    val tasks: List<Task> get() = Native.tasks(id).asList()

    /** Name of the engine in use: `ort` or `tract`. */
    val backend: String get() = Native.backend(id)

    /** A line for the log when the engine in use is not the fastest. */
    val note: String? get() = Native.note(id)

    /**
     * Restores a picture into a new one of the same size, on [Dispatchers.Default]. When the
     * coroutine is cancelled it stops at the end of a tile.
     *
     * ```
     * val restored = restorer.restore(bitmap, Options(budget = Budget(latencyMs = 800.0)))
     * Log.i("photo", "${restored.report.variant} took ${restored.report.ms} ms")
     * ```
     *
     * @throws RestoreException when it fails.
     * @throws IllegalArgumentException for a recycled or an ALPHA_8 Bitmap, and an unknown variant or task.
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
     * As [restore], but emits every tile and finally the picture. Collecting starts it, and ending the
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

    /**
     * As [restore], without coroutines: it returns when the picture is restored.
     *
     * ```
     * executor.execute { show(restorer.restoreBlocking(bitmap).bitmap) }
     * ```
     */
    @WorkerThread
    @JvmOverloads
    fun restoreBlocking(
        bitmap: Bitmap,
        options: Options = Options(),
        listener: TileListener? = null,
    ): Restored = restore(bitmap, options, listener, 0)

    /**
     * Restores RGBA bytes in place, such as a camera's or a codec's picture; no Bitmap and no array of
     * the Java heap is needed. The bytes are unchanged when it throws.
     *
     * ```
     * val buffer = ByteBuffer.allocateDirect(4 * width * height)
     * bitmap.copyPixelsToBuffer(buffer)
     * restorer.restoreBuffer(buffer, width, height, premultiplied = true)
     * ```
     *
     * @param buffer a direct one; its position and limit are ignored, rows begin at its beginning.
     * @param rowStride bytes from a row to the next.
     * @param premultiplied whether opacity was multiplied into the colors, as in a Bitmap's own pixels.
     * @throws IllegalArgumentException also for a buffer that is not direct, read-only or too short.
     */
    @WorkerThread
    @JvmOverloads
    fun restoreBuffer(
        buffer: ByteBuffer,
        width: Int,
        height: Int,
        rowStride: Int = 4 * width,
        premultiplied: Boolean = false,
        options: Options = Options(),
        listener: TileListener? = null,
    ): Report = Native.restoreBuffer(
        id, buffer, width, height, rowStride, premultiplied,
        options.variant, options.task, options.latencyMs, options.memoryBytes, options.tile ?: 0, 0, listener,
    )

    private fun restore(bitmap: Bitmap, options: Options, listener: TileListener?, canceller: Long): Restored {
        val pixels = pixelsOf(bitmap)
        val (width, height) = bitmap.width to bitmap.height
        val report = Native.restorePixels(
            id, pixels, width, height, false,
            options.variant, options.task, options.latencyMs, options.memoryBytes, options.tile ?: 0, canceller, listener,
        )
        return Restored(bitmapOf(pixels, width, height, bitmap), report)
    }

    /**
     * Follows the phone's thermal status from now on, until [close]: while it is hot, restorations with a
     * [Budget] use only a part of its time, and so take a lighter variant. A restorer that was opened with a
     * context does so already. Before API 29, this does nothing.
     *
     * ```
     * val restorer = Restorer.open(file).apply { followThermalStatus(context) }
     * ```
     */
    @Synchronized
    fun followThermalStatus(context: Context) {
        if (closed || thermal != null) return
        thermal = Thermal.listen(context) { setThermalStatus(it) }
    }

    /**
     * Sets how hot the phone is, for apps that know it from another source.
     *
     * @param status a `PowerManager.THERMAL_STATUS_`: 0 none, 1 light, 2 moderate, 3 severe, 4 and more critical.
     */
    @Synchronized
    fun setThermalStatus(status: Int) {
        if (!closed) Native.setThermalStatus(id, status)
    }

    /** Frees the pack; running restorations finish. Closing twice does nothing. */
    @Synchronized
    override fun close() {
        if (closed) return
        closed = true
        try {
            thermal?.close()
        } finally {
            Native.close(id)
        }
    }

    companion object {
        /**
         * Opens a pack among the app's assets, mapped where it lies, and follows the thermal status. All of
         * the pack is checked and an engine started.
         *
         * ```
         * // build.gradle.kts of the app: android { androidResources { noCompress += "dynet" } }
         * val restorer = withContext(Dispatchers.IO) { Restorer.open(context, "default.dynet") }
         * ```
         *
         * @throws RestoreException when the asset is missing or compressed, or the pack or the engine cannot
         *   be used.
         */
        @JvmStatic
        @JvmOverloads
        @WorkerThread
        fun open(context: Context, asset: String, engine: EngineOptions = EngineOptions()): Restorer {
            val cached = engine.copy(cache = engine.cache ?: File(context.cacheDir, "dynet"))
            val place = descriptorOf(context, asset)
            val restorer = try {
                open(place.parcelFileDescriptor.fd, place.startOffset, place.length, cached, context)
            } finally {
                place.close()
            }
            restorer.followThermalStatus(context)
            return restorer
        }

        /**
         * Opens a pack, a `.dynet` file or a folder.
         *
         * ```
         * Restorer.open(File(filesDir, "default.dynet"), EngineOptions(cache = cacheDir))
         * ```
         *
         * @throws RestoreException when the pack or the engine cannot be used.
         */
        @JvmStatic
        @JvmOverloads
        @WorkerThread
        fun open(pack: File, engine: EngineOptions = EngineOptions()): Restorer {
            Native.load(engine)
            return Restorer(
                Native.open(
                    pack.path, engine.backend.id, engine.provider?.id, engine.precision,
                    engine.onnxRuntime?.path, engine.cache?.path, engine.lowMemory, engine.threads,
                    engine.readAddOns(null),
                ),
            )
        }

        /**
         * Opens a pack that is a part of another file, such as an expansion file.
         *
         * @param descriptor an open file's; it may be closed afterwards.
         * @param offset where the pack begins.
         * @param length its bytes.
         * @throws RestoreException when the pack or the engine cannot be used.
         */
        @JvmStatic
        @JvmOverloads
        @WorkerThread
        fun open(descriptor: Int, offset: Long, length: Long, engine: EngineOptions = EngineOptions()): Restorer =
            open(descriptor, offset, length, engine, null)

        private fun open(
            descriptor: Int, offset: Long, length: Long, engine: EngineOptions, context: Context?,
        ): Restorer {
            Native.load(engine)
            return Restorer(
                Native.openDescriptor(
                    descriptor, offset, length, engine.backend.id, engine.provider?.id, engine.precision,
                    engine.onnxRuntime?.path, engine.cache?.path, engine.lowMemory, engine.threads,
                    engine.readAddOns(context),
                ),
            )
        }
    }
}
