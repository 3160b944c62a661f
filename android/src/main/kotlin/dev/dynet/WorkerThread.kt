package dev.dynet

/** It takes long: call it on a thread that draws nothing, as with androidx's annotation of that name. */
@MustBeDocumented
@Retention(AnnotationRetention.BINARY)
@Target(AnnotationTarget.FUNCTION)
annotation class WorkerThread
