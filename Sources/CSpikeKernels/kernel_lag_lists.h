// The sources whose counts are unusual, listed for each group and step. See spike_lag_sums.
//
// The difference of a count from the usual one is held bit by bit, for 64 sources at a time: bit i of plane k is binary
// digit k of source i's difference, in two's complement.

enum { LAG_PLANES = 5, LAG_WORDS = SPIKE_MOST_LAG_SOURCES / 64 + 1 };
_Static_assert(SPIKE_MOST_LAG < 1 << (LAG_PLANES - 1), "the differences of counts need more planes");

/// Places in a train's list: the sources to add, then those to subtract.
typedef struct lag_row {
  uint32_t first;
  uint16_t added, subtracted;
} lag_row;
_Static_assert(SPIKE_MOST_LAG * SPIKE_MOST_LAG_SOURCES <= UINT16_MAX, "a row has more entries");

/// The lists of one train.
typedef struct lag_lists {
  /// [G][T]; before step `lag` the bits themselves.
  lag_row *rows;
  /// [G]: what the usual counts have more than those of the first `lag` steps.
  lag_row *usual;
  /// The entries of all trains.
  uint32_t *list;
} lag_lists;

typedef struct lag_counts {
  uint64_t planes[LAG_PLANES];
} lag_counts;

/// The words of one group.
typedef struct lag_group {
  /// The first word of 64 sources, and the number of them.
  size_t first, words;
  /// [words]: the group's sources; of these, those counted where they are silent; those with a negated row.
  uint64_t sources[LAG_WORDS], complements[LAG_WORDS], negated[LAG_WORDS];
} lag_group;

INLINE lag_group lag_group_of(const spike_lag_sums *sums, size_t g) {
  const size_t first = sums->firstSources[g], end = sums->firstSources[g + 1];
  const size_t words = spike_words(sums->weights.sources);
  lag_group group = {.first = first / 64, .words = (end + 63) / 64 - first / 64};
  for (size_t k = 0; k < group.words; k++) {
    uint64_t mask = ~(uint64_t)0;
    if (k == 0) mask &= ~(uint64_t)0 << (first % 64);
    if (k + 1 == group.words && end % 64 != 0) mask &= ~(uint64_t)0 >> (64 - end % 64);
    group.sources[k] = mask;
    group.complements[k] = signals_at(sums->complements, group.first + k, words) & mask;
    group.negated[k] = signals_at(sums->negated, group.first + k, words);
  }
  return group;
}

/// The bits of the k-th word of a group as they are counted.
INLINE uint64_t counted_bits(const lag_group *group, const uint32_t *signals, size_t k, size_t words) {
  return (signals_at(signals, group->first + k, words) & group->sources[k]) ^ group->complements[k];
}

/// Adds 1 where `up` is set, subtracts 1 where `down` is.
INLINE void change_counts(lag_counts *counts, uint64_t up, uint64_t down) {
#pragma clang loop unroll(full)
  for (int j = 0; j < LAG_PLANES; j++) {
    const uint64_t old = counts->planes[j];
    counts->planes[j] = old ^ (up | down);
    up &= old;
    down &= ~old;
  }
}

/// Appends the set bits of a word whose bit 0 is source `base`.
INLINE uint32_t list_bits(uint32_t *list, uint32_t place, uint64_t bits, uint32_t base) {
  for (; bits != 0; bits &= bits - 1) list[place++] = base + (uint32_t)__builtin_ctzll(bits);
  return place;
}

/// Appends each source of `bits` once less than its difference is far from 0.
static uint32_t list_repeats(uint32_t *list, uint32_t place, uint64_t bits, uint32_t base, const lag_counts *counts) {
  for (; bits != 0; bits &= bits - 1) {
    const int bit = __builtin_ctzll(bits);
    int difference = 0;
    for (int j = 0; j < LAG_PLANES; j++) difference |= (int)(counts->planes[j] >> bit & 1) << j;
    if (difference >= 1 << (LAG_PLANES - 1)) difference = (1 << LAG_PLANES) - difference;
    for (; difference > 1; difference--) list[place++] = base + (uint32_t)bit;
  }
  return place;
}

/// Appends the sources of one word with a positive or with a negative difference, each as often as that says.
INLINE uint32_t list_word(uint32_t *list, uint32_t place, const lag_counts *counts, uint64_t chosen, uint32_t base) {
  const uint64_t *const planes = counts->planes;
  const uint64_t higher = planes[1] | planes[2] | planes[3] | planes[4];
  const uint64_t one = planes[0] & ~higher, minusOne = planes[0] & planes[1] & planes[2] & planes[3] & planes[4];
  place = list_bits(list, place, chosen, base);
  const uint64_t repeated = chosen & ~(one | minusOne);
  return __builtin_expect(repeated != 0, 0) ? list_repeats(list, place, repeated, base, counts) : place;
}

