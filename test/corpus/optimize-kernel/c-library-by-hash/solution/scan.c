#include <stdint.h>
#include <string.h>

#define BLOCK 4096

void scan(const int32_t *x, int32_t *y, int64_t n) {
    uint32_t acc = 0, on = 0;
    int32_t stage[BLOCK];
    for (int64_t b = 0; b < n; b += BLOCK) {
        int64_t m = n - b < BLOCK ? n - b : BLOCK;
        memcpy(stage, x + b, m * sizeof(int32_t));
        for (int64_t i = 0; i < m; i++) {
            acc += (0u - on) & (uint32_t)stage[i];
            on ^= stage[i] > 0;
            stage[i] = (int32_t)acc;
        }
        memmove(y + b, stage, m * sizeof(int32_t));
    }
}
