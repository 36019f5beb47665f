// One step of one layer of one sample, for one precision and one level. See spike_neurons.

/// Appends the units of a mask to the list. It fills four places at a time, needed or not, since a branch for each unit
/// would be mispredicted about once a panel. There is always room for them: before the panel at `first`, at most
/// `first` units are listed.
INLINE size_t NAME(list_units)(uint16_t *list, size_t count, size_t first, MASK_INTEGER mask) {
  uint32_t bits = mask;
  for (uint16_t *next = list + count; bits != 0; next += 4)
    for (int place = 0; place < 4; place++, bits &= bits - 1) {
      unsigned lowest = (unsigned)__builtin_ctz(bits | 1u << 31);
      __asm__("" : "+r"(lowest));  // Otherwise clang puts the four into a vector, which is slower.
      next[place] = (uint16_t)(first + lowest);
    }
  return count + (size_t)__builtin_popcount(mask);
}

/// `quantizer` and `isBinary` are constants where this is inlined. The other arguments are constants, too, if nothing
/// is nudged or measured.
INLINE size_t NAME(step_neurons_by)(const spike_neurons *step, spike_quantizer quantizer, bool isBinary,
                              const NAME(panel) *uppers, const NAME(panel) *nudges, bool measures) {
  const NAME(panel) *const lowers = step->lower, *const biases = step->bias;
  const bool second = isBinary && quantizer == SPIKE_SECOND_ORDER_SIGMA_DELTA;
  const bool first = second || (isBinary && quantizer == SPIKE_SIGMA_DELTA);
  NAME(panel) *const ss = step->s, *const vs = step->v, *const phis = step->phi, *const phi2s = step->phi2;
  const SPIKE_REAL epsilon = (SPIKE_REAL)step->epsilon, lambda = (SPIKE_REAL)step->lambda, complement = 1 - lambda;
  const spike_noise noise = {step->noiseKey, &step->trial};
  NAME(half) changes = 0;
  size_t count = 0;
  for (size_t p = 0; p < NAME(spike_panels)(step->units); p++) {
    NAME(panel) u = lowers[p];
    if (uppers) u += uppers[p];
    const NAME(panel) old = ss[p];
    NAME(panel) v = u;
    if (isBinary) {
      v = complement * vs[p] + lambda * u;
      vs[p] = v;
    }
    // Eq. 3 and 5, with the nudge beside the bias (section 2.2).
    NAME(panel) pull = v + biases[p];
    if (nudges) pull += nudges[p];
    NAME(panel) s = old - epsilon * (old - pull);
    s = s < 0 ? (NAME(panel))0 : s;
    s = s > 1 ? (NAME(panel))1 : s;
    ss[p] = s;
    MASK_INTEGER mask;
    if (isBinary) {
      const NAME(panel) a = (s - complement * old) / lambda;
      NAME(panel) phi = first ? phis[p] : 0, phi2 = second ? phi2s[p] : 0;
      mask = NAME(quantize)(quantizer, a, &phi, &phi2, &noise, p, 0, step->input, step->layer, step->step);
      if (first) phis[p] = phi;
      if (second) phi2s[p] = phi2;
    } else {
      mask = MASK(s != 0);
    }
    // Padding fires only if a number is not finite. It must not be listed, since a listed unit is read as a row of
    // weights.
    const size_t left = step->units - p * U;
    if (left < (size_t)U) mask &= (MASK_INTEGER)(((uint32_t)1 << left) - 1);
    count = NAME(list_units)(step->list, count, p * U, mask);
    if (measures) {
      const NAME(panel) change = __builtin_elementwise_abs(s - old);
      changes = changes + change.lo + change.hi;
    }
  }
  if (measures) *step->change = (double)NAME(add_lanes)(changes);
  return count;
}

INLINE size_t NAME(step_neurons_with)(const spike_neurons *step, spike_quantizer quantizer, bool isBinary) {
  const NAME(panel) *const uppers = step->upper, *const nudges = step->nudge;
  if (nudges || step->change) return NAME(step_neurons_by)(step, quantizer, isBinary, uppers, nudges, step->change);
  return uppers ? NAME(step_neurons_by)(step, quantizer, isBinary, uppers, NULL, false)
                : NAME(step_neurons_by)(step, quantizer, isBinary, NULL, NULL, false);
}

static size_t NAME(step_neurons)(const spike_neurons *step) {
  if (!step->v) return NAME(step_neurons_with)(step, SPIKE_THRESHOLD, false);
  switch (step->quantizer) {
  case SPIKE_SIGMA_DELTA: return NAME(step_neurons_with)(step, SPIKE_SIGMA_DELTA, true);
  case SPIKE_THRESHOLD: return NAME(step_neurons_with)(step, SPIKE_THRESHOLD, true);
  case SPIKE_SECOND_ORDER_SIGMA_DELTA: return NAME(step_neurons_with)(step, SPIKE_SECOND_ORDER_SIGMA_DELTA, true);
  case SPIKE_STOCHASTIC: return NAME(step_neurons_with)(step, SPIKE_STOCHASTIC, true);
  }
  return 0;
}
