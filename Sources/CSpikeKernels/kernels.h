/// The table of entry points that each dispatch level fills.
#ifndef SPIKE_KERNELS_H
#define SPIKE_KERNELS_H

#include "CSpikeKernels.h"

typedef struct spike_kernels {
  size_t (*sum)(const spike_sums *);
  void (*sum_by_lags)(const spike_lag_sums *);
  void (*advance_input)(const spike_input_steps *);
  void (*advance_layer)(const spike_layer_step *);
  void (*drive_by_input_f64)(const spike_input_drive *);
  void (*settle_f64)(const spike_settling *);
  void (*change_input_weights_f64)(const spike_input_gradient *);
  void (*change_weights_f64)(const spike_pair_gradient *);
  void (*contrast_states_f64)(const spike_contrast *);
  void (*change_biases_f64)(const spike_bias_gradient *);
  void (*drive_by_input_f32)(const spike_input_drive *);
  void (*settle_f32)(const spike_settling *);
  void (*change_input_weights_f32)(const spike_input_gradient *);
  void (*change_weights_f32)(const spike_pair_gradient *);
  void (*contrast_states_f32)(const spike_contrast *);
  void (*change_biases_f32)(const spike_bias_gradient *);
} spike_kernels;

extern const spike_kernels spike_kernels_baseline;
#if defined(__x86_64__)
extern const spike_kernels spike_kernels_x86_64_v3;
extern const spike_kernels spike_kernels_x86_64_v4;
#endif

#endif
