/// Kernels of training: samples settle one at a time, then a minibatch changes the weights. Both precisions have the
/// same structures; numbers are `float` in the functions named _f32 and `double` in those named _f64.
///
/// Legend, beside spike_shapes.h
///
///     n     units of a layer       N   its padded units, spike_padded: a row of states has so many, the rest zero
///     B     units of a block of targets, spike_block: U / 2 (64 bytes) or U where a layer has no more, else 2 U
///     T     steps      M   samples      G   groups of an input's units that fire together
///
///     weights   [blocks of targets][n of sources][B]      of a sum over sources, one row a source
///     states    [N]                                       of one layer of one sample
///
/// The drive from the input, exactly. The units of an image that are not 0 have an order. S[k] is the sum of the rows
/// from place k on: the last row is added to +0, then the one before it, and so on.
///
/// - A binary network whose code has thresholds: C(t) is the sum of the rows, each as often as its unit has fired in the
///   steps 1...t. For each threshold of step t, ascending, S of the first place at the threshold or above it is added to
///   +0. The drive is C(t) - C(t - 1), where C(0) is +0.
/// - A binary network of another code: the units that fire at a step are runs of the order. A run from place i up to j,
///   which cannot be extended, contributes S[i] - S[j]. Contributions are added to +0 in order.
/// - A continuous network: the rows, each times its unit's state, are added to +0 in order.
///
/// The sum of one target over a layer that moves, exactly.
///
/// - Of a binary network: over the list of the sources that fired, in ascending order. In a layer of more than U units,
///   the rows are added in this order, the first one as it is; the sum over no row is +0. In a layer of at most U units,
///   there are four sums, which begin at +0. Place k of the list belongs to sum k % 4. The result is (sum 0 + sum 1) +
///   (sum 2 + sum 3).
/// - Of a continuous network, in a layer of more than SPIKE_FEW_TARGETS units: the same over the list of the sources whose
///   state is not 0, each row times its source's state. In a layer of at most SPIKE_FEW_TARGETS units: source i belongs to
///   lane i % (U / 2). A lane begins at +0, and its products of weight and state are added in ascending order. The lanes
///   are added in a tree, as errors are (spike_shapes.h).
#ifndef SPIKE_TRAINING_H
#define SPIKE_TRAINING_H

#include "spike_shapes.h"

enum {
  /// The levels that a unit of the input can have.
  SPIKE_INPUT_LEVELS = 256,
  /// A layer of a continuous network with no more units sums over all sources, zeros too.
  SPIKE_FEW_TARGETS = 16,
};

/// The units of one image that are not 0.
typedef struct spike_image {
  size_t count;
  /// [count] each: the unit's index, and its level. Levels ascend.
  const uint16_t *units;
  const uint8_t *levels;
} spike_image;

/// The bits that the units of the input send in a binary network.
typedef struct spike_input_code {
  /// Different trains.
  size_t trainCount;
  /// [SPIKE_INPUT_LEVELS] the train of a unit of each level, ascending; NULL: each place of an image has a train of its
  /// own.
  const uint16_t *trainOfLevel;
  /// [trains][words]: bit t - 1 is set if the unit fires at step t.
  const uint64_t *bits;
  size_t words;
  /// NULL, unless units of later trains have never fired less often than units of earlier trains, up to any step. Where a
  /// train has fired m times more than the train before it, it is a threshold of the step, m times. `thresholds` has the
  /// thresholds of each step in turn, ascending; `thresholdEnds` [T] has the index at which the next step's begin.
  const uint16_t *thresholds;
  const uint32_t *thresholdEnds;
} spike_input_code;

/// The sums of which the drive from one image consists. Units next to each other in the image's order that have the same
/// train are a group.
typedef struct spike_input_terms {
  /// T, counted from step 1.
  size_t steps;
  size_t groupCount;
  /// [count] the group of each place in the image's order; and the place at which the last group begins.
  uint16_t *groups;
  size_t lastGroup;
  /// [G]
  uint16_t *trains;
  /// If the code has thresholds, for each step in turn the first group at each threshold or above it; or G. Otherwise
  /// pairs: groups fire from the first one of a pair up to the second one.
  uint16_t *list;
  /// [T] the index in the list at which the next step begins.
  uint32_t *ends;
} spike_input_terms;

/// The most terms of an image of up to `count` units that are not 0.
static inline size_t spike_most_terms(const spike_input_code *code, size_t count, size_t steps) {
  return code->thresholds ? code->thresholdEnds[steps - 1] : steps * (count + 1) + 1;
}

/// Finds the terms of one image in `terms->steps` steps, and writes the rest of `terms`.
void spike_find_terms(const spike_image *image, const spike_input_code *code, spike_input_terms *terms);

/// The drive from the inputs of some samples to the layer above, for all steps at once.
typedef struct spike_input_drive {
  size_t sources;
  size_t targets;
  const void *weights;
  size_t samples;
  /// [M]
  const spike_image *images;
  /// [M], or NULL if the inputs send their states; and whether the terms are thresholds.
  const spike_input_terms *terms;
  bool hasThresholds;
  /// [256] numbers: the state of a unit of each level.
  const void *states;
  /// Rows of drive a sample: with terms, T, of which row t is the sum at step t + 1, from the bits of step t (row 0 is
  /// zero); with states 1.
  size_t steps;
  /// [M][steps][N]
  void *drive;
  /// spike_input_drive_bytes, aligned to 64.
  void *workspace;
} spike_input_drive;

