package dev.dynet

import android.graphics.Bitmap
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.shadows.ShadowNativeBitmap

/**
 * A fake Bitmap in the memory of a graphics chip, which this machine lacks: Android's own code accepts
 * it, and refuses to read its pixels. Named in robolectric.properties.
 */
@Implements(Bitmap::class, minSdk = 26, callNativeMethodsByDefault = true)
class HardwareBitmaps : ShadowNativeBitmap() {
    companion object {
        private const val HARDWARE = 7
        private var address = 0L

        /** Kept, or a later bitmap could get the address of this one. */
        private var fake: Bitmap? = null

        /** Where Robolectric keeps the native function. */
        private val real by lazy {
            Bitmap::class.java.declaredMethods.single { "nativeConfig" in it.name && "nativeBinding" in it.name }
                .apply { isAccessible = true }
        }

        fun make(bitmap: Bitmap): Bitmap {
            address = Bitmap::class.java.getMethod("getNativeInstance").invoke(bitmap) as Long
            fake = bitmap
            return bitmap
        }

        @Suppress("ACCIDENTAL_OVERRIDE") // It hides a static one.
        @JvmStatic
        @Implementation
        fun nativeConfig(bitmap: Long): Int = if (bitmap == address) HARDWARE else real.invoke(null, bitmap) as Int
    }
}