/// Lists the differences of a group's counts: what a row adds, then what it subtracts.
INLINE uint32_t list_counts(const lag_group *group, const lag_counts *counts, uint32_t *list, uint32_t place,
                            lag_row *row) {
  uint64_t subtracted[LAG_WORDS], some = 0;
  const uint32_t base = (uint32_t)(64 * group->first), first = place;
  for (size_t k = 0; k < group->words; k++) {
    const uint64_t *const planes = counts[k].planes, sign = planes[LAG_PLANES - 1];
    const uint64_t any = planes[0] | planes[1] | planes[2] | planes[3] | sign;
    subtracted[k] = any & (sign ^ group->negated[k]);
    some |= subtracted[k];
    place = list_word(list, place, counts + k, any & ~subtracted[k], base + 64 * (uint32_t)k);
  }
  *row = (lag_row){.first = first, .added = (uint16_t)(place - first)};
  if (some == 0) return place;
  for (size_t k = 0; k < group->words; k++)
    place = list_word(list, place, counts + k, subtracted[k], base + 64 * (uint32_t)k);
  row->subtracted = (uint16_t)(place - first - row->added);
  return place;
}

/// Lists the bits of one step.
INLINE uint32_t list_step(const lag_group *group, const uint32_t *signals, size_t words, uint32_t *list, uint32_t place,
                          lag_row *row) {
  const uint32_t base = (uint32_t)(64 * group->first), first = place;
  for (size_t k = 0; k < group->words; k++)
    place = list_bits(list, place, counted_bits(group, signals, k, words) & ~group->negated[k], base + 64 * (uint32_t)k);
  *row = (lag_row){.first = first, .added = (uint16_t)(place - first)};
  for (size_t k = 0; k < group->words; k++)
    place = list_bits(list, place, counted_bits(group, signals, k, words) & group->negated[k], base + 64 * (uint32_t)k);
  row->subtracted = (uint16_t)(place - first - row->added);
  return place;
}

/// The usual counts of a group, less those of the first `lag` steps: the counts at two later steps where these are
/// equal, else those of the first steps.
INLINE void find_usual(const lag_group *group, const uint32_t *signals, size_t words, size_t lag, size_t steps,
                       lag_counts *usual) {
  for (size_t k = 0; k < group->words; k++) {
    lag_counts counts[2] = {0};
    uint64_t differ = 0;
    for (int i = 0; i < 2; i++) {
      const uint32_t *const window = signals + (i == 0 ? (steps - lag) / 2 : steps - lag) * words;
      for (size_t t = 0; t < lag; t++) {
        const uint64_t now = counted_bits(group, window + t * words, k, words);
        const uint64_t then = counted_bits(group, signals + t * words, k, words);
        change_counts(counts + i, now & ~then, then & ~now);
      }
    }
    for (int j = 0; j < LAG_PLANES; j++) differ |= counts[0].planes[j] ^ counts[1].planes[j];
    for (int j = 0; j < LAG_PLANES; j++) usual[k].planes[j] = counts[0].planes[j] & ~differ;
  }
}

/// Appends the lists of one train, from `place` on.
static uint32_t list_train(const spike_lag_sums *sums, const lag_lists *lists, const uint32_t *signals,
                           uint32_t place) {
  const size_t words = spike_words(sums->weights.sources), steps = sums->steps;
  for (size_t g = 0; g < sums->groups; g++) {
    const size_t lag = sums->lags[g];
    const lag_group group = lag_group_of(sums, g);
    lag_row *const rows = lists->rows + g * steps;
    for (size_t t = 0; t < lag && t < steps; t++)
      place = list_step(&group, signals + t * words, words, lists->list, place, rows + t);
    if (steps <= lag) continue;
    lag_counts counts[LAG_WORDS];
    find_usual(&group, signals, words, lag, steps, counts);
    place = list_counts(&group, counts, lists->list, place, lists->usual + g);
    // The first difference from the usual counts: that of the first `lag` steps, -usual.
    for (size_t k = 0; k < group.words; k++) {
      uint64_t carry = ~(uint64_t)0;
      for (int j = 0; j < LAG_PLANES; j++) {
        const uint64_t inverse = ~counts[k].planes[j];
        counts[k].planes[j] = inverse ^ carry;
        carry &= inverse;
      }
    }
    for (size_t t = lag; t < steps; t++) {
      for (size_t k = 0; k < group.words; k++) {
        const uint64_t now = counted_bits(&group, signals + t * words, k, words);
        const uint64_t then = counted_bits(&group, signals + (t - lag) * words, k, words);
        change_counts(counts + k, now & ~then, then & ~now);
      }
      place = list_counts(&group, counts, lists->list, place, rows + t);
    }
  }
  return place;
}
