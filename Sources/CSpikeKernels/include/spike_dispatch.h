/// The choice between the compiled variants: the widest that the processor supports, unless a test forces another.
#ifndef SPIKE_DISPATCH_H
#define SPIKE_DISPATCH_H

#include <stdbool.h>

/// Dispatch levels. All give the same bits. On arm64 only the baseline (NEON) exists.
enum {
  SPIKE_LEVEL_AUTOMATIC = -1,
  SPIKE_LEVEL_BASELINE = 0,
  SPIKE_LEVEL_X86_64_V3 = 1,
  SPIKE_LEVEL_X86_64_V4 = 2,
  SPIKE_LEVELS = 3,
};

/// The level in use.
int spike_kernels_level(void);

/// Whether this processor can run `level`.
bool spike_kernels_supports_level(int level);

/// Makes all later calls use `level`, or the widest again for SPIKE_LEVEL_AUTOMATIC. For tests and benchmarks.
/// Returns false, and changes nothing, if the processor cannot run it.
bool spike_kernels_force_level(int level);

/// "baseline", "x86-64-v3", "x86-64-v4".
const char *spike_kernels_level_name(int level);

#endif
