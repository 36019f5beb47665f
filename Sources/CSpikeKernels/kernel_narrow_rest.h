// kernel_narrow.h for one size of the rest: REST is its register, NARROW(name) a function's name.

/// Adds the rows of one group to a column's sums.
INLINE void NARROW(add_group)(const int64_t *tables, uint32_t word, int g, eight_i64 *first, REST *rest) {
  const size_t row = (size_t)narrow_rows[g] + ((word >> narrow_shifts[g]) & ((1u << narrow_sizes[g]) - 1));
  *first += ((const eight_i64 *)tables)[row];
  *rest += ((const REST *)(tables + NARROW_ROWS * 8))[row];
}

static void NARROW(sum_narrow)(const spike_weights *weights, const column_list *list, panel_i64 *slots) {
  const size_t wordNumbers = NARROW_ROWS * (8 + sizeof(REST) / 8);
  for (size_t w = 0; w < spike_words(weights->sources); w++) {
    const int64_t *const tables = weights->tables + w * wordNumbers;
    for (size_t k = 0; k < list->count; k++) {
      const uint32_t word = list->signals[list->columns[k] * list->signalStride + w];
      int64_t *const sums = (int64_t *)(slots + k);
      eight_i64 first = w == 0 ? 0 : *(eight_i64 *)sums;
      REST rest = w == 0 ? 0 : *(REST *)(sums + 8);
#pragma clang loop unroll(full)
      for (int g = 0; g < NARROW_GROUPS; g++) NARROW(add_group)(tables, word, g, &first, &rest);
      *(eight_i64 *)sums = first;
      *(REST *)(sums + 8) = rest;
    }
  }
  // What lies beyond the targets is padding.
  for (size_t k = 0; k < list->count; k++)
    for (size_t j = 8 + sizeof(REST) / 8; j < 16; j++) ((int64_t *)(slots + k))[j] = 0;
}
