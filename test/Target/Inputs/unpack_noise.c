/* Unpacks invented files from buffers of exactly their size, for
 * AddressSanitizer. The hash is that of the result where all parts are good, so
 * that these are told apart from those that are damaged. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *compress_runtime_unpack_weights(const void *file, uint64_t size, uint64_t weight_bytes, uint64_t hash,
                                            void *weights);

static uint64_t state = 1;

static uint32_t draw(uint32_t limit) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(state >> 33) % limit;
}

static uint64_t get_hash(const uint8_t *weights, uint64_t size) {
  uint64_t hash = size;
  for (uint64_t i = 0; i + 8 <= size; i += 8) {
    uint64_t word;
    memcpy(&word, weights + i, 8);
    word ^= hash;
    hash = (word << 29 | word >> 35) * 0x9E3779B97F4A7C15u;
  }
  return hash;
}

/* Parts, most of them as they should be. */
static uint64_t invent(uint8_t *out, uint64_t weight_bytes) {
  uint8_t *start = out;
  for (uint64_t left = weight_bytes; left > 0;) {
    uint32_t bytes = left < 4096 ? (uint32_t)left : 4096;
    uint32_t unit = 1u << draw(3), form = draw(20) ? draw(3) : draw(256), count = form == 0 ? 1 : draw(40);
    uint32_t mask = form == 1 ? (bytes / unit + 7) / 8 : 0, places = form == 2 ? count : 0;
    uint32_t values = form == 0 ? bytes : count * unit;
    *out++ = (uint8_t)form;
    *out++ = (uint8_t)(draw(20) ? unit : draw(256));
    *out++ = (uint8_t)count;
    *out++ = draw(40) == 0;
    for (uint32_t i = 0; i < mask; ++i)
      *out++ = (uint8_t)(i < count / 8 ? 255 : i == count / 8 ? (1 << count % 8) - 1 : 0);
    for (uint32_t i = 0; i < places + values; ++i)
      *out++ = (uint8_t)draw(100);
    left -= bytes;
  }
  return (uint64_t)(out - start);
}

int main(void) {
  static uint8_t file[1 << 16];
  int good = 0, files = 0;
  for (; files < 20000; ++files) {
    uint64_t weight_bytes = draw(1250) * 8, size = 64;
    memcpy(file, "CMPRSWT2", 8);
    size += invent(file + 64, weight_bytes);
    if (draw(4) == 0)
      size -= draw(10) % (size - 63);
    uint64_t fields[] = {64, weight_bytes, 0, size - 64};
    memcpy(file + 8, fields, sizeof(fields));
    uint8_t *copy = malloc(size), *weights = malloc(weight_bytes ? weight_bytes : 1);
    memcpy(copy, file, size);
    const char *problem = compress_runtime_unpack_weights(copy, size, weight_bytes, 0, weights);
    if (weight_bytes && problem) {
      /* With the hash of what was written only good parts are accepted. */
      uint64_t hash = get_hash(weights, weight_bytes);
      memcpy(copy + 24, &hash, 8);
      good += !compress_runtime_unpack_weights(copy, size, weight_bytes, hash, weights);
    }
    free(copy);
    free(weights);
  }
  printf("%d files, %d with good parts, none outside its buffers\n", files, good);
  return 0;
}
