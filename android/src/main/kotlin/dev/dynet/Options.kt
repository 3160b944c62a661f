package dev.dynet

/**
 * What a restoration may cost. The heaviest variant that fits is taken, and the lightest when none is
 * quick enough; when nothing fits the memory it is a [RestoreException].
 *
 * @property latencyMs milliseconds for one picture; null means any time.
 * @property memoryMb megabytes that the process should stay under; null means no limit.
 */
data class Budget(val latencyMs: Double? = null, val memoryMb: Int? = null) {
    init {
        require(latencyMs == null || latencyMs > 0) { "latencyMs is $latencyMs, it must be above 0" }
        require(memoryMb == null || memoryMb > 0) { "memoryMb is $memoryMb, it must be above 0" }
    }
}

/**
 * How a picture is restored.
 *
 * ```
 * restorer.restore(bitmap, Options(budget = Budget(latencyMs = 500.0)))
 * ```
 *
 * @property variant a [Variant]'s name; null means what the [budget] allows, or the pack's first.
 * @property budget time and memory; null means no limits.
 * @property tile longest side of a tile in pixels; null means to choose by picture and memory.
 */
data class Options(val variant: String? = null, val budget: Budget? = null, val tile: Int? = null) {
    init {
        require(tile == null || tile > 0) { "tile is $tile, it must be above 0" }
    }
}

/** Hears of every tile of a restoration, from any thread, one call at a time. What it throws ends it. */
fun interface TileListener {
    /** [done] begins with 0 and never falls; [total] stays the same. */
    fun onTile(done: Int, total: Int)
}
