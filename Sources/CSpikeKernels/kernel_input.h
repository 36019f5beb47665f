// The clamped layer's steps, for one precision and one level. See spike_input_steps.
//
// A train depends only on x and on lambda at step 1, so many steps are made at once. The memories then stay in
// registers, and the signals give enough columns to make the tables of the drive worth building.

INLINE void NAME(advance_input_by)(const NAME(spike_input_steps) *step, spike_quantizer quantizer) {
  const bool remembers = quantizer == SPIKE_SIGMA_DELTA || quantizer == SPIKE_SECOND_ORDER_SIGMA_DELTA;
  const bool second = quantizer == SPIKE_SECOND_ORDER_SIGMA_DELTA;
  const spike_noise noise = step->noise;
  for (size_t p = 0; p < NAME(spike_panels)(step->units); p++) {
    NAME(panel) *const phis = (NAME(panel) *)step->phi + p * step->stride;
    NAME(panel) *const phi2s = (NAME(panel) *)step->phi2 + p * step->stride;
    for (size_t d = 0; d < step->trains; d++) {
      const uint32_t input = step->inputIndex ? step->inputIndex[d] : 0;
      const NAME(panel) x = ((const NAME(panel) *)step->input)[p * step->inputCount + input];
      NAME(panel) phi = remembers ? phis[d] : 0, phi2 = second ? phi2s[d] : 0;
      uint64_t spikes = 0;
      for (uint32_t t = 0; t < step->steps; t++) {
        const uint32_t time = step->firstStep + t;
        const NAME(panel) a = time == 1 ? x / step->lambda[d] : x;
        const MASK_INTEGER mask = NAME(quantize)(quantizer, a, &phi, &phi2, &noise, p, d, input, 0, time);
        NAME(write_signals)(step->signals, step->signalStride, p, t * step->trains + d, mask);
        spikes += (uint64_t)__builtin_popcount(mask);
      }
      if (remembers) phis[d] = phi;
      if (second) phi2s[d] = phi2;
      if (step->spikes) step->spikes[d] += spikes;
    }
  }
}

static void NAME(advance_input)(const NAME(spike_input_steps) *step) {
  switch (step->quantizer) {
  case SPIKE_SIGMA_DELTA: NAME(advance_input_by)(step, SPIKE_SIGMA_DELTA); break;
  case SPIKE_THRESHOLD: NAME(advance_input_by)(step, SPIKE_THRESHOLD); break;
  case SPIKE_SECOND_ORDER_SIGMA_DELTA: NAME(advance_input_by)(step, SPIKE_SECOND_ORDER_SIGMA_DELTA); break;
  case SPIKE_STOCHASTIC: NAME(advance_input_by)(step, SPIKE_STOCHASTIC); break;
  }
}
