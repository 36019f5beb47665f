// How the rows of exact sums are made from one another. See spike_sums.
//
// A row is made from the row before it, from an earlier *base* or from nothing, plus and minus the weights of the bits
// that differ. The plan takes the one with the fewest differences. A row that is not made from the one before it is a
// base. Neighbours are alike, and so are bases two apart: the input's trains at one step after the other differ in half
// of the bits, at steps two apart in a third. Rows with many differences come from tables, if there are enough of them
// to pay for building these.

/// Costs in half cycles a panel, as measured with 64-byte registers: adding one weight row, which mostly comes from the
/// L2 cache; adding a word by tables; building the tables of a word.
enum { DIFFERENCE_COST = 5, TABLE_WORD_COST = 18, TABLE_BUILD_COST = 704 };

// spike_sum_workspace_bytes counts with these.
_Static_assert(TABLE_WORD_COST * 5 <= 18 * DIFFERENCE_COST, "the list of differences is longer");
_Static_assert(TABLE_BUILD_COST * 5 <= 704 * DIFFERENCE_COST, "the list of differences is longer");

/// Slots hold the integers of bases. Slot 0 is zero.
enum { SLOT_OF_NOTHING = 0, FROM_ROW_BEFORE = -1 };

typedef struct row_plan {
  /// The column of signals.
  uint32_t column;
  /// The slot that the row is made from, or FROM_ROW_BEFORE.
  int32_t from;
  /// The slot of a base.
  uint32_t slot;
  /// Places in the list of differences: the sources to add, then those to subtract.
  uint32_t first, added, subtracted;
} row_plan;

/// The scratch of a call.
typedef struct sum_workspace {
  /// [C]
  row_plan *rows;
  /// [C] columns that are summed by tables.
  uint32_t *columns;
  /// [C] the rows that are bases.
  uint32_t *bases;
  /// [W][C] the words of the columns that are summed by tables, side by side: a panel reads one word of each at a time.
  uint32_t *words;
  /// The differences of all rows.
  uint32_t *list;
  /// [panels at work][C + 1][U]
  panel_i64 *slots;
} sum_workspace;

/// The k-th 64 signals of a column of `words` words.
INLINE uint64_t signals_at(const uint32_t *column, size_t k, size_t words) {
  if (2 * k + 1 == words) return column[2 * k];
  uint64_t both;
  __builtin_memcpy(&both, column + 2 * k, sizeof both);
  return both;
}

/// The number of bits that differ between two columns; the set bits of the first if the second is NULL.
INLINE uint32_t differences(const uint32_t *column, const uint32_t *other, size_t words) {
  uint32_t count = 0;
  for (size_t k = 0; 2 * k < words; k++) {
    const uint64_t bits = signals_at(column, k, words) ^ (other ? signals_at(other, k, words) : 0);
    count += (uint32_t)__builtin_popcountll(bits);
  }
  return count;
}

/// Appends the sources that are set in `column` and not in `other`, which may be NULL.
INLINE size_t list_differences(uint32_t *list, const uint32_t *column, const uint32_t *other, size_t words) {
  size_t count = 0;
  for (size_t k = 0; 2 * k < words; k++) {
    uint64_t bits = signals_at(column, k, words) & ~(other ? signals_at(other, k, words) : 0);
    for (; bits != 0; bits &= bits - 1) list[count++] = (uint32_t)(64 * k) + (uint32_t)__builtin_ctzll(bits);
  }
  return count;
}

/// Finds the rows, and the earlier row from which each differs least.
///
/// Until `list_rows`, a row's `from` is FROM_ROW_BEFORE or the base's place among the bases plus 1, 0 for nothing, and
/// `added` counts its differences.
static size_t find_rows(const spike_sums *sums, sum_workspace *work, size_t *baseCount) {
  const size_t words = spike_words(sums->weights.sources);
  size_t count = 0, bases = 0;
  const uint32_t *before = NULL;
  for (size_t i = 0; i < sums->columns; i++) {
    const uint32_t column = sums->order ? sums->order[i] : (uint32_t)i;
    const uint32_t *const signals = sums->signals + column * sums->signalStride;
    const uint32_t changed = before ? differences(signals, before, words) : UINT32_MAX;
    if (changed > 0) {
      row_plan row = {.column = column, .from = FROM_ROW_BEFORE, .added = changed};
      if (changed > 8) {
        const uint32_t fromNothing = differences(signals, NULL, words);
        if (fromNothing <= row.added) row.added = fromNothing, row.from = 0;
        for (size_t back = 1; back <= 3 && back <= bases; back++) {
          const row_plan *const base = work->rows + work->bases[bases - back];
          const uint32_t fromBase = differences(signals, sums->signals + base->column * sums->signalStride, words);
          if (fromBase < row.added) row.added = fromBase, row.from = (int32_t)(bases - back) + 1;
        }
      }
      if (row.from != FROM_ROW_BEFORE) work->bases[bases++] = (uint32_t)count;
      work->rows[count++] = row;
      before = signals;
    }
    sums->rowOf[column] = (uint32_t)(count - 1);
  }
  *baseCount = bases;
  return count;
}

/// Decides which rows come from tables, gives slots to the bases and lists the differences of the other rows.
///
/// - Returns: the number of rows from tables; their slots are 1, 2, ...
static size_t list_rows(const spike_sums *sums, sum_workspace *work, size_t count, size_t baseCount) {
  const size_t words = spike_words(sums->weights.sources), stride = sums->signalStride;
  const size_t tableCost = TABLE_WORD_COST * words;
  size_t saved = 0;
  for (size_t r = 0; r < count; r++) {
    const size_t cost = (size_t)DIFFERENCE_COST * work->rows[r].added;
    if (cost > tableCost) saved += cost - tableCost;
  }
  const bool usesTables = saved > TABLE_BUILD_COST * words;
  size_t tableCount = 0;
  if (usesTables)
    for (size_t r = 0; r < count; r++)
      if ((size_t)DIFFERENCE_COST * work->rows[r].added > tableCost) {
        work->columns[tableCount++] = work->rows[r].column;
        work->rows[r].slot = (uint32_t)tableCount;
      }
  uint32_t slot = (uint32_t)tableCount;
  for (size_t b = 0; b < baseCount; b++) {
    row_plan *const row = work->rows + work->bases[b];
    if (row->slot == 0) row->slot = ++slot;
  }
  uint32_t place = 0;
  for (size_t r = 0; r < count; r++) {
    row_plan *const row = work->rows + r;
    if (usesTables && (size_t)DIFFERENCE_COST * row->added > tableCost) {
      row->from = (int32_t)row->slot;
      row->added = 0;
      continue;
    }
    const uint32_t *const signals = sums->signals + row->column * stride, *other = NULL;
    if (row->from == FROM_ROW_BEFORE) {
      other = sums->signals + row[-1].column * stride;
    } else if (row->from > 0) {
      const row_plan *const base = work->rows + work->bases[row->from - 1];
      other = sums->signals + base->column * stride;
      row->from = (int32_t)base->slot;
    }
    row->first = place;
    row->added = (uint32_t)list_differences(work->list + place, signals, other, words);
    place += row->added;
    if (other) row->subtracted = (uint32_t)list_differences(work->list + place, other, signals, words);
    place += row->subtracted;
  }
  return tableCount;
}
