/* Restores a picture with dynet's C API: reads a binary PPM, writes a binary PPM.
 *
 *     restore PACK IN.ppm OUT.ppm [VARIANT [auto|ort|tract]]
 *
 * Tells each tile on stderr; Ctrl-C stops at the next one. Exit code 0 done, 1 failed, 2 wrong
 * use, 130 stopped. README.md in the folder above says how to compile it. */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dynet.h"

#define MAX_SIDE 65535

typedef struct picture {
    size_t width, height;
    unsigned char *pixels;
} picture;

/* A signal handler may call nothing of dynet; the progress callback looks at what it sets. */
static volatile sig_atomic_t stop = 0;

static void on_interrupt(int number) {
    (void)number;
    stop = 1;
}

static int on_progress(size_t done, size_t total, void *user) {
    fprintf((FILE *)user, "%zu of %zu tiles\n", done, total);
    return stop;
}

/* Says what went wrong in the dynet call before; gives the exit code. */
static int failed(const char *action, dynet_status status) {
    fprintf(stderr, "could not %s (status %d): %s\n", action, (int)status, dynet_last_error());
    return status == DYNET_CANCELLED ? 130 : 1;
}

/* A number of a PPM header, after blanks and comments; -1 when there is none. */
static long read_number(FILE *file) {
    long number = 0;
    int digits = 0, letter = fgetc(file);
    while (letter == '#' || letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n') {
        if (letter == '#')
            while (letter != '\n' && letter != EOF) letter = fgetc(file);
        letter = fgetc(file);
    }
    for (; letter >= '0' && letter <= '9' && digits < 6; digits++) {
        number = number * 10 + (letter - '0');
        letter = fgetc(file);
    }
    /* One blank ends a number; the last one is followed by pixels. */
    return digits > 0 && (letter == ' ' || letter == '\n' || letter == '\t') ? number : -1;
}

static int read_ppm(const char *path, picture *into) {
    FILE *file = fopen(path, "rb");
    const char *why = NULL;
    long width, height, levels;
    if (file == NULL) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return 0;
    }
    if (fgetc(file) != 'P' || fgetc(file) != '6') {
        why = "this is not a binary PPM (P6)";
    } else {
        width = read_number(file);
        height = read_number(file);
        levels = read_number(file);
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE || levels != 255) {
            why = "only pictures of 1 to 65535 pixels a side with 255 levels are read";
        } else {
            into->width = (size_t)width;
            into->height = (size_t)height;
            into->pixels = malloc(3 * into->width * into->height);
            if (into->pixels == NULL)
                why = "there is no memory for it";
            else if (fread(into->pixels, 3 * into->width, into->height, file) != into->height)
                why = "the file ends too early";
        }
    }
    fclose(file);
    if (why != NULL) fprintf(stderr, "%s: %s\n", path, why);
    return why == NULL;
}

static int write_ppm(const char *path, const picture *from) {
    FILE *file = fopen(path, "wb");
    int well = file != NULL;
    if (well) {
        well = fprintf(file, "P6\n%zu %zu\n255\n", from->width, from->height) > 0 &&
               fwrite(from->pixels, 3 * from->width, from->height, file) == from->height;
        well = fclose(file) == 0 && well;
        if (!well) remove(path);
    }
    if (!well) fprintf(stderr, "%s: %s\n", path, strerror(errno));
    return well;
}

/* The line that says whether a faster engine could be had, where there is one. */
static void print_note(dynet_restorer restorer) {
    size_t length = 0;
    char *note;
    if (dynet_note(restorer, NULL, 0, &length) != DYNET_OK || length <= 1) return;
    note = malloc(length);
    if (note != NULL && dynet_note(restorer, note, length, NULL) == DYNET_OK)
        fprintf(stderr, "%s\n", note);
    free(note);
}

/* Restores in place: input and output may be the same memory. */
static int restore(dynet_restorer restorer, const char *variant, const picture *photo) {
    dynet_restore_options options = DYNET_RESTORE_OPTIONS_INIT;
    dynet_result result = DYNET_RESULT_INIT;
    dynet_image image;
    dynet_status status;
    image.data = photo->pixels;
    image.width = photo->width;
    image.height = photo->height;
    image.row_stride = 3 * photo->width;
    image.plane_stride = 0;
    image.format = DYNET_RGB8;
    options.variant = variant;
    options.progress = on_progress;
    options.user = stderr;
    status = dynet_restore(restorer, &image, &image, &options, &result);
    if (status != DYNET_OK) return failed("restore the picture", status);
    printf("variant %s on %s: %zu tiles, %.0f ms, of which %.0f to prepare\n", result.variant,
           result.backend, result.tiles, result.ms, result.prepare_ms);
    return 0;
}

int main(int count, char **words) {
    dynet_open_options options = DYNET_OPEN_OPTIONS_INIT;
    dynet_restorer restorer = 0;
    dynet_status status;
    picture photo = {0, 0, NULL};
    const char *variant = count > 4 ? words[4] : NULL;
    const char *backend = count > 5 ? words[5] : "auto";
    int code = 1;
    if (strcmp(backend, "ort") == 0) options.backend = DYNET_BACKEND_ORT;
    if (strcmp(backend, "tract") == 0) options.backend = DYNET_BACKEND_TRACT;
    if (count < 4 || count > 6 ||
        (options.backend == DYNET_BACKEND_AUTO && strcmp(backend, "auto") != 0)) {
        fprintf(stderr, "usage: %s PACK IN.ppm OUT.ppm [VARIANT [auto|ort|tract]]\n", words[0]);
        return 2;
    }
    signal(SIGINT, on_interrupt);
    if (!read_ppm(words[2], &photo)) goto end;
    status = dynet_open(words[1], &options, &restorer);
    if (status != DYNET_OK) {
        code = failed("open the pack", status);
        goto end;
    }
    print_note(restorer);
    code = restore(restorer, variant, &photo);
    if (code == 0 && !write_ppm(words[3], &photo)) code = 1;
end:
    dynet_close(restorer); /* 0 is allowed */
    free(photo.pixels);
    return code;
}
