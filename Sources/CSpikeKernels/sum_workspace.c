// The bytes of scratch that sums need at any level.

#include "CSpikeKernels.h"

size_t spike_sum_workspace_bytes(size_t sources, size_t columns) {
  enum { MOST_PANELS = 4, ROW_PLAN_BYTES = 24, TABLE_WORD_COST = 9, TABLE_BUILD_COST = 352 };
  const size_t slots = (columns + 1) * MOST_PANELS * SPIKE_PANEL_BYTES;
  // Rows with more differences come from tables, if all of these together exceed the cost of building them.
  const size_t list = spike_words(sources) * (TABLE_WORD_COST * columns + TABLE_BUILD_COST);
  return slots + columns * (ROW_PLAN_BYTES + 4 + 4) + list * 4;
}
