//===- KernelOperands.h - what kernels read ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_CODEGEN_CPU_KERNELOPERANDS_H
#define COMPRESS_LIB_CODEGEN_CPU_KERNELOPERANDS_H

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Dialect/Compress/IR/CompressIsa.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/PatternMatch.h"

namespace mlir::compress {

/// Entries that one instruction multiplies and sums, and the type in which it
/// wants the input.
struct OperandForm {
  Type input;
  int64_t group = 1;
  /// i8 entries are read as unsigned: 128 is added to all of them.
  bool isBiased() const { return input.isInteger(8); }
};

/// A layer with one weight, on its way to a kernel.
struct KernelLayer {
  StringRef name;
  Value input, weight, bias;
  int32_t inputZp = 0, weightZp = 0;
  RankedTensorType result;
  /// How many channels of the input are in use, if that is known at run time.
  Value inputLimit;

  static KernelLayer get(Conv2DOp op);
  static KernelLayer get(DenseOp op);
};

/// Brings what layers read into the form that kernels of an instruction set
/// read.
class KernelOperands {
public:
  KernelOperands(IRRewriter &rewriter, Isa isa)
      : rewriter(rewriter), isa(isa) {}

  /// What is made next comes before `op`.
  void setPlace(Operation *op) {
    rewriter.setInsertionPoint(op);
    loc = op->getLoc();
  }

protected:
  OperandForm getForm(Type element, bool hasByteWeights) const;
  /// Brings the weights of an integer layer, and the zero points into the bias.
  /// False if they are not known or do not fit.
  bool prepareIntegers(KernelLayer &layer, std::vector<int32_t> &weights,
                       OperandForm &form);
  /// A known f32 bias becomes a constant.
  void prepareFloatBias(KernelLayer &layer);
  /// What stands outside of the image in an input of this form.
  int64_t getPadValue(const KernelLayer &layer, const OperandForm &form) const;
  Value makeConstant(TypedAttr value) {
    return arith::ConstantOp::create(rewriter, loc, value);
  }
  /// `body` of every entry.
  Value mapEntries(Value value, Type element,
                   llvm::function_ref<Value(Value)> body);
  /// i8 entries as the kernel reads them.
  Value toForm(Value value, const OperandForm &form);
  /// Pads height and width. The buffer is made where the function begins, so
  /// that what computes the input can write into it.
  Value pad(Value input, ArrayRef<int64_t> pads, int64_t value);
  /// A tensor of `shape` whose entries come from where `from` says.
  Value copyEntries(Value value, ArrayRef<int64_t> shape, AffineMap from);
  /// A kernel that writes its sums to `init`.
  Value buildKernel(StringRef name, KernelAttrInterface kind, Value input,
                    Value weight, Value bias, Value init,
                    ValueRange tables = {}, Value inputLimit = {},
                    Value columnLimit = {});

  /// A kernel that writes its sums.
  Value buildKernel(const KernelLayer &layer, KernelAttrInterface kind,
                    Value input, Value weight, ValueRange tables = {});

  IRRewriter &rewriter;
  Isa isa;
  Location loc = rewriter.getUnknownLoc();

private:
  Value findPadded(Value input, RankedTensorType type, ArrayRef<int64_t> pads);
  Value fillBorder(Value padded, unsigned dim, bool atEnd, int64_t size,
                   int64_t value);
};

} // namespace mlir::compress

#endif // COMPRESS_LIB_CODEGEN_CPU_KERNELOPERANDS_H
