/// The layout of the tables of exact sums of up to 16 targets.
///
/// For each word of 32 sources, in groups of 5, 5, 5, 5, 4, 4, 4: the sums of all subsets of each group, first those
/// into targets 0...7, [176][8], then those into the rest of the targets, [176][2, 4 or 8].
#ifndef NARROW_TABLES_H
#define NARROW_TABLES_H

#include <stddef.h>

enum { NARROW_GROUPS = 7, NARROW_ROWS = 4 * 32 + 3 * 16 };

/// The sources of each group, the first of them, and the first row of its sums.
static const int narrow_sizes[NARROW_GROUPS] = {5, 5, 5, 5, 4, 4, 4};
static const int narrow_shifts[NARROW_GROUPS] = {0, 5, 10, 15, 20, 24, 28};
static const int narrow_rows[NARROW_GROUPS] = {0, 32, 64, 96, 128, 144, 160};

/// The targets after the first eight, in whole registers.
static inline size_t narrow_rest(size_t targets) {
  return targets <= 10 ? 2 : targets <= 12 ? 4 : 8;
}

#endif
