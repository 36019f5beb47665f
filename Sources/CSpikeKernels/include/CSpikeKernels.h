/// Kernels that advance many binary networks in lockstep: sums of weight rows over bits, neuron updates.
///
/// Everything here is a pure function of its arguments, apart from the choice of dispatch level, and nothing allocates.
/// One network, many *columns*: a column is one trial on one input, or, for the input's drive, one
/// input train at one step. No arithmetic crosses columns, so results do not depend, to the bit, on which columns
/// share a batch, on their number, on threads, or on the processor's vector width.
#ifndef C_SPIKE_KERNELS_H
#define C_SPIKE_KERNELS_H

#include "spike_shapes.h"
#include "spike_dispatch.h"
#include "spike_reference.h"
#include "spike_training.h"

#define SPIKE_REAL double
#define SPIKE_REAL_NAME(name) name##_f64
#include "spike_real.h"
#undef SPIKE_REAL
#undef SPIKE_REAL_NAME

#define SPIKE_REAL float
#define SPIKE_REAL_NAME(name) name##_f32
#include "spike_real.h"
#undef SPIKE_REAL
#undef SPIKE_REAL_NAME

#endif
