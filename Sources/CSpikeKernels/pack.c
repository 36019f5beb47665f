// Packs weights for the sums, once for each direction between two layers.

#include "CSpikeKernels.h"

#define DEFINE_PACK(Real, suffix)                                                                                      \
  void spike_pack_##suffix(const Real *weights, size_t sources, size_t sourceStride, size_t targets,                   \
                           size_t targetStride, Real *packed) {                                                        \
    const size_t U = SPIKE_PANEL_BYTES / sizeof(Real), slots = spike_words(sources) * SPIKE_WORD_UNITS;                \
    for (size_t p = 0; p < spike_panels_##suffix(targets); p++)                                                        \
      for (size_t i = 0; i < slots; i++)                                                                               \
        for (size_t l = 0; l < U; l++, packed++) {                                                                     \
          const size_t j = p * U + l;                                                                                  \
          *packed = i < sources && j < targets ? weights[i * sourceStride + j * targetStride] : 0;                     \
        }                                                                                                              \
  }

DEFINE_PACK(double, f64)
DEFINE_PACK(float, f32)
