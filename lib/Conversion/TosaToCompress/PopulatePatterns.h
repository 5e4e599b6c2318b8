//===- PopulatePatterns.h - pattern families of the way in ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The patterns make layers without a name, whose weights are TOSA constants
// behind reshapes and transposes; `raiseParameters` names them and moves the
// entries.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CONVERSION_TOSATOCOMPRESS_POPULATEPATTERNS_H
#define COMPRESS_LIB_CONVERSION_TOSATOCOMPRESS_POPULATEPATTERNS_H

#include "mlir/IR/PatternMatch.h"

namespace mlir::compress {

/// Pairs of `maximum` and `minimum` become clamps, means over height and width
/// average pools.
void populateActivationPatterns(RewritePatternSet &patterns);
/// Batch norms written as elementwise operations.
void populateBatchNormPatterns(RewritePatternSet &patterns);
/// Plain and depthwise convolutions.
void populateConvolutionPatterns(RewritePatternSet &patterns);
/// Moves transposes out of the way, so that the network becomes NHWC.
void populateLayoutPatterns(RewritePatternSet &patterns);
/// Matrix products; needs convolutions raised and transposes moved.
void populateLinearPatterns(RewritePatternSet &patterns);
/// Pads become part of the convolution after them.
void populatePadPatterns(RewritePatternSet &patterns);
/// Additions of a constant per channel become the bias of the layer before.
void populateBiasPatterns(RewritePatternSet &patterns);
/// Reshapes, and transposes that are reshapes, are merged.
void populateReshapePatterns(RewritePatternSet &patterns);

/// Why an operation that does the work of a layer cannot be raised; empty for
/// all others.
StringRef getConvolutionObstacle(Operation *op);
StringRef getLinearObstacle(Operation *op);

/// Names the layers of `function` and turns the constants they use into
/// parameters. Fails with a diagnostic where a constant cannot be read.
LogicalResult raiseParameters(Operation *function);

} // namespace mlir::compress

#endif // COMPRESS_LIB_CONVERSION_TOSATOCOMPRESS_POPULATEPATTERNS_H
