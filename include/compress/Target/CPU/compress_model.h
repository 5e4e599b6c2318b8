/* What a compiled model says of itself: the interface of libraries and objects
 * that compress-translate makes. Version 2.
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

struct compress_model {
  uint32_t version; /* 2; read nothing else if it is a greater one. Version 1
                       ended after run. */
  uint32_t num_inputs, num_outputs;
  uint64_t weight_bytes, arena_bytes;
  const struct compress_tensor *inputs, *outputs;
  /* The weights, aligned to 64 bytes; null: they are in a file, see
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
};

/* A file of weights starts with this; the weights follow at header_bytes, so
 * that a mapped file can be used as it is. All numbers are little endian.
 * hash: start with weight_bytes; for each 64-bit word w of the weights,
 * hash = rotate_left(hash ^ w, 29) * 0x9E3779B97F4A7C15. */
struct compress_weight_file {
  char magic[8];         /* "CMPRSWT1" */
  uint64_t header_bytes; /* 64 */
  uint64_t weight_bytes;
  uint64_t hash;
  char reserved[32]; /* zero */
};

#ifdef __cplusplus
}
#endif

#endif /* COMPRESS_MODEL_H */
