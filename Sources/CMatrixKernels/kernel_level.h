// All kernels for one dispatch level. Included once by each level_*.c, with MATRIX_LEVEL_TABLE set to the name of its
// table, MATRIX_LEVEL_TARGET to its instructions, and MATRIX_ROWS to the number of rows that its registers can hold at
// once. The order of the additions of a number does not depend on them.

#include <stdint.h>

#include "kernels.h"

#pragma STDC FP_CONTRACT OFF

// Vectors are passed only to functions that are always inlined, so the calling convention does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

#ifdef MATRIX_LEVEL_TARGET
#pragma clang attribute push(__attribute__((target(MATRIX_LEVEL_TARGET))), apply_to = function)
#endif

#define INLINE static inline __attribute__((always_inline))
#define C MATRIX_COLUMNS

/// One row of a panel. Buffers are aligned as doubles are.
typedef double row __attribute__((ext_vector_type(C), aligned(8), may_alias));
typedef int64_t words __attribute__((ext_vector_type(C), aligned(8), may_alias));

/// e^x for x <= 0. Below -708 it is e^-708.
///
/// Source: Sun's fdlibm (e_exp.c), as in the Swift type PortableMath.
INLINE row exponential(row x) {
  x = x < -708.0 ? (row)-708.0 : x;
  // The sum's last bits are the nearest whole number k.
  const row shifted = x * 1.44269504088896338700 + 0x1.8p52;
  const row k = shifted - 0x1.8p52;
  const row high = x - k * 6.93147180369123816490e-01;
  const row low = k * 1.90821492927058770002e-10;
  const row r = high - low;
  const row t = r * r;
  const row p =
      t * (1.66666666666666019037e-01 +
           t * (-2.77777777770155933842e-03 +
                t * (6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))));
  const row c = r - p;
  const row y = 1.0 - ((low - (r * c) / (2.0 - c)) - high);
  words bits;
  __builtin_memcpy(&bits, &shifted, sizeof bits);
  bits = (bits + 1023) << 52;
  row power;
  __builtin_memcpy(&power, &bits, sizeof power);
  return y * power;
}

/// The squared distances of a point, [D], and the panel's points.
INLINE row squared_distances(const double *point, size_t dimension, const row *panel) {
  row sum = (row)0.0;
  for (size_t d = 0; d < dimension; d++) {
    const row difference = panel[d] - point[d];
    sum += difference * difference;
  }
  return sum;
}

#define SQRT_5 2.23606797749978969641

static void matern(const double *points, size_t rows, size_t dimension, const double *panel, double signal,
                   double *covariances) {
  const row *columns = (const row *)panel;
  row *results = (row *)covariances;
  for (size_t i = 0; i < rows; i++) {
    const row square = squared_distances(points + i * dimension, dimension, columns);
    const row distance = SQRT_5 * __builtin_elementwise_sqrt(square);
    results[i] = signal * (1.0 + distance + (5.0 / 3.0) * square) * exponential(-distance);
  }
}

static void matern_slopes(const double *points, size_t rows, size_t dimension, const double *panel, double signal,
                          const double *weights, double *sums) {
  const row *columns = (const row *)panel;
  const row *weight = (const row *)weights;
  row *sum = (row *)sums;
  for (size_t i = 0; i < rows; i++) {
    const double *point = points + i * dimension;
    const row square = squared_distances(point, dimension, columns);
    const row distance = SQRT_5 * __builtin_elementwise_sqrt(square);
    const row scale = weight[i] * (signal * exponential(-distance));
    const row slope = scale * ((5.0 / 3.0) * (1.0 + distance));
    for (size_t d = 0; d < dimension; d++) {
      const row difference = columns[d] - point[d];
      sum[d] += slope * (difference * difference);
    }
    sum[dimension] += scale * (1.0 + distance + (5.0 / 3.0) * square);
  }
}

static void weighted_sum(const double *weights, size_t rows, const double *columns, double *sums) {
  const row *x = (const row *)columns;
  row sum = *(const row *)sums;
  for (size_t i = 0; i < rows; i++) sum += weights[i] * x[i];
  *(row *)sums = sum;
}

static void subtract_squares(const double *columns, size_t from, size_t to, double *rest) {
  const row *x = (const row *)columns;
  row difference = *(const row *)rest;
  for (size_t i = from; i < to; i++) difference -= x[i] * x[i];
  *(row *)rest = difference;
}

/// Rows i ..< i + count of the solution.
INLINE void solve_rows(const double *factor, size_t first, size_t i, int count, row *x) {
  const double *lower[MATRIX_ROWS];
  row sums[MATRIX_ROWS];
  for (int r = 0; r < count; r++) {
    lower[r] = factor + (i + r) * (i + r + 1) / 2;
    sums[r] = x[i + r];
  }
  for (size_t j = first; j < i; j++) {
    const row known = x[j];
    for (int r = 0; r < count; r++) sums[r] -= lower[r][j] * known;
  }
  for (int r = 0; r < count; r++) {
    for (int s = 0; s < r; s++) sums[r] -= lower[r][i + s] * sums[s];
    sums[r] /= (row)lower[r][i + r];
    x[i + r] = sums[r];
  }
}

static void solve(const double *factor, size_t first, size_t from, size_t to, double *columns) {
  row *x = (row *)columns;
  size_t i = from;
  for (; i + MATRIX_ROWS <= to; i += MATRIX_ROWS) solve_rows(factor, first, i, MATRIX_ROWS, x);
  for (; i < to; i++) solve_rows(factor, first, i, 1, x);
}

static void products(const double *left, const double *right, size_t from, size_t to, double *products) {
  const row *y = (const row *)right;
  for (int c = 0; c < C; c += MATRIX_ROWS) {
    row sums[MATRIX_ROWS];
    for (int r = 0; r < MATRIX_ROWS; r++) sums[r] = (row)0.0;
    for (size_t k = from; k < to; k++) {
      for (int r = 0; r < MATRIX_ROWS; r++) sums[r] += left[k * C + c + r] * y[k];
    }
    for (int r = 0; r < MATRIX_ROWS; r++) ((row *)products)[c + r] = sums[r];
  }
}

#ifdef MATRIX_LEVEL_TARGET
#pragma clang attribute pop
#endif

const matrix_kernels MATRIX_LEVEL_TABLE = {
    .matern = matern,
    .matern_slopes = matern_slopes,
    .weighted_sum = weighted_sum,
    .subtract_squares = subtract_squares,
    .solve = solve,
    .products = products,
};
