/* Restores one tile of a picture that is the same everywhere, through a libdynet.so given by path.
 *
 *     smoke LIBRARY PACK auto|ort|tract OUT [EXPECTED]
 *     smoke LIBRARY      calls `unwinds` of unwind.rs instead
 *
 * Writes the result's floats into OUT. With EXPECTED, such a file from another machine: fails when a
 * value is more than 0.001 away. ONNX Runtime's library is the one that ORT_DYLIB_PATH names. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dynet.h"

#define SIDE 128
#define VALUES (3 * SIDE * SIDE)
#define MOST_APART 1e-3

static float picture[VALUES], expected[VALUES];

/* A smooth pattern in three colours with noise over it, from whole numbers so that every machine
 * computes the same one. */
static void draw(void) {
    unsigned noise = 1;
    for (int at = 0; at < VALUES; at++) {
        int colour = at / (SIDE * SIDE), y = at / SIDE % SIDE, x = at % SIDE;
        noise = noise * 1664525u + 1013904223u;
        picture[at] = (float)((x * (colour + 1) + 2 * y) % 256) / 320.0f +
                      (float)(noise >> 24) / 1280.0f;
    }
}

/* The library's function of that name. */
static void *function(void *library, const char *name) {
    void *found = dlsym(library, name);
    if (found == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        exit(1);
    }
    return found;
}

static int transfer(const char *path, float *values, const char *mode) {
    FILE *file = fopen(path, mode);
    size_t done = 0;
    if (file != NULL) {
        done = mode[0] == 'w' ? fwrite(values, sizeof *values, VALUES, file)
                              : fread(values, sizeof *values, VALUES, file);
        if (fclose(file) != 0) done = 0;
    }
    if (done != VALUES) fprintf(stderr, "%s: not read or written whole\n", path);
    return done == VALUES;
}

int main(int count, char **words) {
    dynet_open_options options = DYNET_OPEN_OPTIONS_INIT;
    dynet_result result = DYNET_RESULT_INIT;
    dynet_image image = {picture, SIDE, SIDE, SIDE * sizeof(float), SIDE * SIDE * sizeof(float),
                         DYNET_PLANAR_F32};
    dynet_restorer restorer = 0;
    double apart = 0;
    int wrong = 0;
    void *library;
    if (count != 2 && count != 5 && count != 6) {
        fprintf(stderr, "usage: %s LIBRARY PACK auto|ort|tract OUT [EXPECTED]\n", words[0]);
        return 2;
    }
    /* Its own libc.so first, where it brings one; this program's is glibc. */
    library = dlopen(words[1], RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
    if (library == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        return 1;
    }
    if (count == 2) {
        unsigned (*unwinds)(unsigned) = function(library, "unwinds");
        unsigned caught = unwinds(5);
        printf("a panic was %s\n", caught == 7 ? "caught" : "lost");
        return caught == 7 ? 0 : 1;
    }
    dynet_status (*open)(const char *, const dynet_open_options *, dynet_restorer *) =
        function(library, "dynet_open");
    dynet_status (*restore)(dynet_restorer, const dynet_image *, const dynet_image *,
                            const dynet_restore_options *, dynet_result *) =
        function(library, "dynet_restore");
    const char *(*last_error)(void) = function(library, "dynet_last_error");
    dynet_status (*close)(dynet_restorer) = function(library, "dynet_close");

    /* First a failure: its text crosses the library's own error handling. */
    if (open("/no such pack", NULL, &restorer) != DYNET_MISSING) {
        fprintf(stderr, "a missing pack was not refused as such: %s\n", last_error());
        return 1;
    }
    draw();
    if (strcmp(words[3], "ort") == 0) options.backend = DYNET_BACKEND_ORT;
    if (strcmp(words[3], "tract") == 0) options.backend = DYNET_BACKEND_TRACT;
    if (open(words[2], &options, &restorer) != DYNET_OK ||
        restore(restorer, &image, &image, NULL, &result) != DYNET_OK) {
        fprintf(stderr, "%s\n", last_error());
        return 1;
    }
    close(restorer);
    printf("variant %s on %s, %zu tile(s), %.0f ms, of which %.0f to prepare", result.variant,
           result.backend, result.tiles, result.ms, result.prepare_ms);
    if (count > 5) {
        if (!transfer(words[5], expected, "rb")) return 1;
        for (int at = 0; at < VALUES; at++) {
            double difference = fabs(picture[at] - expected[at]);
            if (difference > apart) apart = difference;
            /* Written so that NaN counts as well. */
            if (!(difference <= MOST_APART)) wrong++;
        }
        printf(", at most %.1e from %s", apart, words[5]);
    }
    printf("\n");
    if (wrong > 0) {
        fprintf(stderr, "%d of %d values are more than %g apart\n", wrong, VALUES, MOST_APART);
        return 1;
    }
    return transfer(words[4], picture, "wb") ? 0 : 1;
}
