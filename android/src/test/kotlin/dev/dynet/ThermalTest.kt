package dev.dynet

import android.content.Context
import android.os.PowerManager
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf

@RunWith(RobolectricTestRunner::class)
class ThermalTest {
    @get:Rule
    val cache = TemporaryFolder()

    private val context get() = RuntimeEnvironment.getApplication()
    private val phone get() = shadowOf(context.getSystemService(Context.POWER_SERVICE) as PowerManager)
    private val engine get() = onTract.copy(cache = cache.root, threads = 1)

    /** The variant that 10 ms for 160x160 pixels give. */
    private fun Restorer.variant() =
        restoreBlocking(picture(160, 160), Options(budget = Budget(latencyMs = 10.0))).report.variant

    /** As if this machine had been measured: s takes 100 ns a pixel, l 300; so 2.6 and 7.7 ms. */
    private fun measured() {
        Restorer.open(smallPack, engine).use { it.variant() }
        val files = checkNotNull(cache.root.listFiles())
        assertEquals(2, files.size)
        for (file in files) {
            val ns = if ("\"l\"" in file.readText()) "300.0" else "100.0"
            file.writeText(file.readText().replace(Regex("\"ns_per_pixel\":[^,]*"), "\"ns_per_pixel\":$ns"))
        }
    }

    @Test
    fun `a hot phone takes a lighter variant until it is cool again`() {
        measured()
        Restorer.open(smallPack, engine).use { restorer ->
            val chosen = (0..6).map { status ->
                restorer.setThermalStatus(status)
                restorer.variant()
            }
            assertEquals(listOf("l", "l", "s", "s", "s", "s", "s"), chosen)
            restorer.setThermalStatus(0)
            assertEquals("l", restorer.variant())
            // A named variant is always used.
            restorer.setThermalStatus(6)
            assertEquals("l", restorer.restoreBlocking(picture(8, 8), Options(variant = "l")).report.variant)
        }
    }

    @Test
    fun `the phone's own status is followed until the restorer is closed`() {
        measured()
        phone.setCurrentThermalStatus(PowerManagerStatus.SEVERE)
        val restorer = Restorer.open(smallPack, engine)
        restorer.followThermalStatus(context)
        assertEquals("hot from the beginning", "s", restorer.variant())
        phone.setCurrentThermalStatus(PowerManagerStatus.NONE)
        assertEquals("l", restorer.variant())
        phone.setCurrentThermalStatus(PowerManagerStatus.SEVERE)
        assertEquals("s", restorer.variant())
        restorer.close()
        assertEquals(0, phone.thermalStatusListeners.size)
        phone.setCurrentThermalStatus(PowerManagerStatus.NONE)
    }

    @Test
    fun `who opens with a context follows it, too`() {
        val restorer = Restorer.open(appWithAssets(), "tiny.dynet", onTract)
        assertEquals(1, phone.thermalStatusListeners.size)
        restorer.close()
        assertEquals(0, phone.thermalStatusListeners.size)
    }

    /** Constants that the compile-time classes lack. */
    private object PowerManagerStatus {
        const val NONE = 0
        const val SEVERE = 3
    }
}
