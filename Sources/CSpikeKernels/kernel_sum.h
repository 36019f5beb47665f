// Sums of weight rows over bits, for one precision and one level ("method of four Russians"). See spike_shapes.h.
//
// For each panel of targets and each word of 32 sources, tables of all partial sums of groups of 6, 5, 5, 6, 5, 5
// sources are built from the weights (256 rows of 128 bytes, 32 KiB: two thirds of a 48 KiB L1 cache, or all of a
// 32 KiB one); then each column adds one row of each. Bound, by L1 loads with 64-byte registers at two loads a cycle:
// a word costs a column 12 row loads, 2 of its sum and 1 of its signals, 7.5 cycles, for 32 sources by 16 targets in
// float64 (by 32 in float32). 500 sources by 500 targets: 32 panels * 16 words * 7.5 = 3,840 cycles.

/// Rows of the tables of one word: groups of 6, 5, 5, 6, 5, 5 sources begin at rows 0, 64, 96, 128, 192, 224.
enum { NAME(TABLE_ROWS) = 256 };

/// table[r] = the sum, ascending, of the weight rows whose bits are set in r. Shape [2^size][U].
INLINE void NAME(build_table)(NAME(panel) *restrict table, const NAME(panel) *restrict weights, int size) {
  table[0] = NAME(splat)(0);
  for (int i = 0; i < size; i++) {
    const NAME(panel) row = weights[i];
    const int half = 1 << i;
    for (int r = 0; r < half; r++) table[half + r] = table[r] + row;
  }
}

/// The row of a group of `size` sources whose lowest is bit `shift` of the word.
INLINE NAME(panel) NAME(row)(const NAME(panel) *table, uint32_t word, int shift, int size) {
  const NAME(panel) *row = table + ((word >> shift) & ((1u << size) - 1));
  // The address in a register of its own: an indexed load is two operations, and here the front end is scarce.
  __asm__("" : "+r"(row));
  return *row;
}

/// The tables of the first `groups`, 1...6, groups of one word of sources. `groups` is a constant where inlined.
INLINE void NAME(build_tables)(NAME(panel) *restrict tables, const NAME(panel) *restrict weights, int groups) {
  NAME(build_table)(tables, weights, 6);
  if (groups > 1) NAME(build_table)(tables + 64, weights + 6, 5);
  if (groups > 2) NAME(build_table)(tables + 96, weights + 11, 5);
  if (groups > 3) NAME(build_table)(tables + 128, weights + 16, 6);
  if (groups > 4) NAME(build_table)(tables + 192, weights + 22, 5);
  if (groups > 5) NAME(build_table)(tables + 224, weights + 27, 5);
}

/// sum + the rows of a word's first `groups` groups, in order.
INLINE NAME(panel) NAME(add_rows)(NAME(panel) sum, const NAME(panel) *tables, uint32_t word, int groups) {
  sum += NAME(row)(tables, word, 0, 6);
  if (groups > 1) sum += NAME(row)(tables + 64, word, 6, 5);
  if (groups > 2) sum += NAME(row)(tables + 96, word, 11, 5);
  if (groups > 3) sum += NAME(row)(tables + 128, word, 16, 6);
  if (groups > 4) sum += NAME(row)(tables + 192, word, 22, 5);
  if (groups > 5) sum += NAME(row)(tables + 224, word, 27, 5);
  return sum;
}

/// Adds one word of sources to the sums of all columns, by tables.
INLINE void NAME(add_word)(const NAME(panel) *restrict weights, const uint32_t *restrict words, size_t columns,
                           NAME(panel) *restrict sums, bool first, int groups, NAME(panel) *restrict tables) {
  NAME(build_tables)(tables, weights, groups);
  for (size_t c = 0; c < columns; c++)
    sums[c] = NAME(add_rows)(first ? NAME(splat)(0) : sums[c], tables, words[c], groups);
}

/// The same for few columns: the weight rows of set bits, one by one, in the tables' order.
INLINE void NAME(add_word_directly)(const NAME(panel) *restrict weights, const uint32_t *restrict words,
                                    size_t columns, NAME(panel) *restrict sums, bool first) {
  static const uint32_t groups[6] = {0x3f, 0x7c0, 0xf800, 0x3f0000, 0x7c00000, 0xf8000000};
  for (size_t c = 0; c < columns; c++) {
    NAME(panel) sum = first ? NAME(splat)(0) : sums[c];
    for (int g = 0; g < 6; g++) {
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
  _Alignas(4096) NAME(panel) table[NAME(TABLE_ROWS)];
  if (words == 0) {
    for (size_t c = 0; c < columns; c++) sums[c] = NAME(splat)(0);
  }
  for (size_t w = 0; w < words; w++, weights += SPIKE_WORD_UNITS) {
    const uint32_t *signals = source->signals + w * source->signalStride;
    const size_t left = source->sources - w * SPIKE_WORD_UNITS;
    const bool first = w == 0;
    if (columns <= SPIKE_DIRECT_COLUMNS) {
      NAME(add_word_directly)(weights, signals, columns, sums, first);
    } else if (left > 27) {
      NAME(add_word)(weights, signals, columns, sums, first, 6, table);
    } else if (left > 22) {
      NAME(add_word)(weights, signals, columns, sums, first, 5, table);
    } else if (left > 16) {
      NAME(add_word)(weights, signals, columns, sums, first, 4, table);
    } else if (left > 11) {
      NAME(add_word)(weights, signals, columns, sums, first, 3, table);
    } else if (left > 6) {
      NAME(add_word)(weights, signals, columns, sums, first, 2, table);
    } else {
      NAME(add_word)(weights, signals, columns, sums, first, 1, table);
    }
  }
}

static void NAME(sum)(const NAME(spike_source) *source, size_t targets, size_t columns, SPIKE_REAL *sums,
                      size_t stride) {
  for (size_t p = 0; p < NAME(spike_panels)(targets); p++)
    NAME(sum_panel)(source, p, columns, (NAME(panel) *)sums + p * stride);
}
