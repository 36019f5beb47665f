// One precision of kernels.c. Included with SPIKE_REAL and SPIKE_REAL_NAME set. Shapes: spike_shapes.h.
#define REAL SPIKE_REAL
#define N SPIKE_REAL_NAME

/// One layer above the input, for B columns.
typedef struct N(layer) {
  size_t units;
  /// [P][B][U]
  REAL *v, *s, *phi;
  /// [W][B]: the last step's and the next one's.
  uint32_t *signals, *nextSignals;
} N(layer);

static N(layer) N(makeLayer)(size_t units, size_t batch) {
  const size_t numbers = N(spike_panels)(units) * batch * SPIKE_PANEL_BYTES, words = spike_words(units) * batch * 4;
  return (N(layer)){units, zeros(numbers), zeros(numbers), zeros(numbers), zeros(words), zeros(words)};
}

/// Weights [rows][columns], Glorot-uniform.
static REAL *N(makeWeights)(size_t rows, size_t columns) {
  REAL *const weights = zeros(rows * columns * sizeof(REAL));
  const double limit = sqrt(6.0 / (double)(rows + columns));
  for (size_t i = 0; i < rows * columns; i++) weights[i] = (REAL)((2 * drand48() - 1) * limit);
  return weights;
}

static REAL *N(pack)(const REAL *weights, size_t sources, size_t sourceStride, size_t targets, size_t targetStride) {
  REAL *const packed = zeros(N(spike_packed_count)(sources, targets) * sizeof(REAL));
  N(spike_pack)(weights, sources, sourceStride, targets, targetStride, packed);
  return packed;
}

/// Simulates blocks of steps for `seconds`; fills samples[phase][block] with microseconds a trial-step.
///
/// - Returns: how many blocks.
static size_t N(run)(size_t batch, size_t trains, double seconds) {
  const size_t U = SPIKE_PANEL_BYTES / sizeof(REAL);
  // As the engine chooses it: about 1,024 columns of input, at most 50 steps.
  const size_t most = trains > 20 ? 1024 / trains : 50, block = most > 1 ? most : 1, columns = trains * block;

  const REAL *const lowerWeights = N(makeWeights)(INPUT, HIDDEN), *const upperWeights = N(makeWeights)(HIDDEN, OUTPUT);
  const REAL *const intoHidden = N(pack)(lowerWeights, INPUT, HIDDEN, HIDDEN, 1);
  const REAL *const intoOutput = N(pack)(upperWeights, HIDDEN, OUTPUT, OUTPUT, 1);
  const REAL *const backToHidden = N(pack)(upperWeights, OUTPUT, 1, HIDDEN, OUTPUT);

  const size_t unitBytes = N(spike_panels)(HIDDEN) * SPIKE_PANEL_BYTES;
  REAL *const x = zeros(unitBytes), *const fixedPoint = zeros(unitBytes), *const bias = zeros(unitBytes);
  for (size_t i = 0; i < INPUT; i++) x[i] = (REAL)drand48(), fixedPoint[i] = (REAL)drand48();
  REAL *const inputPhi = zeros(unitBytes * trains), *const drive = zeros(unitBytes * columns);
  uint32_t *const inputSignals = zeros(spike_words(INPUT) * columns * 4);
  N(layer) hidden = N(makeLayer)(HIDDEN, batch), output = N(makeLayer)(OUTPUT, batch);

  // [B]: the two schedules' initials and exponents, their values at a step, and what a step writes.
  double(*const schedules)[4] = zeros(batch * sizeof *schedules);
  for (size_t c = 0; c < batch; c++)
    for (int i = 0; i < 4; i++) schedules[c][i] = drand48();
  REAL *const firstLambdas = zeros(trains * sizeof(REAL));
  for (size_t d = 0; d < trains; d++) firstLambdas[d] = (REAL)schedules[d][2];
  uint32_t *const trainOfColumn = zeros(batch * 4);
  for (size_t c = 0; c < batch; c++) trainOfColumn[c] = (uint32_t)(c % trains);
  REAL *const epsilon = zeros(batch * sizeof(REAL)), *const lambda = zeros(batch * sizeof(REAL));
  REAL *const absolute = zeros(batch * sizeof(REAL)), *const squared = zeros(batch * sizeof(REAL));
  uint64_t *const spikes = zeros(batch * 8);
  void *const workspace = zeros(spike_workspace_bytes(batch));

  const double end = now() + seconds;
  uint32_t t = 0;
  size_t made = 0;
  while (made < MOST_BLOCKS && (made < 5 || now() < end)) {
    double phases[PHASES] = {0};
    double start = now();
    const N(spike_input_steps) input = {.units = INPUT, .trains = trains, .quantizer = SPIKE_SIGMA_DELTA,
        .firstStep = t + 1, .steps = (uint32_t)block, .input = x, .inputCount = 1, .lambda = firstLambdas,
        .phi = inputPhi, .stride = trains, .signals = inputSignals, .signalStride = columns};
    N(spike_advance_input)(&input);
    phases[PHASE_INPUT] = now() - start;
    start = now();
    const N(spike_source) source = {INPUT, intoHidden, inputSignals, columns};
    N(spike_sum)(&source, HIDDEN, columns, drive, columns);
    phases[PHASE_DRIVE] = now() - start;
    for (size_t step = 0; step < block; step++) {
      t++;
      for (size_t c = 0; c < batch; c++) {
        epsilon[c] = (REAL)(schedules[c][0] / pow(t, schedules[c][1]));
        lambda[c] = (REAL)(schedules[c][2] / pow(t, schedules[c][3]));
      }
      N(spike_layer_step) call = {.columns = batch, .stride = batch, .quantizer = SPIKE_SIGMA_DELTA, .step = t,
          .bias = bias, .fixedPoint = fixedPoint, .inputCount = 1, .epsilon = epsilon, .lambda = lambda,
          .absoluteError = absolute, .squaredError = squared, .spikes = spikes, .workspace = workspace};
      for (int k = 1; k <= 2; k++) {
        const N(layer) *const layer = k == 1 ? &hidden : &output;
        call.layer = (uint32_t)k, call.units = layer->units;
        call.v = layer->v, call.s = layer->s, call.phi = layer->phi, call.signals = layer->nextSignals;
        call.drive = k == 1 ? drive + step * trains * U : NULL;
        call.driveStride = columns, call.driveIndex = trainOfColumn;
        call.lower = (N(spike_source)){HIDDEN, intoOutput, hidden.signals, batch};
        call.upper = k == 1 ? (N(spike_source)){OUTPUT, backToHidden, output.signals, batch} : (N(spike_source)){0};
        start = now();
        N(spike_advance_layer)(&call);
        phases[k == 1 ? PHASE_HIDDEN : PHASE_OUTPUT] += now() - start;
      }
      N(layer) *const layers[] = {&hidden, &output};
      for (int k = 0; k < 2; k++) {
        uint32_t *const previous = layers[k]->signals;
        layers[k]->signals = layers[k]->nextSignals, layers[k]->nextSignals = previous;
      }
    }
    for (int phase = 0; phase < PHASE_ALL; phase++) {
      samples[phase][made] = phases[phase] * 1e6 / (double)(batch * block);
      samples[PHASE_ALL][made] += samples[phase][made];
    }
    made++;
  }
  return made;  // what was allocated goes with the process
}

#undef REAL
#undef N
