// Philox4x32-10 for the units of one panel, for one precision and one level. See spike_noise.

/// The uniforms of panel p, [U]: lane k of the counters serves units 2k and 2k + 1 of the panel.
INLINE NAME(panel) NAME(uniforms)(uint64_t key, size_t p, uint32_t input, uint32_t layer, uint32_t step,
                                  uint32_t trial) {
  const uint64_t low = 0xffffffff;
  uint32_t key0 = (uint32_t)key, key1 = (uint32_t)(key >> 32);
  NAME(counters) c0, c1 = input << 16 | layer, c2 = step, c3 = trial;
  for (int k = 0; k < LANES; k++) c0[k] = (uint32_t)(p * LANES) + (uint32_t)k;
  for (int round = 0; round < 10; round++) {
    const NAME(counters) product0 = c0 * 0xD2511F53u, product1 = c2 * 0xCD9E8D57u;
    c0 = (product1 >> 32) ^ c1 ^ key0;
    c1 = product1 & low;
    c2 = (product0 >> 32) ^ c3 ^ key1;
    c3 = product0 & low;
    key0 += 0x9E3779B9u;
    key1 += 0xBB67AE85u;
  }
  const int discarded = sizeof(SPIKE_REAL) == 8 ? 11 : 40;
  const SPIKE_REAL scale = sizeof(SPIKE_REAL) == 8 ? (SPIKE_REAL)0x1p-53 : (SPIKE_REAL)0x1p-24;
  const NAME(half) even = __builtin_convertvector((c1 << 32 | c0) >> discarded, NAME(half));
  const NAME(half) odd = __builtin_convertvector((c3 << 32 | c2) >> discarded, NAME(half));
  NAME(panel) both;
  both.even = even;
  both.odd = odd;
  return both * scale;
}
