// The kernels of the convergence experiment, in float64. Each file needs only those before it.

#include "kernel_integers.h"

#define TERM panel_f64
#define TERMS(name) name##_ordered
#include "kernel_tables.h"
#undef TERM
#undef TERMS

#define TERM panel_i64
#define TERMS(name) name##_exact
#include "kernel_tables.h"
#undef TERM
#undef TERMS

#include "kernel_narrow.h"
#include "kernel_plan.h"
#include "kernel_sum.h"
#include "kernel_lag_lists.h"
#include "kernel_lags.h"
#include "kernel_update.h"
#include "kernel_input.h"
