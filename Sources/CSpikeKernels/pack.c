// Packs weights for the sums, once for each direction between two layers.

#include "CSpikeKernels.h"

#define DEFINE_PACK(name, Number)                                                                                      \
  void name(const Number *weights, size_t sources, size_t sourceStride, size_t targets, size_t targetStride,           \
            Number *packed) {                                                                                          \
    const size_t U = SPIKE_PANEL_BYTES / sizeof(Number), slots = spike_words(sources) * SPIKE_WORD_UNITS;              \
    for (size_t p = 0; p < spike_panels_f64(targets); p++)                                                             \
      for (size_t i = 0; i < slots; i++)                                                                               \
        for (size_t l = 0; l < U; l++, packed++) {                                                                     \
          const size_t j = p * U + l;                                                                                  \
          *packed = i < sources && j < targets ? weights[i * sourceStride + j * targetStride] : 0;                     \
        }                                                                                                              \
  }

DEFINE_PACK(spike_pack_exact, int64_t)
DEFINE_PACK(spike_pack_ordered, double)
