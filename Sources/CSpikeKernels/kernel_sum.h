// Sums of weight rows over the bits of many columns, for one level. See spike_sums.
//
// Bound for exact sums, with 64-byte registers: a weight row costs a panel 2 loads, 1 cycle; a row's rounding costs 2
// stores, 2 cycles.

/// The fewest panels of targets for which planning pays.
enum { PLANNED_PANELS = 4 };
/// Up to this number of columns, ordered sums add weight rows bit by bit. Above it, tables are built. Both give the
/// same bits.
enum { DIRECT_COLUMNS = 2 };
/// The most bytes of weights that the rows of several panels read at a time: they should stay in the L2 cache.
enum { PLANNED_BYTES = 512 << 10 };

INLINE sum_workspace workspace_of(const spike_sums *sums) {
  const size_t columns = sums->columns, words = spike_words(sums->weights.sources);
  sum_workspace work;
  // Slots first, since they are aligned.
  work.slots = sums->workspace;
  work.rows = (row_plan *)(work.slots + (columns + 1) * SPIKE_LEVEL_PANELS);
  work.columns = (uint32_t *)(work.rows + columns);
  work.bases = work.columns + columns;
  work.words = work.bases + columns;
  work.list = work.words + words * columns;
  return work;
}

/// The first `count` columns of the scratch, with their words side by side.
INLINE column_list list_columns(const spike_sums *sums, const sum_workspace *work, size_t count) {
  for (size_t k = 0; k < count; k++) {
    const uint32_t *const signals = sums->signals + work->columns[k] * sums->signalStride;
    for (size_t w = 0; w < spike_words(sums->weights.sources); w++) work->words[w * count + k] = signals[w];
  }
  return (column_list){sums->signals, sums->signalStride, work->columns, count, work->words};
}

/// Makes the rows of `width` panels of targets, a constant where inlined, from panel p on.
INLINE void make_rows(const spike_sums *sums, const sum_workspace *work, size_t count, const column_list *list, size_t p,
                      int width) {
  const size_t panelRows = spike_words(sums->weights.sources) * SPIKE_WORD_UNITS;
  const panel_i64 *const weights = (const panel_i64 *)sums->weights.packed + p * panelRows;
  panel_i64 *const slots = work->slots;
  const size_t slotCount = sums->columns + 1;
  panel_i64 sum[SPIKE_LEVEL_PANELS];
#pragma clang loop unroll(full)
  for (int g = 0; g < width; g++) slots[(size_t)g * slotCount] = 0, sum[g] = 0;
  if (list->count > 0) {
    for (int g = 0; g < width; g++)
      sum_by_tables_exact(weights + (size_t)g * panelRows, sums->weights.sources, list,
                          slots + (size_t)g * slotCount + 1);
  }
  const double scale = sums->weights.scale;
  for (size_t r = 0; r < count; r++) {
    const row_plan row = work->rows[r];
    if (row.from != FROM_ROW_BEFORE) {
#pragma clang loop unroll(full)
      for (int g = 0; g < width; g++) sum[g] = slots[(size_t)g * slotCount + (size_t)row.from];
    }
    const uint32_t *next = work->list + row.first;
    for (const uint32_t *const end = next + row.added; next < end; next++) {
#pragma clang loop unroll(full)
      for (int g = 0; g < width; g++) sum[g] += weights[(size_t)g * panelRows + *next];
    }
    for (const uint32_t *const end = next + row.subtracted; next < end; next++) {
#pragma clang loop unroll(full)
      for (int g = 0; g < width; g++) sum[g] -= weights[(size_t)g * panelRows + *next];
    }
    if (row.slot != 0) {
#pragma clang loop unroll(full)
      for (int g = 0; g < width; g++) slots[(size_t)g * slotCount + row.slot] = sum[g];
    }
    panel_f64 *const reals = (panel_f64 *)(sums->rows + r * sums->rowStride) + p;
#pragma clang loop unroll(full)
    for (int g = 0; g < width; g++) reals[g] = to_real(sum[g]) * scale;
  }
}

