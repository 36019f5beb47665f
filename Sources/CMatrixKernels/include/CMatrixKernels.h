// Arithmetic of a Gaussian process for panels of 16 columns. A column is a point at which the process is asked, or a
// row of a matrix that is factored. The operations of a column do not depend on the other columns, and their order is
// fixed, so the results are equal to the bit on every processor.
//
// Letters of the shapes: N rows, D coordinates, C = MATRIX_COLUMNS columns. Matrices are row-major.
// A packed triangle is a lower triangular matrix without its zeros: row i begins at i * (i + 1) / 2.
// Source of the covariance: Rasmussen and Williams, "Gaussian processes for machine learning", 2006, Eq. 4.17.

#ifndef CMATRIXKERNELS_H
#define CMATRIXKERNELS_H

#include <stdbool.h>
#include <stddef.h>

/// The columns of a panel.
#define MATRIX_COLUMNS 16

/// The levels of instructions that the kernels are compiled for.
enum {
  /// The widest that the processor has.
  MATRIX_LEVEL_AUTOMATIC = -1,
  MATRIX_LEVEL_BASELINE = 0,
  MATRIX_LEVEL_X86_64_V3 = 1,
  MATRIX_LEVEL_X86_64_V4 = 2,
  MATRIX_LEVELS = 3,
};

bool matrix_kernels_supports_level(int level);
int matrix_kernels_level(void);
/// For tests. The level belongs to the process.
bool matrix_kernels_force_level(int level);

/// Covariances of N points and a panel's points by the Matern kernel of order 5/2.
///
/// - points: [N][D], divided by the lengthscales.
/// - panel: [D][C], divided by the lengthscales.
/// - covariances: [N][C], the result.
void matrix_matern(const double *points, size_t rows, size_t dimension, const double *panel, double signal,
                   double *covariances);

/// Sums of the derivatives of the covariances by the logarithms of their parameters, each times a weight.
///
/// - points: [N][D], as in matrix_matern.
/// - weights: [N][C].
/// - sums: [D + 1][C], to which is added: for each coordinate, the sum over points of weight times the derivative by the
///   logarithm of its lengthscale; last, the same for the logarithm of the signal variance.
void matrix_matern_slopes(const double *points, size_t rows, size_t dimension, const double *panel, double signal,
                          const double *weights, double *sums);

/// Adds weights[i] * rows[i] for all rows to sums, in order.
///
/// - weights: [N]; columns: [N][C]; sums: [C].
void matrix_weighted_sum(const double *weights, size_t rows, const double *columns, double *sums);

/// Subtracts the squares of the rows from ..< to from `rest`, in order.
///
/// - columns: [N][C]; rest: [C].
void matrix_subtract_squares(const double *columns, size_t from, size_t to, double *rest);

/// Forward substitution: rows from ..< to of the solution X of L X = B, in place.
///
/// - factor: L, a packed triangle.
/// - first: the rows of X above it are zero, and are not read. At most `from`.
/// - columns: [N][C]; rows first ..< from hold X, rows from ..< to hold B and then X.
void matrix_solve(const double *factor, size_t first, size_t from, size_t to, double *columns);

/// The products of all columns of two panels, summed over the rows from ..< to.
///
/// - left, right: [N][C]; products: [C of left][C of right], the result.
void matrix_products(const double *left, const double *right, size_t from, size_t to, double *products);

#endif
