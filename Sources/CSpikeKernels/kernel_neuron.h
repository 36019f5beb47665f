// The parts of a neuron's step that the engines of search and training share, for one precision and one level.

/// Whether the quantizer has a first memory.
INLINE bool NAME(remembers)(spike_quantizer quantizer) {
  return quantizer == SPIKE_SIGMA_DELTA || quantizer == SPIKE_SECOND_ORDER_SIGMA_DELTA || quantizer == SPIKE_TRACKING;
}

/// Sends the states of one panel by a closed loop: r is what receivers decode.
INLINE MASK_INTEGER NAME(track)(NAME(panel) s, SPIKE_REAL lambda, NAME(panel) *r) {
  const NAME(panel) decayed = (1 - lambda) * *r, half = NAME(splat)(lambda / 2);
  const NAME(panel) difference = s - decayed;
  *r = difference > half ? decayed + lambda : decayed;
  return MASK(difference > half);
}

/// Quantizes one panel of encoded activations (Eq. 8 and 11). `quantizer` is a constant where inlined, and not tracking.
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
  case SPIKE_TRACKING: break;
  }
  return 0;
}

/// Adds the lanes of an error sum in the tree order of spike_shapes.h.
INLINE SPIKE_REAL NAME(add_lanes)(NAME(half) lanes) {
  for (int width = LANES / 2; width >= 1; width /= 2)
    for (int l = 0; l < width; l++) lanes[l] = lanes[l] + lanes[l + width];
  return lanes[0];
}
