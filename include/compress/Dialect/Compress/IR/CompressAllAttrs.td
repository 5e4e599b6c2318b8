//===- CompressAllAttrs.td - all attributes of the dialect ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Attributes are declared family by family, so that those of a method are seen
// only by who uses them, and defined together, because the dialect has one
// parser for all.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSALLATTRS_TD
#define COMPRESS_DIALECT_COMPRESSALLATTRS_TD

include "compress/Dialect/Compress/IR/CompressDistillationAttrs.td"
include "compress/Dialect/Compress/IR/CompressOps.td"
include "compress/Dialect/Compress/IR/CompressMaskingAttrs.td"
include "compress/Dialect/Compress/IR/CompressSearchAttrs.td"
include "compress/Dialect/Compress/IR/CompressSparseAttrs.td"
include "compress/Dialect/Compress/IR/CompressTrainerAttrs.td"

#endif // COMPRESS_DIALECT_COMPRESSALLATTRS_TD
