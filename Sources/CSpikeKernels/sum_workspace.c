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
