// The steps of all layers of one sample, for one precision and one level. See spike_settling.

/// Whether a continuous network's layer sums over all sources, not over those whose state is not 0.
static inline bool NAME(sums_all)(bool isBinary, size_t targets) { return !isBinary && targets <= SPIKE_FEW_TARGETS; }

/// The sums of one layer over a neighbour's signals of the last step. `weights` lead to the layer; `opposite` are the
/// same weights, to the neighbour.
INLINE NAME(addends) NAME(sum_neighbour)(const spike_settling *settling, bool isBinary, const spike_layer *layer,
                                         const spike_layer *neighbour, const SPIKE_REAL *weights,
                                         const SPIKE_REAL *opposite, SPIKE_REAL *sums) {
  const SPIKE_REAL *const states = isBinary ? NULL : neighbour->s;
  const size_t sources = neighbour->units, targets = layer->units, width = NAME(spike_block)(targets);
  const NAME(addends) made = {sums, 2 * U};
  if (NAME(sums_all)(isBinary, targets)) {
    NAME(sum_all)(opposite, sources, targets, neighbour->s, sums);
  } else if (width == LANES) {
    NAME(sum_listed_half)((const NAME(half) *)weights, neighbour->list, neighbour->listed, states, (NAME(half) *)sums);
  } else if (width == U) {
    NAME(sum_listed_panel)((const NAME(panel) *)weights, neighbour->list, neighbour->listed, states,
                           (NAME(panel) *)sums);
  } else if (neighbour->listed == 0) {
    return (NAME(addends)){settling->zeros, 2 * U};
  } else if (isBinary && neighbour->listed == 1) {
    return (NAME(addends)){weights + neighbour->list[0] * width, sources * width};
  } else {
    NAME(sum_listed_wide)(weights, sources, targets, neighbour->list, neighbour->listed, states, (NAME(block) *)sums);
  }
  return made;
}

/// The nudge of the output, beside its bias (section 2.2).
INLINE void NAME(form_nudge)(const spike_settling *settling) {
  const spike_layer *const output = settling->layers + settling->count - 1;
  const SPIKE_REAL *const states = output->s;
  SPIKE_REAL *const nudge = settling->nudge;
  for (size_t j = 0; j < output->units; j++)
    nudge[j] = (SPIKE_REAL)(settling->strength * ((j == settling->target ? 1 : 0) - (double)states[j]));
}

/// The most layers above the input.
enum { NAME(MOST_LAYERS) = 32 };

/// `quantizer` and `isBinary` are constants where this is inlined.
INLINE void NAME(settle_by)(const spike_settling *settling, spike_quantizer quantizer, bool isBinary) {
  spike_layer *const layers = settling->layers;
  const size_t last = settling->count - 1, row = NAME(spike_padded)(layers[0].units);
  NAME(addends) lowers[NAME(MOST_LAYERS)], uppers[NAME(MOST_LAYERS)];
  for (uint32_t step = settling->from; step <= settling->through; step++) {
    const SPIKE_REAL *const drive = isBinary ? (const SPIKE_REAL *)settling->drive + (step - 1) * row
                                             : step == 1 ? settling->zeros : settling->drive;
    for (size_t k = 0; k <= last; k++) {
      spike_layer *const layer = layers + k;
      lowers[k] = (NAME(addends)){drive, 2 * U};
      uppers[k] = (NAME(addends)){NULL, 0};
      if (k > 0)
        lowers[k] = NAME(sum_neighbour)(settling, isBinary, layer, layer - 1, layer->upward, (layer - 1)->downward,
                                        layer->lower);
      if (k < last)
        uppers[k] = NAME(sum_neighbour)(settling, isBinary, layer, layer + 1, layer->downward, (layer + 1)->upward,
                                        layer->upper);
    }
    if (settling->strength != 0) NAME(form_nudge)(settling);
    for (size_t k = 0; k <= last; k++) {
      const bool isListed = isBinary || (k > 0 && layers[k - 1].units > SPIKE_FEW_TARGETS) ||
                            (k < last && layers[k + 1].units > SPIKE_FEW_TARGETS);
      const NAME(panel) *const nudges = k == last && settling->strength != 0 ? settling->nudge : NULL;
      NAME(step_neurons)(settling, k, step, quantizer, isBinary, lowers[k], uppers[k], nudges, isListed);
    }
  }
}

static void NAME(settle)(const spike_settling *settling) {
  if (!settling->isBinary) {
    NAME(settle_by)(settling, SPIKE_THRESHOLD, false);
    return;
  }
  switch (settling->quantizer) {
  case SPIKE_SIGMA_DELTA: NAME(settle_by)(settling, SPIKE_SIGMA_DELTA, true); break;
  case SPIKE_THRESHOLD: NAME(settle_by)(settling, SPIKE_THRESHOLD, true); break;
  case SPIKE_SECOND_ORDER_SIGMA_DELTA: NAME(settle_by)(settling, SPIKE_SECOND_ORDER_SIGMA_DELTA, true); break;
  case SPIKE_STOCHASTIC: NAME(settle_by)(settling, SPIKE_STOCHASTIC, true); break;
  case SPIKE_TRACKING: NAME(settle_by)(settling, SPIKE_TRACKING, true); break;
  }
}
