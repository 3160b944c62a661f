package dev.dynet

/**
 * One more thing that the pack's network was taught, by a small adapter beside its weights: of the pack itself, or of
 * an add-on ([EngineOptions.addOns]).
 *
 * ```
 * if (restorer.tasks.any { it.name == "deblur" }) restorer.restore(bitmap, Options(task = "deblur"))
 * ```
 *
 * @property name what [Options.task] takes, such as `camera-noise`.
 * @property kind the degradation that it removes, such as `blur`; null where its maker did not say.
 * @property parameters how many weights it adds.
 */
class Task internal constructor(val name: String, val kind: String?, val parameters: Long) {
    override fun toString() = name
}
