package dev.dynet

/** Marks slow functions: call them on a worker thread, as with androidx's annotation of that name. */
@MustBeDocumented
@Retention(AnnotationRetention.BINARY)
@Target(AnnotationTarget.FUNCTION)
annotation class WorkerThread
