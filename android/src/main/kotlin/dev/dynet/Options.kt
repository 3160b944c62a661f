package dev.dynet

/**
 * What a restoration may cost. The heaviest variant that fits is used, or the lightest if none is fast
 * enough; if none fits the memory, there is a [RestoreException]. The first restoration with a budget
 * measures the device, which takes the time of some tiles.
 *
 * ```
 * Budget(latencyMs = 500.0, memoryMb = 400)
 * ```
 *
 * @property latencyMs milliseconds for one picture while the phone is cool, and less when it is hot
 *   ([Restorer.followThermalStatus]); null means any time.
 * @property memoryMb megabytes that the process should stay under; null means no limit.
 */
data class Budget @JvmOverloads constructor(val latencyMs: Double? = null, val memoryMb: Int? = null) {
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
 * @property variant a [Variant]'s name; null means the heaviest that the [budget] allows.
 * @property budget time and memory; null means no limits.
 * @property tile longest side of a tile in pixels; null means to choose by picture and memory.
 * @property task a [Task]'s name, or [AUTO] for the one that the picture seems to need; null means the network
 *   without a task.
 */
data class Options @JvmOverloads constructor(
    val variant: String? = null,
    val budget: Budget? = null,
    val tile: Int? = null,
    val task: String? = null,
) {
    init {
        require(tile == null || tile > 0) { "tile is $tile, it must be above 0" }
    }

    companion object {
        /** Chooses the task by what is wrong with the picture, or none when unsure. */
        const val AUTO = "auto"
    }

    /** 0 is no limit, as in [Native]. */
    internal val latencyMs get() = budget?.latencyMs ?: 0.0
    internal val memoryBytes get() = (budget?.memoryMb ?: 0) * 1_000_000L
}

/**
 * Called after every tile of a restoration, from any thread, one call at a time. An exception cancels it.
 *
 * ```
 * restorer.restoreBlocking(bitmap, Options()) { done, total -> bar.post { bar.progress = 100 * done / total } }
 * ```
 */
fun interface TileListener {
    /** [done] begins with 0 and never falls; [total] stays the same. */
    fun onTile(done: Int, total: Int)
}
