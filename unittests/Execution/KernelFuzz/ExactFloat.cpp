//===- ExactFloat.cpp - f32 functions in double precision -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ExactFloat.h"
#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Reference/Kernels.h"
#include "compress/Support/Elements.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "llvm/ADT/TypeSwitch.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;

/// Half a unit in the last place of 1.
static constexpr double kRounding = 0x1p-24;

namespace {

/// Sums up products with their errors.
struct Sum {
  double value = 0.0, magnitude = 0.0, error = 0.0;
  int64_t count = 0;

  void add(double a, double aError, double b, double bError) {
    value += a * b;
    magnitude += std::abs(a * b);
    error += std::abs(a) * bError + std::abs(b) * aError + aError * bError;
    ++count;
  }
  double getError() const {
    return error + kRounding * (2 * std::sqrt(count) + 4) * magnitude;
  }
};

class Evaluator {
public:
  std::vector<ExactTensor> run(func::FuncOp function,
                               ArrayRef<const float *> inputs);

private:
  using Tensors = llvm::DenseMap<Value, ExactTensor>;

  static ExactTensor make(Value value) {
    ExactTensor result;
    auto type = cast<RankedTensorType>(value.getType());
    result.shape = llvm::to_vector(type.getShape());
    result.values.resize(type.getNumElements());
    result.errors.resize(type.getNumElements());
    return result;
  }
  void define(Value value, ArrayRef<float> entries) {
    ExactTensor result = make(value);
    llvm::copy(entries, result.values.begin());
    tensors[value] = std::move(result);
  }
  const ExactTensor &get(Value value) { return tensors.find(value)->second; }

  /// `result[i]` is the bias of its column and whatever `fill` adds.
  void runLayer(Operation *op, Value bias,
                llvm::function_ref<void(ArrayRef<int64_t>, Sum &)> fill);
  void runConv2D(Conv2DOp op);
  void runDense(DenseOp op);
  void runBatchMatmul(BatchMatmulOp op);
  void runElementwise(Operation *op);
  void run(Operation *op);

  Tensors tensors;
};

} // namespace

void Evaluator::runLayer(
    Operation *op, Value bias,
    llvm::function_ref<void(ArrayRef<int64_t>, Sum &)> fill) {
  ExactTensor result = make(op->getResult(0));
  reference::forEachEntry(
      result.shape, [&](ArrayRef<int64_t> index, int64_t offset) {
        Sum sum;
        if (bias)
          sum.add(get(bias).values[index.back()], 0.0, 1.0, 0.0);
        fill(index, sum);
        result.values[offset] = sum.value;
        result.errors[offset] = sum.getError();
      });
  tensors[op->getResult(0)] = std::move(result);
}

void Evaluator::runConv2D(Conv2DOp op) {
  const ExactTensor &x = get(op.getInput()), &w = get(op.getWeight());
  int64_t depth = w.shape[3];
  int64_t perGroup = w.shape[0] / int64_t(op.getGroups());
  runLayer(op, op.getBias(), [&](ArrayRef<int64_t> at, Sum &sum) {
    int64_t first = at[3] / perGroup * depth;
    for (int64_t ky = 0; ky < w.shape[1]; ++ky)
      for (int64_t kx = 0; kx < w.shape[2]; ++kx) {
        int64_t y = at[1] * op.getStride()[0] - op.getPad()[0] +
                    ky * op.getDilation()[0];
        int64_t col = at[2] * op.getStride()[1] - op.getPad()[2] +
                      kx * op.getDilation()[1];
        if (y < 0 || y >= x.shape[1] || col < 0 || col >= x.shape[2])
          continue;
        int64_t xAt =
            ((at[0] * x.shape[1] + y) * x.shape[2] + col) * x.shape[3] + first;
        int64_t wAt = ((at[3] * w.shape[1] + ky) * w.shape[2] + kx) * depth;
        for (int64_t i = 0; i < depth; ++i)
          sum.add(x.values[xAt + i], x.errors[xAt + i], w.values[wAt + i],
                  w.errors[wAt + i]);
      }
  });
}

