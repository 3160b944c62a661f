package dev.dynet

import android.graphics.Bitmap
import java.io.File
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

@RunWith(RobolectricTestRunner::class)
class RestorerTest {
    @get:Rule
    val folder = TemporaryFolder()

    @Test
    fun `a noisy photo comes nearer to the clean one, by the folder and by the file`() = runBlocking {
        val clean = photo("clean/noisy.jpg")
        val noisy = photo("noisy.png")
        val before = psnr(noisy, clean)
        val results = listOf(defaultPack, oneFile(defaultPack, File(folder.root, "default.dynet"))).map { pack ->
            Restorer.open(pack, onTract).use { it.restore(noisy) }
        }
        val after = psnr(results[0].bitmap, clean)
        println("photos/noisy.png: %.2f dB, restored %.2f dB in %.0f ms".format(before, after, results[0].report.ms))
        assertTrue("$before dB became $after dB", after > before + 8)
        assertArrayEquals(pixels(results[0].bitmap), pixels(results[1].bitmap))
        assertEquals(listOf("l", "tract", "cpu", ""), results[0].report.run { listOf(variant, backend, provider, fallbacks) })
    }

    @Test
    fun `a megapixel through Kotlin takes hardly longer than the library's own work`() {
        val bitmap = Bitmap.createScaledBitmap(photo("noisy.png"), 1254, 836, true)
        Restorer.open(defaultPack, onTract).use { restorer ->
            val started = System.nanoTime()
            val report = restorer.restoreBlocking(bitmap).report
            val all = (System.nanoTime() - started) / 1e6
            val share = (all - report.prepareMs) / (report.ms - report.prepareMs)
            println("1.05 megapixels: %.0f ms, of which %.0f in the library: %.4f times".format(all, report.ms, share))
            assertTrue("$share times", share < 1.03)
        }
    }

    @Test
    fun `variants are told and chosen by name, each makes the photo better`() {
        val corner = { bitmap: Bitmap -> Bitmap.createBitmap(bitmap, 300, 100, 192, 160) }
        val (clean, noisy) = corner(photo("clean/noisy.jpg")) to corner(photo("noisy.png"))
        Restorer.open(defaultPack, onTract).use { restorer ->
            assertEquals("[s[1, 1, 1, 2], m[1, 2, 2, 3], l[2, 3, 3, 4]]", restorer.variants.toString())
            assertTrue(restorer.variants.all { it.parameters == 950_419L })
            val before = psnr(noisy, clean)
            val restored = listOf("s", "m", "l").map { name ->
                val restored = restorer.restoreBlocking(noisy, Options(variant = name))
                assertEquals(name, restored.report.variant)
                val after = psnr(restored.bitmap, clean)
                assertTrue("$name: $before to $after dB", after > before + 8.0)
                after
            }
            assertEquals("three networks, three pictures", 3, restored.toSet().size)
            val error = thrown<IllegalArgumentException> { restorer.restoreBlocking(noisy, Options(variant = "xl")) }
            assertSays("\"xl\"", error)
        }
    }

    @Test
    fun `progress is told in order, and the flow ends with the picture`() = runBlocking {
        Restorer.open(tinyPack, onTract).use { restorer ->
            val bitmap = picture(300, 200)
            val told = mutableListOf<Pair<Int, Int>>()
            val restored = restorer.restore(bitmap, Options(tile = 64)) { done, total -> told += done to total }
            val tiles = restored.report.tiles
            assertTrue("$tiles tiles", tiles > 10)
            assertEquals((0..tiles).map { it to tiles }, told)

            val steps = restorer.restoreFlow(bitmap, Options(tile = 64)).toList()
            assertEquals(told, steps.filterIsInstance<Step.Tile>().map { it.done to it.total })
            val done = steps.last() as Step.Done
            assertArrayEquals(pixels(restored.bitmap), pixels(done.restored.bitmap))
        }
    }

    @Test
    fun `a buffer is restored as the bitmap with its pixels is`() {
        Restorer.open(tinyPack, onTract).use { restorer ->
            val bitmap = picture(80, 48)
            val buffer = java.nio.ByteBuffer.allocateDirect(4 * 80 * 48)
            bitmap.copyPixelsToBuffer(buffer)
            restorer.restoreBuffer(buffer, 80, 48, premultiplied = true)
            buffer.rewind()
            val copied = Bitmap.createBitmap(80, 48, Bitmap.Config.ARGB_8888)
            copied.copyPixelsFromBuffer(buffer)
            assertArrayEquals(pixels(restorer.restoreBlocking(bitmap).bitmap), pixels(copied))
        }
    }

    @Test
    fun `a budget of memory that nothing fits is a RestoreException`() {
        Restorer.open(tinyPack, onTract.copy(cache = folder.root)).use { restorer ->
            val error = thrown<RestoreException> {
                restorer.restoreBlocking(picture(64, 64), Options(budget = Budget(memoryMb = 1)))
            }
            assertEquals(RestoreException.OUT_OF_MEMORY, error.code)
            assertSays("more than the 1 MB allowed", error)
        }
    }
}