/// Bytes of scratch for a drive of samples that have up to `groups` groups.
static inline size_t spike_input_drive_bytes(size_t groups) { return (groups + 1) * 2 * SPIKE_PANEL_BYTES; }

/// One layer above the input of one sample, while it settles.
typedef struct spike_layer {
  size_t units;
  /// The weights to this layer from the one below (not read in the first layer) and from the one above (not read in the
  /// last).
  const void *upward;
  const void *downward;
  /// [N]
  const void *bias;
  /// [step - 1] each: the step sizes; of a binary network also the lambda of its encoder, and those that decode the sums
  /// over the layers below and above. The last is read only if there is an upperV.
  const double *epsilon;
  const double *lambda;
  const double *lowerDecoding;
  const double *upperDecoding;
  /// [N] each: the states, and the decoder's and the quantizer's memories of a binary network. upperV is NULL if both
  /// neighbours have one v; otherwise v + upperV takes the place of v, as in spike_layer_step.
  void *s;
  void *v;
  void *upperV;
  void *phi;
  void *phi2;
  /// [N] each: scratch for the sums over the neighbours.
  void *lower;
  void *upper;
  /// [N] the units that fired at the last step, or whose state is not 0, ascending; and their number. A continuous
  /// network writes it only if a neighbour reads it.
  uint16_t *list;
  size_t listed;
  /// The number of units that fired is added at each step of a binary network.
  uint64_t spikes;
  /// If `measures`, the sum over units of |s' - s| at the last step is written.
  double change;
} spike_layer;

/// Some steps of all layers of one sample. All layers update at once, from the signals of the step before: Eq. 14, with
/// s' = clip(s - epsilon (s - (v + b + nudge)), 0, 1); or, if the network is continuous, Eq. 3, with v = lower + upper.
typedef struct spike_settling {
  /// [count] the layers above the input.
  size_t count;
  spike_layer *layers;
  bool isBinary;
  spike_quantizer quantizer;
  /// Steps from...through, counted from 1.
  uint32_t from;
  uint32_t through;
  /// The drive from the input to the first layer. [step - 1][N] if the network is binary; else [N], from step 2 on: the
  /// input is 0 until step 1 sets it.
  const void *drive;
  /// [N of the largest layer] zeros.
  const void *zeros;
  /// If not 0, the output is pulled towards 1 at unit `target` and towards 0 elsewhere: the nudge is this strength times
  /// (target - s).
  double strength;
  size_t target;
  /// [N of the last layer] scratch.
  void *nudge;
  bool measures;
  /// For the draws of the stochastic quantizer.
  uint64_t noiseKey;
  uint32_t trial;
  uint32_t input;
} spike_settling;

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
  /// [M]
  const spike_image *images;
  /// [256] numbers: the state of a unit of each level.
  const void *states;
  /// [M][N of targets]
  const void *change;
  /// spike_input_gradient_bytes, aligned to 64.
  void *workspace;
} spike_input_gradient;

/// Bytes of scratch for an input gradient over `rows` rows.
static inline size_t spike_input_gradient_bytes(size_t rows, size_t samples) {
  return rows * samples * 2 * sizeof(double) + (3 * rows + samples + 2) * sizeof(uint32_t);
}

/// Changes the weights between two layers that both move, in both directions. The rows are the upper layer's units: row j
/// += rate * sum over samples of (state_j times column changes + change_j times column states), or of the second term
/// alone.
typedef struct spike_pair_gradient {
  size_t rows;
  size_t columns;
  /// To the lower layer, and the same weights to the upper one.
  void *weights;
  void *opposite;
  size_t firstRow;
  size_t endRow;
  double rate;
  size_t samples;
  /// [M][N] each.
  const void *rowStates;
  const void *rowChanges;
  const void *columnStates;
  const void *columnChanges;
  /// Whether the term with the rows' states is added.
  bool isTwoSided;
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
    return units <= panel / 2 ? panel / 2 : units <= panel ? panel : 2 * panel;                                        \
  }                                                                                                                    \
  static inline size_t spike_padded_##suffix(size_t units) {                                                           \
    const size_t panel = SPIKE_PANEL_BYTES / sizeof(Real), step = units <= panel ? panel : 2 * panel;                  \
    return (units + step - 1) / step * step;                                                                           \
  }                                                                                                                    \
  void spike_drive_by_input_##suffix(const spike_input_drive *);                                                       \
  void spike_settle_##suffix(const spike_settling *);                                                                  \
  void spike_change_input_weights_##suffix(const spike_input_gradient *);                                              \
  void spike_change_weights_##suffix(const spike_pair_gradient *);                                                     \
  void spike_contrast_states_##suffix(const spike_contrast *);                                                         \
  void spike_change_biases_##suffix(const spike_bias_gradient *);

SPIKE_DECLARE_TRAINING(f64, double)
SPIKE_DECLARE_TRAINING(f32, float)

#endif
