// The kernels' interface for one precision. Included by CSpikeKernels.h with SPIKE_REAL and SPIKE_REAL_NAME set.
// Shapes: spike_shapes.h.

/// Panels of a layer of `units`: P.
static inline size_t SPIKE_REAL_NAME(spike_panels)(size_t units) {
  const size_t panel = SPIKE_PANEL_BYTES / sizeof(SPIKE_REAL);
  return (units + panel - 1) / panel;
}

/// Numbers in the packed weights of one direction: P of targets * 32 W of sources * U.
static inline size_t SPIKE_REAL_NAME(spike_packed_count)(size_t sources, size_t targets) {
  return SPIKE_REAL_NAME(spike_panels)(targets) * spike_words(sources) * SPIKE_WORD_UNITS *
         (SPIKE_PANEL_BYTES / sizeof(SPIKE_REAL));
}

/// Packs weights for one direction. The weight from source i to target j is weights[i * sourceStride + j *
/// targetStride]: for a matrix [n_k][n_{k+1}], upward signals take (n_{k+1}, 1), downward ones (1, n_{k+1}).
///
/// - packed: [P of targets][32 W of sources][U], written whole
void SPIKE_REAL_NAME(spike_pack)(const SPIKE_REAL *weights, size_t sources, size_t sourceStride, size_t targets,
                                 size_t targetStride, SPIKE_REAL *packed);

/// The signals of one neighbouring layer, with the weights from it to the targets.
typedef struct SPIKE_REAL_NAME(spike_source) {
  /// Units of the neighbour; 0 if there is none.
  size_t sources;
  /// [P of targets][32 W][U]
  const SPIKE_REAL *weights;
  /// [W][signalStride], the previous step's
  const uint32_t *signals;
  size_t signalStride;
} SPIKE_REAL_NAME(spike_source);

/// sums[p][c][:] = the sum over the source's signals, for every target panel p and column c.
///
/// For the drive of the input, make a column of every pair of a step and a train, over several steps. This is possible
/// since input trains do not depend on the rest of the network, and more columns make the tables cheaper. 512 to 2,048
/// columns are best.
///
/// - sums: [P][stride][U], written for columns 0..<columns
void SPIKE_REAL_NAME(spike_sum)(const SPIKE_REAL_NAME(spike_source) *source, size_t targets, size_t columns,
                                SPIKE_REAL *sums, size_t stride);

/// `steps` steps of a clamped layer: s = x; a = x / lambda at step 1, x after it; quantize.
typedef struct SPIKE_REAL_NAME(spike_input_steps) {
  size_t units;
  /// D trains.
  size_t trains;
  spike_quantizer quantizer;
  /// Counted from 1.
  uint32_t firstStep;
  uint32_t steps;
  /// [P][I][U]
  const SPIKE_REAL *input;
  size_t inputCount;
  /// [D] the input of each train, counted from 0; NULL: all 0.
  const uint32_t *inputIndex;
  /// [D] lambda at step 1; read only if firstStep is 1.
  const SPIKE_REAL *lambda;
  /// [P][stride][U] quantizer memories; phi2 for the second-order one only.
  SPIKE_REAL *phi;
  SPIKE_REAL *phi2;
  size_t stride;
  /// [W][signalStride]: train d at the t-th of these steps is column t * D + d.
  uint32_t *signals;
  size_t signalStride;
  /// [D] spikes of these steps are added; may be NULL.
  uint64_t *spikes;
  spike_noise noise;
} SPIKE_REAL_NAME(spike_input_steps);

void SPIKE_REAL_NAME(spike_advance_input)(const SPIKE_REAL_NAME(spike_input_steps) *step);

/// One step of one layer that is not clamped, for C columns (Eq. 14):
///
///     u = lower + upper                                    the previous step's signals
///     v = (1 - lambda) v + lambda u
///     s' = clip(s - epsilon (s - (v + b)), 0, 1)
///     a = (s' - (1 - lambda) s) / lambda
///     q, phi = quantize(a, phi);  s = s'
typedef struct SPIKE_REAL_NAME(spike_layer_step) {
  size_t units;
  size_t columns;
  /// Columns allocated: S of v, s, phi, phi2 and signals.
  size_t stride;
  spike_quantizer quantizer;
  /// Index of the layer, for the draws.
  uint32_t layer;
  /// Counted from 1, for the draws.
  uint32_t step;

  /// If not NULL, the sums of the lower neighbour, [P][driveStride][U]: column c takes drive[p][driveIndex[c]][:], or
  /// drive[p][c][:] if driveIndex is NULL. `lower` is then not read.
  const SPIKE_REAL *drive;
  size_t driveStride;
  const uint32_t *driveIndex;
  SPIKE_REAL_NAME(spike_source) lower;
  SPIKE_REAL_NAME(spike_source) upper;

  /// [P][U]
  const SPIKE_REAL *bias;
  /// [P][I][U], s* for each input.
  const SPIKE_REAL *fixedPoint;
  size_t inputCount;
  /// [C] the input of each column, counted from 0; NULL: all 0.
  const uint32_t *inputIndex;
  /// [C] the schedules at this step.
  const SPIKE_REAL *epsilon;
  const SPIKE_REAL *lambda;

  /// [P][S][U]; phi for both sigma-deltas, phi2 for the second-order one, else NULL.
  SPIKE_REAL *v;
  SPIKE_REAL *s;
  SPIKE_REAL *phi;
  SPIKE_REAL *phi2;
  /// [W][S], this step's; not the buffer that a neighbour still reads.
  uint32_t *signals;
  /// [C] sum over units of |s* - s'|, written.
  SPIKE_REAL *absoluteError;
  /// [C] sum over units of (s* - s')^2, written.
  SPIKE_REAL *squaredError;
  /// [C] spikes are added; may be NULL.
  uint64_t *spikes;
  spike_noise noise;
  /// spike_workspace_bytes(columns), aligned to 64.
  void *workspace;
} SPIKE_REAL_NAME(spike_layer_step);

void SPIKE_REAL_NAME(spike_advance_layer)(const SPIKE_REAL_NAME(spike_layer_step) *step);
