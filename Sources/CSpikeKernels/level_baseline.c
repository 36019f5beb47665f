// The level every processor has: SSE2 on x86-64, NEON on arm64.
#define SPIKE_LEVEL_TABLE spike_kernels_baseline
#include "kernel_level.h"
