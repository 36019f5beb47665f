/// The table of entry points that each dispatch level fills.
#ifndef SPIKE_KERNELS_H
#define SPIKE_KERNELS_H

#include "CSpikeKernels.h"

typedef struct spike_kernels {
  void (*sum_f64)(const spike_source_f64 *, size_t targets, size_t columns, double *sums, size_t stride);
  void (*advance_input_f64)(const spike_input_steps_f64 *);
  void (*advance_layer_f64)(const spike_layer_step_f64 *);
  void (*drive_by_input_f64)(const spike_input_drive *);
  void (*settle_f64)(const spike_settling *);
  void (*change_input_weights_f64)(const spike_input_gradient *);
  void (*change_weights_f64)(const spike_pair_gradient *);
  void (*contrast_states_f64)(const spike_contrast *);
  void (*change_biases_f64)(const spike_bias_gradient *);
  void (*sum_f32)(const spike_source_f32 *, size_t targets, size_t columns, float *sums, size_t stride);
  void (*advance_input_f32)(const spike_input_steps_f32 *);
  void (*advance_layer_f32)(const spike_layer_step_f32 *);
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
