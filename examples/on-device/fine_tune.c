/* Trains the last layers of a network on a device: no allocation after the
 * start, no library but that of C, one block of memory that is written to a file.
 *
 *   fine_tune IMAGES LABELS MEAN STD STATE EPOCHS LEARNING-RATE
 *
 * IMAGES, LABELS: IDX files. The last fifth is not trained on and shows what it
 * was worth. STATE: goes on from this file if it is there, and writes it after
 * each epoch. step.h and network.h are made by compress-translate from the same
 * module: the step of the training, and the forward pass whose parameters are
 * arguments.
 */
#include "network.h"
#include "step.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *what, const char *why) {
  fprintf(stderr, "fine_tune: %s: %s\n", what, why);
  exit(1);
}

static void *allocate(size_t size) {
  void *memory = aligned_alloc(64, (size + 63) / 64 * 64);
  if (!memory)
    fail("memory", "there is not enough");
  return memory;
}

static unsigned char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file)
    return NULL;
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  unsigned char *bytes = allocate(*size + 1);
  if (fread(bytes, 1, *size, file) != *size)
    fail(path, "cannot be read");
  fclose(file);
  return bytes;
}

/* The old file stays until the new one is whole. */
static void write_state(const char *path, const void *state) {
  char temporary[4096];
  snprintf(temporary, sizeof temporary, "%s.tmp", path);
  FILE *file = fopen(temporary, "wb");
  if (!file || fwrite(state, 1, STEP_STATE_BYTES, file) != STEP_STATE_BYTES || fclose(file) != 0 ||
      rename(temporary, path) != 0)
    fail(path, "cannot be written");
}

static void *load_state(const char *path) {
  size_t size;
  void *state = read_file(path, &size);
  const char *problem = state ? step_check_state(state, size) : NULL;
  if (problem)
    fail(path, problem);
  if (!state) {
    state = allocate(STEP_STATE_BYTES);
    step_initialize(state);
  }
  return state;
}

struct samples {
  const unsigned char *images, *labels;
  size_t pixels, training, total;
  float mean, deviation;
};

/* Fills a batch with samples of an order, or with consecutive ones. */
static void fill(const struct samples *samples, const uint32_t *order, size_t first, size_t batch, float *data,
                 int32_t *labels) {
  for (size_t i = 0; i < batch; ++i) {
    size_t sample = order ? order[first + i] : first + i;
    labels[i] = samples->labels[sample];
    const unsigned char *image = samples->images + sample * samples->pixels;
    for (size_t pixel = 0; pixel < samples->pixels; ++pixel)
      data[i * samples->pixels + pixel] = ((float)image[pixel] / 255.0f - samples->mean) / samples->deviation;
  }
}

/* An order that depends on the number of the step alone, so that a training that
 * is resumed sees the same. */
static void shuffle(uint32_t *order, size_t count, uint64_t seed) {
  for (size_t i = 0; i < count; ++i)
    order[i] = (uint32_t)i;
  for (size_t i = count - 1; i > 0; --i) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    size_t other = (seed >> 33) % (i + 1);
    uint32_t entry = order[i];
    order[i] = order[other];
    order[other] = entry;
  }
}

/* Share of right answers among the samples that are not trained on. */
static double evaluate(const struct samples *samples, void *state, void *arena, size_t batch, float *data,
                       int32_t *labels, float *scores) {
  const struct compress_model *network = network_model();
  const struct compress_training *training = step_model()->training;
  const void *inputs[64] = {data};
  void *outputs[1] = {scores};
  for (uint32_t i = 1; i < network->num_inputs; ++i)
    for (uint32_t j = 0; j < training->num_tensors; ++j)
      if (strcmp(network->inputs[i].name, training->tensors[j].name) == 0)
        inputs[i] = step_get_tensor(state, j);
  size_t classes = (size_t)network->outputs->shape[1], right = 0, seen = 0;
  for (size_t first = samples->training; first + batch <= samples->total; first += batch, seen += batch) {
    fill(samples, NULL, first, batch, data, labels);
    network_run(network->weights, arena, inputs, outputs);
    for (size_t i = 0; i < batch; ++i) {
      size_t best = 0;
      for (size_t k = 1; k < classes; ++k)
        if (scores[i * classes + k] > scores[i * classes + best])
          best = k;
      right += best == (size_t)labels[i];
    }
  }
  return (double)right / (double)seen;
}

int main(int argc, char **argv) {
  if (argc != 8)
    fail("usage", "fine_tune IMAGES LABELS MEAN STD STATE EPOCHS LEARNING-RATE");
  const char *missing = step_model()->check_cpu();
  if (missing)
    fail("step", missing);
  size_t image_bytes = 0, label_bytes = 0;
  unsigned char *images = read_file(argv[1], &image_bytes), *labels = read_file(argv[2], &label_bytes);
  const struct compress_tensor *input = &step_model()->inputs[step_model()->training->data];
  size_t batch = (size_t)input->shape[0], pixels = 1;
  for (int32_t i = 1; i < input->rank; ++i)
    pixels *= (size_t)input->shape[i];
  if (!images || !labels)
    fail(images ? argv[2] : argv[1], "cannot be opened");
  if (label_bytes < 8 || image_bytes != 16 + (label_bytes - 8) * pixels)
    fail(argv[1], "is no IDX file of images that fit the labels and the network");
  struct samples samples = {images + 16,     labels + 8,        pixels, (label_bytes - 8) / 5 * 4, label_bytes - 8,
                            strtof(argv[3], NULL), strtof(argv[4], NULL)};
  size_t steps = samples.training / batch, epochs = strtoul(argv[6], NULL, 10);
  if (steps == 0)
    fail(argv[1], "has less than a batch of images");
  float rate = strtof(argv[7], NULL);

  void *state = load_state(argv[5]);
  void *arena = allocate(STEP_ARENA_BYTES > NETWORK_ARENA_BYTES ? STEP_ARENA_BYTES : NETWORK_ARENA_BYTES);
  float *data = allocate(batch * pixels * sizeof(float)), *scores = allocate(NETWORK_OUTPUT_0_BYTES);
  int32_t *answers = allocate(batch * sizeof(int32_t));
  uint32_t *order = allocate(samples.training * sizeof(uint32_t));
  uint64_t *done = &((struct compress_state *)state)->step;
  printf("state: %u bytes, arena: %u bytes\n", STEP_STATE_BYTES, STEP_ARENA_BYTES);
  printf("after %3d steps: accuracy %.4f\n", (int)*done,
         evaluate(&samples, state, arena, batch, data, answers, scores));
  while (*done < epochs * steps) {
    double sum = 0.0;
    shuffle(order, samples.training, *done);
    for (size_t step = 0; step < steps; ++step) {
      float loss;
      fill(&samples, order, step * batch, batch, data, answers);
      step_train(step_model()->weights, arena, state, data, answers, rate, &loss, NULL);
      sum += loss;
    }
    write_state(argv[5], state);
    printf("after %3d steps: accuracy %.4f, loss %.4f\n", (int)*done,
           evaluate(&samples, state, arena, batch, data, answers, scores), sum / (double)steps);
  }
  return 0;
}
