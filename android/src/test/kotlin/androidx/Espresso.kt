package androidx.test.espresso

object IdlingRegistry {
    @JvmStatic fun getInstance() = this
    fun getLoopers(): Collection<android.os.Looper> = emptyList()
    fun getResources(): Collection<IdlingResource> = emptyList()
}

interface IdlingResource {
    fun getName(): String
    fun isIdleNow(): Boolean
    fun registerIdleTransitionCallback(callback: ResourceCallback)

    interface ResourceCallback
}
