// The table of functions of a level.

#ifndef MATRIX_KERNELS_H
#define MATRIX_KERNELS_H

#include "CMatrixKernels.h"

typedef struct {
  void (*matern)(const double *points, size_t rows, size_t dimension, const double *panel, double signal,
                 double *covariances);
  void (*matern_slopes)(const double *points, size_t rows, size_t dimension, const double *panel, double signal,
                        const double *weights, double *sums);
  void (*weighted_sum)(const double *weights, size_t rows, const double *columns, double *sums);
  void (*subtract_squares)(const double *columns, size_t from, size_t to, double *rest);
  void (*solve)(const double *factor, size_t first, size_t from, size_t to, double *columns);
  void (*products)(const double *left, const double *right, size_t from, size_t to, double *products);
} matrix_kernels;

extern const matrix_kernels matrix_kernels_baseline;
#if defined(__x86_64__)
extern const matrix_kernels matrix_kernels_x86_64_v3;
extern const matrix_kernels matrix_kernels_x86_64_v4;
#endif

#endif
