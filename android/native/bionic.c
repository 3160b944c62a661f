/* Android's C library as far as libdynet.so sees it, over glibc: what the two have under other names, with
 * other numbers or in structs of other sizes. smoke.sh makes it libc.so for a run in qemu; everything else
 * that the library imports is the same in glibc. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int *__errno(void) { return &errno; }

/* A phone's settings: none. */
int __system_property_get(const char *name, char *value) {
    (void)name;
    *value = 0;
    return 0;
}

void android_set_abort_message(const char *message) { fprintf(stderr, "%s\n", message); }

int __android_log_write(int level, const char *tag, const char *text) {
    return fprintf(stderr, "%d %s: %s\n", level, tag, text);
}

/* Android has the form of POSIX, glibc one of its own. */
extern int __xpg_strerror_r(int number, char *text, size_t capacity);
int strerror_r(int number, char *text, size_t capacity) {
    return __xpg_strerror_r(number, text, capacity);
}

/* bionic/libc/include/bits/sysconf.h numbers the questions in another order. */
extern long __sysconf(int question);
long sysconf(int question) {
    static const int pairs[][2] = {
        {0x0006, _SC_CLK_TCK},          {0x000b, _SC_OPEN_MAX},         {0x0027, _SC_PAGESIZE},
        {0x0028, _SC_PAGESIZE},         {0x0060, _SC_NPROCESSORS_CONF}, {0x0061, _SC_NPROCESSORS_ONLN},
        {0x0062, _SC_PHYS_PAGES},       {0x0063, _SC_AVPHYS_PAGES},     {0x0047, _SC_GETGR_R_SIZE_MAX},
        {0x0048, _SC_GETPW_R_SIZE_MAX},
    };
    for (size_t at = 0; at < sizeof pairs / sizeof *pairs; at++)
        if (pairs[at][0] == question) return __sysconf(pairs[at][1]);
    fprintf(stderr, "sysconf(0x%x) is not known to bionic.c\n", question);
    abort();
}

/* glibc's attributes take 64 bytes, of which Android's callers reserve 56: only the stack's size is kept,
 * and glibc's are made when the thread is. */
typedef struct attributes {
    size_t stack;
} attributes;

int pthread_attr_init(pthread_attr_t *given) {
    ((attributes *)given)->stack = 0;
    return 0;
}

int pthread_attr_destroy(pthread_attr_t *given) {
    (void)given;
    return 0;
}

int pthread_attr_setstacksize(pthread_attr_t *given, size_t stack) {
    ((attributes *)given)->stack = stack;
    return 0;
}

int pthread_create(pthread_t *thread, const pthread_attr_t *given, void *(*run)(void *), void *with) {
    int (*create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *) =
        dlsym(RTLD_NEXT, "pthread_create");
    int (*init)(pthread_attr_t *) = dlsym(RTLD_NEXT, "pthread_attr_init");
    int (*set)(pthread_attr_t *, size_t) = dlsym(RTLD_NEXT, "pthread_attr_setstacksize");
    int (*destroy)(pthread_attr_t *) = dlsym(RTLD_NEXT, "pthread_attr_destroy");
    pthread_attr_t own;
    int failed = init(&own);
    if (failed) return failed;
    if (given != NULL && ((const attributes *)given)->stack != 0)
        failed = set(&own, ((const attributes *)given)->stack);
    if (!failed) failed = create(thread, &own, run, with);
    destroy(&own);
    return failed;
}
