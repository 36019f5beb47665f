// AVX2 processors.
#if defined(__x86_64__)
#define SPIKE_LEVEL_TABLE spike_kernels_x86_64_v3
#define SPIKE_LEVEL_TARGET "arch=x86-64-v3"
#define SPIKE_LEVEL_PANELS 2
#include "kernel_level.h"
#endif
