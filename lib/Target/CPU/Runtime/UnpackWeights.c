//===- UnpackWeights.c - zeros come back ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Part of every model whose weights are stored compactly; see CompactWeights.h.
//
//===----------------------------------------------------------------------===//

#include <stddef.h>
#include <stdint.h>

enum { kEnd = 0, kPlain = 1, kMask = 2, kGaps = 3, kLongGap = 255 };

static uint32_t read_u32(const uint8_t *at) {
  return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
         (uint32_t)at[3] << 24;
}

static void copy(uint8_t *to, const uint8_t *from, size_t count) {
  for (size_t i = 0; i < count; ++i)
    to[i] = from[i];
}

static void clear(uint8_t *to, size_t count) {
  for (size_t i = 0; i < count; ++i)
    to[i] = 0;
}

/// Writes the entries of one part; `sources` are its stored values.
static void unpack_mask(const uint8_t *mask, uint32_t count, uint32_t unit,
                        uint8_t *to) {
  const uint8_t *values = mask + (count + 7) / 8;
  for (uint32_t i = 0; i < count; ++i)
    if (mask[i / 8] >> (i % 8) & 1) {
      copy(to + (size_t)i * unit, values, unit);
      values += unit;
    }
}

static void unpack_gaps(const uint8_t *gaps, uint32_t num_gaps, uint32_t unit,
                        uint8_t *to) {
  const uint8_t *values = gaps + num_gaps;
  for (uint32_t i = 0; i < num_gaps; ++i) {
    to += (size_t)gaps[i] * unit;
    if (gaps[i] == kLongGap)
      continue;
    copy(to, values, unit);
    values += unit;
    to += unit;
  }
}

/// Writes the weights that are stored at `from` to `to`.
void compress_unpack_weights(const uint8_t *from, uint8_t *to) {
  for (;;) {
    uint32_t scheme = from[0], unit = from[1];
    if (scheme == kEnd)
      return;
    uint32_t count = read_u32(from + 4), stored = read_u32(from + 8);
    uint32_t num_gaps = read_u32(from + 12);
    size_t size = (size_t)count * unit;
    from += 16;
    if (scheme == kPlain) {
      copy(to, from, size);
    } else {
      clear(to, size);
      if (scheme == kMask)
        unpack_mask(from, count, unit, to);
      else
        unpack_gaps(from, num_gaps, unit, to);
    }
    from += stored;
    to += size;
  }
}
