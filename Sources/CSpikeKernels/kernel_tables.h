// Sums of weight rows over bits by tables ("method of four Russians"), for one kind of terms and one level: TERM is a
// panel of integers or of float64, TERMS(name) a function's name. Integers may be added in any order; float64 are added
// in the order of spike_shapes.h.
//
// For each panel of targets and each word of 32 sources, the sources are cut into groups of 5, 5, 5, 5, 4, 4, 4, and a
// table of all partial sums is built for each group (together 176 rows of 128 bytes, 22 KiB of the L1 cache). Then each
// column adds one row of each table. Larger groups would need fewer rows a column, but larger tables, which would push
// the sums out of the L1 cache and cost more to build.
//
// Bound, by L1 loads with 64-byte registers at two loads a cycle: a word costs a column 14 row loads, 2 of its sum and
// 1 of its signals, 8.5 cycles, for 32 sources by 16 targets. 500 sources by 500 targets: 32 panels * 16 words * 8.5 =
// 4,352 cycles. Building adds 352 / C cycles a word, one store a cycle.

#ifndef TABLE_ROWS
/// Rows of the tables of one word.
#define TABLE_ROWS (4 * 32 + 3 * 16)
/// The bits of each group.
static const uint32_t table_groups[7] = {0x1f, 0x3e0, 0x7c00, 0xf8000, 0xf00000, 0xf000000, 0xf0000000};
#endif

/// table[r] = the sum, ascending, of the weight rows whose bits are set in r. Shape [2^size][U].
INLINE void TERMS(build_table)(TERM *restrict table, const TERM *restrict weights, int size) {
  table[0] = 0;
  for (int i = 0; i < size; i++) {
    const TERM row = weights[i];
    const int half = 1 << i;
    // If the loop were unrolled, the compiler would keep more rows than it has registers.
#pragma clang loop unroll(disable)
    for (int r = 0; r < half; r++) table[half + r] = table[r] + row;
  }
}

/// The row of a group of `size` sources whose lowest is bit `shift` of the word.
INLINE TERM TERMS(row)(const TERM *table, uint32_t word, int shift, int size) {
  const TERM *row = table + ((word >> shift) & ((1u << size) - 1));
  // This puts the address into a register of its own, since an indexed load is two operations. It saves a few per cent.
  __asm__("" : "+r"(row));
  return *row;
}

/// The tables of the first `groups`, 1...7, groups of one word of sources. `groups` is a constant where inlined.
INLINE void TERMS(build_tables)(TERM *restrict tables, const TERM *restrict weights, int groups) {
  TERMS(build_table)(tables, weights, 5);
  if (groups > 1) TERMS(build_table)(tables + 32, weights + 5, 5);
  if (groups > 2) TERMS(build_table)(tables + 64, weights + 10, 5);
  if (groups > 3) TERMS(build_table)(tables + 96, weights + 15, 5);
  if (groups > 4) TERMS(build_table)(tables + 128, weights + 20, 4);
  if (groups > 5) TERMS(build_table)(tables + 144, weights + 24, 4);
  if (groups > 6) TERMS(build_table)(tables + 160, weights + 28, 4);
}

/// sum + the rows of a word's first `groups` groups, in order.
INLINE TERM TERMS(add_rows)(TERM sum, const TERM *tables, uint32_t word, int groups) {
  sum += TERMS(row)(tables, word, 0, 5);
  if (groups > 1) sum += TERMS(row)(tables + 32, word, 5, 5);
  if (groups > 2) sum += TERMS(row)(tables + 64, word, 10, 5);
  if (groups > 3) sum += TERMS(row)(tables + 96, word, 15, 5);
  if (groups > 4) sum += TERMS(row)(tables + 128, word, 20, 4);
  if (groups > 5) sum += TERMS(row)(tables + 144, word, 24, 4);
  if (groups > 6) sum += TERMS(row)(tables + 160, word, 28, 4);
  return sum;
}

/// Columns of signals whose sums are wanted: `count` of them, of which the k-th is column columns[k]. Its word w is also
/// words[w * count + k], where `words` is not NULL.
#ifndef COLUMN_LIST
#define COLUMN_LIST
typedef struct column_list {
  const uint32_t *signals;
  size_t signalStride;
  const uint32_t *columns;
  size_t count;
  const uint32_t *words;
} column_list;
#endif

/// Adds word w of the sources to the sums of all columns. The first word starts the sums.
INLINE void TERMS(add_word)(const TERM *restrict weights, const column_list *list, size_t w, TERM *restrict sums,
                            int groups, TERM *restrict tables) {
  TERMS(build_tables)(tables, weights, groups);
  const size_t count = list->count;
  const uint32_t *const words = list->words + w * count;
  if (w == 0) {
    for (size_t k = 0; k < count; k++) sums[k] = TERMS(add_rows)(0, tables, words[k], groups);
  } else {
    for (size_t k = 0; k < count; k++) sums[k] = TERMS(add_rows)(sums[k], tables, words[k], groups);
  }
}

/// sums[k] = the sums of one panel of targets, whose weights these are, over the signals of the k-th column.
static void TERMS(sum_by_tables)(const TERM *weights, size_t sources, const column_list *list, TERM *sums) {
  _Alignas(SPIKE_ALIGNMENT) TERM tables[TABLE_ROWS];
  for (size_t w = 0; w < spike_words(sources); w++, weights += SPIKE_WORD_UNITS) {
    const size_t left = sources - w * SPIKE_WORD_UNITS;
    if (left > 20) {
      TERMS(add_word)(weights, list, w, sums, 7, tables);
    } else if (left > 10) {
      TERMS(add_word)(weights, list, w, sums, 4, tables);
    } else {
      TERMS(add_word)(weights, list, w, sums, 2, tables);
    }
  }
}

/// The same for few columns: the weight rows of set bits, one by one, in the tables' order.
static void TERMS(sum_directly)(const TERM *weights, size_t sources, const column_list *list, TERM *sums) {
  for (size_t k = 0; k < list->count; k++) {
    const uint32_t *const words = list->signals + list->columns[k] * list->signalStride;
    const TERM *rows = weights;
    TERM sum = 0;
    for (size_t w = 0; w < spike_words(sources); w++, rows += SPIKE_WORD_UNITS)
      for (int g = 0; g < 7; g++) {
        uint32_t set = words[w] & table_groups[g];
        if (set == 0) continue;  // a sum is never -0, so adding +0 is adding nothing
        TERM partial = 0;
        for (; set != 0; set &= set - 1) partial += rows[__builtin_ctz(set)];
        sum += partial;
      }
    sums[k] = sum;
  }
}
