// The kernels by themselves, on the paper's network: 500-500-10, sigma-delta, one thread, both precisions.
//
//     kernels float64|float32 BATCH TRAINS SECONDS
//
// Prints, as JSON, the median microseconds that a trial-step takes in each phase (the clamped input, its drive, the
// hidden layer with its sums from above, the output layer with its sums from below, everything), the processor's
// clock in GHz and the dispatch level. Schedules are tabulated outside the timed phases, as in the engine.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "CSpikeKernels.h"

enum { INPUT = 500, HIDDEN = 500, OUTPUT = 10 };
enum { PHASE_INPUT, PHASE_DRIVE, PHASE_HIDDEN, PHASE_OUTPUT, PHASE_ALL, PHASES };
enum { MOST_BLOCKS = 20000 };

static double samples[PHASES][MOST_BLOCKS];

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/// Zeros, aligned for the kernels.
static void *zeros(size_t bytes) {
  const size_t rounded = (bytes + 4095) / 4096 * 4096;
  return memset(aligned_alloc(4096, rounded), 0, rounded);
}

static int ascending(const void *first, const void *second) {
  const double x = *(const double *)first, y = *(const double *)second;
  return (x > y) - (x < y);
}

static double median(double *numbers, size_t count) {
  qsort(numbers, count, sizeof(double), ascending);
  return numbers[count / 2];
}

/// The clock, by a chain of additions of which each waits a cycle for the one before. (Not of a constant: some
/// processors add those up before they execute.)
static double gigahertz(void) {
  enum { LINKS = 10000000 };
  double best = 0;
  unsigned long sum = 0, term = 3;
  __asm__ volatile("" : "+r"(term));
  for (int round = 0; round < 5; round++) {
    const double start = now();
#pragma clang loop unroll_count(10)
    for (int link = 0; link < LINKS; link++) {
      sum += term;
      __asm__ volatile("" : "+r"(sum));
    }
    best = fmax(best, LINKS / (now() - start) * 1e-9);
  }
  return best;
}

#define SPIKE_REAL double
#define SPIKE_REAL_NAME(name) name##_f64
#include "kernels_real.h"
#undef SPIKE_REAL
#undef SPIKE_REAL_NAME
#define SPIKE_REAL float
#define SPIKE_REAL_NAME(name) name##_f32
#include "kernels_real.h"

int main(int count, char **arguments) {
  if (count != 5) {
    fprintf(stderr, "usage: kernels float64|float32 BATCH TRAINS SECONDS\n");
    return 64;
  }
  const size_t batch = (size_t)atol(arguments[2]), trains = (size_t)atol(arguments[3]);
  const double seconds = atof(arguments[4]);
  const size_t blocks = strcmp(arguments[1], "float32") == 0 ? run_f32(batch, trains, seconds)
                                                             : run_f64(batch, trains, seconds);
  static const char *const names[PHASES] = {"input", "drive", "hidden", "output", "all"};
  printf("{");
  for (int phase = 0; phase < PHASES; phase++) printf("\"%s\": %.6f, ", names[phase], median(samples[phase], blocks));
  printf("\"gigahertz\": %.3f, \"level\": \"%s\"}\n", gigahertz(), spike_kernels_level_name(spike_kernels_level()));
  return 0;
}
