// The fused update of a layer: decoder, state, encoder, quantizer, error, in one pass over its units, for one level. See
// spike_layer_step.
//
// Columns advance one after another, so that a column's rates and errors stay in registers.
//
// Bound with 64-byte registers, a panel of 16 units: the divider is busy for 2 divisions; 24 additions and 10
// multiplications of two registers' halves take 12 cycles on two ports each; 12 loads take 6, 6 stores 6.

/// `quantizer` and `hasSurprise` are constants where inlined; without surprise the others are, too.
INLINE void advance_layer_by(const spike_layer_step *step, spike_quantizer quantizer, bool hasUpper, bool hasUpperV,
                             bool hasBias, bool hasSurprise) {
  const size_t panels = spike_panels_f64(step->units), words = spike_words(step->units);
  const size_t row = spike_row(step->units);
  const bool second = quantizer == SPIKE_SECOND_ORDER_SIGMA_DELTA, first = remembers_f64(quantizer);
  const panel_f64 *const biases = (const panel_f64 *)step->bias;
  const spike_noise noise = step->noise;
  const uint32_t layer = step->layer, time = step->step;
  const double *const decodings = step->decoding ? step->decoding : step->lambda;
  for (size_t c = 0; c < step->columns; c++) {
    const uint32_t input = step->inputIndex ? step->inputIndex[c] : 0;
    const double epsilon = step->epsilon[c], lambda = step->lambda[c], complement = 1 - lambda;
    const double decoding = decodings[c], kept = 1 - decoding;
    const double upperDecoding = hasUpperV ? step->upperDecoding[c] : 1, upperKept = 1 - upperDecoding;
    const panel_f64 *const lowers = (const panel_f64 *)(step->lower + step->lowerIndex[c] * step->lowerStride);
    const panel_f64 *const uppers =
        hasUpper ? (const panel_f64 *)(step->upper + step->upperIndex[c] * step->upperStride) : NULL;
    const panel_f64 *const goals = (const panel_f64 *)step->fixedPoint + input * panels;
    panel_f64 *const vs = (panel_f64 *)(step->v + c * row), *const ss = (panel_f64 *)(step->s + c * row);
    panel_f64 *const upperVs = hasUpperV ? (panel_f64 *)(step->upperV + c * row) : NULL;
    panel_f64 *const phis = first ? (panel_f64 *)(step->phi + c * row) : NULL;
    panel_f64 *const phi2s = second ? (panel_f64 *)(step->phi2 + c * row) : NULL;
    uint16_t *const signals = (uint16_t *)(step->signals + c * words);
    half_f64 absolute = 0, squared = 0, surprise = 0;
    uint64_t spikes = 0;
#pragma clang loop unroll_count(2)
    for (size_t p = 0; p < panels; p++) {
      panel_f64 u = lowers[p];
      if (hasUpper && !hasUpperV) u += uppers[p];
      const panel_f64 old = ss[p];
      // Eq. 14: decoder (Eq. 13), step (Eq. 5), encoder (Eq. 12), quantizer.
      const panel_f64 lowerV = kept * vs[p] + decoding * u;
      const panel_f64 upperV = hasUpperV ? upperKept * upperVs[p] + upperDecoding * uppers[p] : 0;
      const panel_f64 v = hasUpperV ? lowerV + upperV : lowerV;
      const panel_f64 goal = hasBias ? v + biases[p] : v;
      if (hasSurprise) {
        const panel_f64 push = goal - old;
        panel_f64 counted = __builtin_elementwise_abs(push);
        counted = ((old >= 1) & (push > 0)) | ((old <= 0) & (push < 0)) ? (panel_f64)0 : counted;
        surprise = surprise + counted.lo + counted.hi;
      }
      panel_f64 s = old - epsilon * (old - goal);
      s = s < 0 ? (panel_f64)0 : s;
      s = s > 1 ? (panel_f64)1 : s;
      panel_f64 phi = first ? phis[p] : 0, phi2 = second ? phi2s[p] : 0;
      uint16_t mask;
      if (quantizer == SPIKE_TRACKING) {
        mask = track_f64(s, lambda, &phi);
      } else {
        const panel_f64 a = (s - complement * old) / lambda;
        mask = quantize_f64(quantizer, a, &phi, &phi2, &noise, p, c, input, layer, time);
      }
      vs[p] = lowerV;
      if (hasUpperV) upperVs[p] = upperV;
      ss[p] = s;
      if (first) phis[p] = phi;
      if (second) phi2s[p] = phi2;
      signals[p] = mask;
      spikes += (uint64_t)__builtin_popcount(mask);
      const panel_f64 difference = goals[p] - s;
      const panel_f64 distance = __builtin_elementwise_abs(difference), square = difference * difference;
      absolute = absolute + distance.lo + distance.hi;
      squared = squared + square.lo + square.hi;
    }
    step->absoluteError[c] = add_lanes_f64(absolute);
    step->squaredError[c] = add_lanes_f64(squared);
    if (hasSurprise) step->surprise[c] = add_lanes_f64(surprise);
    if (step->spikes) step->spikes[c] += spikes;
  }
}

INLINE void advance_layer_with(const spike_layer_step *step, spike_quantizer quantizer) {
  if (step->surprise) {
    advance_layer_by(step, quantizer, step->upper != NULL, step->upperV != NULL, step->bias != NULL, true);
  } else if (step->upperV) {
    if (step->bias) advance_layer_by(step, quantizer, true, true, true, false);
    else advance_layer_by(step, quantizer, true, true, false, false);
  } else if (step->bias) {
    advance_layer_by(step, quantizer, step->upper != NULL, false, true, false);
  } else if (step->upper) {
    advance_layer_by(step, quantizer, true, false, false, false);
  } else {
    advance_layer_by(step, quantizer, false, false, false, false);
  }
}

static void advance_layer(const spike_layer_step *step) {
  switch (step->quantizer) {
  case SPIKE_SIGMA_DELTA: advance_layer_with(step, SPIKE_SIGMA_DELTA); break;
  case SPIKE_THRESHOLD: advance_layer_with(step, SPIKE_THRESHOLD); break;
  case SPIKE_SECOND_ORDER_SIGMA_DELTA: advance_layer_with(step, SPIKE_SECOND_ORDER_SIGMA_DELTA); break;
  case SPIKE_STOCHASTIC: advance_layer_with(step, SPIKE_STOCHASTIC); break;
  case SPIKE_TRACKING: advance_layer_with(step, SPIKE_TRACKING); break;
  }
}
