package dev.dynet

import java.nio.ByteBuffer
import java.util.concurrent.CancellationException
import org.junit.After
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertSame
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** Arguments of the native functions that the Kotlin API never passes. */
@RunWith(RobolectricTestRunner::class)
class NativeTest {
    private val id = run {
        Native.load()
        open()
    }

    @After
    fun close() = Native.close(id)

    private fun open(backend: String? = "tract", threads: Int = 2) =
        Native.open(tinyPack.path, backend, null, null, null, null, false, threads, emptyArray())

    private fun ints(
        pixels: IntArray = IntArray(16 * 8) { it * 77777 },
        restorer: Long = id, width: Int = 16, height: Int = 8, variant: String? = null,
        budget: Double = 0.0, memory: Long = 0, tile: Int = 0, canceller: Long = 0, listener: TileListener? = null,
    ) = Native.restorePixels(
        restorer, pixels, width, height, false, variant, null, budget, memory, tile, canceller, listener,
    )

    private fun bytes(buffer: ByteBuffer, width: Int = 16, height: Int = 8, stride: Int = 64) =
        Native.restoreBuffer(id, buffer, width, height, stride, false, null, null, 0.0, 0, 0, 0, null)

    @Test
    fun `the library is of the version that the classes are of`() = assertEquals("0.1.0", Native.version())

    @Test
    fun `a bad argument is an IllegalArgumentException that names it`() {
        val wrong = mapOf<String, () -> Unit>(
            "pixels: it has 127 values, 16x8 pixels are 128" to { ints(IntArray(127)) },
            "pixels: it has 129 values" to { ints(IntArray(129)) },
            "the picture is empty (0x8 pixels)" to { ints(IntArray(0), width = 0) },
            "height is -1, it must not be negative" to { ints(height = -1) },
            "2147483647x2147483647 pixels are more than memory holds" to { ints(width = Int.MAX_VALUE, height = Int.MAX_VALUE) },
            "budget is NaN ms" to { ints(budget = Double.NaN) },
            "maxMemory is -5" to { ints(memory = -5) },
            "tile is -1" to { ints(tile = -1) },
            "\"huge\"" to { ints(variant = "huge") },
            "there is no backend \"gpu\"" to { open(backend = "gpu") },
            "threads is -1" to { open(threads = -1) },
            "descriptor is -1" to {
                Native.openDescriptor(-1, 0, 1, null, null, null, null, null, false, 0, emptyArray())
            },
            "offset is -1" to { Native.openDescriptor(0, -1, 1, null, null, null, null, null, false, 0, emptyArray()) },
            "buffer: it is not direct" to { bytes(ByteBuffer.allocate(512)) },
            "buffer: it is read-only" to { bytes(ByteBuffer.allocateDirect(512).asReadOnlyBuffer()) },
            "buffer: it has 511 bytes, the picture needs 512" to { bytes(ByteBuffer.allocateDirect(511)) },
            "row_stride is 63 bytes, a row of 16 pixels has 64" to { bytes(ByteBuffer.allocateDirect(512), stride = 63) },
        )
        for ((text, call) in wrong) assertSays(text, thrown<IllegalArgumentException>(call))
    }

    @Test
    fun `a closed or a forged number is an IllegalStateException`() {
        val closed = open()
        Native.close(closed)
        for (number in listOf(closed, 0L, -1L, Long.MIN_VALUE, id + 1000)) {
            val calls = listOf<() -> Unit>(
                { Native.close(number) }, { Native.variants(number) }, { Native.backend(number) },
                { Native.note(number) }, { Native.setThermalStatus(number, 3) }, { ints(restorer = number) },
            )
            for (call in calls) assertEquals("the restorer is closed", thrown<IllegalStateException>(call).message)
            val cancellers = listOf<() -> Unit>({ Native.cancel(number) }, { Native.freeCanceller(number) })
            for (call in cancellers) assertEquals("the canceller is closed", thrown<IllegalStateException>(call).message)
        }
        // A restorer is not a canceller, and vice versa.
        val canceller = Native.newCanceller()
        thrown<IllegalStateException> { Native.cancel(id) }
        thrown<IllegalStateException> { Native.backend(canceller) }
        thrown<IllegalStateException> { ints(canceller = id) }
        Native.freeCanceller(canceller)
    }

    @Test
    fun `who has cancelled gets a CancellationException and the picture as it was`() {
        val canceller = Native.newCanceller()
        val pixels = IntArray(128) { it }
        Native.cancel(canceller)
        thrown<CancellationException> { ints(pixels, canceller = canceller) }
        // At the very last tile, too.
        val late = Native.newCanceller()
        thrown<CancellationException> {
            ints(pixels, canceller = late, listener = { done, total -> if (done == total) Native.cancel(late) })
        }
        assertArrayEquals(IntArray(128) { it }, pixels)
        listOf(canceller, late).forEach(Native::freeCanceller)
    }

    @Test
    fun `a listener's own exception arrives as it was thrown`() {
        class Mine : Exception("mine")

        val mine = Mine()
        val pixels = IntArray(64 * 64) { it }
        for (tile in 0..3) {
            val error = thrown<Mine> {
                ints(pixels, width = 64, height = 64, tile = 16, listener = { done, _ -> if (done == tile) throw mine })
            }
            assertSame(mine, error)
        }
        assertArrayEquals(IntArray(64 * 64) { it }, pixels)
        // The engine works as before.
        assertEquals("tract", ints(pixels, width = 64, height = 64).backend)
    }

    @Test
    fun `what else fails is a RestoreException with its code`() {
        val error = thrown<RestoreException> { Native.open("/nowhere", null, null, null, null, null, false, 0, emptyArray()) }
        assertEquals(RestoreException.MISSING, error.code)
        assertSays("/nowhere", error)
        val closed = thrown<RestoreException> {
            Native.openDescriptor(Int.MAX_VALUE, 0, 1, null, null, null, null, null, false, 0, emptyArray())
        }
        assertEquals(RestoreException.IO, closed.code)
    }

    @Test
    fun `ints and bytes are the same pixels, and rows may have gaps`() {
        val before = IntArray(128) { (it * 77777) or (it shl 25) }
        val pixels = before.copyOf()
        ints(pixels)
        assertFalse(pixels.contentEquals(before))
        val stride = 70
        val buffer = ByteBuffer.allocateDirect(8 * stride)
        for (at in 0 until 8 * stride) buffer.put(at, 99)
        fun place(at: Int) = at / 16 * stride + at % 16 * 4
        for ((at, argb) in before.withIndex()) {
            // RGBA: an ARGB int, rotated, in the order in which it is read.
            buffer.putInt(place(at), Integer.rotateLeft(argb, 8))
        }
        buffer.position(100)
        bytes(buffer, stride = stride)
        for ((at, argb) in pixels.withIndex()) assertEquals(argb, Integer.rotateRight(buffer.getInt(place(at)), 8))
        for (row in 0 until 8) for (gap in 64 until stride) assertEquals(99, buffer.get(row * stride + gap).toInt())
        assertTrue(buffer.position() == 100)
    }
}
