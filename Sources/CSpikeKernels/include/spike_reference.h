/// A scalar reference for the kernels, equal bit for bit. For tests and for reading.
#ifndef SPIKE_REFERENCE_H
#define SPIKE_REFERENCE_H

#include <stddef.h>
#include <stdint.h>

/// The exact sum of one target, rounded once (spike_shapes.h).
///
/// - integers: the weight of source i is integers[i * stride] * scale
/// - signals: [sources] 0 or 1
double spike_exact_sum_reference(const int64_t *integers, double scale, size_t stride, size_t sources,
                                 const uint8_t *signals);

/// The ordered sum of one target (spike_shapes.h).
///
/// - weights: the weight of source i is weights[i * stride]
double spike_ordered_sum_reference(const double *weights, size_t stride, size_t sources, const uint8_t *signals);

/// The error sum of one column over a layer in the order of spike_shapes.h.
///
/// - terms: [units]
double spike_error_reference(const double *terms, size_t units);

/// The four words of Philox4x32-10 (Salmon, Moraes, Dror, Shaw, 2011).
void spike_philox_reference(const uint32_t counter[4], const uint32_t key[2], uint32_t output[4]);

/// The uniform of one draw, see spike_noise.
double spike_uniform_reference_f64(uint64_t key, uint32_t unit, uint32_t input, uint32_t layer, uint32_t step,
                                   uint32_t trial);
float spike_uniform_reference_f32(uint64_t key, uint32_t unit, uint32_t input, uint32_t layer, uint32_t step,
                                  uint32_t trial);

#endif
