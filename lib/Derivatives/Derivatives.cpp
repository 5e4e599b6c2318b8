//===- Derivatives.cpp - registration of all derivatives ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Derivatives/Derivatives.h"
#include "DerivativeModel.h"
#include "compress/Dialect/Compress/IR/Compress.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"

using namespace mlir;
using namespace mlir::compress;

void compress::registerDerivatives(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, CompressDialect *) {
    attachCompressBatchNormDerivatives(*context);
    attachCompressChoiceDerivatives(*context);
    attachCompressLayerDerivatives(*context);
    attachCompressLossDerivatives(*context);
    attachCompressValueDerivatives(*context);
  });
  registry.addExtension(+[](MLIRContext *context, tosa::TosaDialect *) {
    attachTosaLayerDerivatives(*context);
    attachTosaMovementDerivatives(*context);
    attachTosaPointwiseDerivatives(*context);
    attachTosaReductionDerivatives(*context);
  });
  registry.addExtension(+[](MLIRContext *context, tensor::TensorDialect *) {
    attachTensorDerivatives(*context);
  });
}
