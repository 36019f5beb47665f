// Changes of weights and biases by one minibatch, for one precision and one level. See spike_training.h.

/// A sample whose state is not 0 for a row of the input's weights.
typedef struct NAME(term) {
  uint32_t sample;
  SPIKE_REAL state;
} NAME(term);

/// Lists the samples that change each row: counts [rows], terms [rows][M], samples ascending.
static void NAME(list_terms)(const spike_input_gradient *gradient, uint32_t *counts, NAME(term) *terms) {
  for (size_t row = gradient->firstRow; row < gradient->endRow; row++) counts[row - gradient->firstRow] = 0;
  const SPIKE_REAL *const states = gradient->states;
  for (size_t m = 0; m < gradient->samples; m++) {
    const spike_image *const image = gradient->images + m;
    for (size_t k = 0; k < image->count; k++) {
      const size_t row = image->units[k];
      if (row < gradient->firstRow || row >= gradient->endRow) continue;
      const size_t place = row - gradient->firstRow;
      terms[place * gradient->samples + counts[place]++] = (NAME(term)){(uint32_t)m, states[image->levels[k]]};
    }
  }
}

/// Eq. 4, with rate = eta / (beta n). The clamped input sends its state.
#define DEFINE_CHANGES(kind)                                                                                           \
  INLINE void NAME(kind##_input_changes)(const spike_input_gradient *gradient, NAME(kind) *rows, size_t from,          \
                                         const uint32_t *counts, const NAME(term) *terms) {                            \
    const SPIKE_REAL rate = (SPIKE_REAL)gradient->rate, *const changes = (const SPIKE_REAL *)gradient->change + from;  \
    const size_t padded = NAME(spike_padded)(gradient->targets);                                                       \
    for (size_t row = gradient->firstRow; row < gradient->endRow; row++) {                                             \
      const size_t place = row - gradient->firstRow;                                                                   \
      if (counts[place] == 0) continue;                                                                                \
      const NAME(term) *const own = terms + place * gradient->samples;                                                 \
      NAME(kind) sum = 0;                                                                                              \
      for (size_t k = 0; k < counts[place]; k++)                                                                       \
        sum += *(const NAME(kind) *)(changes + own[k].sample * padded) * own[k].state;                                 \
      rows[row] += rate * sum;                                                                                         \
    }                                                                                                                  \
  }                                                                                                                    \
  INLINE void NAME(kind##_pair_changes)(const spike_pair_gradient *gradient, NAME(kind) *rows, size_t from) {          \
    const SPIKE_REAL rate = (SPIKE_REAL)gradient->rate;                                                                \
    const SPIKE_REAL *const states = (const SPIKE_REAL *)gradient->columnStates + from;                                \
    const SPIKE_REAL *const changes = (const SPIKE_REAL *)gradient->columnChanges + from;                              \
    const SPIKE_REAL *const rowStates = gradient->rowStates, *const rowChanges = gradient->rowChanges;                 \
    const size_t padded = NAME(spike_padded)(gradient->columns), stride = NAME(spike_padded)(gradient->rows);          \
    for (size_t row = gradient->firstRow; row < gradient->endRow; row++) {                                             \
      NAME(kind) sum = 0;                                                                                              \
      for (size_t m = 0; m < gradient->samples; m++) {                                                                 \
        const SPIKE_REAL state = gradient->hasStateTerm ? rowStates[m * stride + row] : 0;                             \
        const SPIKE_REAL change = gradient->hasChangeTerm ? rowChanges[m * stride + row] : 0;                          \
        if (state == 0 && change == 0) continue;                                                                       \
        sum += *(const NAME(kind) *)(changes + m * padded) * state + *(const NAME(kind) *)(states + m * padded) * change; \
      }                                                                                                                \
      rows[row] += rate * sum;                                                                                         \
    }                                                                                                                  \
  }

DEFINE_CHANGES(block)
DEFINE_CHANGES(panel)
DEFINE_CHANGES(half)
#undef DEFINE_CHANGES

static void NAME(change_input_weights)(const spike_input_gradient *gradient) {
  uint32_t *const counts = gradient->workspace;
  NAME(term) *const terms = (NAME(term) *)((unsigned char *)gradient->workspace +
                                           (gradient->endRow - gradient->firstRow) / 2 * 2 * sizeof(uint32_t) +
                                           2 * sizeof(uint32_t));
  NAME(list_terms)(gradient, counts, terms);
  const size_t block = NAME(spike_block)(gradient->targets);
  for (size_t from = 0; from < gradient->targets; from += block) {
    SPIKE_REAL *rows = (SPIKE_REAL *)gradient->weights + from * gradient->sources;
    if (block == 2 * U) {
      NAME(block_input_changes)(gradient, (NAME(block) *)rows, from, counts, terms);
    } else if (block == U) {
      NAME(panel_input_changes)(gradient, (NAME(panel) *)rows, from, counts, terms);
    } else {
      NAME(half_input_changes)(gradient, (NAME(half) *)rows, from, counts, terms);
    }
  }
}

static void NAME(change_weights)(const spike_pair_gradient *gradient) {
  const size_t block = NAME(spike_block)(gradient->columns);
  for (size_t from = 0; from < gradient->columns; from += block) {
    SPIKE_REAL *rows = (SPIKE_REAL *)gradient->weights + from * gradient->rows;
    if (block == 2 * U) {
      NAME(block_pair_changes)(gradient, (NAME(block) *)rows, from);
    } else if (block == U) {
      NAME(panel_pair_changes)(gradient, (NAME(panel) *)rows, from);
    } else {
      NAME(half_pair_changes)(gradient, (NAME(half) *)rows, from);
    }
  }
}

static void NAME(contrast_states)(const spike_contrast *contrast) {
  const NAME(panel) *const positive = contrast->positive, *const negative = contrast->negative;
  NAME(panel) *const change = contrast->change;
  for (size_t p = 0; p < NAME(spike_panels)(contrast->units); p++) change[p] = positive[p] - negative[p];
}

static void NAME(change_biases)(const spike_bias_gradient *gradient) {
  const size_t panels = NAME(spike_padded)(gradient->units) / U;
  const NAME(panel) *const changes = gradient->change;
  NAME(panel) *const bias = gradient->bias;
  const SPIKE_REAL rate = (SPIKE_REAL)gradient->rate;
  for (size_t p = 0; p < NAME(spike_panels)(gradient->units); p++) {
    NAME(panel) sum = 0;
    for (size_t m = 0; m < gradient->samples; m++) sum += changes[m * panels + p];
    bias[p] += rate * sum;
  }
}
