// Chooses the level at run time: an atomic pointer to a table of functions. It avoids ifunc, which sanitizers and some
// linkers do not support, and lets tests change the level.

#include <stdatomic.h>

#include "CSpikeKernels.h"
#include "kernels.h"

static const spike_kernels *const tables[SPIKE_LEVELS] = {
    [SPIKE_LEVEL_BASELINE] = &spike_kernels_baseline,
#if defined(__x86_64__)
    [SPIKE_LEVEL_X86_64_V3] = &spike_kernels_x86_64_v3,
    [SPIKE_LEVEL_X86_64_V4] = &spike_kernels_x86_64_v4,
#endif
};

/// The level in use, or SPIKE_LEVEL_AUTOMATIC before the first call.
static _Atomic int current = SPIKE_LEVEL_AUTOMATIC;

bool spike_kernels_supports_level(int level) {
  switch (level) {
  case SPIKE_LEVEL_BASELINE: return true;
#if defined(__x86_64__)
  case SPIKE_LEVEL_X86_64_V3: return __builtin_cpu_supports("x86-64-v3");
  case SPIKE_LEVEL_X86_64_V4: return __builtin_cpu_supports("x86-64-v4");
#endif
  default: return false;
  }
}

static int widest_level(void) {
  int level = SPIKE_LEVELS - 1;
  while (!spike_kernels_supports_level(level)) level--;
  return level;
}

int spike_kernels_level(void) {
  int level = atomic_load_explicit(&current, memory_order_relaxed);
  if (level == SPIKE_LEVEL_AUTOMATIC) {
    level = widest_level();
    atomic_store_explicit(&current, level, memory_order_relaxed);
  }
  return level;
}

bool spike_kernels_force_level(int level) {
  if (level == SPIKE_LEVEL_AUTOMATIC) level = widest_level();
  if (!spike_kernels_supports_level(level)) return false;
  atomic_store_explicit(&current, level, memory_order_relaxed);
  return true;
}

const char *spike_kernels_level_name(int level) {
  switch (level) {
  case SPIKE_LEVEL_BASELINE: return "baseline";
  case SPIKE_LEVEL_X86_64_V3: return "x86-64-v3";
  case SPIKE_LEVEL_X86_64_V4: return "x86-64-v4";
  default: return "unknown";
  }
}

static const spike_kernels *kernels(void) { return tables[spike_kernels_level()]; }

size_t spike_sum(const spike_sums *sums) { return kernels()->sum(sums); }
void spike_sum_by_lags(const spike_lag_sums *sums) { kernels()->sum_by_lags(sums); }
void spike_advance_input(const spike_input_steps *step) { kernels()->advance_input(step); }
void spike_advance_layer(const spike_layer_step *step) { kernels()->advance_layer(step); }

#define DISPATCH_TRAINING(suffix)                                                                                      \
  void spike_drive_by_input_##suffix(const spike_input_drive *drive) { kernels()->drive_by_input_##suffix(drive); }    \
  void spike_settle_##suffix(const spike_settling *settling) { kernels()->settle_##suffix(settling); }                 \
  void spike_change_input_weights_##suffix(const spike_input_gradient *gradient) {                                     \
    kernels()->change_input_weights_##suffix(gradient);                                                                \
  }                                                                                                                    \
  void spike_change_weights_##suffix(const spike_pair_gradient *gradient) {                                            \
    kernels()->change_weights_##suffix(gradient);                                                                      \
  }                                                                                                                    \
  void spike_contrast_states_##suffix(const spike_contrast *contrast) {                                                \
    kernels()->contrast_states_##suffix(contrast);                                                                     \
  }                                                                                                                    \
  void spike_change_biases_##suffix(const spike_bias_gradient *gradient) {                                             \
    kernels()->change_biases_##suffix(gradient);                                                                       \
  }

DISPATCH_TRAINING(f64)
DISPATCH_TRAINING(f32)
