// Chooses the level at run time, as CSpikeKernels does.

#include <stdatomic.h>

#include "CMatrixKernels.h"
#include "kernels.h"

static const matrix_kernels *const tables[MATRIX_LEVELS] = {
    [MATRIX_LEVEL_BASELINE] = &matrix_kernels_baseline,
#if defined(__x86_64__)
    [MATRIX_LEVEL_X86_64_V3] = &matrix_kernels_x86_64_v3,
    [MATRIX_LEVEL_X86_64_V4] = &matrix_kernels_x86_64_v4,
#endif
};

/// The level in use, or MATRIX_LEVEL_AUTOMATIC before the first call.
static _Atomic int current = MATRIX_LEVEL_AUTOMATIC;

bool matrix_kernels_supports_level(int level) {
  switch (level) {
  case MATRIX_LEVEL_BASELINE: return true;
#if defined(__x86_64__)
  case MATRIX_LEVEL_X86_64_V3: return __builtin_cpu_supports("x86-64-v3");
  case MATRIX_LEVEL_X86_64_V4: return __builtin_cpu_supports("x86-64-v4");
#endif
  default: return false;
  }
}

static int widest_level(void) {
  int level = MATRIX_LEVELS - 1;
  while (!matrix_kernels_supports_level(level)) level--;
  return level;
}

int matrix_kernels_level(void) {
  int level = atomic_load_explicit(&current, memory_order_relaxed);
  if (level == MATRIX_LEVEL_AUTOMATIC) {
    level = widest_level();
    atomic_store_explicit(&current, level, memory_order_relaxed);
  }
  return level;
}

bool matrix_kernels_force_level(int level) {
  if (level == MATRIX_LEVEL_AUTOMATIC) level = widest_level();
  if (!matrix_kernels_supports_level(level)) return false;
  atomic_store_explicit(&current, level, memory_order_relaxed);
  return true;
}

static const matrix_kernels *kernels(void) { return tables[matrix_kernels_level()]; }

void matrix_matern(const double *points, size_t rows, size_t dimension, const double *panel, double signal,
                   double *covariances) {
  kernels()->matern(points, rows, dimension, panel, signal, covariances);
}

void matrix_matern_slopes(const double *points, size_t rows, size_t dimension, const double *panel, double signal,
                          const double *weights, double *sums) {
  kernels()->matern_slopes(points, rows, dimension, panel, signal, weights, sums);
}

void matrix_weighted_sum(const double *weights, size_t rows, const double *columns, double *sums) {
  kernels()->weighted_sum(weights, rows, columns, sums);
}

void matrix_subtract_squares(const double *columns, size_t from, size_t to, double *rest) {
  kernels()->subtract_squares(columns, from, to, rest);
}

void matrix_solve(const double *factor, size_t first, size_t from, size_t to, double *columns) {
  kernels()->solve(factor, first, from, to, columns);
}

void matrix_products(const double *left, const double *right, size_t from, size_t to, double *products) {
  kernels()->products(left, right, from, to, products);
}
