//===- TrainStep.c - steps of a training over a block of memory -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Part of models that are steps of a training, as LLVM bitcode; see
// compress_model.h. A state has two places for each tensor that steps change: a
// step reads one and writes the other, so that nothing is copied. The number of
// steps is written last, so a step that is cut short leaves the state as it was.
//
//===----------------------------------------------------------------------===//

#include "compress/Target/CPU/compress_model.h"

static const char magic[8] = {'C', 'M', 'P', 'R', 'S', 'S', 'T', '1'};

void compress_runtime_initialize(const struct compress_training *training, void *state) {
  struct compress_state *header = state;
  char *bytes = state;
  __builtin_memset(state, 0, training->state_bytes);
  __builtin_memcpy(header->magic, magic, sizeof magic);
  header->state_bytes = training->state_bytes;
  header->hash = training->hash;
  for (uint32_t i = 0; i < training->num_tensors; ++i) {
    const struct compress_state_tensor *tensor = &training->tensors[i];
    if (tensor->initial)
      __builtin_memcpy(bytes + tensor->offset[0], tensor->initial, tensor->bytes);
  }
}

const char *compress_runtime_check_state(const struct compress_training *training, const void *state, uint64_t size) {
  struct compress_state header;
  if (size < sizeof header)
    return "this is not a state of a training";
  __builtin_memcpy(&header, state, sizeof header);
  for (unsigned i = 0; i < sizeof magic; ++i)
    if (header.magic[i] != magic[i])
      return "this is not a state of a training";
  if (header.hash != training->hash)
    return "the state belongs to another training";
  if (header.state_bytes != training->state_bytes || size != training->state_bytes)
    return "the state is not as long as this training needs";
  return 0;
}

void *compress_runtime_get_tensor(const struct compress_training *training, void *state, uint32_t index) {
  const struct compress_state *header = state;
  return (char *)state + training->tensors[index].offset[header->step & 1];
}

void compress_runtime_train(const struct compress_model *model, const void *weights, void *arena, void *state,
                          const void *data, const void *labels, float learning_rate, float *loss, int32_t *correct) {
  const struct compress_training *training = model->training;
  struct compress_state *header = state;
  char *bytes = state;
  uint32_t now = header->step & 1;
  int32_t number = (int32_t)header->step, unused;
  const void *inputs[model->num_inputs];
  void *outputs[model->num_outputs];
  for (uint32_t i = 0; i < training->num_tensors; ++i) {
    const struct compress_state_tensor *tensor = &training->tensors[i];
    inputs[tensor->input] = bytes + tensor->offset[now];
    if (tensor->output >= 0)
      outputs[tensor->output] = bytes + tensor->offset[1 - now];
  }
  inputs[training->data] = data;
  inputs[training->labels] = labels;
  inputs[training->learning_rate] = &learning_rate;
  inputs[training->step] = &number;
  outputs[training->loss] = loss;
  if (training->correct >= 0)
    outputs[training->correct] = correct ? correct : &unused;
  model->run(weights, arena, inputs, outputs);
  ++header->step;
}