void Evaluator::runDense(DenseOp op) {
  const ExactTensor &x = get(op.getInput()), &w = get(op.getWeight());
  int64_t depth = w.shape[1];
  runLayer(op, op.getBias(), [&](ArrayRef<int64_t> at, Sum &sum) {
    int64_t row = 0;
    for (size_t i = 0; i + 1 < at.size(); ++i)
      row = row * x.shape[i] + at[i];
    for (int64_t k = 0; k < depth; ++k)
      sum.add(x.values[row * depth + k], x.errors[row * depth + k],
              w.values[at.back() * depth + k], w.errors[at.back() * depth + k]);
  });
}

void Evaluator::runBatchMatmul(BatchMatmulOp op) {
  const ExactTensor &a = get(op.getA()), &b = get(op.getB());
  int64_t rows = a.shape[1], depth = a.shape[2], columns = b.shape[2];
  runLayer(op, {}, [&](ArrayRef<int64_t> at, Sum &sum) {
    for (int64_t k = 0; k < depth; ++k) {
      int64_t aAt = (at[0] * rows + at[1]) * depth + k;
      int64_t bAt = (at[0] * depth + k) * columns + at[2];
      sum.add(a.values[aAt], a.errors[aAt], b.values[bAt], b.errors[bAt]);
    }
  });
}

/// One entry of an elementwise operation.
static std::pair<double, double> compute(Operation *op, double a, double aError,
                                         double b, double bError) {
  return llvm::TypeSwitch<Operation *, std::pair<double, double>>(op)
      .Case([&](tosa::ClampOp clamp) -> std::pair<double, double> {
        double low = cast<FloatAttr>(clamp.getMinValAttr()).getValueAsDouble();
        double high = cast<FloatAttr>(clamp.getMaxValAttr()).getValueAsDouble();
        return {std::clamp(a, low, high), aError};
      })
      .Case([&](tosa::AbsOp) -> std::pair<double, double> {
        return {std::abs(a), aError};
      })
      .Case([&](tosa::AddOp) -> std::pair<double, double> {
        return {a + b, aError + bError +
                           kRounding * (std::abs(a + b) + aError + bError)};
      })
      .Case([&](tosa::MulOp) -> std::pair<double, double> {
        double error =
            std::abs(a) * bError + std::abs(b) * aError + aError * bError;
        return {a * b, error + kRounding * (std::abs(a * b) + error)};
      });
}

void Evaluator::runElementwise(Operation *op) {
  ExactTensor result = make(op->getResult(0));
  const ExactTensor &a = get(op->getOperand(0));
  bool isBinary = isa<tosa::AddOp, tosa::MulOp>(op);
  const ExactTensor &b = get(op->getOperand(isBinary ? 1 : 0));
  reference::forEachEntry(result.shape, [&](ArrayRef<int64_t> index,
                                            int64_t offset) {
    int64_t aAt = reference::broadcastOffset(a.shape, index);
    int64_t bAt = reference::broadcastOffset(b.shape, index);
    std::tie(result.values[offset], result.errors[offset]) =
        compute(op, a.values[aAt], a.errors[aAt], b.values[bAt], b.errors[bAt]);
  });
  tensors[op->getResult(0)] = std::move(result);
}

void Evaluator::run(Operation *op) {
  llvm::TypeSwitch<Operation *>(op)
      .Case([&](ParameterOp parameter) {
        define(parameter, *getF32Elements(parameter.getValue()));
      })
      // The shift of a product, which f32 does not use.
      .Case([](tosa::ConstOp) {})
      .Case([&](Conv2DOp conv) { runConv2D(conv); })
      .Case([&](DenseOp dense) { runDense(dense); })
      .Case([&](BatchMatmulOp matmul) { runBatchMatmul(matmul); })
      .Case<tosa::ClampOp, tosa::AbsOp, tosa::AddOp, tosa::MulOp>(
          [&](auto elementwise) { runElementwise(elementwise); });
}

std::vector<ExactTensor> Evaluator::run(func::FuncOp function,
                                        ArrayRef<const float *> inputs) {
  Block &block = function.getBody().front();
  for (auto [argument, data] : llvm::zip_equal(block.getArguments(), inputs)) {
    int64_t size = cast<ShapedType>(argument.getType()).getNumElements();
    define(argument, ArrayRef(data, size));
  }
  for (Operation &op : block.without_terminator())
    run(&op);
  std::vector<ExactTensor> results;
  for (Value value : block.getTerminator()->getOperands())
    results.push_back(get(value));
  return results;
}

std::vector<ExactTensor> compress::runExactly(func::FuncOp function,
                                              ArrayRef<const float *> inputs) {
  return Evaluator().run(function, inputs);
}
