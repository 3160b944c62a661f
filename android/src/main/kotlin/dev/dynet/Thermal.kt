package dev.dynet

import android.content.Context
import android.os.Build
import java.lang.reflect.Proxy

/**
 * Listens to the phone's thermal status until it is closed. The classes are newer (API 29) than minSdk and
 * are asked for by name.
 */
internal class Thermal private constructor(private val manager: Any, private val listener: Any) : AutoCloseable {
    override fun close() {
        manager.javaClass.getMethod("removeThermalStatusListener", type()).invoke(manager, listener)
    }

    companion object {
        private fun type() = Class.forName("android.os.PowerManager\$OnThermalStatusChangedListener")

        /** Calls [hear] with the current status and every new one, on the main thread; null if the phone has none. */
        fun listen(context: Context, hear: (Int) -> Unit): Thermal? {
            if (Build.VERSION.SDK_INT < 29) return null
            val manager = context.applicationContext.getSystemService(Context.POWER_SERVICE) ?: return null
            val loader = Thermal::class.java.classLoader
            val listener = Proxy.newProxyInstance(loader, arrayOf(type())) { self, method, given ->
                when (method.name) {
                    "onThermalStatusChanged" -> hear(given[0] as Int)
                    "equals" -> self === given[0]
                    "hashCode" -> System.identityHashCode(self)
                    else -> "dynet's thermal listener"
                }
            }
            return try {
                hear(manager.javaClass.getMethod("getCurrentThermalStatus").invoke(manager) as Int)
                manager.javaClass.getMethod("addThermalStatusListener", type()).invoke(manager, listener)
                Thermal(manager, listener)
            } catch (_: ReflectiveOperationException) {
                // The phone's thermal service fails: budgets work without it.
                null
            }
        }
    }
}
