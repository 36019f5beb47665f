// The kernels of one precision, in the order in which they need one another.

#include "kernel_vectors.h"
#include "kernel_noise.h"
#include "kernel_sum.h"
#include "kernel_update.h"
#include "kernel_input.h"
#include "kernel_training_sums.h"
#include "kernel_training_neurons.h"
#include "kernel_training_weights.h"
