/// Shapes and rules shared by every kernel.
///
/// Legend
///
///     n   units of a layer; as sources or as targets of a sum
///     U   units of a panel: 128 bytes of numbers, 16 in float64, 32 in float32
///     P   panels of a layer, ceil(n / U); the units past n are padding: zero weights, never fire, never counted
///     R   numbers from one column of a layer to the next, spike_row(n): P U, and one panel more where P is even
///     W   signal words of a layer, ceil(n / 32)
///     C   columns at work
///     I   inputs, each with its own fixed point
///
/// Buffers
///
///     numbers   [C][R]      v, s, phi, sums
///     signals   [C][W]      uint32_t; unit j is bit j % 32 of word j / 32; bits past n are 0
///     weights   [P of targets][32 W of sources][U]        packed once for each direction, see spike_sum.h
///     per unit  [P][U]      biases                        per input      [I][P][U]
///     per column [C]        epsilon, lambda, trial numbers, errors, counts
///
/// Buffers of numbers are aligned to 64 bytes and zero where padded; a fresh batch is all zero bytes. R has an odd
/// number of panels, since columns a multiple of 4,096 bytes apart would compete for the same places of the L1 cache.
///
/// **The rule of sums.** The signals of a layer reach a target as *the exact sum of the weights from the units that
/// fired, rounded once to float64*, to the nearest, ties to even. An exact sum does not depend on the order of its
/// terms, so no batch, no table and no vector width can change it. It is computed with the weights as 64-bit integers,
/// multiples of one power of two for the whole matrix. The drive of a layer with two neighbours is u = (sum over the
/// lower layer) + (sum over the upper layer), one addition in float64.
///
/// Some matrices have no such integers: the span from their largest weight to the last bit of their smallest is too
/// wide. They have *ordered sums* in float64 instead, exactly: the sources, in order, are cut into groups of 5, 5, 5,
/// 5, 4, 4, 4, 5, ... (so that 32 sources, one signal word, are seven groups). A group's partial sum starts at +0 and
/// adds the weights of its set bits in ascending order; the sum starts at +0 and adds the groups' partial sums in
/// ascending order.
///
/// The error of one column over a layer's units, exactly: lane l (of L = U / 2) starts at +0 and adds units l, l + L,
/// l + 2L, ... in ascending order; lanes are then added in a tree: lane l += lane l + L/2 for l < L/2, and so on
/// with L/4, ..., 1.
#ifndef SPIKE_SHAPES_H
#define SPIKE_SHAPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  SPIKE_PANEL_BYTES = 128,
  SPIKE_ALIGNMENT = 64,
  SPIKE_WORD_UNITS = 32,
};

/// The rule that turns an encoded value a and memories phi into a signal q.
typedef enum spike_quantizer {
  /// p = phi + a; q = [p > 1/2]; phi = p - q. Eq. 11.
  SPIKE_SIGMA_DELTA = 0,
  /// q = [a > 1/2]. No memory.
  SPIKE_THRESHOLD = 1,
  /// phi1' = phi1 + a; phi2' = phi2 + phi1'; q = [phi2' > 1/2]; both minus q.
  SPIKE_SECOND_ORDER_SIGMA_DELTA = 2,
  /// q = [a > uniform]. Eq. 8. No memory.
  SPIKE_STOCHASTIC = 3,
  /// Of the state s itself: r' = (1 - lambda) r; q = [s - r' > lambda/2]; r = r' + lambda q. The memory phi is r.
  SPIKE_TRACKING = 4,
} spike_quantizer;

/// The source of stochastic draws: Philox4x32-10. The key belongs to the study; the counter names the draw.
///
/// Key: low, then high 32 bits of `key`. Counter: (unit >> 1, input << 16 | layer, step, trial number). Of the
/// outputs o0..o3 an even unit takes the 64-bit word o1 << 32 | o0, an odd one o3 << 32 | o2. The uniform is
/// (word >> 11) * 2^-53 in float64 and (word >> 40) * 2^-24 in float32.
typedef struct spike_noise {
  uint64_t key;
  /// [C] trial number; NULL if nothing is drawn.
  const uint32_t *trials;
} spike_noise;

/// Words of 32 signals in a layer of `units`: W.
static inline size_t spike_words(size_t units) { return (units + 31) / 32; }

/// Panels of a layer of `units`: P.
static inline size_t spike_panels_f64(size_t units) { return (units + 15) / 16; }
static inline size_t spike_panels_f32(size_t units) { return (units + 31) / 32; }

/// Numbers from one column of a layer of `units` to the next: R.
static inline size_t spike_row(size_t units) { return (spike_panels_f64(units) | 1) * 16; }

#endif
