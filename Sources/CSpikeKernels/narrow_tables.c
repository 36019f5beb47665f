// Tables of the sums of few targets, built once for a network. See kernel_narrow.h.

#include "CSpikeKernels.h"
#include "narrow_tables.h"

size_t spike_table_count(size_t sources, size_t targets) {
  return spike_words(sources) * NARROW_ROWS * (8 + narrow_rest(targets));
}

void spike_build_tables(const spike_weights *weights, int64_t *tables) {
  const int64_t *const packed = weights->packed;  // [32 W][16], a single panel
  const size_t rest = narrow_rest(weights->targets);
  for (size_t w = 0; w < spike_words(weights->sources); w++)
    for (int g = 0; g < NARROW_GROUPS; g++)
      for (size_t r = 0; r < (size_t)1 << narrow_sizes[g]; r++) {
        int64_t sums[16] = {0};
        for (int i = 0; i < narrow_sizes[g]; i++)
          if (r >> i & 1)
            for (size_t j = 0; j < weights->targets; j++)
              sums[j] += packed[(w * SPIKE_WORD_UNITS + (size_t)(narrow_shifts[g] + i)) * 16 + j];
        int64_t *const word = tables + w * NARROW_ROWS * (8 + rest);
        const size_t row = (size_t)narrow_rows[g] + r;
        for (size_t j = 0; j < 8; j++) word[row * 8 + j] = sums[j];
        for (size_t j = 0; j < rest; j++) word[NARROW_ROWS * 8 + row * rest + j] = sums[8 + j];
      }
}
