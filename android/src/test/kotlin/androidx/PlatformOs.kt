package androidx.test.internal.platform.os

interface ControlledLooper
