// Exact sums of up to 16 targets by tables that were built once, for one level. See narrow_tables.h.
//
// All columns add one word of sources after the other, so that the word's tables (14 KiB for ten targets) come from the
// L1 cache. Bound with 64-byte registers for ten targets: a word costs a column 14 loads of rows, 2 of its sums and 1 of
// its signals, 8.5 cycles; 500 sources, 16 words: 136 cycles. The tables, 220 KiB, come from the L2 cache once for all
// columns: 3,500 lines, 55 cycles a column if 64 columns share them and the cache gives a line a cycle.

typedef int64_t eight_i64 __attribute__((ext_vector_type(8), aligned(SPIKE_ALIGNMENT), may_alias));
typedef int64_t four_i64 __attribute__((ext_vector_type(4), aligned(32), may_alias));
typedef int64_t two_i64 __attribute__((ext_vector_type(2), aligned(16), may_alias));

/// The sums of one column: the first eight targets, and the rest.
#define NARROW(name) name##_2
#define REST two_i64
#include "kernel_narrow_rest.h"
#undef NARROW
#undef REST
#define NARROW(name) name##_4
#define REST four_i64
#include "kernel_narrow_rest.h"
#undef NARROW
#undef REST
#define NARROW(name) name##_8
#define REST eight_i64
#include "kernel_narrow_rest.h"
#undef NARROW
#undef REST

/// The columns of a call, their sums in slots.
static void sum_narrow(const spike_weights *weights, const column_list *list, panel_i64 *slots) {
  switch (narrow_rest(weights->targets)) {
  case 2: sum_narrow_2(weights, list, slots); break;
  case 4: sum_narrow_4(weights, list, slots); break;
  default: sum_narrow_8(weights, list, slots); break;
  }
}
