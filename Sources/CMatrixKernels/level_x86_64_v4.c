// AVX-512 processors. At this level Clang uses 64-byte registers only if it is asked to.
#if defined(__x86_64__)
#define MATRIX_LEVEL_TABLE matrix_kernels_x86_64_v4
#define MATRIX_LEVEL_TARGET "arch=x86-64-v4,no-prefer-256-bit"
#define MATRIX_ROWS 4
#include "kernel_level.h"
#endif
