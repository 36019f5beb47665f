// Exact sums by lags, for one level. See spike_lag_sums.
//
// Bound with 64-byte registers, a panel of targets, a step: each listed source is 2 loads and 2 additions, 1 cycle, and
// so is each group's addition to C. 500 sources in 6 groups, with some 40 listed at each of 50 steps: 32 panels * 46 = 1,472
// cycles; by tables they take 4,352 (kernel_tables.h).

/// The panels whose weights should stay in the L2 cache while all trains use them.
enum { LAG_PANELS = 8 };

#define EACH_PANEL _Pragma("clang loop unroll(full)") for (int i = 0; i < width; i++)

/// Adds and subtracts the listed weights.
INLINE void add_listed(panel_u64 *sum, const panel_u64 *weights, size_t panelRows, const uint32_t *list, lag_row row,
                       int width) {
  const uint32_t *next = list + row.first;
  for (const uint32_t *const end = next + row.added; next < end; next++)
    EACH_PANEL sum[i] += weights[(size_t)i * panelRows + *next];
  for (const uint32_t *const end = next + row.subtracted; next < end; next++)
    EACH_PANEL sum[i] -= weights[(size_t)i * panelRows + *next];
}

/// The sums of one train, for `width` panels of targets, a constant where inlined, from panel p on.
///
/// - totals: [T][width][U], C without the usual counts of full windows. These come with the sums.
/// - rows: [T][rowStride]
INLINE void make_lag_rows(const spike_lag_sums *sums, const lag_lists *lists, panel_u64 *totals, double *rows, size_t p,
                          int width) {
  const size_t panelRows = spike_words(sums->weights.sources) * SPIKE_WORD_UNITS, steps = sums->steps;
  const size_t step = (size_t)width;
  const panel_u64 *const weights = (const panel_u64 *)sums->weights.packed + p * panelRows;
  panel_u64 starts[SPIKE_MOST_LAG][SPIKE_LEVEL_PANELS], usual[SPIKE_MOST_LAG][SPIKE_LEVEL_PANELS];
  size_t next[SPIKE_MOST_LAG];
  for (size_t g = 0; g < sums->groups; g++) {
    const size_t lag = sums->lags[g];
    const lag_row *const listed = lists->rows + g * steps;
    panel_u64 sum[SPIKE_LEVEL_PANELS];
    EACH_PANEL sum[i] = 0;
    for (size_t t = 0; t < lag && t < steps; t++) {
      add_listed(sum, weights, panelRows, lists->list, listed[t], width);
      EACH_PANEL starts[t][i] = sum[i];
      EACH_PANEL totals[t * step + (size_t)i] = g == 0 ? sum[i] : totals[t * step + (size_t)i] + sum[i];
    }
    next[g] = lag;
    if (steps <= lag) continue;
    add_listed(sum, weights, panelRows, lists->list, lists->usual[g], width);
    EACH_PANEL usual[g][i] = sum[i];
    for (size_t residue = 0; residue < lag; residue++) {
      EACH_PANEL sum[i] = starts[residue][i];
      for (size_t t = residue + lag; t < steps; t += lag) {
        add_listed(sum, weights, panelRows, lists->list, listed[t], width);
        EACH_PANEL totals[t * step + (size_t)i] = g == 0 ? sum[i] : totals[t * step + (size_t)i] + sum[i];
      }
    }
  }
  const panel_u64 *const constant = (const panel_u64 *)sums->constant + p;
  const double scale = sums->weights.scale;
  panel_u64 before[SPIKE_LEVEL_PANELS];
  EACH_PANEL before[i] = 0;
  for (size_t t = 0; t < steps; t++) {
    panel_u64 sum[SPIKE_LEVEL_PANELS];
    EACH_PANEL sum[i] = totals[t * step + (size_t)i] - before[i] + constant[i];
    EACH_PANEL before[i] = totals[t * step + (size_t)i];
    // The windows that end at steps n lag, n lag + 1, ..., n lag + lag - 1 count the usual for the n-th time.
    for (size_t g = 0; g < sums->groups; g++)
      if (next[g] == t) {
        EACH_PANEL sum[i] += usual[g][i];
        next[g] += sums->lags[g];
      }
    panel_f64 *const reals = (panel_f64 *)(rows + t * sums->rowStride) + p;
    EACH_PANEL reals[i] = to_real((panel_i64)sum[i]) * scale;
  }
}

static void sum_by_lags(const spike_lag_sums *sums) {
  const size_t panels = spike_panels_f64(sums->weights.targets), words = spike_words(sums->weights.sources);
  const size_t rowCount = sums->groups * sums->steps;
  panel_u64 *const totals = sums->workspace;
  lag_row *const allRows = (lag_row *)(totals + sums->steps * SPIKE_LEVEL_PANELS);
  uint32_t *const list = (uint32_t *)(allRows + sums->trains * (rowCount + sums->groups));
  uint32_t place = 0;
  for (size_t first = 0; first < panels; first += LAG_PANELS) {
    const size_t end = first + LAG_PANELS < panels ? first + LAG_PANELS : panels;
    for (size_t d = 0; d < sums->trains; d++) {
      lag_row *const rows = allRows + d * (rowCount + sums->groups);
      const lag_lists lists = {rows, rows + rowCount, list};
      if (first == 0) place = list_train(sums, &lists, sums->signals + d * sums->trainStride * words, place);
      double *const reals = sums->rows + d * sums->steps * sums->rowStride;
      size_t p = first;
      for (; p + SPIKE_LEVEL_PANELS <= end; p += SPIKE_LEVEL_PANELS)
        make_lag_rows(sums, &lists, totals, reals, p, SPIKE_LEVEL_PANELS);
      for (; p < end; p++) make_lag_rows(sums, &lists, totals, reals, p, 1);
    }
  }
}
