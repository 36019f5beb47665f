#include "CSpikeKernels.h"

/// Divides the places into groups.
static void find_groups(const spike_image *image, const spike_input_code *code, spike_input_terms *terms) {
  size_t groups = 0;
  uint32_t before = UINT32_MAX;
  terms->lastGroup = 0;
  for (size_t k = 0; k < image->count; k++) {
    const uint16_t train = code->trainOfLevel ? code->trainOfLevel[image->levels[k]] : (uint16_t)k;
    const bool begins = train != before;
    terms->lastGroup = begins ? k : terms->lastGroup;
    groups += begins;
    before = train;
    terms->groups[k] = (uint16_t)(groups - 1);
    terms->trains[groups - 1] = train;
  }
  terms->groupCount = groups;
}

/// The thresholds of each step, as groups.
static void find_thresholds(const spike_input_code *code, spike_input_terms *terms) {
  // The first group whose train is this one or a later one.
  uint16_t firstGroup[SPIKE_INPUT_LEVELS];
  bool occurs[SPIKE_INPUT_LEVELS] = {false};
  for (size_t g = 0; g < terms->groupCount; g++) occurs[terms->trains[g]] = true;
  uint16_t group = (uint16_t)terms->groupCount;
  for (size_t train = code->trainCount; train-- > 0;) {
    group -= occurs[train];
    firstGroup[train] = group;
  }
  for (size_t t = 0; t < terms->steps; t++) terms->ends[t] = code->thresholdEnds[t];
  for (size_t k = 0; k < code->thresholdEnds[terms->steps - 1]; k++) terms->list[k] = firstGroup[code->thresholds[k]];
}

/// The runs of groups that fire at each step.
static void find_runs(const spike_input_code *code, spike_input_terms *terms) {
  size_t count = 0;
  for (size_t t = 0; t < terms->steps; t++) {
    bool firedBefore = false;
    for (size_t g = 0; g < terms->groupCount; g++) {
      const bool fires = code->bits[terms->trains[g] * code->words + t / 64] >> t % 64 & 1;
      terms->list[count] = (uint16_t)g;
      count += fires != firedBefore;
      firedBefore = fires;
    }
    terms->list[count] = (uint16_t)terms->groupCount;
    count += firedBefore;
    terms->ends[t] = (uint32_t)count;
  }
}

void spike_find_terms(const spike_image *image, const spike_input_code *code, spike_input_terms *terms) {
  find_groups(image, code, terms);
  if (code->thresholds) {
    find_thresholds(code, terms);
  } else {
    find_runs(code, terms);
  }
}
