package androidx.test.internal.runner.lifecycle

import android.app.Activity
import android.app.Application
import androidx.test.runner.lifecycle.ActivityLifecycleCallback
import androidx.test.runner.lifecycle.ActivityLifecycleMonitor
import androidx.test.runner.lifecycle.ApplicationLifecycleMonitor
import androidx.test.runner.lifecycle.ApplicationStage
import androidx.test.runner.lifecycle.Stage

class ActivityLifecycleMonitorImpl : ActivityLifecycleMonitor {
    override fun addLifecycleCallback(callback: ActivityLifecycleCallback) = Unit
    override fun removeLifecycleCallback(callback: ActivityLifecycleCallback) = Unit
    override fun getActivitiesInStage(stage: Stage): Collection<Activity> = emptyList()
    override fun getLifecycleStageOf(activity: Activity) = Stage.DESTROYED
    fun signalLifecycleChange(stage: Stage, activity: Activity) = Unit
}

class ApplicationLifecycleMonitorImpl : ApplicationLifecycleMonitor {
    fun signalLifecycleChange(application: Application, stage: ApplicationStage) = Unit
}
