// Changes of weights and biases by one minibatch, for one precision and one level. See spike_training.h.

/// A sample whose state is not 0 for a row of the input's weights: the index of its first change, and the state.
typedef struct NAME(term) {
  uint32_t first;
  SPIKE_REAL state;
} NAME(term);

/// The terms of all rows. Rows are in the order of their number of terms, so that the end of a row's loop can be
/// predicted; terms follow each other in the order of their rows, samples ascending within a row.
typedef struct NAME(row_terms) {
  size_t rows;
  /// [rows], counted from firstRow; and [rows] the number of terms of each row.
  const uint32_t *order;
  const uint32_t *counts;
  const NAME(term) *terms;
} NAME(row_terms);

static NAME(row_terms) NAME(list_terms)(const spike_input_gradient *gradient) {
  const size_t first = gradient->firstRow, rows = gradient->endRow - first, samples = gradient->samples;
  const size_t padded = NAME(spike_padded)(gradient->targets);
  NAME(term) *const terms = gradient->workspace;
  uint32_t *const counts = (uint32_t *)(terms + rows * samples), *const order = counts + rows;
  uint32_t *const next = order + rows, *const classes = next + rows;
  for (size_t row = 0; row < rows; row++) counts[row] = 0;
  for (size_t m = 0; m < samples; m++)
    for (size_t k = 0; k < gradient->images[m].count; k++) {
      const size_t row = (size_t)gradient->images[m].units[k] - first;
      if (row < rows) counts[row]++;
    }
  for (size_t c = 0; c <= samples + 1; c++) classes[c] = 0;
  for (size_t row = 0; row < rows; row++) classes[counts[row] + 1]++;
  for (size_t c = 1; c <= samples; c++) classes[c] += classes[c - 1];
  for (size_t row = 0; row < rows; row++) order[classes[counts[row]]++] = (uint32_t)row;
  uint32_t place = 0;
  for (size_t k = 0; k < rows; k++) {
    next[order[k]] = place;
    place += counts[order[k]];
  }
  const SPIKE_REAL *const states = gradient->states;
  for (size_t m = 0; m < samples; m++) {
    const uint16_t *const units = gradient->images[m].units;
    const uint8_t *const levels = gradient->images[m].levels;
    for (size_t k = 0; k < gradient->images[m].count; k++) {
      const size_t row = (size_t)units[k] - first;
      if (row < rows) terms[next[row]++] = (NAME(term)){(uint32_t)(m * padded), states[levels[k]]};
    }
  }
  return (NAME(row_terms)){rows, order, counts, terms};
}

/// Eq. 4, with rate = eta / (beta n). The clamped input sends its state.
#define DEFINE_CHANGES(kind)                                                                                           \
  INLINE void NAME(kind##_input_changes)(const spike_input_gradient *gradient, NAME(kind) *rows, size_t from,          \
                                         NAME(row_terms) listed) {                                                     \
    const SPIKE_REAL rate = (SPIKE_REAL)gradient->rate, *const changes = (const SPIKE_REAL *)gradient->change + from;  \
    const NAME(term) *term = listed.terms;                                                                             \
    for (size_t k = 0; k < listed.rows; k++) {                                                                         \
      const size_t row = listed.order[k];                                                                              \
      const NAME(term) *const end = term + listed.counts[row];                                                         \
      if (term == end) continue;                                                                                       \
      NAME(kind) sum = 0;                                                                                              \
      for (; term < end; term++) sum += *(const NAME(kind) *)(changes + term->first) * term->state;                    \
      rows[gradient->firstRow + row] += rate * sum;                                                                    \
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
        sum += *(const NAME(kind) *)(changes + m * padded) * state +                                                   \
               *(const NAME(kind) *)(states + m * padded) * change;                                                    \
      }                                                                                                                \
      rows[row] += rate * sum;                                                                                         \
    }                                                                                                                  \
  }

DEFINE_CHANGES(block)
DEFINE_CHANGES(panel)
DEFINE_CHANGES(half)
#undef DEFINE_CHANGES

static void NAME(change_input_weights)(const spike_input_gradient *gradient) {
  const NAME(row_terms) listed = NAME(list_terms)(gradient);
  const size_t block = NAME(spike_block)(gradient->targets);
  for (size_t from = 0; from < gradient->targets; from += block) {
    SPIKE_REAL *rows = (SPIKE_REAL *)gradient->weights + from * gradient->sources;
    if (block == 2 * U) {
      NAME(block_input_changes)(gradient, (NAME(block) *)rows, from, listed);
    } else if (block == U) {
      NAME(panel_input_changes)(gradient, (NAME(panel) *)rows, from, listed);
    } else {
      NAME(half_input_changes)(gradient, (NAME(half) *)rows, from, listed);
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
