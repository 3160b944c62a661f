/* What Google's NDK links into every library and this build has not: crtbegin_so.o's two symbols,
 * and under its own names what Rust's libunwind.a, made for musl, asks of the C library. */

#define HIDDEN __attribute__((visibility("hidden")))

extern int *__errno(void);
extern void abort(void) __attribute__((noreturn));
extern void __cxa_finalize(void *library);

/* The library's name for itself, when it registers what is to run on unloading. */
HIDDEN void *__dso_handle = &__dso_handle;

__attribute__((destructor)) static void finalize(void) { __cxa_finalize(&__dso_handle); }

HIDDEN int *__errno_location(void) { return __errno(); }

HIDDEN __attribute__((noreturn)) void __assert_fail(const char *what, const char *file,
                                                    unsigned line, const char *function) {
    (void)what, (void)file, (void)line, (void)function;
    abort();
}
