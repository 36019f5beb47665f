/// Kernels that advance many binary networks in lockstep: sums of weight rows over bits, neuron updates.
///
/// Apart from the choice of the dispatch level, all functions are pure functions of their arguments. None allocates.
/// There is one network and many *columns*. A column is one trial on one input or, for the drive of the input, one
/// input train at one step. The numbers of a column do not depend, to the bit, on the other columns of a batch, on
/// their number, on threads, or on the processor's vector width.
#ifndef C_SPIKE_KERNELS_H
#define C_SPIKE_KERNELS_H

#include "spike_shapes.h"
#include "spike_dispatch.h"
#include "spike_layers.h"
#include "spike_reference.h"
#include "spike_sum.h"
#include "spike_lags.h"
#include "spike_training.h"

#endif
