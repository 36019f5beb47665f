// Changes of weights and biases by one minibatch, for one precision and one level. See spike_training.h.

/// A sample whose state is not 0 for a row of the input's weights: the index of its first change, and the state.
typedef struct NAME(term) {
  uint32_t first;
  SPIKE_REAL state;
} NAME(term);

/// Terms are read four at a time, since a branch for each one would often be mispredicted.
enum { NAME(TERMS_AT_ONCE) = 4 };

/// Lists the samples that change each row: counts [rows], terms [rows][stride], samples ascending. Terms of state 0 make
/// counts multiples of TERMS_AT_ONCE.
static void NAME(list_terms)(const spike_input_gradient *gradient, uint32_t *counts, NAME(term) *terms, size_t stride) {
  const size_t first = gradient->firstRow, rows = gradient->endRow - first;
  const size_t padded = NAME(spike_padded)(gradient->targets);
  for (size_t row = 0; row < rows; row++) counts[row] = 0;
  const SPIKE_REAL *const states = gradient->states;
  for (size_t m = 0; m < gradient->samples; m++) {
    const spike_image *const image = gradient->images + m;
    for (size_t k = 0; k < image->count; k++) {
      const size_t row = (size_t)image->units[k] - first;
      if (row >= rows) continue;
      terms[row * stride + counts[row]++] = (NAME(term)){(uint32_t)(m * padded), states[image->levels[k]]};
    }
  }
  for (size_t row = 0; row < rows; row++)
    while (counts[row] % NAME(TERMS_AT_ONCE) != 0) terms[row * stride + counts[row]++] = (NAME(term)){0, 0};
}

/// Eq. 4, with rate = eta / (beta n). The clamped input sends its state.
#define DEFINE_CHANGES(kind)                                                                                           \
  INLINE void NAME(kind##_input_changes)(const spike_input_gradient *gradient, NAME(kind) *rows, size_t from,          \
                                         const uint32_t *counts, const NAME(term) *terms, size_t stride) {             \
    const SPIKE_REAL rate = (SPIKE_REAL)gradient->rate, *const changes = (const SPIKE_REAL *)gradient->change + from;  \
    for (size_t row = gradient->firstRow; row < gradient->endRow; row++) {                                             \
      const size_t count = counts[row - gradient->firstRow];                                                           \
      if (count == 0) continue;                                                                                        \
      const NAME(term) *term = terms + (row - gradient->firstRow) * stride, *const end = term + count;                 \
      NAME(kind) sum = 0;                                                                                              \
      for (; term < end; term += NAME(TERMS_AT_ONCE))                                                                  \
        for (int k = 0; k < NAME(TERMS_AT_ONCE); k++)                                                                  \
          sum += *(const NAME(kind) *)(changes + term[k].first) * term[k].state;                                       \
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
        const SPIKE_REAL state = gradient->isTwoSided ? rowStates[m * stride + row] : 0;                               \
        const SPIKE_REAL change = rowChanges[m * stride + row];                                                        \
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
  const size_t stride = spike_input_gradient_stride(gradient->samples);
  NAME(list_terms)(gradient, counts, terms, stride);
  const size_t block = NAME(spike_block)(gradient->targets);
  for (size_t from = 0; from < gradient->targets; from += block) {
    SPIKE_REAL *rows = (SPIKE_REAL *)gradient->weights + from * gradient->sources;
    if (block == 2 * U) {
      NAME(block_input_changes)(gradient, (NAME(block) *)rows, from, counts, terms, stride);
    } else if (block == U) {
      NAME(panel_input_changes)(gradient, (NAME(panel) *)rows, from, counts, terms, stride);
    } else {
      NAME(half_input_changes)(gradient, (NAME(half) *)rows, from, counts, terms, stride);
    }
  }
}

/// Copies changed rows to the weights of the opposite direction.
static void NAME(copy_changes)(const spike_pair_gradient *gradient) {
  const size_t block = NAME(spike_block)(gradient->columns), width = NAME(spike_block)(gradient->rows);
  for (size_t row = gradient->firstRow; row < gradient->endRow; row++) {
    const SPIKE_REAL *const weights = (const SPIKE_REAL *)gradient->weights + row * block;
    SPIKE_REAL *const opposite =
        (SPIKE_REAL *)gradient->opposite + row / width * width * gradient->columns + row % width;
    for (size_t column = 0; column < gradient->columns; column++)
      opposite[column * width] = weights[column / block * block * gradient->rows + column % block];
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
  NAME(copy_changes)(gradient);
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
