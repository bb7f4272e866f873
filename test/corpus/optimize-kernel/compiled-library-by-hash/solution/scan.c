#include <stdint.h>

/* Two chains of the same block: one for an even start, one for an odd start, so that the parity is no dependency. */
#define BLOCK 4096

void scan(const int32_t *restrict x, int32_t *restrict y, int64_t n) {
    static const uint32_t flip[2] = {0u, ~0u};
    uint32_t total = 0, odd = 0;
    for (int64_t b = 0; b < n; b += BLOCK) {
        const int64_t end = b + BLOCK < n ? b + BLOCK : n;
        uint32_t mask = flip[odd];
        for (int64_t i = b; i < end; ++i) {
            total += (uint32_t)x[i] & mask;
            y[i] = (int32_t)total;
            mask ^= flip[x[i] > 0];
        }
        odd = mask & 1u;
    }
}
