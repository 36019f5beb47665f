/// The steps of layers. Shapes: spike_shapes.h.
#ifndef SPIKE_LAYERS_H
#define SPIKE_LAYERS_H

#include "spike_shapes.h"

/// `steps` steps of a clamped layer with one input: s = x; quantize a. At the first step with an input a = (x - (1 -
/// lambda) s) / lambda, where s is the state before it, 0 at step 1; after it a = x. Tracking quantizes s.
typedef struct spike_input_steps {
  size_t units;
  /// D trains.
  size_t trains;
  spike_quantizer quantizer;
  /// Counted from 1.
  uint32_t firstStep;
  uint32_t steps;
  /// [I][P][U]
  const double *input;
  /// [D] the input of each train, counted from 0; NULL: all 0.
  const uint32_t *inputIndex;
  /// [steps][D] lambda at these steps; except for tracking, only the first row is read, and only at the first step with an
  /// input.
  const double *lambda;
  /// [P][U] the input before these steps if it was another one; otherwise, and before step 1, NULL.
  const double *previous;
  /// [D][R] quantizer memories; phi2 for the second-order one only.
  double *phi;
  double *phi2;
  /// [D][trainStride][W]: the bits at the t-th of these steps are row t of the train.
  uint32_t *signals;
  size_t trainStride;
  /// [D] spikes of these steps are added; may be NULL.
  uint64_t *spikes;
  spike_noise noise;
} spike_input_steps;

void spike_advance_input(const spike_input_steps *step);

/// One step of one layer that is not clamped, for C columns (Eq. 14):
///
///     u = lower + upper                                    the sums over the previous step's signals
///     v = (1 - decoding) v + decoding u
///
/// or, with a v for each neighbour, whose sum takes the place of v below:
///
///     v = (1 - decoding) v + decoding lower
///     upperV = (1 - upperDecoding) upperV + upperDecoding upper
///
/// then
///
///     s' = clip(s - epsilon (s - (v + b)), 0, 1)
///     a = (s' - (1 - lambda) s) / lambda
///     q, phi = quantize(a, phi);  s = s'
typedef struct spike_layer_step {
  size_t units;
  size_t columns;
  spike_quantizer quantizer;
  /// Index of the layer, for the draws.
  uint32_t layer;
  /// Counted from 1, for the draws.
  uint32_t step;

  /// [..][lowerStride], [..][upperStride] rows of sums over the neighbours; column c takes row index[c]. `upper` is NULL
  /// if there is no upper neighbour.
  const double *lower;
  size_t lowerStride;
  const uint32_t *lowerIndex;
  const double *upper;
  size_t upperStride;
  const uint32_t *upperIndex;

  /// [P][U]; NULL: all 0.
  const double *bias;
  /// [I][P][U], s* for each input.
  const double *fixedPoint;
  /// [C] the input of each column, counted from 0; NULL: all 0.
  const uint32_t *inputIndex;
  /// [C] the schedules at this step.
  const double *epsilon;
  const double *lambda;
  /// [C] the decoder's lambda; NULL: lambda.
  const double *decoding;
  /// [C] the lambda that decodes `upper`; read only if there is an upperV.
  const double *upperDecoding;

  /// [C][R]; phi for both sigma-deltas and tracking, phi2 for the second-order one, else NULL.
  double *v;
  /// [C][R]; NULL: one v for both neighbours.
  double *upperV;
  double *s;
  double *phi;
  double *phi2;
  /// [C][W], this step's; not the buffer that a neighbour's sums still read.
  uint32_t *signals;
  /// [C] sum over units of |s* - s'|, written.
  double *absoluteError;
  /// [C] sum over units of (s* - s')^2, written.
  double *squaredError;
  /// [C] sum over units of |v + b - s|, without saturated units that are pushed outward: s >= 1 and v + b > s, or s <= 0
  /// and v + b < s. Written, in the order of the errors; may be NULL.
  double *surprise;
  /// [C] spikes are added; may be NULL.
  uint64_t *spikes;
  spike_noise noise;
} spike_layer_step;

void spike_advance_layer(const spike_layer_step *step);

#endif
