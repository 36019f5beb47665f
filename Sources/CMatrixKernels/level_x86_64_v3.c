// AVX2 processors.
#if defined(__x86_64__)
#define MATRIX_LEVEL_TABLE matrix_kernels_x86_64_v3
#define MATRIX_LEVEL_TARGET "arch=x86-64-v3"
#define MATRIX_ROWS 2
#include "kernel_level.h"
#endif
