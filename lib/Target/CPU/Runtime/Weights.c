//===- Weights.c - checks and unpacks the weights of a model --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Part of models whose weights are packed or in a file, as LLVM bitcode. The
// bytes may come from anywhere: nothing in them is trusted. compress_model.h
// describes them, Support/PackedBytes.h writes them.
//
//===----------------------------------------------------------------------===//

#include <stddef.h>
#include <stdint.h>

enum { kHeaderBytes = 64, kPartBytes = 4096, kPartHeaderBytes = 4 };
enum { kPlain, kMask, kGaps };

static const char kDamaged[] = "the file of weights is damaged";

// All targets are little endian.
static uint64_t load64(const uint8_t *bytes) {
  uint64_t value;
  __builtin_memcpy(&value, bytes, sizeof(value));
  return value;
}

static uint64_t get_hash(const uint8_t *weights, uint64_t size) {
  uint64_t hash = size;
  for (uint64_t i = 0; i + 8 <= size; i += 8) {
    uint64_t x = hash ^ load64(weights + i);
    hash = (x << 29 | x >> 35) * 0x9E3779B97F4A7C15u;
  }
  return hash;
}

// Null, or what is wrong with the header of a file.
static const char *check_header(const uint8_t *file, uint64_t size,
                                const char *magic, uint64_t weight_bytes,
                                uint64_t hash) {
  if (size < kHeaderBytes)
    return "the file of weights is too short";
  if (load64(file) != load64((const uint8_t *)magic) ||
      load64(file + 8) != kHeaderBytes)
    return "this is not a file of weights of the kind that this model needs";
  if (load64(file + 16) != weight_bytes || load64(file + 24) != hash)
    return "the weights belong to another model";
  return NULL;
}

/// Null if the file has the weights of this hash as they are, else a sentence.
const char *compress_runtime_check_weights(const void *file, uint64_t size,
                                           uint64_t weight_bytes,
                                           uint64_t hash) {
  const uint8_t *bytes = file;
  const char *problem =
      check_header(bytes, size, "CMPRSWT1", weight_bytes, hash);
  if (problem)
    return problem;
  if (size - kHeaderBytes != weight_bytes)
    return "the file of weights is not as long as this model needs";
  return get_hash(bytes + kHeaderBytes, weight_bytes) == hash ? NULL : kDamaged;
}

static void put(uint8_t *out, const uint8_t *value, uint32_t unit) {
  if (unit == 4)
    __builtin_memcpy(out, value, 4);
  else if (unit == 2)
    __builtin_memcpy(out, value, 2);
  else
    *out = *value;
}

// Both of these read `count` values of `unit` bytes, and where they go in a
// part of `units`, which is zero; they return what follows, or null if that
// does not fit together.
static const uint8_t *read_mask(const uint8_t *in, const uint8_t *end,
                                uint32_t unit, uint32_t count, uint8_t *out,
                                uint32_t units) {
  uint32_t mask_bytes = (units + 7) / 8, used = 0;
  if ((uint64_t)(end - in) < mask_bytes + (uint64_t)count * unit)
    return NULL;
  const uint8_t *values = in + mask_bytes;
  for (uint32_t i = 0; i < mask_bytes; ++i)
    for (uint32_t bits = in[i]; bits; bits &= bits - 1) {
      uint32_t at = i * 8 + (uint32_t)__builtin_ctz(bits);
      if (at >= units || used == count)
        return NULL;
      put(out + at * unit, values + used++ * unit, unit);
    }
  return used == count ? values + count * unit : NULL;
}

static const uint8_t *read_gaps(const uint8_t *in, const uint8_t *end,
                                uint32_t unit, uint32_t count, uint8_t *out,
                                uint32_t units) {
  if ((uint64_t)(end - in) < (uint64_t)count * (unit + 1))
    return NULL;
  const uint8_t *values = in + count;
  uint32_t at = 0;
  for (uint32_t i = 0; i < count; ++i, ++at) {
    at += in[i];
    if (at >= units)
      return NULL;
    put(out + at * unit, values + i * unit, unit);
  }
  return values + count * unit;
}

// Reads a part into `bytes` at `out`, at most `left`; returns what follows, or
// null if it is damaged.
static const uint8_t *read_part(const uint8_t *in, const uint8_t *end,
                                uint8_t *out, uint64_t left, uint64_t *bytes) {
  if (end - in < kPartHeaderBytes)
    return NULL;
  uint32_t form = in[0], unit = in[1], count = in[2] | (uint32_t)in[3] << 8;
  in += kPartHeaderBytes;
  *bytes = form == kPlain ? (uint64_t)count * kPartBytes : kPartBytes;
  if (*bytes > left)
    *bytes = left;
  if (form == kPlain) {
    if (*bytes == 0 || (uint64_t)(end - in) < *bytes)
      return NULL;
    __builtin_memcpy(out, in, *bytes);
    return in + *bytes;
  }
  if ((unit != 1 && unit != 2 && unit != 4) || *bytes % unit != 0)
    return NULL;
  __builtin_memset(out, 0, *bytes);
  uint32_t units = (uint32_t)*bytes / unit;
  if (form == kMask)
    return read_mask(in, end, unit, count, out, units);
  if (form == kGaps)
    return read_gaps(in, end, unit, count, out, units);
  return NULL;
}

/// Null if the packed file has the weights of this hash, which it writes to
/// `weights`, `weight_bytes` long; else a sentence, and any bytes there.
const char *compress_runtime_unpack_weights(const void *file, uint64_t size,
                                            uint64_t weight_bytes,
                                            uint64_t hash, void *weights) {
  const uint8_t *in = file, *end = in + size;
  const char *problem = check_header(in, size, "CMPRSWT2", weight_bytes, hash);
  if (problem)
    return problem;
  if (load64(in + 32) != size - kHeaderBytes)
    return "the file of weights is not as long as it says";
  in += kHeaderBytes;
  uint8_t *out = weights;
  for (uint64_t left = weight_bytes, bytes = 0; left > 0; left -= bytes) {
    in = read_part(in, end, out, left, &bytes);
    if (!in)
      return kDamaged;
    out += bytes;
  }
  return in == end && get_hash(weights, weight_bytes) == hash ? NULL : kDamaged;
}
