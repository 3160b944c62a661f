package dev.dynet

import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test

class OptionsTest {
    @Test
    fun `what cannot be is refused where it is written, naming the value`() {
        val wrong = listOf(
            { Budget(latencyMs = 0.0) }, { Budget(latencyMs = Double.NaN) }, { Budget(memoryMb = -1) },
            { Options(tile = 0) },
        )
        for (make in wrong) {
            val error = assertThrows(IllegalArgumentException::class.java) { make() }
            assertTrue(error.message!!, error.message!!.contains("must be above 0"))
        }
    }
}
