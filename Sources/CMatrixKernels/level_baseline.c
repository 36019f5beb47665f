// The level every processor has: SSE2 on x86-64, NEON on arm64.
#define MATRIX_LEVEL_TABLE matrix_kernels_baseline
#define MATRIX_ROWS 1
#include "kernel_level.h"
