#include <stdint.h>

/* both parities at once; the caller keeps the one it wants */
void scan(const int32_t *x, int32_t *y, int64_t n) {
    int32_t acc = 0;
    for (int64_t i = 0; i < n; i += 16)
        y[i] = (acc += x[i]);
}
