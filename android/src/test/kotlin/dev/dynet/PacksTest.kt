package dev.dynet

import java.io.File
import java.io.RandomAccessFile
import java.nio.file.Files
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assume.assumeFalse
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** Where packs come from, and what may be wrong with them and with engines. */
@RunWith(RobolectricTestRunner::class)
class PacksTest {
    @get:Rule
    val folder = TemporaryFolder()

    private val context get() = appWithAssets()

    private fun code(engine: EngineOptions = onTract, pack: () -> File) =
        thrown<RestoreException> { Restorer.open(pack(), engine).close() }.code

    @Test
    fun `an asset that is stored opens where it lies`() {
        val bitmap = picture(40, 40)
        val expected = Restorer.open(tinyPack, onTract).use { pixels(it.restoreBlocking(bitmap).bitmap) }
        Restorer.open(context, "tiny.dynet", onTract).use {
            assertArrayEquals(expected, pixels(it.restoreBlocking(bitmap).bitmap))
        }
    }

    @Test
    fun `an asset that is compressed says how to store it, and one that is not there that it is not`() {
        val compressed = thrown<RestoreException> { Restorer.open(context, "compressed.dynet", onTract) }
        assertEquals(RestoreException.UNSUPPORTED, compressed.code)
        assertSays("androidResources { noCompress += \"dynet\" }", compressed)
        val missing = thrown<RestoreException> { Restorer.open(context, "nowhere.dynet", onTract) }
        assertEquals(RestoreException.MISSING, missing.code)
    }

    @Test
    fun `each way in which a pack can be broken has its code`() {
        val whole = oneFile(tinyPack, folder.newFile("whole.dynet"))
        fun cut() = folder.newFile().apply { writeBytes(whole.readBytes().dropLast(9).toByteArray()) }
        assertEquals(RestoreException.ARCHIVE, code { cut() })
        assertEquals(RestoreException.UNSUPPORTED, code { folder.newFile().apply { writeText("no pack") } })
        assertEquals(RestoreException.MISSING, code { folder.newFolder() })
        assertEquals(RestoreException.MISSING, code { File(folder.root, "nowhere") })
        fun changed(name: String, change: (ByteArray) -> ByteArray) = oneFile(tinyPack, folder.newFile()) { file, bytes ->
            if (file == name) change(bytes) else bytes
        }
        assertEquals(RestoreException.WRONG_HASH, code { changed("weights.bin") { it.apply { this[5]++ } } })
        assertEquals(RestoreException.WRONG_SIZE, code { changed("weights.bin") { it.copyOf(100) } })
        assertEquals(RestoreException.MANIFEST, code { changed("pack.json") { "{}".toByteArray() } })
        assertEquals(
            RestoreException.UNKNOWN_SCHEMA,
            code { changed("pack.json") { String(it).replace("\"schema\": 1", "\"schema\": 999").toByteArray() } },
        )
    }

    @Test
    fun `a pack that may not be read is a RestoreException that names it`() {
        val loop = File(folder.root, "loop.dynet")
        Files.createSymbolicLink(loop.toPath(), loop.toPath())
        assertEquals(RestoreException.IO, code { loop })
        val locked = oneFile(tinyPack, folder.newFile("locked.dynet"))
        locked.setReadable(false)
        assumeFalse("root may read everything", locked.canRead())
        val error = thrown<RestoreException> { Restorer.open(locked, onTract) }
        assertEquals(RestoreException.IO, error.code)
        assertSays("locked.dynet", error)
    }

    @Test
    fun `a pack inside another file opens by its place there`() {
        val whole = oneFile(tinyPack, folder.newFile()).readBytes()
        val outer = folder.newFile().apply { writeBytes(ByteArray(1001) + whole + ByteArray(50)) }
        RandomAccessFile(outer, "r").use { file ->
            val descriptor = Files.list(File("/proc/self/fd").toPath()).use { all ->
                all.filter { link -> runCatching { link.toRealPath() == outer.toPath().toRealPath() }.getOrDefault(false) }
                    .findFirst().get().fileName.toString().toInt()
            }
            val restorer = Restorer.open(descriptor, 1001, whole.size.toLong(), onTract)
            val wrong = thrown<RestoreException> { Restorer.open(descriptor, 1000, whole.size.toLong(), onTract) }
            assertEquals(RestoreException.UNSUPPORTED, wrong.code)
            // The file may be closed before the restorer.
            file.close()
            restorer.use { assertEquals(16, it.restoreBlocking(picture(16, 16)).bitmap.width) }
        }
    }

    @Test
    fun `an ONNX Runtime that is none, or of another version, is refused by name`() {
        fun error(library: File) = thrown<RestoreException> {
            Restorer.open(tinyPack, EngineOptions(onnxRuntime = library, threads = 1))
        }.also { assertEquals(RestoreException.ENGINE_MISSING, it.code) }
        assertSays("/nowhere.so", error(File("/nowhere.so")))
        assertSays("none.so", error(folder.newFile("none.so").apply { writeText("no library") }))
        val source = folder.newFile("old.c").apply { writeText(OLD) }
        val library = File(folder.root, "libold.so")
        val made = ProcessBuilder("cc", "-shared", "-fPIC", "-o", library.path, source.path).inheritIO().start().waitFor()
        assertEquals(0, made)
        val old = error(library)
        assertSays("libold.so", old)
        assertSays("'1.10.0'", old)
        // The process can continue with tract.
        Restorer.open(tinyPack, onTract).use { assertEquals("tract", it.backend) }
    }

    @Test
    fun `an engine that cannot do what was asked says so`() {
        val provider = thrown<IllegalArgumentException> {
            Restorer.open(tinyPack, onTract.copy(provider = Provider.NNAPI))
        }
        assertSays("tract has no execution provider nnapi", provider)
        val precision = thrown<IllegalArgumentException> { Restorer.open(tinyPack, onTract.copy(precision = "int7")) }
        assertSays("no int7 graph", precision)
    }

    private companion object {
        /** A library that says it is ONNX Runtime 1.10. */
        const val OLD = """
            typedef struct { const void *(*api)(unsigned); const char *(*version)(void); } Base;
            static const void *api(unsigned version) { return 0; }
            static const char *version(void) { return "1.10.0"; }
            static const Base base = { api, version };
            const Base *OrtGetApiBase(void) { return &base; }
        """
    }
}
