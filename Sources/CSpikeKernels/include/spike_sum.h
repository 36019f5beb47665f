/// Sums of weight rows over the bits of many columns. Shapes and the rule of sums: spike_shapes.h.
#ifndef SPIKE_SUM_H
#define SPIKE_SUM_H

#include "spike_shapes.h"

/// The weights of one direction between two layers.
typedef struct spike_weights {
  size_t sources;
  size_t targets;
  /// Whether the weights are integers, and sums therefore exact.
  bool exact;
  /// Exact: a weight is its integer times this power of two. No sum of a target's integers leaves int64_t.
  double scale;
  /// [P of targets][32 W of sources][U]: int64_t if exact, else double. Made by spike_pack_exact or
  /// spike_pack_ordered.
  const void *packed;
  /// The tables of exact sums of up to 16 targets, made by spike_build_tables; NULL if they are to be built anew at each
  /// call.
  const int64_t *tables;
} spike_weights;

/// Numbers in the packed weights of one direction.
static inline size_t spike_packed_count(size_t sources, size_t targets) {
  return spike_panels_f64(targets) * spike_words(sources) * SPIKE_WORD_UNITS * 16;
}

/// Packs weights for one direction. The weight from source i to target j is weights[i * sourceStride + j *
/// targetStride]: for a matrix [n_k][n_{k+1}], upward signals take (n_{k+1}, 1), downward ones (1, n_{k+1}).
///
/// - packed: [P of targets][32 W of sources][U], written whole
void spike_pack_exact(const int64_t *integers, size_t sources, size_t sourceStride, size_t targets,
                      size_t targetStride, int64_t *packed);
void spike_pack_ordered(const double *weights, size_t sources, size_t sourceStride, size_t targets,
                        size_t targetStride, double *packed);

/// Numbers in the tables of exact sums of up to 16 targets.
size_t spike_table_count(size_t sources, size_t targets);

/// Makes the tables of exact sums of up to 16 targets. `weights.tables` is not read.
///
/// - tables: spike_table_count(sources, targets) numbers, aligned to 64 bytes, written whole
void spike_build_tables(const spike_weights *weights, int64_t *tables);

/// How the rows of a call were made.
typedef struct spike_sum_counts {
  /// Rows of sums, and of these the rows that came from tables.
  size_t rows, tableRows;
  /// Weights added and subtracted, for each target, to make the other rows.
  size_t differences;
} spike_sum_counts;

/// The sums for C columns of signals.
///
/// Columns with equal signals may share a row of sums. With exact weights a row is also made from the row before it,
/// plus and minus the weights of the bits that differ, wherever these are few. So give the columns in an order in which
/// neighbours are alike, if there is one.
typedef struct spike_sums {
  spike_weights weights;
  /// [..][signalStride], of which the first W words of a column are read.
  const uint32_t *signals;
  size_t signalStride;
  /// [C] the columns of `signals` in order, each at most once; NULL: 0, 1, ...
  const uint32_t *order;
  size_t columns;
  /// [C][rowStride] rows of sums, as many as are needed, written whole up to P U.
  double *rows;
  size_t rowStride;
  /// [..] the row of each column of `signals` that is in `order`.
  uint32_t *rowOf;
  /// spike_sum_workspace_bytes(sources, columns), aligned to 64.
  void *workspace;
  /// Written by exact sums into more than 48 targets; may be NULL. For benchmarks.
  spike_sum_counts *counts;
} spike_sums;

/// Computes the sums. Returns the number of rows.
size_t spike_sum(const spike_sums *sums);

/// Bytes of scratch that sums over `sources` units in `columns` columns need; one scratch for each thread.
size_t spike_sum_workspace_bytes(size_t sources, size_t columns);

#endif
