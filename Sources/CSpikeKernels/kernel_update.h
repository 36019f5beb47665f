// The fused update of a layer: decoder, state, encoder, quantizer, error, in one pass over its units, for one
// precision and one level. See spike_layer_step.
//
// Bound in float64 with 64-byte registers, a panel of 16 units: the divider is busy for 32 cycles; 64 operations of
// arithmetic take 32 cycles on two ports; the loads take about 12. So 32 panels (500 units) take at least 1,024 cycles.
// Divisions by a fused-multiply-add refinement gave the same bits and no more speed. Past the L1 cache, 0.9 KiB of v,
// s, phi and drive move for each panel and column: batches whose state stays in the L2 cache (500 units: 12 KiB a
// column, so 64 to 128 columns in 2 MiB) run a third faster than larger ones.

/// The rates of a column at one step, computed once for all panels.
typedef struct NAME(rates) {
  SPIKE_REAL epsilon, lambda, complement, unused;
} NAME(rates);

/// One layer's scratch, [C] each.
typedef struct NAME(workspace) {
  /// [C][U] sums over the lower and the upper neighbour, for the panel at work.
  NAME(panel) *lower, *upper;
  /// [C][2][LANES] absolute and squared errors so far.
  NAME(half) *errors;
  /// [C]
  NAME(rates) *rates;
} NAME(workspace);

/// Quantizes one panel (Eq. 8 and 11). `quantizer` is a constant where inlined.
INLINE MASK_INTEGER NAME(quantize)(spike_quantizer quantizer, NAME(panel) a, NAME(panel) *phi, NAME(panel) *phi2,
                                   const spike_noise *noise, size_t p, size_t c, uint32_t input, uint32_t layer,
                                   uint32_t step) {
  const NAME(panel) half = NAME(splat)((SPIKE_REAL)0.5);
  switch (quantizer) {
  case SPIKE_SIGMA_DELTA: {
    const NAME(panel) potential = *phi + a;
    *phi = potential > half ? potential - 1 : potential;
    return MASK(potential > half);
  }
  case SPIKE_THRESHOLD:
    return MASK(a > half);
  case SPIKE_SECOND_ORDER_SIGMA_DELTA: {
    const NAME(panel) first = *phi + a;
    const NAME(panel) second = *phi2 + first;
    *phi = second > half ? first - 1 : first;
    *phi2 = second > half ? second - 1 : second;
    return MASK(second > half);
  }
  case SPIKE_STOCHASTIC:
    return MASK(a > NAME(uniforms)(noise->key, p, input, layer, step, noise->trials[c]));
  }
}

/// Writes a panel's signals into its part of the words: half a word in float64, a whole one in float32.
INLINE void NAME(write_signals)(uint32_t *signals, size_t stride, size_t p, size_t c, MASK_INTEGER mask) {
  const size_t word = p * U / SPIKE_WORD_UNITS, byte = p * U % SPIKE_WORD_UNITS / 8;
  __builtin_memcpy((unsigned char *)(signals + word * stride + c) + byte, &mask, sizeof mask);
}

/// The sums over the neighbours, for panel p of the columns.
typedef struct NAME(drives) {
  /// [..][U], indexed by lowerIndex, or by column where that is NULL.
  const NAME(panel) *lower;
  const uint32_t *lowerIndex;
  /// [C][U], or NULL. Not read if the upper sums are computed within the update.
  const NAME(panel) *upper;
  /// The tables of the upper neighbour, if it has a single word of sources.
  const NAME(panel) *tables;
} NAME(drives);

/// Advances panel p of columns from..<to. `quantizer` is a constant where inlined, and so is `upperGroups`: how many
/// groups of the upper neighbour are looked up here, 0 if none.
INLINE void NAME(advance_panel)(const NAME(spike_layer_step) *step, spike_quantizer quantizer, int upperGroups,
                                size_t p, size_t from, size_t to, NAME(drives) drives, NAME(workspace) scratch) {
  const size_t stride = step->stride, offset = p * stride;
  const NAME(panel) bias = ((const NAME(panel) *)step->bias)[p];
  const NAME(panel) *const fixedPoint = (const NAME(panel) *)step->fixedPoint + p * step->inputCount;
  NAME(panel) *const vs = (NAME(panel) *)step->v + offset, *const ss = (NAME(panel) *)step->s + offset;
  const bool second = quantizer == SPIKE_SECOND_ORDER_SIGMA_DELTA, first = second || quantizer == SPIKE_SIGMA_DELTA;
  NAME(panel) *const phis = first ? (NAME(panel) *)step->phi + offset : NULL;
  NAME(panel) *const phi2s = second ? (NAME(panel) *)step->phi2 + offset : NULL;
  const uint32_t *const inputIndex = step->inputIndex, *const upperWords = step->upper.signals;
  uint32_t *const signals = step->signals;
  uint64_t *const spikes = step->spikes;
  const uint32_t layer = step->layer, time = step->step;
  const spike_noise noise = step->noise;
  for (size_t c = from; c < to; c++) {
    const uint32_t input = inputIndex ? inputIndex[c] : 0;
    const NAME(rates) rates = scratch.rates[c];
    NAME(panel) u = drives.lower[drives.lowerIndex ? drives.lowerIndex[c] : c];
    if (upperGroups) {
      u += NAME(add_rows)(NAME(splat)(0), drives.tables, upperWords[c], upperGroups);
    } else if (drives.upper) {
      u += drives.upper[c];
    }
    const NAME(panel) old = ss[c];
    // Eq. 14: decoder (Eq. 13), step (Eq. 5), encoder (Eq. 12), quantizer.
    const NAME(panel) v = rates.complement * vs[c] + rates.lambda * u;
    NAME(panel) s = old - rates.epsilon * (old - (v + bias));
    s = s < 0 ? (NAME(panel))0 : s;
    s = s > 1 ? (NAME(panel))1 : s;
    const NAME(panel) a = (s - rates.complement * old) / rates.lambda;
    NAME(panel) phi = first ? phis[c] : 0, phi2 = second ? phi2s[c] : 0;
    const MASK_INTEGER mask = NAME(quantize)(quantizer, a, &phi, &phi2, &noise, p, c, input, layer, time);
    vs[c] = v;
    ss[c] = s;
    if (first) phis[c] = phi;
    if (second) phi2s[c] = phi2;
    NAME(write_signals)(signals, stride, p, c, mask);
    if (spikes) spikes[c] += (uint64_t)__builtin_popcount(mask);
    const NAME(panel) difference = fixedPoint[input] - s;
    const NAME(panel) absolute = __builtin_elementwise_abs(difference), square = difference * difference;
    NAME(half) *const errors = scratch.errors + 2 * c;
    errors[0] = errors[0] + absolute.lo + absolute.hi;
    errors[1] = errors[1] + square.lo + square.hi;
  }
}

