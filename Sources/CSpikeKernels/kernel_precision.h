// The kernels that exist in both precisions. Each file needs only those before it.

#include "kernel_vectors.h"
#include "kernel_noise.h"
#include "kernel_neuron.h"
#include "kernel_training_sums.h"
#include "kernel_training_neurons.h"
#include "kernel_training_settling.h"
#include "kernel_training_weights.h"
