// The level every processor has: SSE2 on x86-64, NEON on arm64.
#define SPIKE_LEVEL_TABLE spike_kernels_baseline
#if defined(__aarch64__)
#define SPIKE_LEVEL_CONVERTS_INTEGERS
#endif
#define SPIKE_LEVEL_PANELS 1
#include "kernel_level.h"
