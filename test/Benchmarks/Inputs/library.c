/* What compress writes into a shared library, by hand: y = max(2 * x, 0). */
#include <stdint.h>

#ifndef VERSION
#define VERSION 2
#endif
#ifndef MISSING
#define MISSING 0
#endif

struct compress_tensor {
  const char *name;
  const char *type;
  int32_t rank;
  const int64_t *shape;
  double scale;
  int32_t zero_point;
};

struct compress_model {
  uint32_t version;
  uint32_t num_inputs, num_outputs;
  uint64_t weight_bytes, arena_bytes;
  const struct compress_tensor *inputs, *outputs;
  const void *weights;
  const char *(*check_cpu)(void);
  void (*run)(const void *, void *, const void *const *, void *const *);
  void (*set_threads)(int32_t);
};

static const int64_t shape[] = {1, 3};
static const struct compress_tensor tensor = {"x", "f32", 2, shape, 0, 0};
static const float weights[] __attribute__((aligned(64))) = {2};

static const char *check_cpu(void) { return MISSING; }

static void run(const void *blob, void *arena, const void *const *inputs,
                void *const *outputs) {
  float *scratch = arena;
  for (int i = 0; i < 3; ++i)
    scratch[i] = ((const float *)inputs[0])[i] * ((const float *)blob)[0];
  for (int i = 0; i < 3; ++i)
    ((float *)outputs[0])[i] = scratch[i] > 0 ? scratch[i] : 0;
}

int32_t threads = 1;
static void set_threads(int32_t count) { threads = count; }

static const struct compress_model model = {
    VERSION, 1,       1,         sizeof(weights), 3 * sizeof(float), &tensor,
    &tensor, weights, check_cpu, run,             set_threads};

const struct compress_model *compress_model(void) { return &model; }
