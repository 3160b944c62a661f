package dev.dynet

/**
 * One of the pack's networks, which all share their weights.
 *
 * ```
 * spinner.adapter = ArrayAdapter(context, simple_list_item_1, restorer.variants.map { it.name })
 * ```
 *
 * @property name what [Options.variant] takes, such as `s`.
 * @property reuse how often each stage's block runs; empty if the network has no reuse vector.
 * @property parameters how many distinct weights it uses.
 */
class Variant internal constructor(val name: String, private val counts: IntArray, val parameters: Long) {
    val reuse: List<Int> get() = counts.asList()

    override fun toString() = "$name$reuse"
}
