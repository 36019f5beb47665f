/// Kernels of training: samples settle one at a time, then a minibatch changes the weights. Both precisions have the
/// same structures; numbers are `float` in the functions named _f32 and `double` in those named _f64.
///
/// Legend, beside spike_shapes.h
///
///     n     units of a layer       N   its padded units, spike_padded: a row of states has so many, the rest zero
///     B     units of a block of targets, spike_block: U (128 bytes) where a layer has no more, else 2 U
///     T     steps      M   samples      G   groups of a sample's input units that fire together
///
///     weights   [N / B of targets][n of sources][B]      of a sum over sources, one row a source
///     states    [N]                                      of one layer of one sample
///
/// The sum of one target over a list of sources, exactly: in a layer of more than U units, the rows are added to +0 in
/// the order of the list. In a layer of at most U units, there are two sums of this kind, one over the even places of
/// the list and one over the odd places; then the second is added to the first.
///
/// The drive from the input, exactly: for each group, the rows of its units are added to +0 in order; then the sums of
/// the groups that fire are added to +0 in order.
#ifndef SPIKE_TRAINING_H
#define SPIKE_TRAINING_H

#include "spike_shapes.h"

/// One sample's input units that are not 0, in groups.
typedef struct spike_groups {
  size_t count;
  /// Group after group.
  const uint16_t *units;
  /// [G] the index in `units` at which the next group begins.
  const uint16_t *ends;
  /// [G][words]: bit t - 1 is set if the group fires at step t. NULL if it sends its state.
  const uint64_t *trains;
  /// [G] numbers: the state of the group's units. NULL if the units of a group have different states.
  const void *states;
} spike_groups;

/// The drive from the inputs of some samples to the layer above, for all steps at once.
typedef struct spike_group_drive {
  size_t sources;
  size_t targets;
  const void *weights;
  size_t samples;
  /// [M], all with trains or all with states.
  const spike_groups *groups;
  /// Words of a train.
  size_t words;
  /// Rows of drive a sample: with trains, T, of which row t is the sum at step t + 1, from the bits of step t (row 0 is
  /// zero); with states 1.
  size_t steps;
  /// [M][steps][N]
  void *drive;
  /// spike_group_drive_bytes, aligned to 64.
  void *workspace;
} spike_group_drive;

/// Bytes of scratch for a drive of samples that have up to `groups` groups.
static inline size_t spike_group_drive_bytes(size_t groups, size_t samples, size_t steps) {
  const size_t lists = samples * steps * (groups + 1) * sizeof(uint16_t);
  return groups * 2 * SPIKE_PANEL_BYTES + (lists + SPIKE_ALIGNMENT - 1) / SPIKE_ALIGNMENT * SPIKE_ALIGNMENT;
}

/// sums[N] = the sum over listed sources of their weight rows, each times the source's state where `states` is given.
typedef struct spike_row_sum {
  size_t sources;
  size_t targets;
  const void *weights;
  size_t count;
  /// [count]
  const uint16_t *list;
  /// [sources], or NULL: rows are added as they are.
  const void *states;
  void *sums;
} spike_row_sum;

/// One step of one layer of one sample: Eq. 14, with s' = clip(s - epsilon (s - (v + b + nudge)), 0, 1); or, where `v`
/// is NULL, Eq. 3, with v = lower + upper.
typedef struct spike_neurons {
  size_t units;
  /// [N] each; `upper` is NULL if there is no layer above, `nudge` is NULL if there is no nudge.
  const void *lower;
  const void *upper;
  const void *bias;
  const void *nudge;
  double epsilon;
  double lambda;
  spike_quantizer quantizer;
  /// For the draws of the stochastic quantizer.
  uint64_t noiseKey;
  uint32_t trial;
  uint32_t input;
  uint32_t layer;
  uint32_t step;
  /// [N] each; phi and phi2 are NULL if the quantizer does not have them.
  void *s;
  void *v;
  void *phi;
  void *phi2;
  /// [n], written: the units that fired, or whose state is not 0, ascending.
  uint16_t *list;
  /// If not NULL, the sum over units of |s' - s| is written here.
  double *change;
} spike_neurons;

/// Changes the weights from the clamped input upwards: row i += rate * sum over samples of x_i times change, samples in
/// order, those whose x_i is 0 left out.
typedef struct spike_input_gradient {
  size_t sources;
  size_t targets;
  void *weights;
  /// The rows firstRow ..< endRow are changed.
  size_t firstRow;
  size_t endRow;
  double rate;
  size_t samples;
  /// [M], with states.
  const spike_groups *groups;
  /// [M][N of targets]
  const void *change;
  /// spike_input_gradient_bytes, aligned to 64.
  void *workspace;
} spike_input_gradient;

/// Bytes of scratch for an input gradient over `rows` rows.
static inline size_t spike_input_gradient_bytes(size_t rows, size_t samples) {
  return (rows + 2) * sizeof(uint32_t) + rows * samples * 2 * sizeof(double);
}

/// Changes the weights between two layers that both move, seen from one of them (the rows): row i += rate * sum over
/// samples of (state_i times column changes + change_i times column states), or of one of the two terms.
typedef struct spike_pair_gradient {
  size_t rows;
  size_t columns;
  void *weights;
  size_t firstRow;
  size_t endRow;
  double rate;
  size_t samples;
  /// [M][N] each.
  const void *rowStates;
  const void *rowChanges;
  const void *columnStates;
  const void *columnChanges;
  bool hasStateTerm;
  bool hasChangeTerm;
} spike_pair_gradient;

/// change = positive - negative; [N].
typedef struct spike_contrast {
  size_t units;
  const void *positive;
  const void *negative;
  void *change;
} spike_contrast;

/// bias += rate * sum over samples of change. [N]; change [M][N].
typedef struct spike_bias_gradient {
  size_t units;
  void *bias;
  double rate;
  size_t samples;
  const void *change;
} spike_bias_gradient;

#define SPIKE_DECLARE_TRAINING(suffix, Real)                                                                           \
  static inline size_t spike_block_##suffix(size_t units) {                                                            \
    const size_t panel = SPIKE_PANEL_BYTES / sizeof(Real);                                                             \
    return units <= panel ? panel : 2 * panel;                                                                         \
  }                                                                                                                    \
  static inline size_t spike_padded_##suffix(size_t units) {                                                           \
    const size_t block = spike_block_##suffix(units);                                                                  \
    return (units + block - 1) / block * block;                                                                        \
  }                                                                                                                    \
  void spike_drive_by_groups_##suffix(const spike_group_drive *);                                                      \
  void spike_sum_rows_##suffix(const spike_row_sum *);                                                                 \
  /** Returns the length of the list written. */                                                                       \
  size_t spike_step_neurons_##suffix(const spike_neurons *);                                                           \
  void spike_change_input_weights_##suffix(const spike_input_gradient *);                                              \
  void spike_change_weights_##suffix(const spike_pair_gradient *);                                                     \
  void spike_contrast_states_##suffix(const spike_contrast *);                                                         \
  void spike_change_biases_##suffix(const spike_bias_gradient *);

SPIKE_DECLARE_TRAINING(f64, double)
SPIKE_DECLARE_TRAINING(f32, float)

#endif
