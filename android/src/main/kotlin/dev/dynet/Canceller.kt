package dev.dynet

/** Stops a restoration; its native handle is freed at the end of that. */
internal class Canceller : AutoCloseable {
    val id = Native.newCanceller()
    private var open = true

    @Synchronized
    fun cancel() {
        if (open) Native.cancel(id)
    }

    @Synchronized
    override fun close() {
        open = false
        Native.freeCanceller(id)
    }
}
