/// Shapes and orders shared by every kernel.
///
/// Legend
///
///     n   units of a layer; as sources or as targets of a sum
///     U   units of a panel: 128 bytes of numbers, 16 in float64, 32 in float32
///     P   panels of a layer, ceil(n / U); the units past n are padding: zero weights, never fire, never counted
///     W   signal words of a layer, ceil(n / 32)
///     C   columns at work      S   columns allocated, the stride of a panel; S >= C
///     I   inputs, each with its own fixed point
///
/// Buffers
///
///     numbers   [P][S][U]   v, s, phi, sums, drives       (a panel of a column is contiguous)
///     signals   [W][S]      uint32_t; unit j is bit j % 32 of word j / 32; bits past n are 0
///     weights   [P of targets][32 W of sources][U]        packed once for each direction by spike_pack
///     per unit  [P][U]      biases                        per input      [P][I][U]
///     per column [C]        epsilon, lambda, trial numbers, errors, counts
///
/// Buffers of numbers are aligned to 64 bytes and zero where padded; a fresh batch is all zero bytes.
///
/// The sum of one target over n sources, exactly: the sources, in order, are cut into groups of 5, 5, 5, 5, 4, 4, 4, 5,
/// ... (so that 32 sources, one signal word, are seven groups). A group's partial sum starts at +0 and adds the weights
/// of its set bits in ascending order; the sum starts at +0 and adds the groups' partial sums in ascending order. The
/// drive of a layer with two neighbours is u = (sum over the lower layer) + (sum over the upper layer).
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
  /// Up to this number of columns, a sum adds weight rows bit by bit. Above it, it builds tables. Both give the same
  /// bits.
  SPIKE_DIRECT_COLUMNS = 2,
  /// The bytes that the step of a layer needs for each column, see spike_workspace_bytes.
  SPIKE_WORKSPACE_COLUMN_BYTES = 448,
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

/// Bytes of scratch a layer's step over `columns` needs, aligned to 64; one for each thread.
static inline size_t spike_workspace_bytes(size_t columns) { return columns * SPIKE_WORKSPACE_COLUMN_BYTES; }

#endif
