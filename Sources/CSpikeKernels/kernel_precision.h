// The kernels of one precision. Each file needs only those before it.

#include "kernel_vectors.h"
#include "kernel_noise.h"
#include "kernel_sum.h"
#include "kernel_update.h"
#include "kernel_input.h"
#include "kernel_training_sums.h"
#include "kernel_training_neurons.h"
#include "kernel_training_settling.h"
#include "kernel_training_weights.h"
