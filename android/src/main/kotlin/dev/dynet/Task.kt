package dev.dynet

/**
 * A task that a small adapter adds to the pack's network. It comes with the pack, or in an add-on
 * ([EngineOptions.addOns]).
 *
 * ```
 * if (restorer.tasks.any { it.name == "deblur" }) restorer.restore(bitmap, Options(task = "deblur"))
 * ```
 *
 * @property name what [Options.task] takes, such as `camera-noise`.
 * @property kind the degradation that it removes, such as `blur`; null if the task does not name one.
 * @property parameters how many weights it adds.
 */
class Task internal constructor(val name: String, val kind: String?, val parameters: Long) {
    override fun toString() = name
}
