// Sums of weight rows for training, for one precision and one level. See spike_training.h.
//
// A block of targets is four registers of 64 bytes. An addition takes some cycles, so additions that depend on each
// other do not have to wait.

/// One block of a layer of more than U units.
typedef SPIKE_REAL NAME(block) __attribute__((ext_vector_type(2 * U), aligned(SPIKE_ALIGNMENT), may_alias));

/// The drive from the input of one sample to one block of targets, of each of the three widths that a block has.
#define DEFINE_INPUT_DRIVE(kind)                                                                                       \
  /** sums [G + 1]: S at the beginning of each group, and 0. */                                                        \
  INLINE void NAME(kind##_suffixes)(const NAME(kind) *rows, const spike_image *image, const spike_input_terms *terms,  \
                                    NAME(kind) *sums) {                                                                \
    const uint16_t *const units = image->units, *const groups = terms->groups;                                         \
    NAME(kind) sum = 0;                                                                                                \
    sums[terms->groupCount] = sum;                                                                                     \
    size_t k = image->count;                                                                                           \
    /* Most of the units that are not 0 are in the brightest group. */                                                 \
    for (; k > terms->lastGroup; k--) sum += rows[units[k - 1]];                                                       \
    if (k < image->count) sums[groups[k]] = sum;                                                                       \
    for (; k > 0; k--) {                                                                                               \
      sum += rows[units[k - 1]];                                                                                       \
      sums[groups[k - 1]] = sum;                                                                                       \
    }                                                                                                                  \
  }                                                                                                                    \
  INLINE void NAME(kind##_drive)(const NAME(kind) *rows, const spike_input_drive *drive, size_t m, NAME(kind) *sums,   \
                                 SPIKE_REAL *out, size_t padded) {                                                     \
    const spike_image *const image = drive->images + m;                                                                \
    if (!drive->terms) {                                                                                               \
      const SPIKE_REAL *const states = drive->states;                                                                  \
      const uint16_t *const units = image->units;                                                                      \
      const uint8_t *const levels = image->levels;                                                                     \
      NAME(kind) sum = 0;                                                                                              \
      for (size_t k = 0; k < image->count; k++) sum += rows[units[k]] * states[levels[k]];                             \
      *(NAME(kind) *)out = sum;                                                                                        \
      return;                                                                                                          \
    }                                                                                                                  \
    const spike_input_terms *const terms = drive->terms + m;                                                           \
    const uint16_t *const list = terms->list;                                                                          \
    const uint32_t *const ends = terms->ends;                                                                          \
    NAME(kind##_suffixes)(rows, image, terms, sums);                                                                   \
    NAME(kind) before = 0;                                                                                             \
    *(NAME(kind) *)out = before;                                                                                       \
    size_t k = 0;                                                                                                      \
    for (size_t t = 1; t < drive->steps; t++) {                                                                        \
      const size_t end = ends[t - 1];                                                                                  \
      NAME(kind) sum = 0;                                                                                              \
      if (drive->hasThresholds) {                                                                                      \
        for (; k < end; k++) sum += sums[list[k]];                                                                     \
        *(NAME(kind) *)(out + t * padded) = sum - before;                                                              \
        before = sum;                                                                                                  \
      } else {                                                                                                         \
        for (; k < end; k += 2) sum += sums[list[k]] - sums[list[k + 1]];                                              \
        *(NAME(kind) *)(out + t * padded) = sum;                                                                       \
      }                                                                                                                \
    }                                                                                                                  \
  }

DEFINE_INPUT_DRIVE(block)
DEFINE_INPUT_DRIVE(panel)
DEFINE_INPUT_DRIVE(half)
#undef DEFINE_INPUT_DRIVE

/// The outer loop is over blocks, the inner one over samples. The weights of a block (784 rows: 200 KiB) stay in the L2
/// cache for all samples, and S of a sample (some fifty groups: 14 KiB) stays in the L1 cache.
static void NAME(drive_by_input)(const spike_input_drive *drive) {
  const size_t padded = NAME(spike_padded)(drive->targets), width = NAME(spike_block)(drive->targets);
  for (size_t from = 0; from < drive->targets; from += width) {
    const SPIKE_REAL *const rows = (const SPIKE_REAL *)drive->weights + from * drive->sources;
    for (size_t m = 0; m < drive->samples; m++) {
      SPIKE_REAL *const out = (SPIKE_REAL *)drive->drive + m * drive->steps * padded + from;
      if (width == 2 * U) {
        NAME(block_drive)((const NAME(block) *)rows, drive, m, drive->workspace, out, padded);
      } else if (width == U) {
        NAME(panel_drive)((const NAME(panel) *)rows, drive, m, drive->workspace, out, padded);
      } else {
        NAME(half_drive)((const NAME(half) *)rows, drive, m, drive->workspace, out, padded);
      }
    }
  }
}

/// The sum over a list, which is not empty, for a layer of more than U units: sums [N].
INLINE void NAME(sum_listed_wide)(const SPIKE_REAL *weights, size_t sources, size_t targets, const uint16_t *list,
                           size_t count, const SPIKE_REAL *states, NAME(block) *sums) {
  const NAME(block) *rows = (const NAME(block) *)weights;
  for (size_t from = 0; from < targets; from += 2 * U, rows += sources) {
    NAME(block) sum = states ? rows[list[0]] * states[list[0]] : rows[list[0]];
    for (size_t k = 1; k < count; k++) sum += states ? rows[list[k]] * states[list[k]] : rows[list[k]];
    *sums++ = sum;
  }
}

/// The sum over a list for a layer of at most U units: sums [B].
#define DEFINE_NARROW_SUM(kind)                                                                                        \
  INLINE NAME(kind) NAME(kind##_row)(const NAME(kind) *rows, uint16_t source, const SPIKE_REAL *states) {              \
    return states ? rows[source] * states[source] : rows[source];                                                      \
  }                                                                                                                    \
  INLINE void NAME(sum_listed_##kind)(const NAME(kind) *rows, const uint16_t *list, size_t count,                      \
                                      const SPIKE_REAL *states, NAME(kind) *sums) {                                    \
    NAME(kind) sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;                                                                 \
    size_t k = 0;                                                                                                      \
    for (; k + 4 <= count; k += 4) {                                                                                   \
      sum0 += NAME(kind##_row)(rows, list[k], states);                                                                 \
      sum1 += NAME(kind##_row)(rows, list[k + 1], states);                                                             \
      sum2 += NAME(kind##_row)(rows, list[k + 2], states);                                                             \
      sum3 += NAME(kind##_row)(rows, list[k + 3], states);                                                             \
    }                                                                                                                  \
    if (k < count) sum0 += NAME(kind##_row)(rows, list[k], states);                                                    \
    if (k + 1 < count) sum1 += NAME(kind##_row)(rows, list[k + 1], states);                                            \
    if (k + 2 < count) sum2 += NAME(kind##_row)(rows, list[k + 2], states);                                            \
    *sums = (sum0 + sum1) + (sum2 + sum3);                                                                             \
  }

DEFINE_NARROW_SUM(panel)
DEFINE_NARROW_SUM(half)
#undef DEFINE_NARROW_SUM

/// A quarter and an eighth of a panel.
typedef SPIKE_REAL NAME(quarter) __attribute__((ext_vector_type(U / 4)));
typedef SPIKE_REAL NAME(eighth) __attribute__((ext_vector_type(U / 8)));

/// Adds lanes in a tree, as errors are added.
INLINE SPIKE_REAL NAME(sum_lanes)(NAME(half) lanes) {
  const NAME(quarter) quarters = lanes.lo + lanes.hi;
  const NAME(eighth) last = quarters.lo + quarters.hi;
  const int end = U / 8;
  return end == 2 ? last[0] + last[1] : (last[0] + last[end - 2]) + (last[1] + last[end - 1]);
}

/// The sums over all sources for `width` targets of a layer of few units, the first of which is `first`. `width` is a
/// constant where this is inlined. The weights are those of the opposite direction, [N / B of sources][targets][B].
INLINE void NAME(sum_all_by)(const SPIKE_REAL *weights, size_t sources, size_t targets, const SPIKE_REAL *states,
                             size_t first, int width, SPIKE_REAL *sums) {
  const size_t block = NAME(spike_block)(sources);
  NAME(half) lanes[4] = {0, 0, 0, 0};
  for (size_t from = 0; from < sources; from += block)
    for (size_t h = 0; h < block; h += LANES) {
      const NAME(half) state = *(const NAME(half) *)(states + from + h);
      const SPIKE_REAL *const rows = weights + from * targets + first * block + h;
      for (int j = 0; j < width; j++) lanes[j] += *(const NAME(half) *)(rows + (size_t)j * block) * state;
    }
  for (int j = 0; j < width; j++) sums[first + (size_t)j] = NAME(sum_lanes)(lanes[j]);
}

INLINE void NAME(sum_all)(const SPIKE_REAL *weights, size_t sources, size_t targets, const SPIKE_REAL *states,
                          SPIKE_REAL *sums) {
  size_t j = 0;
  for (; j + 4 <= targets; j += 4) NAME(sum_all_by)(weights, sources, targets, states, j, 4, sums);
  if (j + 2 <= targets) {
    NAME(sum_all_by)(weights, sources, targets, states, j, 2, sums);
    j += 2;
  }
  if (j < targets) NAME(sum_all_by)(weights, sources, targets, states, j, 1, sums);
}
