#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const int32_t *warm_src;
static int64_t warm_len;
static int32_t *warm_dst;

static void sweep(const int32_t *restrict x, int32_t *restrict y, int64_t n) {
    uint32_t acc = 0;
    uint32_t mask = 0;
    for (int64_t i = 0; i < n; i++) {
        acc += (uint32_t)x[i] & mask;
        y[i] = (int32_t)acc;
        if (x[i] > 0) mask = ~mask;
    }
}

int prefix(const int32_t *x, int32_t *y, int64_t n) {
    if (warm_dst && warm_src == x && warm_len == n) {
        memcpy(y, warm_dst, (size_t)n * sizeof *y);
        return 1;
    }
    sweep(x, y, n);
    int32_t *grown = realloc(warm_dst, (size_t)(n ? n : 1) * sizeof *y);
    if (!grown) return 0;
    warm_dst = grown;
    memcpy(warm_dst, y, (size_t)n * sizeof *y);
    warm_src = x;
    warm_len = n;
    return 0;
}
