/// Sums of weight rows over the bits of a layer whose input stays, step by step. Shapes: spike_shapes.h.
#ifndef SPIKE_LAGS_H
#define SPIKE_LAGS_H

#include "spike_sum.h"

enum {
  /// The longest lag, in steps.
  SPIKE_MOST_LAG = 12,
  /// The most sources.
  SPIKE_MOST_LAG_SOURCES = 1024,
};

/// The exact sums for D trains of bits at T steps.
///
/// A neuron that encodes a constant x fires about `lag` x times in any `lag` steps: it has one count almost always if
/// lag x is almost a whole number. So the sources are arranged in groups by their best lag. Let C(t) be the sum, over the
/// steps up to t, of the weights of the bits. Within a group
///
///     C(t) = C(t - lag) + (weights times their usual counts) + (weights whose count at t is another one)
///
/// and only the last term needs additions at each step. The sum at step t is C(t) - C(t - 1), modulo 2^64, summed over
/// the groups. It is right for any bits, and fast where few counts are unusual.
///
/// Sources that mostly fire are counted where they are silent: their rows of weights are negative, and `constant` is the
/// sum of the weights that they would add if they always fired. A row that is `negated` besides is subtracted where
/// others are added.
typedef struct spike_lag_sums {
  /// Exact; the rows in the arrangement's order, with its signs. `tables` is not read.
  spike_weights weights;
  /// [P][U]: the sum of the weights of the sources that are counted where they are silent.
  const int64_t *constant;
  /// [W]: these sources, and those with a negated row.
  const uint32_t *complements, *negated;
  size_t groups;
  /// [G] lags, 1 ... SPIKE_MOST_LAG, and [G + 1] the first source of each group, then the number of sources.
  const uint32_t *lags, *firstSources;
  /// D.
  size_t trains;
  /// T.
  size_t steps;
  /// [D][trainStride][W], of which the first T rows of a train are read; in the arrangement's order.
  const uint32_t *signals;
  size_t trainStride;
  /// [D][T][rowStride] sums, written whole up to P U.
  double *rows;
  size_t rowStride;
  /// spike_lag_workspace_bytes, aligned to 64.
  void *workspace;
} spike_lag_sums;

void spike_sum_by_lags(const spike_lag_sums *sums);

/// Bytes of scratch for sums with these numbers of trains and steps, and these groups. Nothing else is read.
size_t spike_lag_workspace_bytes(const spike_lag_sums *sums);

#endif
