// Sums as integers, and their rounding to float64.

typedef int64_t panel_i64 __attribute__((ext_vector_type(16), aligned(SPIKE_ALIGNMENT), may_alias));
typedef uint64_t panel_u64 __attribute__((ext_vector_type(16), aligned(SPIKE_ALIGNMENT), may_alias));

/// The integers rounded once to float64, to the nearest, ties to even.
INLINE panel_f64 to_real(panel_i64 integers) {
#if defined(SPIKE_LEVEL_CONVERTS_INTEGERS)
  return __builtin_convertvector(integers, panel_f64);
#else
  // An integer is 2^32 high + low. The bits of 2^52 + low are those of 2^52 with low in the last places; likewise
  // those of 2^84 + 2^32 (high + 2^31). The subtraction is exact, since its result is a multiple of 2^32 below 2^64:
  // it leaves 2^32 high - 2^52. So only the addition rounds.
  const panel_u64 bits = (panel_u64)integers;
  const panel_u64 low = (bits & 0xffffffffu) | 0x4330000000000000u;
  const panel_u64 high = ((bits >> 32) ^ 0x80000000u) | 0x4530000000000000u;
  return ((panel_f64)high - (0x1p84 + 0x1p63 + 0x1p52)) + (panel_f64)low;
#endif
}
