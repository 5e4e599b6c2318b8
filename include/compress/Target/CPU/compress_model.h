/* What a compiled model says of itself: the interface of libraries and objects
 * that compress-translate makes. Version 3.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef COMPRESS_MODEL_H
#define COMPRESS_MODEL_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A tensor that goes in or comes out; row-major, without gaps. */
struct compress_tensor {
  const char *name;
  const char *type; /* "f32", "f64", "i1" (a byte, 0 or 1), "i8", "u8", "i16",
                       "i32", "i64" */
  int32_t rank;
  const int64_t *shape; /* rank numbers */
  double scale; /* real = scale * (entry - zero_point); 0: not quantized */
  int32_t zero_point;
};

struct compress_training;

struct compress_model {
  uint32_t version; /* 3; read nothing else if it is a greater one. Version 1
                       ended after run, version 2 after set_threads. */
  uint32_t num_inputs, num_outputs;
  uint64_t weight_bytes, arena_bytes;
  const struct compress_tensor *inputs, *outputs;
  /* The weights, aligned to 64 bytes; null: they are packed, or in a file, see
   * struct compress_weight_file. */
  const void *weights;
  /* Null if this CPU can run the code, else a sentence that names what is
   * missing. Call it before run. */
  const char *(*check_cpu)(void);
  /* weights: weight_bytes, aligned to 64 bytes. arena: memory for temporary
   * values, arena_bytes long, aligned to 64 bytes; contents need not survive
   * between calls. inputs, outputs: one pointer per tensor; no two overlap.
   * Any number of threads may call it, each with an arena of its own. */
  void (*run)(const void *weights, void *arena, const void *const *inputs,
              void *const *outputs);
  /* Sets how many threads a call of run may use from now on, the caller
   * included; 1 at first. Null if the model was made without --threads. Results
   * do not depend on it. */
  void (*set_threads)(int32_t count);
  /* Packed weights, packed_bytes long; null: they are not packed, or packed in
   * a file. */
  const void *packed_weights;
  uint64_t packed_bytes;
  /* Writes the weights, weight_bytes, to memory that is aligned to 64 bytes.
   * packed: packed_weights, or a whole file of packed weights, of packed_bytes;
   * it may be damaged. Returns null, or a sentence that says what is wrong.
   * Null if the weights are not packed. */
  const char *(*unpack_weights)(const void *packed, uint64_t packed_bytes,
                                void *weights);
  /* Null if the model is not a step of a training. */
  const struct compress_training *training;
};

/* A tensor that lives from step to step. */
struct compress_state_tensor {
  const char *name; /* also the name of the model's input */
  const char *role; /* "parameter", "slot" (what the optimizer remembers),
                       "statistic" or "mask" */
  uint64_t bytes;
  uint64_t offset[2];  /* where it is in the state, after an even and after an
                          odd number of steps */
  const void *initial; /* its bytes at first; null: zeros */
  uint32_t input;
  int32_t output; /* -1: steps do not change it */
};

/* A training: its state is one block of memory that the caller owns, which can
 * be written to a file and read again at any time between steps. */
struct compress_training {
  uint64_t state_bytes, hash;
  uint32_t num_tensors;
  const struct compress_state_tensor *tensors;
  /* Which inputs and outputs of the model these are; correct: -1 if samples
   * have no class. */
  uint32_t data, labels, learning_rate, step, loss;
  int32_t correct;
  /* state: state_bytes, aligned to 64 bytes. */
  void (*initialize)(void *state);
  /* Null if the `size` bytes at `state` are a state of this training, else a
   * sentence that says what is wrong. */
  const char *(*check_state)(const void *state, uint64_t size);
  /* One step on a batch. Writes the loss and, unless `correct` is null, how
   * many samples had the right answer before the step. weights, arena: see
   * struct compress_model. */
  void (*train)(const void *weights, void *arena, void *state, const void *data,
                const void *labels, float learning_rate, float *loss,
                int32_t *correct);
  /* Where tensor `index` is now; the next step moves it. */
  void *(*get_tensor)(void *state, uint32_t index);
};

/* A state starts with this. */
struct compress_state {
  char magic[8]; /* "CMPRSST1" */
  uint64_t state_bytes;
  uint64_t hash; /* of names, types, shapes and offsets */
  uint64_t step; /* how many steps were done */
  char reserved[32];
};

/* A file of weights starts with this. After it, at header_bytes, follow the
 * weights, so that a mapped file can be used as it is, or packed weights. All
 * numbers are little endian.
 * hash: start with weight_bytes; for each 64-bit word w of the weights,
 * hash = rotate_left(hash ^ w, 29) * 0x9E3779B97F4A7C15.
 * Packed weights are parts, each for the next 4096 bytes or what is left: a
 * byte for the form, one for the unit (1, 2 or 4 bytes), and a count of 16
 * bits; then form 0: count parts as they are; form 1: a bit for each unit, the
 * lowest first, set if it is not zero, in whole bytes; count units, those that
 * are not zero; form 2: count bytes, each the number of zero units in front of
 * the next one that is stored; count units. */
struct compress_weight_file {
  char magic[8];         /* "CMPRSWT1"; "CMPRSWT2": packed */
  uint64_t header_bytes; /* 64 */
  uint64_t weight_bytes; /* before they were packed */
  uint64_t hash;
  uint64_t packed_bytes; /* of what follows; not packed: zero */
  char reserved[24];     /* zero */
};

#ifdef __cplusplus
}
#endif

#endif /* COMPRESS_MODEL_H */
