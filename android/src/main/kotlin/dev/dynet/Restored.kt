package dev.dynet

import android.graphics.Bitmap

/**
 * A restored picture and its report.
 *
 * @property bitmap a new ARGB_8888 Bitmap of the input's size, with its opacity.
 * @property report variant, engine and times.
 */
class Restored internal constructor(val bitmap: Bitmap, val report: Report)

/** What [Restorer.restoreFlow] emits. */
sealed interface Step {
    /** [done] of [total] tiles are restored. */
    class Tile(val done: Int, val total: Int) : Step

    /** The end. */
    class Done(val restored: Restored) : Step
}
