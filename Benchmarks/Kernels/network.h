// The paper's network with random weights, and trials next to each other in a search. Shapes: spike_shapes.h.

enum { INPUT = 500, HIDDEN = 500, OUTPUT = 10 };

/// One layer above the input, for all columns.
typedef struct layer {
  size_t units;
  /// [C][R]
  double *v, *s, *phi;
  /// [C][W]: of even and of odd steps.
  uint32_t *signals[2];
} layer;

static layer make_layer(size_t units, size_t columns) {
  const size_t numbers = spike_row(units) * columns * 8, words = spike_words(units) * columns * 4;
  return (layer){units, zeros(numbers), zeros(numbers), zeros(numbers), {zeros(words), zeros(words)}};
}

/// The bits of a step, from one column on.
static uint32_t *bits(const layer *layer, size_t step, size_t column) {
  return layer->signals[step % 2] + column * spike_words(layer->units);
}

/// Updates the columns of a layer from column `first` on.
static void advance(const layer *layer, spike_layer_step call, size_t first, size_t step, const double *goals) {
  const size_t start = first * spike_row(layer->units);
  call.units = layer->units, call.fixedPoint = goals;
  call.v = layer->v + start, call.s = layer->s + start, call.phi = layer->phi + start;
  call.signals = bits(layer, step, first);
  spike_advance_layer(&call);
}

typedef struct network {
  spike_weights intoHidden, intoOutput, backToHidden;
  /// [P][U] each.
  double *x, *hiddenGoals, *outputGoals;
} network;

/// Glorot-uniform weights as multiples of 2^-57, packed for one direction.
static spike_weights pack(const int64_t *weights, size_t sources, size_t sourceStride, size_t targets,
                          size_t targetStride) {
  int64_t *const packed = zeros(spike_packed_count(sources, targets) * 8);
  spike_pack_exact(weights, sources, sourceStride, targets, targetStride, packed);
  spike_weights made = {.sources = sources, .targets = targets, .exact = true, .scale = 0x1p-57, .packed = packed};
  if (targets > 16) return made;
  int64_t *const tables = zeros(spike_table_count(sources, targets) * 8);
  spike_build_tables(&made, tables);
  made.tables = tables;
  return made;
}

static int64_t *make_weights(size_t rows, size_t columns) {
  int64_t *const weights = zeros(rows * columns * 8);
  const double limit = sqrt(6.0 / (double)(rows + columns)) * 0x1p57;
  for (size_t i = 0; i < rows * columns; i++) weights[i] = (int64_t)((2 * drand48() - 1) * limit);
  return weights;
}

static double *make_units(size_t units) {
  double *const numbers = zeros(spike_panels_f64(units) * SPIKE_PANEL_BYTES);
  for (size_t i = 0; i < units; i++) numbers[i] = drand48();
  return numbers;
}

static network make_network(void) {
  const int64_t *const lower = make_weights(INPUT, HIDDEN), *const upper = make_weights(HIDDEN, OUTPUT);
  return (network){pack(lower, INPUT, HIDDEN, HIDDEN, 1), pack(upper, HIDDEN, OUTPUT, OUTPUT, 1),
      pack(upper, OUTPUT, 1, HIDDEN, OUTPUT), make_units(INPUT), make_units(HIDDEN), make_units(OUTPUT)};
}

static double fraction(double lambda) { return 1 / lambda - floor(1 / lambda); }

static int by_fraction(const void *first, const void *second) {
  const double x = fraction(*(const double *)first), y = fraction(*(const double *)second);
  return (x > y) - (x < y);
}

/// [column][the initials and exponents of epsilon and of lambda]. The columns share `trains` initials of lambda.
static double (*make_schedules(size_t columns, size_t trains))[4] {
  enum { SEARCH = 5000 };
  double(*const schedules)[4] = zeros(columns * sizeof *schedules), lambdas[SEARCH];
  for (int i = 0; i < SEARCH; i++) lambdas[i] = 1 - drand48();
  qsort(lambdas, SEARCH, sizeof(double), by_fraction);
  for (size_t c = 0; c < columns; c++) {
    for (int i = 0; i < 4; i++) schedules[c][i] = drand48();
    schedules[c][2] = lambdas[(SEARCH / 2 + c * trains / columns) % SEARCH];
  }
  return schedules;
}

/// A column of the input (a train at a step), and its order: the step + 1/lambda, by whole steps, then fractions.
typedef struct place {
  double whole, fraction;
  uint32_t column;
} place;

static int by_place(const void *first, const void *second) {
  const place *const x = first, *const y = second;
  if (x->whole != y->whole) return (x->whole > y->whole) - (x->whole < y->whole);
  return (x->fraction > y->fraction) - (x->fraction < y->fraction);
}

/// The columns [train][steps + 1] in the order in which neighbours are alike, without the last step of each train.
static uint32_t *train_order(const double *lambdas, size_t trains, size_t steps) {
  place *const places = zeros(trains * steps * sizeof *places);
  for (size_t d = 0; d < trains; d++)
    for (size_t k = 0; k < steps; k++)
      places[d * steps + k] = (place){floor(1 / lambdas[d]) + (double)k, fraction(lambdas[d]),
          (uint32_t)(d * (steps + 1) + k)};
  qsort(places, trains * steps, sizeof *places, by_place);
  uint32_t *const order = zeros(trains * steps * 4);
  for (size_t i = 0; i < trains * steps; i++) order[i] = places[i].column;
  return order;
}
