// The kernels by themselves, on the paper's network: 500-500-10, sigma-delta, float64, one thread.
//
//     kernels float64 BATCH TRAINS SECONDS
//
// The trials are neighbours in a search of 5,000, ordered by the fraction of 1/lambda_1; TRAINS of them have a lambda_1
// of their own. Prints, as JSON, the median microseconds that a trial-step takes in each phase (the clamped input, its
// drive, the hidden layer's update with its sums from above, the output layer's sums and update, everything), the fewest
// cycles that a trial-step can take in three of the phases, the processor's clock in GHz and the dispatch level.
// Schedules are tabulated outside the timed phases, as in the engine. Times are the thread's CPU time.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "CSpikeKernels.h"
#include "measuring.h"
#include "network.h"

enum { PHASE_INPUT, PHASE_DRIVE, PHASE_HIDDEN, PHASE_OUTPUT, PHASE_ALL, PHASES };
enum { MOST_BLOCKS = 20000, TILE = 43, MOST_PATTERNS = 1 << OUTPUT };

static double samples[PHASES][MOST_BLOCKS];
/// The bound of the drive in each block.
static double driveBounds[MOST_BLOCKS];

/// The fewest cycles of a block's drive with 64-byte registers: a row costs a panel two stores, a difference two loads, at
/// one and two a cycle; a row from tables 8.5 cycles a word, and the tables of a word 352 (kernel_tables.h).
static double drive_bound(spike_sum_counts counts) {
  const double words = (double)spike_words(INPUT), panels = (double)spike_panels_f64(HIDDEN);
  const double tables = counts.tableRows > 0 ? words * (352 + 8.5 * (double)counts.tableRows) : 0;
  return panels * (2 * (double)counts.rows + (double)counts.differences + tables);
}

/// Sums of `units` into a layer, for `columns` columns.
static size_t sum(spike_weights weights, const uint32_t *signals, size_t columns, double *rows, uint32_t *rowOf,
                  void *workspace) {
  const spike_sums call = {.weights = weights, .signals = signals, .signalStride = spike_words(weights.sources),
      .columns = columns, .rows = rows, .rowStride = spike_row(weights.targets), .rowOf = rowOf,
      .workspace = workspace};
  return spike_sum(&call);
}