/// Exact sums of many targets.
static size_t sum_by_plan(const spike_sums *sums) {
  sum_workspace work = workspace_of(sums);
  size_t baseCount;
  const size_t count = find_rows(sums, &work, &baseCount);
  const size_t tableCount = list_rows(sums, &work, count, baseCount);
  const column_list list = list_columns(sums, &work, tableCount);
  if (sums->counts) {
    *sums->counts = (spike_sum_counts){.rows = count, .tableRows = tableCount};
    for (size_t r = 0; r < count; r++) sums->counts->differences += work.rows[r].added + work.rows[r].subtracted;
  }
  const size_t panels = spike_panels_f64(sums->weights.targets);
  const size_t panelBytes = spike_words(sums->weights.sources) * SPIKE_WORD_UNITS * SPIKE_PANEL_BYTES;
  // Rows from tables take one panel after the other, so that its sums stay in the cache until they are rounded.
  size_t p = 0;
  if (panelBytes * SPIKE_LEVEL_PANELS <= PLANNED_BYTES && tableCount <= count / 2)
    for (; p + SPIKE_LEVEL_PANELS <= panels; p += SPIKE_LEVEL_PANELS)
      make_rows(sums, &work, count, &list, p, SPIKE_LEVEL_PANELS);
  for (; p < panels; p++) make_rows(sums, &work, count, &list, p, 1);
  return count;
}

/// Sums of few targets, and ordered sums: each column by itself.
static size_t sum_each(const spike_sums *sums) {
  const sum_workspace work = workspace_of(sums);
  const spike_weights weights = sums->weights;
  // Equal neighbours share a row.
  size_t count = 0;
  for (size_t i = 0; i < sums->columns; i++) {
    const uint32_t column = sums->order ? sums->order[i] : (uint32_t)i;
    const uint32_t *const signals = sums->signals + column * sums->signalStride;
    const bool isNew = count == 0 || __builtin_memcmp(signals, sums->signals + work.columns[count - 1] * sums->signalStride,
                                                      4 * spike_words(weights.sources)) != 0;
    if (isNew) work.columns[count++] = column;
    sums->rowOf[column] = (uint32_t)(count - 1);
  }
  const column_list narrow = {sums->signals, sums->signalStride, work.columns, count, NULL};
  const column_list list = weights.tables ? narrow : list_columns(sums, &work, count);
  const size_t panelRows = spike_words(weights.sources) * SPIKE_WORD_UNITS, stride = sums->rowStride / U;
  for (size_t p = 0; p < spike_panels_f64(weights.targets); p++) {
    panel_f64 *const reals = (panel_f64 *)sums->rows + p;
    if (weights.exact) {
      const panel_i64 *const packed = (const panel_i64 *)weights.packed + p * panelRows;
      if (weights.tables)
        sum_narrow(&weights, &list, work.slots);
      else if (count <= DIRECT_COLUMNS)
        sum_directly_exact(packed, weights.sources, &list, work.slots);
      else
        sum_by_tables_exact(packed, weights.sources, &list, work.slots);
      for (size_t k = 0; k < count; k++) reals[k * stride] = to_real(work.slots[k]) * weights.scale;
    } else {
      const panel_f64 *const packed = (const panel_f64 *)weights.packed + p * panelRows;
      panel_f64 *const slots = (panel_f64 *)work.slots;
      if (count <= DIRECT_COLUMNS)
        sum_directly_ordered(packed, weights.sources, &list, slots);
      else
        sum_by_tables_ordered(packed, weights.sources, &list, slots);
      for (size_t k = 0; k < count; k++) reals[k * stride] = slots[k];
    }
  }
  return count;
}

static size_t sum(const spike_sums *sums) {
  const bool plans = sums->weights.exact && spike_panels_f64(sums->weights.targets) >= PLANNED_PANELS;
  return plans ? sum_by_plan(sums) : sum_each(sums);
}
