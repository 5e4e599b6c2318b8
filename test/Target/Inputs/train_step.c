/* The state of a training as a block of memory: checks, and going on from a
 * copy. */
#include "step.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const float kData[2][3] = {{1.0f, 2.0f, -1.0f}, {0.5f, -1.5f, 2.0f}};
static const int32_t kLabels[2] = {0, 1};

static void report(const char *what, const char *problem) {
  printf("%s: %s\n", what, problem ? problem : "ok");
}

static void train(void *arena, void *state, int steps) {
  float loss;
  for (int i = 0; i < steps; ++i)
    step_train(step_model()->weights, arena, state, kData, kLabels, 0.1f, &loss, NULL);
}

int main(void) {
  char *state = aligned_alloc(64, STEP_STATE_BYTES), *copy = aligned_alloc(64, STEP_STATE_BYTES);
  void *arena = aligned_alloc(64, STEP_ARENA_BYTES + 64 - STEP_ARENA_BYTES % 64);
  step_initialize(state);
  report("whole", step_check_state(state, STEP_STATE_BYTES));
  report("cut", step_check_state(state, STEP_STATE_BYTES - 1));
  report("short", step_check_state(state, 7));
  memset(copy, 0x5a, STEP_STATE_BYTES);
  report("noise", step_check_state(copy, STEP_STATE_BYTES));
  memcpy(copy, state, STEP_STATE_BYTES);
  ++((struct compress_state *)copy)->hash;
  report("foreign", step_check_state(copy, STEP_STATE_BYTES));

  train(arena, state, 3);
  memcpy(copy, state, STEP_STATE_BYTES);
  train(arena, state, 4);
  memset(arena, 0xff, STEP_ARENA_BYTES);
  train(arena, copy, 4);
  printf("resumed: %s\n", memcmp(state, copy, STEP_STATE_BYTES) == 0 ? "same" : "different");
  const struct compress_state_tensor *frozen = &step_model()->training->tensors[0];
  printf("frozen: %s\n", memcmp(step_get_tensor(state, 0), frozen->initial, frozen->bytes) == 0 ? "same" : "different");
  return 0;
}
