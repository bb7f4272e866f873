#include <stdint.h>

void scan(const int32_t *x, int32_t *y, int64_t n) {
    uint32_t acc = 0, on = 0;
    for (int64_t i = 0; i < n; i++) {
        acc += (0u - on) & (uint32_t)x[i];
        y[i] = (int32_t)acc;
        on ^= x[i] > 0;
    }
}
