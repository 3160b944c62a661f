package dev.dynet

import android.graphics.Bitmap

/** A Bitmap's pixels as ARGB ints, not premultiplied, whatever its configuration. */
internal fun pixelsOf(bitmap: Bitmap): IntArray {
    require(!bitmap.isRecycled) { "the bitmap is recycled" }
    require(bitmap.config != Bitmap.Config.ALPHA_8) { "the bitmap is ALPHA_8, which has no colors" }
    val (width, height) = bitmap.width to bitmap.height
    val pixels = IntArray(width * height)
    // A hardware bitmap's pixels cannot be read; the class that names it is newer than minSdk.
    if (bitmap.config?.name != "HARDWARE") {
        bitmap.getPixels(pixels, 0, width, 0, 0, width, height)
    } else {
        val copy = requireNotNull(bitmap.copy(Bitmap.Config.ARGB_8888, false)) {
            "the hardware bitmap's pixels cannot be read; give its copy(ARGB_8888, false)"
        }
        copy.getPixels(pixels, 0, width, 0, 0, width, height)
        copy.recycle()
    }
    return pixels
}

/** A new Bitmap with those pixels, of the size, density and kind of opacity of [like]. */
internal fun bitmapOf(pixels: IntArray, width: Int, height: Int, like: Bitmap): Bitmap {
    val bitmap = Bitmap.createBitmap(width, height, Bitmap.Config.ARGB_8888)
    bitmap.density = like.density
    bitmap.setHasAlpha(like.hasAlpha())
    bitmap.setPixels(pixels, 0, width, 0, 0, width, height)
    return bitmap
}
