package androidx.test.internal.platform.app

interface ActivityInvoker
