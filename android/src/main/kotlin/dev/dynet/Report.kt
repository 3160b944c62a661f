package dev.dynet

/**
 * How a restoration was done.
 *
 * ```
 * if (report.fallbacks.isNotEmpty()) Log.w("photo", report.fallbacks)
 * ```
 *
 * @property variant the variant that ran.
 * @property task the [Task] that ran; null when the network ran without.
 * @property found what [Options.AUTO] found wrong with the picture, as [Task.kind] has it; null when it found
 *   nothing or was not used.
 * @property backend the engine that ran it, such as `tract`.
 * @property provider where the engine computed: `cpu`, or an accelerator.
 * @property tiles how many tiles the picture was cut into.
 * @property ms milliseconds in all, [prepareMs] included.
 * @property prepareMs milliseconds spent preparing the variant; near 0 when it was used before.
 * @property expectedMs expected milliseconds without preparing; 0 without a [Budget].
 * @property fallbacks what had to be given up, one line for each; normally empty.
 */
class Report internal constructor(
    val variant: String,
    val task: String?,
    val found: String?,
    val backend: String,
    val provider: String,
    val tiles: Int,
    val ms: Double,
    val prepareMs: Double,
    val expectedMs: Double,
    val fallbacks: String,
)
