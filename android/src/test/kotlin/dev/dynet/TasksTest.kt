package dev.dynet

import android.graphics.Bitmap
import java.io.File
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** The shipped add-on for blur beside the shipped pack. */
@RunWith(RobolectricTestRunner::class)
class TasksTest {
    @get:Rule
    val folder = TemporaryFolder()

    private val deblur by lazy { oneFile(File(repository, "packs/deblur"), File(folder.root, "deblur.dynet")) }

    /** Shrunk and enlarged again: the edges are as wide as a blur's. */
    private fun soft(bitmap: Bitmap): Bitmap {
        val small = Bitmap.createScaledBitmap(bitmap, bitmap.width / 4, bitmap.height / 4, true)
        return Bitmap.createScaledBitmap(small, bitmap.width, bitmap.height, true)
    }

    @Test
    fun `an add-on is listed, chosen by name or by the picture, and left alone again`() {
        val bitmap = soft(Bitmap.createBitmap(photo("clean/rainy.jpg"), 0, 0, 384, 320))
        Restorer.open(defaultPack, onTract.copy(addOns = listOf(deblur))).use { restorer ->
            assertEquals(listOf("deblur"), restorer.tasks.map { it.name })
            assertEquals("blur", restorer.tasks[0].kind)
            assertEquals(26_592L, restorer.tasks[0].parameters)
            val without = restorer.restoreBlocking(bitmap)
            assertNull(without.report.task)
            val named = restorer.restoreBlocking(bitmap, Options(task = "deblur"))
            assertEquals("deblur", named.report.task)
            assertNotEquals(pixels(without.bitmap).asList(), pixels(named.bitmap).asList())
            val auto = restorer.restoreBlocking(bitmap, Options(task = Options.AUTO))
            assertEquals(listOf("deblur", "blur"), auto.report.run { listOf(task, found) })
            assertArrayEquals(pixels(named.bitmap), pixels(auto.bitmap))
            assertArrayEquals(pixels(without.bitmap), pixels(restorer.restoreBlocking(bitmap).bitmap))
        }
    }

    @Test
    fun `what is not there is said`() {
        Restorer.open(tinyPack, onTract).use { restorer ->
            assertTrue(restorer.tasks.isEmpty())
            val unknown = thrown<IllegalArgumentException> {
                restorer.restoreBlocking(picture(16, 16), Options(task = "deblur"))
            }
            assertSays("deblur", unknown)
        }
        fun refused(engine: EngineOptions, pack: File = tinyPack) =
            thrown<RestoreException> { Restorer.open(pack, engine).close() }
        val gone = refused(onTract.copy(addOns = listOf(File("/nowhere.dynet"))))
        assertEquals(RestoreException.MISSING, gone.code)
        assertSays("/nowhere.dynet", gone)
        // Made for another pack's weights.
        assertEquals(RestoreException.WRONG_HASH, refused(onTract.copy(addOns = listOf(deblur))).code)
        val twice = refused(onTract.copy(addOns = listOf(deblur, deblur)), defaultPack)
        assertEquals(RestoreException.MANIFEST, twice.code)
        val asset = thrown<IllegalArgumentException> {
            Restorer.open(tinyPack, onTract.copy(addOnAssets = listOf("deblur.dynet")))
        }
        assertSays("with a context", asset)
        val missing = thrown<RestoreException> {
            Restorer.open(appWithAssets(), "tiny.dynet", onTract.copy(addOnAssets = listOf("nowhere.dynet")))
        }
        assertEquals(RestoreException.MISSING, missing.code)
    }
}
