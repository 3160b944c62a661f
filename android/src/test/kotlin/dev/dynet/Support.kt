package dev.dynet

import android.content.Context
import android.content.ContextWrapper
import android.content.res.AssetManager
import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.graphics.Color
import java.io.File
import java.util.zip.CRC32
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream
import kotlin.math.log10
import org.junit.Assert.assertNotNull
import org.robolectric.RuntimeEnvironment

val repository = File(checkNotNull(System.getProperty("dynet.repository")))

/** The shipped pack. */
val defaultPack = File(repository, "packs/default")

/** Packs so small that a restoration takes a millisecond; the second has the variants s and l. */
val tinyPack = File(repository, "runtime/testing/tiny-pack")
val smallPack = File(repository, "runtime/testing/small-pack")

/** The options that only use what the AAR contains. */
val onTract = EngineOptions(backend = Backend.TRACT, threads = 2)

fun photo(name: String): Bitmap {
    val bitmap = BitmapFactory.decodeFile(File(repository, "photos/$name").path)
    assertNotNull("photos/$name", bitmap)
    return bitmap
}

/** An opaque picture with each pixel unlike its neighbors, the same every time. */
fun picture(width: Int, height: Int, seed: Int = 0): Bitmap {
    val pixels = IntArray(width * height) { ((it + seed) * -1640531535 ushr 5) or Color.BLACK }
    val bitmap = Bitmap.createBitmap(width, height, Bitmap.Config.ARGB_8888)
    bitmap.setPixels(pixels, 0, width, 0, 0, width, height)
    return bitmap
}

fun pixels(bitmap: Bitmap): IntArray {
    val pixels = IntArray(bitmap.width * bitmap.height)
    bitmap.getPixels(pixels, 0, bitmap.width, 0, 0, bitmap.width, bitmap.height)
    return pixels
}

/** Peak signal-to-noise ratio of two pictures' colors in dB. */
fun psnr(one: Bitmap, other: Bitmap): Double {
    val (a, b) = pixels(one) to pixels(other)
    val squares = a.indices.sumOf { at ->
        listOf(0, 8, 16).sumOf { shift ->
            val difference = (a[at] shr shift and 255) - (b[at] shr shift and 255)
            (difference * difference).toLong()
        }
    }
    return 10 * log10(255.0 * 255.0 * 3 * a.size / squares)
}

/** A pack's files as one stored zip. */
fun oneFile(folder: File, file: File, change: (String, ByteArray) -> ByteArray = { _, bytes -> bytes }): File {
    ZipOutputStream(file.outputStream()).use { zip ->
        zip.setMethod(ZipOutputStream.STORED)
        for (part in checkNotNull(folder.listFiles())) {
            val bytes = change(part.name, part.readBytes())
            val entry = ZipEntry(part.name)
            entry.size = bytes.size.toLong()
            entry.crc = CRC32().apply { update(bytes) }.value
            zip.putNextEntry(entry)
            zip.write(bytes)
        }
    }
    return file
}

/** Megabytes of this process that are in memory. */
fun residentMb(): Long {
    repeat(3) { System.gc() }
    return File("/proc/self/statm").readText().split(" ")[1].toLong() * 4096 / 1_000_000
}

/** The exception that [work] ends with. */
inline fun <reified T : Throwable> thrown(work: () -> Unit): T {
    try {
        work()
    } catch (error: Throwable) {
        if (error is T) return error
        throw AssertionError("not ${T::class.java.simpleName}", error)
    }
    throw AssertionError("no ${T::class.java.simpleName} was thrown")
}

fun assertSays(text: String, error: Throwable) {
    if (text !in error.message.orEmpty()) throw AssertionError("\"$text\" is not in \"${error.message}\"", error)
}

/** The app, with the assets of the package that build.xml zips. */
fun appWithAssets(): Context {
    val assets = AssetManager::class.java.getDeclaredConstructor().newInstance()
    val added = AssetManager::class.java.getMethod("addAssetPath", String::class.java).invoke(assets, "target/test/app.apk")
    check(added != 0) { "target/test/app.apk cannot be read" }
    return object : ContextWrapper(RuntimeEnvironment.getApplication()) {
        override fun getAssets() = assets
    }
}
