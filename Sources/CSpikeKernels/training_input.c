#include <string.h>

#include "CSpikeKernels.h"

/// Appends `group` to the bounds of the steps at which it does not do as the group before it. NULL is a train of no bits.
static inline void append_bounds(const spike_input_runs *runs, size_t group, const uint64_t *before,
                                 const uint64_t *train, size_t words) {
  for (size_t w = 0; w < words; w++) {
    uint64_t turns = (before ? before[w] : 0) ^ (train ? train[w] : 0);
    for (; turns != 0; turns &= turns - 1) {
      const size_t step = w * 64 + (size_t)__builtin_ctzll(turns);
      if (step >= runs->steps) break;
      runs->bounds[step * runs->stride + runs->counts[step]++] = (uint16_t)group;
    }
  }
}

void spike_find_runs(const spike_image *image, const uint64_t *trains, bool areByLevel, size_t words,
                     spike_input_runs *runs) {
  const uint64_t *before = NULL;
  size_t groups = 0;
  memset(runs->counts, 0, runs->steps * sizeof *runs->counts);
  for (size_t k = 0; k < image->count; k++) {
    if (areByLevel && k > 0 && image->levels[k] == image->levels[k - 1]) continue;
    const uint64_t *const train = trains + (areByLevel ? image->levels[k] : k) * words;
    if (before && memcmp(train, before, words * sizeof *train) == 0) continue;
    if (groups > 0) runs->ends[groups - 1] = (uint16_t)k;
    append_bounds(runs, groups++, before, train, words);
    before = train;
  }
  if (groups > 0) runs->ends[groups - 1] = (uint16_t)image->count;
  append_bounds(runs, groups, before, NULL, words);
  runs->groups = groups;
}
