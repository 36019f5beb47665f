// Sums of weight rows over bits, for one precision and one level ("method of four Russians"). See spike_shapes.h.
//
// For each panel of targets and each word of 32 sources, the sources are cut into groups of 5, 5, 5, 5, 4, 4, 4, and a
// table of all partial sums is built for each group (together 176 rows of 128 bytes, 22 KiB of the L1 cache). Then each
// column adds one row of each table. Larger groups would need fewer rows a column, but larger tables, which would push
// the sums out of the L1 cache and cost more to build.
//
// Bound, by L1 loads with 64-byte registers at two loads a cycle: a word costs a column 14 row loads, 2 of its sum and
// 1 of its signals, 8.5 cycles, for 32 sources by 16 targets in float64 (by 32 in float32). 500 sources by 500
// targets: 32 panels * 16 words * 8.5 = 4,352 cycles. Building adds 352 / C cycles, one store a cycle.

/// Rows of the tables of one word.
enum { NAME(TABLE_ROWS) = 4 * 32 + 3 * 16 };

/// table[r] = the sum, ascending, of the weight rows whose bits are set in r. Shape [2^size][U].
INLINE void NAME(build_table)(NAME(panel) *restrict table, const NAME(panel) *restrict weights, int size) {
  table[0] = NAME(splat)(0);
  for (int i = 0; i < size; i++) {
    const NAME(panel) row = weights[i];
    const int half = 1 << i;
    // If the loop were unrolled, the compiler would keep more rows than it has registers.
#pragma clang loop unroll(disable)
    for (int r = 0; r < half; r++) table[half + r] = table[r] + row;
  }
}

/// The row of a group of `size` sources whose lowest is bit `shift` of the word.
INLINE NAME(panel) NAME(row)(const NAME(panel) *table, uint32_t word, int shift, int size) {
  const NAME(panel) *row = table + ((word >> shift) & ((1u << size) - 1));
  // This puts the address into a register of its own, since an indexed load is two operations. It saves a few per cent.
  __asm__("" : "+r"(row));
  return *row;
}

/// The tables of the first `groups`, 1...7, groups of one word of sources. `groups` is a constant where inlined.
INLINE void NAME(build_tables)(NAME(panel) *restrict tables, const NAME(panel) *restrict weights, int groups) {
  NAME(build_table)(tables, weights, 5);
  if (groups > 1) NAME(build_table)(tables + 32, weights + 5, 5);
  if (groups > 2) NAME(build_table)(tables + 64, weights + 10, 5);
  if (groups > 3) NAME(build_table)(tables + 96, weights + 15, 5);
  if (groups > 4) NAME(build_table)(tables + 128, weights + 20, 4);
  if (groups > 5) NAME(build_table)(tables + 144, weights + 24, 4);
  if (groups > 6) NAME(build_table)(tables + 160, weights + 28, 4);
}

/// sum + the rows of a word's first `groups` groups, in order.
INLINE NAME(panel) NAME(add_rows)(NAME(panel) sum, const NAME(panel) *tables, uint32_t word, int groups) {
  sum += NAME(row)(tables, word, 0, 5);
  if (groups > 1) sum += NAME(row)(tables + 32, word, 5, 5);
  if (groups > 2) sum += NAME(row)(tables + 64, word, 10, 5);
  if (groups > 3) sum += NAME(row)(tables + 96, word, 15, 5);
  if (groups > 4) sum += NAME(row)(tables + 128, word, 20, 4);
  if (groups > 5) sum += NAME(row)(tables + 144, word, 24, 4);
  if (groups > 6) sum += NAME(row)(tables + 160, word, 28, 4);
  return sum;
}

/// Adds one word of sources to the sums of all columns, by tables. A first word starts the sums.
INLINE void NAME(add_word)(const NAME(panel) *restrict weights, const uint32_t *restrict words, size_t columns,
                           NAME(panel) *restrict sums, bool first, int groups, NAME(panel) *restrict tables) {
  NAME(build_tables)(tables, weights, groups);
  if (first) {
    for (size_t c = 0; c < columns; c++) sums[c] = NAME(add_rows)(NAME(splat)(0), tables, words[c], groups);
  } else {
    for (size_t c = 0; c < columns; c++) sums[c] = NAME(add_rows)(sums[c], tables, words[c], groups);
  }
}

/// The same for few columns: the weight rows of set bits, one by one, in the tables' order.
INLINE void NAME(add_word_directly)(const NAME(panel) *restrict weights, const uint32_t *restrict words,
                                    size_t columns, NAME(panel) *restrict sums, bool first) {
  static const uint32_t groups[7] = {0x1f, 0x3e0, 0x7c00, 0xf8000, 0xf00000, 0xf000000, 0xf0000000};
  for (size_t c = 0; c < columns; c++) {
    NAME(panel) sum = first ? NAME(splat)(0) : sums[c];
    for (int g = 0; g < 7; g++) {
      uint32_t set = words[c] & groups[g];
      if (set == 0) continue;  // a sum is never -0, so adding +0 is adding nothing
      NAME(panel) partial = NAME(splat)(0);
      for (; set != 0; set &= set - 1) partial += weights[__builtin_ctz(set)];
      sum += partial;
    }
    sums[c] = sum;
  }
}

/// sums[c][:] = the sums of target panel p over a source's signals, for all columns. sums [C][U].
static void NAME(sum_panel)(const NAME(spike_source) *source, size_t p, size_t columns, NAME(panel) *sums) {
  const size_t words = spike_words(source->sources);
  const NAME(panel) *weights = (const NAME(panel) *)source->weights + p * words * SPIKE_WORD_UNITS;
  _Alignas(SPIKE_ALIGNMENT) NAME(panel) tables[NAME(TABLE_ROWS)];
  if (words == 0) {
    for (size_t c = 0; c < columns; c++) sums[c] = NAME(splat)(0);
  }
  for (size_t w = 0; w < words; w++, weights += SPIKE_WORD_UNITS) {
    const uint32_t *signals = source->signals + w * source->signalStride;
    const size_t left = source->sources - w * SPIKE_WORD_UNITS;
    const bool first = w == 0;
    if (columns <= SPIKE_DIRECT_COLUMNS) {
      NAME(add_word_directly)(weights, signals, columns, sums, first);
    } else if (left > 20) {
      NAME(add_word)(weights, signals, columns, sums, first, 7, tables);
    } else if (left > 10) {
      NAME(add_word)(weights, signals, columns, sums, first, 4, tables);
    } else {
      NAME(add_word)(weights, signals, columns, sums, first, 2, tables);
    }
  }
}

static void NAME(sum)(const NAME(spike_source) *source, size_t targets, size_t columns, SPIKE_REAL *sums,
                      size_t stride) {
  for (size_t p = 0; p < NAME(spike_panels)(targets); p++)
    NAME(sum_panel)(source, p, columns, (NAME(panel) *)sums + p * stride);
}
