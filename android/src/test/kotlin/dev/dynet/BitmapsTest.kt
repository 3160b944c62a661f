package dev.dynet

import android.graphics.Bitmap
import android.graphics.Color
import kotlin.math.abs
import org.junit.After
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotSame
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** Bitmaps of every kind. */
@RunWith(RobolectricTestRunner::class)
class BitmapsTest {
    private val restorer = Restorer.open(tinyPack, onTract)

    @After
    fun close() = restorer.close()

    @Test
    fun `bitmaps of every configuration are restored as the same colours in ARGB_8888`() {
        for (name in listOf("ARGB_8888", "RGB_565", "ARGB_4444", "RGBA_F16", "RGBA_1010102")) {
            val config = Bitmap.Config.valueOf(name)
            val bitmap = checkNotNull(picture(40, 24).copy(config, false)) { name }
            assertEquals(name, config, bitmap.config)
            val plain = checkNotNull(bitmap.copy(Bitmap.Config.ARGB_8888, false))
            val before = pixels(plain)
            val restored = restorer.restoreBlocking(bitmap).bitmap
            assertEquals(Bitmap.Config.ARGB_8888, restored.config)
            assertArrayEquals(name, pixels(restorer.restoreBlocking(plain).bitmap), pixels(restored))
            // The given one is left alone.
            assertNotSame(bitmap, restored)
            assertFalse(bitmap.isRecycled)
            assertArrayEquals(name, before, pixels(checkNotNull(bitmap.copy(Bitmap.Config.ARGB_8888, false))))
        }
    }

    @Test
    fun `a hardware bitmap, whose pixels cannot be read, is copied`() {
        val plain = picture(40, 24)
        val hardware = HardwareBitmaps.make(plain.copy(Bitmap.Config.ARGB_8888, false))
        assertEquals("HARDWARE", hardware.config?.name)
        thrown<IllegalStateException> { pixels(hardware) }
        val expected = pixels(restorer.restoreBlocking(plain).bitmap)
        assertArrayEquals(expected, pixels(restorer.restoreBlocking(hardware).bitmap))
    }

    @Test
    fun `size, density, direction and opacity stay`() {
        // Dark at the top, bright at the bottom, red on the left: turned or mirrored it would differ.
        val bitmap = Bitmap.createBitmap(31, 57, Bitmap.Config.ARGB_8888)
        for (y in 0 until 57) for (x in 0 until 31) bitmap.setPixel(x, y, Color.rgb(if (x < 9) 250 else 20, 4 * y, 4 * y))
        bitmap.density = 420
        bitmap.setHasAlpha(false)
        val restored = Restorer.open(defaultPack, onTract).use { it.restoreBlocking(bitmap).bitmap }
        assertEquals(listOf(31, 57, 420), restored.run { listOf(width, height, density) })
        assertFalse(restored.hasAlpha())
        assertTrue(restored.isMutable)
        for ((x, y) in listOf(3 to 5, 3 to 50, 25 to 5, 25 to 50)) {
            val (was, now) = bitmap.getPixel(x, y) to restored.getPixel(x, y)
            assertTrue("$x,$y", abs(Color.red(was) - Color.red(now)) < 60 && abs(Color.blue(was) - Color.blue(now)) < 60)
        }
    }

    @Test
    fun `opacity is kept, and colours are restored without it`() {
        val opaque = picture(32, 32)
        val sheer = Bitmap.createBitmap(32, 32, Bitmap.Config.ARGB_8888)
        val alpha = { at: Int -> listOf(0, 128, 200, 255)[at / 8 % 4] }
        // As in a picture that is not premultiplied: the colors of the opaque one.
        val colours = pixels(opaque)
        sheer.setPixels(IntArray(1024) { (colours[it] and 0xffffff) or (alpha(it) shl 24) }, 0, 32, 0, 0, 32, 32)
        val before = pixels(sheer)
        val restored = restorer.restoreBlocking(sheer).bitmap
        assertTrue(restored.hasAlpha())
        val after = pixels(restored)
        for (at in 0 until 1024) assertEquals(alpha(at), Color.alpha(after[at]))
        // Visible pixels become what the same colors become without opacity.
        val straight = before.copyOf()
        Native.restorePixels(openId(), straight, 32, 32, false, null, null, 0.0, 0, 0, 0, null)
        for (at in 0 until 1024) if (alpha(at) == 255) assertEquals(straight[at], after[at])
        for (at in 0 until 1024) if (alpha(at) == 0) assertEquals(0, after[at])
        for (at in 0 until 1024) if (alpha(at) >= 128) for (shift in listOf(0, 8, 16)) {
            val difference = (straight[at] shr shift and 255) - (after[at] shr shift and 255)
            assertTrue("$at: $difference", abs(difference) <= 1)
        }
    }

    private fun openId() = Native.open(tinyPack.path, "tract", null, null, null, null, false, 2, emptyArray())

    @Test
    fun `bitmaps that hold no picture are refused by name`() {
        val recycled = picture(8, 8).apply { recycle() }
        assertSays("the bitmap is recycled", thrown<IllegalArgumentException> { restorer.restoreBlocking(recycled) })
        val mask = Bitmap.createBitmap(8, 8, Bitmap.Config.ALPHA_8)
        assertSays("ALPHA_8", thrown<IllegalArgumentException> { restorer.restoreBlocking(mask) })
        // Android makes no empty Bitmap; a buffer can be.
        thrown<IllegalArgumentException> { Bitmap.createBitmap(0, 8, Bitmap.Config.ARGB_8888) }
        val buffer = java.nio.ByteBuffer.allocateDirect(64)
        assertSays("empty (0x8", thrown<IllegalArgumentException> { restorer.restoreBuffer(buffer, 0, 8) })
    }

    @Test
    fun `the smallest picture and a row of one pixel are restored`() {
        for ((width, height) in listOf(1 to 1, 1 to 40, 70 to 1)) {
            val restored = restorer.restoreBlocking(picture(width, height)).bitmap
            assertEquals(width to height, restored.width to restored.height)
        }
    }
}
