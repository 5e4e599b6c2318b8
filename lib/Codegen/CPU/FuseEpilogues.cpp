//===- FuseEpilogues.cpp - elementwise operations into kernels ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/CPU/Passes.h"
#include "compress/Dialect/Compress/IR/Compress.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/ReshapeOpsUtils.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::compress {
#define GEN_PASS_DEF_FUSEEPILOGUES
#include "compress/Codegen/CPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {
/// How an operand of an elementwise operation reaches a kernel's region.
enum class Access { PerEntry, PerColumn, Scalar, Other };
} // namespace

static Access classify(linalg::GenericOp op, OpOperand &operand) {
  if (!isa<RankedTensorType>(operand.get().getType()))
    return Access::Scalar;
  // An i1 is a byte in memory, and a bit where a kernel loads a vector of them.
  if (getElementTypeOrSelf(operand.get()).isInteger(1))
    return Access::Other;
  AffineMap map = op.getMatchingIndexingMap(&operand);
  if (map.isIdentity())
    return Access::PerEntry;
  if (map.getNumResults() == 0)
    return Access::Other;
  bool isColumn = map.getResults().back() ==
                  getAffineDimExpr(map.getNumDims() - 1, op.getContext());
  for (AffineExpr result : map.getResults().drop_back()) {
    auto constant = dyn_cast<AffineConstantExpr>(result);
    isColumn &= constant && constant.getValue() == 0;
  }
  return isColumn ? Access::PerColumn : Access::Other;
}

/// The one operation that uses `kernel`, if the kernel can compute it as well.
static linalg::GenericOp getFusableUser(KernelOp kernel) {
  Value result = kernel.getResult(0);
  if (result.use_empty())
    return {};
  auto generic = dyn_cast<linalg::GenericOp>(*result.user_begin());
  if (!generic || generic->getBlock() != kernel->getBlock() ||
      !llvm::all_of(result.getUsers(),
                    [&](Operation *user) { return user == generic; }))
    return {};
  bool isElementwise =
      generic.getNumResults() == 1 && !generic.hasDynamicShape() &&
      generic.getNumParallelLoops() == generic.getNumLoops() &&
      generic.getMatchingIndexingMap(generic.getDpsInitOperand(0))
          .isIdentity() &&
      generic.getMatchingBlockArgument(generic.getDpsInitOperand(0))
          .use_empty();
  if (!isElementwise)
    return {};
  for (OpOperand *operand : generic.getDpsInputOperands()) {
    Access access = classify(generic, *operand);
    if (access == Access::Other ||
        (operand->get() == result && access != Access::PerEntry))
      return {};
  }
  for (Operation &inner : generic.getBody()->without_terminator())
    if (!OpTrait::hasElementwiseMappableTraits(&inner) &&
        !inner.hasTrait<OpTrait::ConstantLike>())
      return {};
  return generic;
}

/// `value` with one entry per column, as rank 1.
static Value flattenColumns(RewriterBase &rewriter, Location loc, Value value) {
  auto type = cast<RankedTensorType>(value.getType());
  if (type.getRank() == 1)
    return value;
  SmallVector<ReassociationIndices> all(1);
  llvm::append_range(all.front(), llvm::seq<int64_t>(0, type.getRank()));
  return tensor::CollapseShapeOp::create(rewriter, loc, value, all);
}

/// Replaces `kernel` and `generic` by a kernel that computes both.
static KernelOp fuse(RewriterBase &rewriter, KernelOp kernel,
                     linalg::GenericOp generic) {
  rewriter.setInsertionPoint(generic);
  IRMapping mapping;
  SmallVector<Value> extras(kernel.getExtras());
  SmallVector<OpOperand *> added;
  for (OpOperand *operand : generic.getDpsInputOperands()) {
    if (operand->get() == kernel.getResult(0))
      continue;
    Access access = classify(generic, *operand);
    if (access == Access::Scalar) {
      mapping.map(generic.getMatchingBlockArgument(operand), operand->get());
      continue;
    }
    extras.push_back(
        access == Access::PerColumn
            ? flattenColumns(rewriter, generic.getLoc(), operand->get())
            : operand->get());
    added.push_back(operand);
  }
  Value init = generic.getDpsInits()[0];
  auto fused = KernelOp::create(
      rewriter, kernel.getLoc(), TypeRange(init.getType()), kernel.getName(),
      kernel.getKind(), kernel.getInput(), kernel.getWeight(),
      kernel.getTables(), kernel.getBias(), extras, kernel.getInputLimit(),
      kernel.getColumnLimit(), init);
  fused.getEpilogue().takeBody(kernel.getEpilogue());
  Block &block = fused.getEpilogue().front();
  for (OpOperand *operand : added)
    mapping.map(generic.getMatchingBlockArgument(operand),
                block.addArgument(getElementTypeOrSelf(operand->get()),
                                  generic.getLoc()));
  auto yield = cast<YieldOp>(block.getTerminator());
  for (OpOperand *operand : generic.getDpsInputOperands())
    if (operand->get() == kernel.getResult(0))
      mapping.map(generic.getMatchingBlockArgument(operand), yield.getValue());
  rewriter.setInsertionPoint(yield);
  for (Operation &inner : generic.getBody()->without_terminator())
    rewriter.clone(inner, mapping);
  Value value = generic.getBody()->getTerminator()->getOperand(0);
  yield.getValueMutable().assign(mapping.lookupOrDefault(value));
  rewriter.replaceOp(generic, fused.getResult(0));
  rewriter.eraseOp(kernel);
  return fused;
}

/// True if a kernel is going to compute `op`.
static bool followsKernel(Operation *op) {
  return llvm::any_of(op->getOperands(), [&](Value operand) {
    auto kernel = operand.getDefiningOp<KernelOp>();
    return kernel && getFusableUser(kernel) == op;
  });
}

/// Makes chains of elementwise operations one operation each, but leaves those
/// that kernels are going to take: what comes after them may need a kernel's
/// result together with another's, and should read it in the narrow type.
static LogicalResult fuseElementwise(func::FuncOp func) {
  RewritePatternSet patterns(func.getContext());
  linalg::populateElementwiseOpsFusionPatterns(
      patterns, [](OpOperand *operand) {
        Operation *producer = operand->get().getDefiningOp();
        return producer && producer->hasOneUse() && !followsKernel(producer);
      });
  linalg::populateEraseUnusedOperandsAndResultsPatterns(patterns);
  linalg::GenericOp::getCanonicalizationPatterns(patterns, func.getContext());
  GreedyRewriteConfig config;
  config.setUseTopDownTraversal();
  return applyPatternsGreedily(func, std::move(patterns), config);
}

namespace {
struct FuseEpilogues : public compress::impl::FuseEpiloguesBase<FuseEpilogues> {
  void runOnOperation() override {
    if (failed(fuseElementwise(getOperation())))
      return signalPassFailure();
    IRRewriter rewriter(&getContext());
    SmallVector<KernelOp> kernels;
    getOperation().walk([&](KernelOp op) {
      if (!op.getResults().empty())
        kernels.push_back(op);
    });
    for (KernelOp kernel : kernels)
      while (linalg::GenericOp user = getFusableUser(kernel)) {
        kernel = fuse(rewriter, kernel, user);
        ++numFused;
      }
  }
};
} // namespace
