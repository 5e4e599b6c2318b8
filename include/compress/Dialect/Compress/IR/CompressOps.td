//===- CompressOps.td - all operations of the compress dialect -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSOPS_TD
#define COMPRESS_DIALECT_COMPRESSOPS_TD

include "compress/Dialect/Compress/IR/CompressAttrs.td"
include "compress/Dialect/Compress/IR/CompressGradientOps.td"
include "compress/Dialect/Compress/IR/CompressKernelOps.td"
include "compress/Dialect/Compress/IR/CompressLayerOps.td"
include "compress/Dialect/Compress/IR/CompressLossOps.td"
include "compress/Dialect/Compress/IR/CompressParameterOps.td"
include "compress/Dialect/Compress/IR/CompressPruningAttrs.td"
include "compress/Dialect/Compress/IR/CompressQuantizationOps.td"
include "compress/Dialect/Compress/IR/CompressTrainingOps.td"

#endif // COMPRESS_DIALECT_COMPRESSOPS_TD
