//===- CompressLossBase.td - what losses have in common -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_DIALECT_COMPRESSLOSSBASE_TD
#define COMPRESS_DIALECT_COMPRESSLOSSBASE_TD

include "compress/Dialect/Compress/IR/CompressBase.td"
include "compress/Interfaces/CostOpInterface.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

/// A type that need not be written.
def Compress_F32Number : Type<0DTensorOf<[F32]>.predicate, "one f32 number",
      "::mlir::RankedTensorType">,
    BuildableType<"::mlir::RankedTensorType::get({}, $_builder.getF32Type())">;

/// A loss of a batch: one number.
class Compress_LossOp<string mnemonic, list<Trait> traits = []>
    : Compress_Op<mnemonic, !listconcat([Pure, CostOpInterface], traits)> {
  let results = (outs Compress_F32Number:$loss);
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// None that a convolution or product would have.
    std::optional<int64_t> getMACs() { return 0; }
    std::optional<int64_t> getBytesMoved() {
      return ::mlir::compress::detail::operandAndResultBytes(getOperation());
    }
  }];
}

#endif // COMPRESS_DIALECT_COMPRESSLOSSBASE_TD
