// Time, medians and the clock.

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
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
    const double clock = LINKS / (now() - start) * 1e-9;
    if (clock > best) best = clock;
  }
  return best;
}
