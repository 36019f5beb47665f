// A scalar reference for the kernels' sums and for their draws.

#include "CSpikeKernels.h"

#pragma STDC FP_CONTRACT OFF

double spike_exact_sum_reference(const int64_t *integers, double scale, size_t stride, size_t sources,
                                 const uint8_t *signals) {
  int64_t sum = 0;
  for (size_t i = 0; i < sources; i++)
    if (signals[i]) sum += integers[i * stride];
  return (double)sum * scale;
}

double spike_ordered_sum_reference(const double *weights, size_t stride, size_t sources, const uint8_t *signals) {
  static const size_t sizes[7] = {5, 5, 5, 5, 4, 4, 4};
  double sum = 0;
  size_t i = 0;
  for (size_t group = 0; i < sources; group++) {
    const size_t end = i + sizes[group % 7];
    double partial = 0;
    for (; i < end && i < sources; i++)
      if (signals[i]) partial = partial + weights[i * stride];
    sum = sum + partial;
    i = end;
  }
  return sum;
}

double spike_error_reference(const double *terms, size_t units) {
  enum { LANES = SPIKE_PANEL_BYTES / 2 / sizeof(double) };
  double lanes[LANES] = {0};
  for (size_t j = 0; j < units; j++) lanes[j % LANES] = lanes[j % LANES] + terms[j];
  for (size_t width = LANES / 2; width >= 1; width /= 2)
    for (size_t l = 0; l < width; l++) lanes[l] = lanes[l] + lanes[l + width];
  return lanes[0];
}

void spike_philox_reference(const uint32_t counter[4], const uint32_t key[2], uint32_t output[4]) {
  uint32_t c[4] = {counter[0], counter[1], counter[2], counter[3]}, k[2] = {key[0], key[1]};
  for (int round = 0; round < 10; round++) {
    const uint64_t product0 = (uint64_t)0xD2511F53u * c[0], product1 = (uint64_t)0xCD9E8D57u * c[2];
    c[0] = (uint32_t)(product1 >> 32) ^ c[1] ^ k[0];
    c[1] = (uint32_t)product1;
    c[2] = (uint32_t)(product0 >> 32) ^ c[3] ^ k[1];
    c[3] = (uint32_t)product0;
    k[0] += 0x9E3779B9u;
    k[1] += 0xBB67AE85u;
  }
  for (int i = 0; i < 4; i++) output[i] = c[i];
}

/// The 64-bit word of one draw.
static uint64_t draw(uint64_t key, uint32_t unit, uint32_t input, uint32_t layer, uint32_t step, uint32_t trial) {
  const uint32_t counter[4] = {unit >> 1, input << 16 | layer, step, trial};
  const uint32_t keys[2] = {(uint32_t)key, (uint32_t)(key >> 32)};
  uint32_t output[4];
  spike_philox_reference(counter, keys, output);
  const int first = unit % 2 == 0 ? 0 : 2;
  return (uint64_t)output[first + 1] << 32 | output[first];
}

double spike_uniform_reference_f64(uint64_t key, uint32_t unit, uint32_t input, uint32_t layer, uint32_t step,
                                   uint32_t trial) {
  return (double)(draw(key, unit, input, layer, step, trial) >> 11) * 0x1p-53;
}

float spike_uniform_reference_f32(uint64_t key, uint32_t unit, uint32_t input, uint32_t layer, uint32_t step,
                                  uint32_t trial) {
  return (float)(draw(key, unit, input, layer, step, trial) >> 40) * 0x1p-24f;
}
