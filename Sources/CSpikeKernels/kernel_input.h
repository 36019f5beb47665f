// The clamped layer's steps, for one level. See spike_input_steps.
//
// A train depends only on x and on lambda at the first step with an input, or at each step if it tracks. So the kernel
// makes many steps with one input in one call. The memories stay in registers. A memory's next value waits for its last
// one, so several panels advance together.

/// Advances `width` panels, a constant where inlined, from panel p on.
INLINE void advance_input_panels(const spike_input_steps *step, spike_quantizer quantizer, size_t p, int width) {
  const bool second = quantizer == SPIKE_SECOND_ORDER_SIGMA_DELTA;
  const bool remembers = remembers_f64(quantizer), tracks = quantizer == SPIKE_TRACKING;
  const spike_noise noise = step->noise;
  const size_t panels = spike_panels_f64(step->units), words = spike_words(step->units);
  const size_t stride = spike_row(step->units) / U;
  for (size_t d = 0; d < step->trains; d++) {
    const uint32_t input = step->inputIndex ? step->inputIndex[d] : 0;
    const panel_f64 *const xs = (const panel_f64 *)step->input + input * panels + p;
    const panel_f64 *const befores = step->previous ? (const panel_f64 *)step->previous + p : xs;
    panel_f64 *const phis = (panel_f64 *)step->phi + d * stride + p;
    panel_f64 *const phi2s = (panel_f64 *)step->phi2 + d * stride + p;
    panel_f64 x[SPIKE_LEVEL_PANELS], phi[SPIKE_LEVEL_PANELS], phi2[SPIKE_LEVEL_PANELS];
#pragma clang loop unroll(full)
    for (int g = 0; g < width; g++) {
      x[g] = xs[g];
      phi[g] = remembers ? phis[g] : 0;
      phi2[g] = second ? phi2s[g] : 0;
    }
    uint64_t spikes = 0;
    unsigned char *signals = (unsigned char *)(step->signals + d * step->trainStride * words) + 2 * p;
    for (uint32_t t = 0; t < step->steps; t++, signals += 4 * words) {
      const uint32_t time = step->firstStep + t;
      const double lambda = tracks ? step->lambda[t * step->trains + d] : 1;
      const bool switches = t == 0 && step->previous;
      uint64_t all = 0;
#pragma clang loop unroll(full)
      for (int g = 0; g < width; g++) {
        uint64_t mask;
        if (tracks) {
          mask = track_f64(x[g], lambda, &phi[g]);
        } else {
          panel_f64 a = x[g];
          if (time == 1) a = x[g] / step->lambda[d];
          if (switches) a = (x[g] - (1 - step->lambda[d]) * befores[g]) / step->lambda[d];
          mask = quantize_f64(quantizer, a, &phi[g], &phi2[g], &noise, p + (size_t)g, d, input, 0, time);
        }
        all |= mask << (16 * g);
      }
      __builtin_memcpy(signals, &all, 2 * (size_t)width);
      spikes += (uint64_t)__builtin_popcountll(all);
    }
#pragma clang loop unroll(full)
    for (int g = 0; g < width; g++) {
      if (remembers) phis[g] = phi[g];
      if (second) phi2s[g] = phi2[g];
    }
    if (step->spikes) step->spikes[d] += spikes;
  }
}

INLINE void advance_input_by(const spike_input_steps *step, spike_quantizer quantizer) {
  const size_t panels = spike_panels_f64(step->units);
  size_t p = 0;
  for (; p + SPIKE_LEVEL_PANELS <= panels; p += SPIKE_LEVEL_PANELS)
    advance_input_panels(step, quantizer, p, SPIKE_LEVEL_PANELS);
  for (; p < panels; p++) advance_input_panels(step, quantizer, p, 1);
}

static void advance_input(const spike_input_steps *step) {
  switch (step->quantizer) {
  case SPIKE_SIGMA_DELTA: advance_input_by(step, SPIKE_SIGMA_DELTA); break;
  case SPIKE_THRESHOLD: advance_input_by(step, SPIKE_THRESHOLD); break;
  case SPIKE_SECOND_ORDER_SIGMA_DELTA: advance_input_by(step, SPIKE_SECOND_ORDER_SIGMA_DELTA); break;
  case SPIKE_STOCHASTIC: advance_input_by(step, SPIKE_STOCHASTIC); break;
  case SPIKE_TRACKING: advance_input_by(step, SPIKE_TRACKING); break;
  }
}