/// Adds the lanes of an error sum in the tree order of spike_shapes.h.
INLINE SPIKE_REAL NAME(add_lanes)(NAME(half) lanes) {
  for (int width = LANES / 2; width >= 1; width /= 2)
    for (int l = 0; l < width; l++) lanes[l] = lanes[l] + lanes[l + width];
  return lanes[0];
}

/// The number of columns that advance through all panels before the next columns do, so that their rates and errors (10
/// KiB) stay in the L1 cache. If a neighbour's sums need tables for many words, all columns advance together instead,
/// so that the tables are built once.
enum { NAME(TILE) = 64 };

/// One step of a layer. Its arguments are constants where it is inlined, as in advance_panel.
INLINE void NAME(advance_layer_by)(const NAME(spike_layer_step) *step, spike_quantizer quantizer, int upperGroups) {
  const size_t columns = step->columns, P = NAME(spike_panels)(step->units);
  NAME(workspace) scratch;
  scratch.lower = step->workspace;
  scratch.upper = scratch.lower + columns;
  scratch.errors = (NAME(half) *)(scratch.upper + columns);
  scratch.rates = (NAME(rates) *)(scratch.errors + 2 * columns);
  for (size_t c = 0; c < columns; c++) {
    scratch.rates[c] = (NAME(rates)){step->epsilon[c], step->lambda[c], 1 - step->lambda[c], 0};
    scratch.errors[2 * c] = scratch.errors[2 * c + 1] = 0;
  }
  const bool sumsUpper = upperGroups == 0 && step->upper.sources > 0;
  const size_t tile = step->drive && !sumsUpper ? NAME(TILE) : columns;
  _Alignas(SPIKE_ALIGNMENT) NAME(panel) tables[NAME(TABLE_ROWS)];
  for (size_t from = 0; from < columns; from += tile) {
    const size_t to = columns - from < tile ? columns : from + tile;
    for (size_t p = 0; p < P; p++) {
      NAME(drives) drives = {scratch.lower, NULL, sumsUpper ? scratch.upper : NULL, tables};
      if (step->drive) {
        drives.lower = (const NAME(panel) *)step->drive + p * step->driveStride;
        drives.lowerIndex = step->driveIndex;
      } else {
        NAME(sum_panel)(&step->lower, p, columns, scratch.lower);
      }
      if (sumsUpper) NAME(sum_panel)(&step->upper, p, columns, scratch.upper);
      if (upperGroups)
        NAME(build_tables)(tables, (const NAME(panel) *)step->upper.weights + p * SPIKE_WORD_UNITS, upperGroups);
      NAME(advance_panel)(step, quantizer, upperGroups, p, from, to, drives, scratch);
    }
  }
  for (size_t c = 0; c < columns; c++) {
    step->absoluteError[c] = NAME(add_lanes)(scratch.errors[2 * c]);
    step->squaredError[c] = NAME(add_lanes)(scratch.errors[2 * c + 1]);
  }
}

/// If the upper neighbour has a single word, its sums are looked up within the update, unless there are too few columns
/// for tables.
INLINE void NAME(advance_layer_with)(const NAME(spike_layer_step) *step, spike_quantizer quantizer) {
  const size_t upper = step->columns > SPIKE_DIRECT_COLUMNS ? step->upper.sources : 0;
  if (upper > 0 && upper <= 10) {
    NAME(advance_layer_by)(step, quantizer, 2);
  } else if (upper > 0 && upper <= SPIKE_WORD_UNITS) {
    NAME(advance_layer_by)(step, quantizer, 7);
  } else {
    NAME(advance_layer_by)(step, quantizer, 0);
  }
}

static void NAME(advance_layer)(const NAME(spike_layer_step) *step) {
  switch (step->quantizer) {
  case SPIKE_SIGMA_DELTA: NAME(advance_layer_with)(step, SPIKE_SIGMA_DELTA); break;
  case SPIKE_THRESHOLD: NAME(advance_layer_with)(step, SPIKE_THRESHOLD); break;
  case SPIKE_SECOND_ORDER_SIGMA_DELTA: NAME(advance_layer_with)(step, SPIKE_SECOND_ORDER_SIGMA_DELTA); break;
  case SPIKE_STOCHASTIC: NAME(advance_layer_with)(step, SPIKE_STOCHASTIC); break;
  }
}
