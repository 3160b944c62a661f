package dev.dynet

import java.io.File
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** Parallel calls, cancelling, closing, and memory leaks. */
@RunWith(RobolectricTestRunner::class)
class ThreadsTest {
    @Test
    fun `a hundred restorations at once give what each gives alone`() = runBlocking {
        Restorer.open(tinyPack, onTract).use { restorer ->
            val bitmaps = List(100) { picture(24 + it % 7 * 8, 16 + it % 3 * 16, it) }
            val alone = bitmaps.map { pixels(restorer.restoreBlocking(it).bitmap) }
            val together = bitmaps.map { async(Dispatchers.IO) { pixels(restorer.restore(it).bitmap) } }.awaitAll()
            for ((one, other) in alone.zip(together)) assertArrayEquals(one, other)
        }
    }

    @Test
    fun `cancelling ends a restoration at a tile and frees its memory`() = runBlocking {
        Restorer.open(tinyPack, onTract).use { restorer ->
            val bitmap = picture(2000, 2000)
            suspend fun cancelled() {
                val begun = CompletableDeferred<Unit>()
                val tiles = AtomicInteger()
                val job = launch(Dispatchers.Default) {
                    restorer.restore(bitmap, Options(tile = 64)) { done, _ ->
                        tiles.set(done)
                        if (done == 3) begun.complete(Unit)
                    }
                }
                begun.await()
                job.cancelAndJoin()
                assertTrue("${tiles.get()} tiles", tiles.get() < 500)
            }
            repeat(5) { cancelled() }
            val before = residentMb()
            // The floats of such a picture are 48 MB.
            repeat(10) { cancelled() }
            val after = residentMb()
            println("cancelling: $before MB, then $after MB")
            assertTrue("$before MB became $after MB", after < before + 96)
            assertEquals(24, restorer.restore(picture(24, 24)).bitmap.width)
        }
    }

    @Test
    fun `a cancelled coroutine ends with CancellationException, and so does a flow that nobody collects`() = runBlocking {
        Restorer.open(tinyPack, onTract).use { restorer ->
            val bitmap = picture(800, 800)
            val begun = CompletableDeferred<Unit>()
            val restored = async(Dispatchers.Default) {
                restorer.restore(bitmap, Options(tile = 64)) { _, _ -> begun.complete(Unit) }
            }
            begun.await()
            restored.cancel()
            thrown<CancellationException> { restored.await() }
            val step = restorer.restoreFlow(bitmap, Options(tile = 64)).first { it is Step.Tile && it.done > 1 }
            assertTrue((step as Step.Tile).total > 100)
        }
    }

    @Test
    fun `closing during a restoration lets it finish, and then nothing begins`() {
        val restorer = Restorer.open(tinyPack, onTract)
        val bitmap = picture(400, 400)
        val expected = pixels(restorer.restoreBlocking(bitmap, Options(tile = 64)).bitmap)
        val (begun, closed) = CountDownLatch(1) to CountDownLatch(1)
        var restored: Restored? = null
        val worker = thread {
            restored = restorer.restoreBlocking(bitmap, Options(tile = 64)) { done, _ ->
                if (done == 2) {
                    begun.countDown()
                    closed.await(10, TimeUnit.SECONDS)
                }
            }
        }
        assertTrue(begun.await(10, TimeUnit.SECONDS))
        restorer.close()
        restorer.close()
        closed.countDown()
        worker.join()
        assertArrayEquals(expected, pixels(checkNotNull(restored).bitmap))
        assertSays("the restorer is closed", thrown<IllegalStateException> { restorer.restoreBlocking(bitmap) })
        thrown<IllegalStateException> { runBlocking { restorer.restore(bitmap) } }
        thrown<IllegalStateException> { restorer.variants }
        // The thermal status may change at any time.
        restorer.setThermalStatus(3)
    }

    @Test
    fun `a listener may restore, close and cancel`() {
        val other = Restorer.open(tinyPack, onTract)
        Restorer.open(tinyPack, onTract).use { restorer ->
            val report = restorer.restoreBlocking(picture(64, 64)) { done, _ ->
                if (done == 1) {
                    assertEquals(8, other.restoreBlocking(picture(8, 8)).bitmap.width)
                    other.close()
                }
            }.report
            assertEquals(1, report.tiles)
        }
        thrown<IllegalStateException> { other.backend }
    }

    @Test
    fun `two hundred times open, restore and close do not grow`() {
        val bitmap = picture(256, 256)
        val buffer = java.nio.ByteBuffer.allocateDirect(4 * 256 * 256)
        fun cycle() = Restorer.open(tinyPack, onTract.copy(threads = 1)).use {
            it.restoreBuffer(buffer, 256, 256)
            it.restoreBlocking(bitmap).bitmap.recycle()
        }
        repeat(50) { cycle() }
        // A leaked picture would cost 150 MB every time; heap and allocator may grow once.
        val grown = generateSequence {
            val before = residentMb()
            repeat(200) { cycle() }
            (residentMb() - before).also { println("200 cycles: $it MB more") }
        }
        assertTrue("it grew three times", grown.take(3).any { it < 24 })
        assertFalse("weights.bin" in File("/proc/self/maps").readText())
    }
}
