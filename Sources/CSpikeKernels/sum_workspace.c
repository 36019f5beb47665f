// The bytes of scratch that sums need at any level.

#include "CSpikeKernels.h"

size_t spike_sum_workspace_bytes(size_t sources, size_t columns) {
  enum { MOST_PANELS = 4, ROW_PLAN_BYTES = 24 };
  const size_t slots = (columns + 1) * MOST_PANELS * SPIKE_PANEL_BYTES;
  // Rows with more than 18/5 differences a word come from tables, if the differences beyond that cost more than building
  // the tables does. Without tables these are at most 704/5 a word (kernel_plan.h).
  const size_t list = spike_words(sources) * (4 * columns + 141);
  return slots + columns * (ROW_PLAN_BYTES + 4 * (2 + spike_words(sources))) + list * 4;
}

size_t spike_lag_workspace_bytes(const spike_lag_sums *sums) {
  enum { MOST_PANELS = 4, LAG_ROW_BYTES = 8 };
  // A count is at most `lag` from the usual one.
  size_t entries = 0;
  for (size_t g = 0; g < sums->groups; g++)
    entries += sums->lags[g] * (sums->firstSources[g + 1] - sums->firstSources[g]);
  const size_t rows = sums->groups * (sums->steps + 1);
  return sums->steps * MOST_PANELS * SPIKE_PANEL_BYTES +
         sums->trains * (rows * LAG_ROW_BYTES + (sums->steps + 1) * entries * sizeof(uint32_t));
}
