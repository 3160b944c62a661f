package dev.dynet

import android.content.Context
import java.io.FileNotFoundException
import java.io.IOException

/** The bytes of all add-ons; they are small, and so are read instead of mapped. */
internal fun EngineOptions.readAddOns(context: Context?): Array<ByteArray> {
    val files = addOns.map { file -> read(file.path) { file.readBytes() } }
    val assets = addOnAssets.map { asset ->
        requireNotNull(context) { "addOnAssets has $asset: open the pack with a context" }
        read("the asset $asset") { context.assets.open(asset).use { it.readBytes() } }
    }
    return (files + assets).toTypedArray()
}

private fun read(place: String, bytes: () -> ByteArray): ByteArray = try {
    bytes()
} catch (error: FileNotFoundException) {
    throw RestoreException(RestoreException.MISSING, "the add-on $place is not there: ${error.message}")
} catch (error: IOException) {
    throw RestoreException(RestoreException.IO, "the add-on $place cannot be read: ${error.message}")
}
