#include <stdint.h>

void measure(const int32_t *x, int64_t n, uint32_t *out) {
    uint32_t s[2] = {0, 0}, on = 0;
    for (int64_t i = 0; i < n; i++) {
        s[on] += (uint32_t)x[i];
        on ^= x[i] > 0;
    }
    out[0] = on; out[1] = s[0]; out[2] = s[1];
}

void fill(const int32_t *x, int32_t *y, int64_t n, uint32_t on, uint32_t acc) {
    for (int64_t i = 0; i < n; i++) {
        acc += (0u - on) & (uint32_t)x[i];
        y[i] = (int32_t)acc;
        on ^= x[i] > 0;
    }
}
