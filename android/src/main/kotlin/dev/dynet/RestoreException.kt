package dev.dynet

/**
 * A restoration or the opening of a pack failed. The message says what was wrong and what to do.
 *
 * ```
 * try {
 *     Restorer.open(file)
 * } catch (e: RestoreException) {
 *     if (e.code == RestoreException.WRONG_HASH) downloadAgain() else throw e
 * }
 * ```
 *
 * @property code what kind of thing went wrong: one of the constants here, which are the numbers of
 *   `dynet_status` in `dynet.h`. Later versions may add some.
 */
class RestoreException(val code: Int, message: String) : RuntimeException(message) {
    companion object {
        /** A file could not be read: permissions, a failing disk. */
        const val IO = 1

        /** A file or an asset is missing. */
        const val MISSING = 2

        /** The pack's manifest is invalid, or holds a value out of range. */
        const val MANIFEST = 3

        /** The pack was written for a newer dynet. */
        const val UNKNOWN_SCHEMA = 4

        /** A file name in the pack leads out of its folder. */
        const val UNSAFE_PATH = 5

        /** A file or picture is larger than is accepted. */
        const val TOO_LARGE = 6

        /** A file of the pack does not have the size in the manifest. */
        const val WRONG_SIZE = 7

        /** A file of the pack does not have the SHA-256 in the manifest. */
        const val WRONG_HASH = 8

        /** A graph of the pack cannot be used. */
        const val GRAPH = 9

        /** A tensor of the pack does not lie in its weights. */
        const val TENSOR_RANGE = 10

        /** The engine's library is missing or has an unsuitable version. */
        const val ENGINE_MISSING = 12

        /** The engine failed. */
        const val ENGINE = 13

        /** There was not enough memory, or [Budget.memoryMb] is too low. */
        const val OUT_OF_MEMORY = 14

        /** The network gave NaN or infinity. */
        const val NOT_FINITE = 15

        /** Well-formed, but of an unsupported kind: not a pack, or a compressed asset. */
        const val UNSUPPORTED = 17

        /** A failure without a number in this version. */
        const val OTHER = 22

        /** A bug in dynet; please report the message. */
        const val INTERNAL = 23

        /** A pack in one file is truncated, damaged or compressed. */
        const val ARCHIVE = 24
    }
}
