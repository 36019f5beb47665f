// All kernels for one dispatch level. Included once by each level_*.c, between the pragmas that
// choose the level's instructions, with SPIKE_LEVEL_TABLE set to the name of its table. The rest is static.

#include <stdbool.h>

#include "CSpikeKernels.h"
#include "kernels.h"
#include "narrow_tables.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "signals are written by parts of a word");

#pragma STDC FP_CONTRACT OFF

// Vectors are passed only to functions that are always inlined, so the calling convention does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

#ifdef SPIKE_LEVEL_TARGET
#pragma clang attribute push(__attribute__((target(SPIKE_LEVEL_TARGET))), apply_to = function)
#endif

#define INLINE static inline __attribute__((always_inline))
#define NAME SPIKE_REAL_NAME

#define SPIKE_REAL double
#define SPIKE_REAL_NAME(name) name##_f64
#define MASK_INTEGER uint16_t
#include "kernel_precision.h"
#include "kernel_convergence.h"
#undef SPIKE_REAL
#undef SPIKE_REAL_NAME
#undef MASK_INTEGER

#define SPIKE_REAL float
#define SPIKE_REAL_NAME(name) name##_f32
#define MASK_INTEGER uint32_t
#include "kernel_precision.h"
#undef SPIKE_REAL
#undef SPIKE_REAL_NAME
#undef MASK_INTEGER

#ifdef SPIKE_LEVEL_TARGET
#pragma clang attribute pop
#endif

const spike_kernels SPIKE_LEVEL_TABLE = {
    .sum = sum,
    .sum_by_lags = sum_by_lags,
    .advance_input = advance_input,
    .advance_layer = advance_layer,
    .drive_by_input_f64 = drive_by_input_f64,
    .settle_f64 = settle_f64,
    .change_input_weights_f64 = change_input_weights_f64,
    .change_weights_f64 = change_weights_f64,
    .contrast_states_f64 = contrast_states_f64,
    .change_biases_f64 = change_biases_f64,
    .drive_by_input_f32 = drive_by_input_f32,
    .settle_f32 = settle_f32,
    .change_input_weights_f32 = change_input_weights_f32,
    .change_weights_f32 = change_weights_f32,
    .contrast_states_f32 = contrast_states_f32,
    .change_biases_f32 = change_biases_f32,
};
