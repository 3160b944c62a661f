package dev.dynet

import android.content.Context
import android.content.res.AssetFileDescriptor
import java.io.FileNotFoundException
import java.io.IOException

/** Where an asset lies in the app's package. A compressed one cannot be used in place. */
internal fun descriptorOf(context: Context, asset: String): AssetFileDescriptor = try {
    context.assets.openFd(asset)
} catch (error: FileNotFoundException) {
    val there = try {
        context.assets.open(asset).close()
        true
    } catch (_: IOException) {
        false
    }
    if (!there) throw RestoreException(RestoreException.MISSING, "there is no asset $asset")
    throw RestoreException(
        RestoreException.UNSUPPORTED,
        "the asset $asset is compressed, and a pack is used in place; store it: " +
            "android { androidResources { noCompress += \"${asset.substringAfterLast('.')}\" } } " +
            "in build.gradle.kts of the app",
    )
}
