// Sums of weight rows for training, for one precision and one level. See spike_training.h.
//
// A block of targets is four registers of 64 bytes. An addition takes four cycles, so additions that depend on each
// other do not have to wait.

/// One block of a layer of more than U units.
typedef SPIKE_REAL NAME(block) __attribute__((ext_vector_type(2 * U), aligned(SPIKE_ALIGNMENT), may_alias));

INLINE NAME(block) NAME(wide_sum)(const NAME(block) *rows, const uint16_t *list, size_t count,
                                  const SPIKE_REAL *states) {
  NAME(block) sum = 0;
  for (size_t k = 0; k < count; k++) sum += states ? rows[list[k]] * states[list[k]] : rows[list[k]];
  return sum;
}

INLINE NAME(panel) NAME(narrow_sum)(const NAME(panel) *rows, const uint16_t *list, size_t count,
                                    const SPIKE_REAL *states) {
  NAME(panel) even = 0, odd = 0;
  size_t k = 0;
  for (; k + 2 <= count; k += 2) {
    even += states ? rows[list[k]] * states[list[k]] : rows[list[k]];
    odd += states ? rows[list[k + 1]] * states[list[k + 1]] : rows[list[k + 1]];
  }
  if (k < count) even += states ? rows[list[k]] * states[list[k]] : rows[list[k]];
  return even + odd;
}

INLINE void NAME(sum_listed)(const spike_row_sum *sum, const SPIKE_REAL *states) {
  if (sum->targets <= U) {
    *(NAME(panel) *)sum->sums = NAME(narrow_sum)(sum->weights, sum->list, sum->count, states);
    return;
  }
  const NAME(block) *rows = sum->weights;
  NAME(block) *sums = sum->sums;
  for (size_t from = 0; from < sum->targets; from += 2 * U, rows += sum->sources, sums++)
    *sums = NAME(wide_sum)(rows, sum->list, sum->count, states);
}

static void NAME(sum_rows)(const spike_row_sum *sum) {
  if (sum->states) {
    NAME(sum_listed)(sum, sum->states);
  } else {
    NAME(sum_listed)(sum, NULL);
  }
}

/// Lists, for each sample and step of its drive, the groups that fired at the step before. lists [M][steps][stride]:
/// the number of groups, then their indices, ascending.
static void NAME(list_groups_by_step)(const spike_group_drive *drive, uint16_t *lists, size_t stride) {
  for (size_t m = 0; m < drive->samples; m++) {
    const spike_groups *groups = drive->groups + m;
    uint16_t *const sample = lists + m * drive->steps * stride;
    for (size_t t = 0; t < drive->steps; t++) sample[t * stride] = 0;
    for (size_t g = 0; g < groups->count; g++)
      for (size_t w = 0; w < drive->words; w++)
        for (uint64_t bits = groups->trains[g * drive->words + w]; bits != 0; bits &= bits - 1) {
          const size_t row = w * 64 + (size_t)__builtin_ctzll(bits) + 1;
          if (row >= drive->steps) break;
          uint16_t *const list = sample + row * stride;
          list[++list[0]] = (uint16_t)g;
        }
  }
}

/// The drive from the groups of one sample to one block of targets.
#define DEFINE_GROUP_DRIVE(kind)                                                                                       \
  INLINE void NAME(kind##_groups)(const NAME(kind) *rows, const spike_groups *groups, NAME(kind) *sums) {              \
    size_t k = 0;                                                                                                      \
    for (size_t g = 0; g < groups->count; g++) {                                                                       \
      NAME(kind) sum = 0;                                                                                              \
      for (; k < groups->ends[g]; k++) sum += rows[groups->units[k]];                                                  \
      sums[g] = sum;                                                                                                   \
    }                                                                                                                  \
  }                                                                                                                    \
  INLINE void NAME(kind##_drive)(const NAME(kind) *rows, const spike_group_drive *drive, size_t m,                     \
                                 const uint16_t *lists, size_t stride, NAME(kind) *sums, SPIKE_REAL *out,              \
                                 size_t padded) {                                                                      \
    const spike_groups *groups = drive->groups + m;                                                                    \
    NAME(kind##_groups)(rows, groups, sums);                                                                           \
    if (!groups->trains) {                                                                                             \
      const SPIKE_REAL *states = groups->states;                                                                       \
      NAME(kind) sum = 0;                                                                                              \
      for (size_t g = 0; g < groups->count; g++) sum += sums[g] * states[g];                                           \
      *(NAME(kind) *)out = sum;                                                                                        \
      return;                                                                                                          \
    }                                                                                                                  \
    for (size_t t = 0; t < drive->steps; t++) {                                                                        \
      const uint16_t *list = lists + (m * drive->steps + t) * stride;                                                  \
      NAME(kind) sum = 0;                                                                                              \
      for (size_t k = 1; k <= list[0]; k++) sum += sums[list[k]];                                                      \
      *(NAME(kind) *)(out + t * padded) = sum;                                                                         \
    }                                                                                                                  \
  }

DEFINE_GROUP_DRIVE(block)
DEFINE_GROUP_DRIVE(panel)
#undef DEFINE_GROUP_DRIVE

/// The outer loop is over blocks, the inner one over samples. The weights of a block (784 rows: 200 KiB) stay in the L2
/// cache for all samples, and the sums of a sample's groups stay in the L1 cache.
static void NAME(drive_by_groups)(const spike_group_drive *drive) {
  size_t most = 0;
  for (size_t m = 0; m < drive->samples; m++)
    if (drive->groups[m].count > most) most = drive->groups[m].count;
  const size_t stride = most + 1, padded = NAME(spike_padded)(drive->targets);
  void *const sums = drive->workspace;
  uint16_t *const lists = (uint16_t *)((unsigned char *)drive->workspace + most * 2 * SPIKE_PANEL_BYTES);
  if (drive->samples > 0 && drive->groups[0].trains) NAME(list_groups_by_step)(drive, lists, stride);
  for (size_t from = 0; from < padded; from += NAME(spike_block)(drive->targets)) {
    const SPIKE_REAL *rows = (const SPIKE_REAL *)drive->weights + from * drive->sources;
    for (size_t m = 0; m < drive->samples; m++) {
      SPIKE_REAL *out = (SPIKE_REAL *)drive->drive + m * drive->steps * padded + from;
      if (drive->targets <= U) {
        NAME(panel_drive)((const NAME(panel) *)rows, drive, m, lists, stride, sums, out, padded);
      } else {
        NAME(block_drive)((const NAME(block) *)rows, drive, m, lists, stride, sums, out, padded);
      }
    }
  }
}
