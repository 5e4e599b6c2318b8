/* Classifies the images of an IDX file with a compiled model and prints the
 * accuracy. Needs the model's header, its object or library, and libc.
 *
 *   classify IMAGES LABELS MEAN STD [WEIGHTS]
 */
#include "model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *what, const char *why) {
  fprintf(stderr, "classify: %s: %s\n", what, why);
  exit(1);
}

static unsigned char *read_file(const char *path, size_t alignment, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file)
    fail(path, "cannot be opened");
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  unsigned char *bytes = aligned_alloc(alignment, (*size + alignment - 1) / alignment * alignment);
  if (!bytes || fread(bytes, 1, *size, file) != *size)
    fail(path, "cannot be read");
  fclose(file);
  return bytes;
}

static size_t count(const struct compress_tensor *tensor) {
  size_t entries = 1;
  for (int32_t i = 0; i < tensor->rank; ++i)
    entries *= (size_t)tensor->shape[i];
  return entries;
}

/* An entry of the output as a number; classes are compared, so the scale does
 * not matter. */
static double get(const struct compress_tensor *tensor, const void *data, size_t i) {
  if (strcmp(tensor->type, "f32") == 0)
    return ((const float *)data)[i];
  if (strcmp(tensor->type, "i8") == 0)
    return ((const int8_t *)data)[i];
  fail(tensor->name, "has a type that this program does not know");
  return 0.0;
}

static void put(const struct compress_tensor *tensor, void *data, size_t i, float value) {
  if (strcmp(tensor->type, "f32") == 0) {
    ((float *)data)[i] = value;
    return;
  }
  /* Half to even, as everywhere in compress. */
  float scaled = value * (float)(1.0 / tensor->scale);
  float rounded = (scaled + 12582912.0f) - 12582912.0f;
  float entry = rounded + (float)tensor->zero_point;
  ((int8_t *)data)[i] = (int8_t)(entry < -128.0f ? -128.0f : entry > 127.0f ? 127.0f : entry);
}

int main(int argc, char **argv) {
  if (argc < 5)
    fail("usage", "classify IMAGES LABELS MEAN STD [WEIGHTS]");
  const struct compress_model *model = MODEL();
  if (model->version != 3)
    fail("model", "is of another version");
  const char *missing = model->check_cpu();
  if (missing)
    fail("model", missing);

  size_t size, label_size;
  const void *weights = model->weights;
  if (!weights && argc > 5) {
    const unsigned char *file = read_file(argv[5], 64, &size);
#ifdef CHECK_WEIGHTS
    const char *problem = CHECK_WEIGHTS(file, size);
    if (problem)
      fail(argv[5], problem);
#endif
    weights = file + ((const struct compress_weight_file *)file)->header_bytes;
  }
  if (!weights && model->weight_bytes)
    fail("model", "needs a file of weights");

  const struct compress_tensor *input = model->inputs, *output = model->outputs;
  const unsigned char *images = read_file(argv[1], 64, &size) + 16;
  const unsigned char *labels = read_file(argv[2], 64, &label_size) + 8;
  float mean = strtof(argv[3], NULL), deviation = strtof(argv[4], NULL);
  size_t pixels = count(input), classes = count(output), total = label_size - 8;
  void *x = malloc(pixels * 8), *y = malloc(classes * 8);
  void *arena = aligned_alloc(64, model->arena_bytes + 64);
  const void *ins[1] = {x};
  void *outs[1] = {y};

  size_t correct = 0;
  for (size_t image = 0; image < total; ++image) {
    for (size_t i = 0; i < pixels; ++i)
      put(input, x, i, ((float)images[image * pixels + i] / 255.0f - mean) / deviation);
    model->run(weights, arena, ins, outs);
    size_t best = 0;
    for (size_t i = 1; i < classes; ++i)
      if (get(output, y, i) > get(output, y, best))
        best = i;
    correct += best == labels[image];
  }
  printf("accuracy: %.4f (%zu/%zu)\n", (double)correct / (double)total, correct, total);
  return 0;
}
