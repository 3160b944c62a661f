package dev.dynet

/**
 * A restoration or the opening of a pack failed. The message says what was wrong and what to do.
 *
 * ```
 * try { Restorer.open(file) } catch (e: RestoreException) {
 *     if (e.code == 8) downloadAgain() // DYNET_WRONG_HASH
 * }
 * ```
 *
 * @property code what kind of thing went wrong: the numbers of `dynet_status` in `dynet.h`.
 */
class RestoreException(val code: Int, message: String) : RuntimeException(message)