/// Simulates blocks of steps for `seconds`; fills samples[phase][block] with microseconds a trial-step.
///
/// - Returns: how many blocks.
static size_t run(size_t batch, size_t trains, double seconds) {
  // As the engine chooses it: about 2,048 columns of input, at most 50 steps.
  const size_t most = trains > 40 ? 2048 / trains : 50, block = most > 1 ? most : 1, columns = trains * block;
  const size_t words = spike_words(INPUT), row = spike_row(HIDDEN), tile = batch < TILE ? batch : TILE;
  const network net = make_network();
  double *const inputPhi = zeros(spike_row(INPUT) * trains * 8), *const drive = zeros(row * columns * 8);
  uint32_t *const inputSignals = zeros(words * trains * (block + 1) * 4), *const rowOf = zeros(trains * (block + 1) * 4);
  layer hidden = make_layer(HIDDEN, batch), output = make_layer(OUTPUT, batch);
  double(*const schedules)[4] = make_schedules(batch, trains);
  double *const firstLambdas = zeros(trains * 8);
  for (size_t d = 0; d < trains; d++) firstLambdas[d] = schedules[d * batch / trains][2];
  uint32_t *const order = train_order(firstLambdas, trains, block);
  double *const epsilon = zeros(block * batch * 8), *const lambda = zeros(block * batch * 8);
  double *const absolute = zeros(batch * 8), *const squared = zeros(batch * 8);
  uint64_t *const spikes = zeros(batch * 8);
  void *const workspace = zeros(spike_sum_workspace_bytes(INPUT, columns > batch ? columns : batch));
  // A tile's rows: of the drive, of the sums from above by their pattern of bits, of the output's sums.
  uint32_t *const lowerRows = zeros(tile * 4), *const outputRows = zeros(tile * 4), *const upperRows = zeros(tile * 4);
  uint32_t unused;
  double *const upper = zeros(row * MOST_PATTERNS * 8), *const outputSums = zeros(spike_row(OUTPUT) * tile * 8);
  bool *const isKnown = zeros(MOST_PATTERNS);

  const double end = now() + seconds;
  uint32_t t = 0;
  size_t made = 0;
  for (; made < MOST_BLOCKS && (made < 5 || now() < end); made++, t += (uint32_t)block) {
    double phases[PHASES] = {0};
    for (size_t c = 0; c < batch; c++)
      for (size_t k = 0; k < block; k++) {
        epsilon[k * batch + c] = schedules[c][0] / pow(t + k + 1, schedules[c][1]);
        lambda[k * batch + c] = schedules[c][2] / pow(t + k + 1, schedules[c][3]);
      }
    double start = now();
    const spike_input_steps input = {.units = INPUT, .trains = trains, .quantizer = SPIKE_SIGMA_DELTA,
        .firstStep = t + 1, .steps = (uint32_t)block, .input = net.x, .lambda = firstLambdas, .phi = inputPhi,
        .signals = inputSignals + words, .trainStride = block + 1};
    spike_advance_input(&input);
    phases[PHASE_INPUT] = now() - start;
    start = now();
    spike_sum_counts counts;
    const spike_sums sums = {.weights = net.intoHidden, .signals = inputSignals, .signalStride = words, .order = order,
        .columns = columns, .rows = drive, .rowStride = row, .rowOf = rowOf, .workspace = workspace, .counts = &counts};
    spike_sum(&sums);
    phases[PHASE_DRIVE] = now() - start;
    driveBounds[made] = drive_bound(counts) / (double)(batch * block);
    for (size_t first = 0; first < batch; first += tile) {
      const size_t count = batch - first < tile ? batch - first : tile;
      for (size_t k = 0; k < block; k++) {
        spike_layer_step call = {.columns = count, .quantizer = SPIKE_SIGMA_DELTA, .step = t + (uint32_t)k + 1,
            .epsilon = epsilon + k * batch + first, .lambda = lambda + k * batch + first, .absoluteError = absolute,
            .squaredError = squared, .spikes = spikes + first};
        start = now();
        for (size_t c = 0; c < count; c++) {
          lowerRows[c] = rowOf[(first + c) * trains / batch * (block + 1) + k];
          const uint32_t pattern = bits(&output, t + k, first)[c];
          if (!isKnown[pattern]) sum(net.backToHidden, &pattern, 1, upper + pattern * row, &unused, workspace);
          isKnown[pattern] = true;
          upperRows[c] = pattern;
        }
        call.lower = drive, call.lowerStride = row, call.lowerIndex = lowerRows;
        call.upper = upper, call.upperStride = row, call.upperIndex = upperRows;
        advance(&hidden, call, first, t + k + 1, net.hiddenGoals);
        phases[PHASE_HIDDEN] += now() - start;
        start = now();
        sum(net.intoOutput, bits(&hidden, t + k, first), count, outputSums, outputRows, workspace);
        call.lower = outputSums, call.lowerStride = spike_row(OUTPUT), call.lowerIndex = outputRows, call.upper = NULL;
        advance(&output, call, first, t + k + 1, net.outputGoals);
        phases[PHASE_OUTPUT] += now() - start;
      }
    }
    for (size_t d = 0; d < trains; d++) {
      uint32_t *const last = inputSignals + d * (block + 1) * words;
      memcpy(last, last + block * words, words * 4);
    }
    for (int phase = 0; phase < PHASE_ALL; phase++) {
      samples[phase][made] = phases[phase] * 1e6 / (double)(batch * block);
      samples[PHASE_ALL][made] += samples[phase][made];
    }
  }
  return made;  // what was allocated goes with the process
}

int main(int count, char **arguments) {
  if (count != 5 || strcmp(arguments[1], "float64") != 0) {
    fprintf(stderr, "usage: kernels float64 BATCH TRAINS SECONDS\n");
    return 64;
  }
  const size_t batch = (size_t)atol(arguments[2]), trains = (size_t)atol(arguments[3]);
  const size_t blocks = run(batch, trains, atof(arguments[4]));
  static const char *const names[PHASES] = {"input", "drive", "hidden", "output", "all"};
  printf("{");
  for (int phase = 0; phase < PHASES; phase++) printf("\"%s\": %.6f, ", names[phase], median(samples[phase], blocks));
  // The update of a register of 8 units has 14 operations on the two ports of additions (10 additions, maximum, minimum,
  // comparison, absolute value): 7 cycles. The output's sums: 16 words of 8.5 cycles; its update: 2 registers.
  const double registers = 2 * (double)spike_panels_f64(HIDDEN);
  printf("\"bounds\": {\"drive\": %.1f, \"hidden\": %.1f, \"output\": %.1f}, ", median(driveBounds, blocks), 7 * registers,
         8.5 * (double)spike_words(HIDDEN) + 7 * 2);
  printf("\"gigahertz\": %.3f, \"level\": \"%s\"}\n", gigahertz(), spike_kernels_level_name(spike_kernels_level()));
  return 0;
}
