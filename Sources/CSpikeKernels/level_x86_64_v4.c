// AVX-512 processors. At this level Clang uses 64-byte registers only if it is asked to.
#if defined(__x86_64__)
#define SPIKE_LEVEL_TABLE spike_kernels_x86_64_v4
#define SPIKE_LEVEL_TARGET "arch=x86-64-v4,no-prefer-256-bit"
#define SPIKE_LEVEL_CONVERTS_INTEGERS
#define SPIKE_LEVEL_PANELS 4
#define SPIKE_LEVEL_COMPRESSES
#include "kernel_level.h"
#endif
