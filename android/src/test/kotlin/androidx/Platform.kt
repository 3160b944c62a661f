package androidx.test.internal.platform

interface ThreadChecker
