// One step of one layer of one sample, for one precision and one level. See spike_settling.

#ifdef SPIKE_LEVEL_COMPRESSES
/// Sixteen places of a list.
typedef uint32_t NAME(places) __attribute__((ext_vector_type(16)));
typedef uint16_t NAME(short_places) __attribute__((ext_vector_type(16), aligned(2), may_alias));

/// Appends the units of a mask to the list. It writes sixteen places at a time, needed or not. There is always room for
/// them: before the panel at `first`, at most `first` units are listed.
INLINE size_t NAME(list_units)(uint16_t *list, size_t count, size_t first, MASK_INTEGER mask) {
  NAME(places) places;
  for (int k = 0; k < 16; k++) places[k] = (uint32_t)k;
  for (size_t from = 0; from < (size_t)U; from += 16) {
    const uint16_t bits = (uint16_t)(mask >> from);
    const NAME(places) fired = (NAME(places))__builtin_ia32_compresssi512_mask(
        (int __attribute__((vector_size(64))))(places + (uint32_t)(first + from)),
        (int __attribute__((vector_size(64)))){0}, bits);
    *(NAME(short_places) *)(list + count) = __builtin_convertvector(fired, NAME(short_places));
    count += (size_t)__builtin_popcount(bits);
  }
  return count;
}
#else
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
#endif

/// The sums over a neighbour. Those of panel p are at first + p / 2 * stride + p % 2 * U.
typedef struct NAME(addends) {
  const SPIKE_REAL *first;
  size_t stride;
} NAME(addends);

INLINE NAME(panel) NAME(addends_of)(NAME(addends) addends, size_t p) {
  return *(const NAME(panel) *)(addends.first + p / 2 * addends.stride + p % 2 * U);
}

/// `quantizer`, `isBinary` and `hasUpperV` are constants where this is inlined. The other arguments are constants, too, if
/// nothing is nudged or measured.
INLINE void NAME(step_neurons_by)(const spike_settling *settling, size_t index, uint32_t step,
                                  spike_quantizer quantizer, bool isBinary, NAME(addends) lowers, NAME(addends) uppers,
                                  bool hasUpperV, const NAME(panel) *nudges, bool lists, bool measures) {
  spike_layer *const layer = settling->layers + index;
  const NAME(panel) *const biases = layer->bias;
  const bool second = isBinary && quantizer == SPIKE_SECOND_ORDER_SIGMA_DELTA;
  const bool first = isBinary && NAME(remembers)(quantizer);
  NAME(panel) *const ss = layer->s, *const vs = layer->v, *const phis = layer->phi, *const phi2s = layer->phi2;
  NAME(panel) *const upperVs = layer->upperV;
  const SPIKE_REAL epsilon = (SPIKE_REAL)layer->epsilon[step - 1];
  const SPIKE_REAL lambda = isBinary ? (SPIKE_REAL)layer->lambda[step - 1] : 1, complement = 1 - lambda;
  const SPIKE_REAL decoding = isBinary ? (SPIKE_REAL)layer->lowerDecoding[step - 1] : 1, kept = 1 - decoding;
  const SPIKE_REAL upperDecoding = hasUpperV ? (SPIKE_REAL)layer->upperDecoding[step - 1] : 1;
  const SPIKE_REAL upperKept = 1 - upperDecoding;
  const spike_noise noise = {settling->noiseKey, &settling->trial};
  uint16_t *const list = layer->list;
  const size_t units = layer->units;
  NAME(half) changes = 0;
  size_t count = 0;
  for (size_t p = 0; p < NAME(spike_panels)(units); p++) {
    NAME(panel) u = NAME(addends_of)(lowers, p);
    if (uppers.first && !hasUpperV) u += NAME(addends_of)(uppers, p);
    const NAME(panel) old = ss[p];
    NAME(panel) v = u;
    if (isBinary) {
      v = kept * vs[p] + decoding * u;
      vs[p] = v;
    }
    if (hasUpperV) {
      const NAME(panel) upperV = upperKept * upperVs[p] + upperDecoding * NAME(addends_of)(uppers, p);
      upperVs[p] = upperV;
      v = v + upperV;
    }
    // Eq. 3 and 5, with the nudge beside the bias (section 2.2).
    NAME(panel) pull = v + biases[p];
    if (nudges) pull += nudges[p];
    NAME(panel) s = old - epsilon * (old - pull);
    s = s < 0 ? (NAME(panel))0 : s;
    s = s > 1 ? (NAME(panel))1 : s;
    ss[p] = s;
    if (measures) {
      const NAME(panel) change = __builtin_elementwise_abs(s - old);
      changes = changes + change.lo + change.hi;
    }
    if (!lists) continue;
    MASK_INTEGER mask;
    if (isBinary) {
      NAME(panel) phi = first ? phis[p] : 0, phi2 = second ? phi2s[p] : 0;
      if (quantizer == SPIKE_TRACKING) {
        mask = NAME(track)(s, lambda, &phi);
      } else {
        const NAME(panel) a = (s - complement * old) / lambda;
        mask = NAME(quantize)(quantizer, a, &phi, &phi2, &noise, p, 0, settling->input, (uint32_t)index + 1, step);
      }
      if (first) phis[p] = phi;
      if (second) phi2s[p] = phi2;
    } else {
      mask = MASK(s != 0);
    }
    // Padding fires only if a number is not finite. It must not be listed, since a listed unit is read as a row of
    // weights.
    const size_t left = units - p * U;
    if (left < (size_t)U) mask &= (MASK_INTEGER)(((uint32_t)1 << left) - 1);
    count = NAME(list_units)(list, count, p * U, mask);
  }
  layer->listed = count;
  if (isBinary) layer->spikes += count;
  if (measures) layer->change = (double)NAME(sum_lanes)(changes);
}

INLINE void NAME(step_neurons)(const spike_settling *settling, size_t index, uint32_t step, spike_quantizer quantizer,
                               bool isBinary, NAME(addends) lowers, NAME(addends) uppers, const NAME(panel) *nudges,
                               bool lists) {
  const NAME(addends) none = {NULL, 0};
  const bool measures = settling->measures && step == settling->through;
  if (isBinary && settling->layers[index].upperV) {
    NAME(step_neurons_by)(settling, index, step, quantizer, true, lowers, uppers, true, nudges, lists, measures);
  } else if (nudges || measures || lists != isBinary) {
    NAME(step_neurons_by)(settling, index, step, quantizer, isBinary, lowers, uppers, false, nudges, lists, measures);
  } else if (uppers.first) {
    NAME(step_neurons_by)(settling, index, step, quantizer, isBinary, lowers, uppers, false, NULL, isBinary, false);
  } else {
    NAME(step_neurons_by)(settling, index, step, quantizer, isBinary, lowers, none, false, NULL, isBinary, false);
  }
}
