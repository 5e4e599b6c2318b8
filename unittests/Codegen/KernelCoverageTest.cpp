//===- KernelCoverageTest.cpp - kernels touch what they should ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Follows the loops and indices of emitted kernels, for many shapes and every
// instruction set, whether this machine has it or not: each entry of the result
// is written exactly once, each operand is read inside of its bounds.
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/CPU/Passes.h"
#include "compress/InitAllDialects.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/InitAllDialects.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/FormatVariadic.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::compress;
using llvm::formatv;

namespace {

/// How often each entry of a buffer was read and written.
struct Touched {
  std::vector<int> reads, writes;
  /// The furthest entry that was read behind the end.
  int64_t readsBehind = 0;
};

/// Runs what computes with indices, and notes loads and stores.
class IndexInterpreter {
public:
  void run(func::FuncOp function) {
    for (Value argument : function.getArguments())
      addBuffer(argument);
    run(function.getBody().front());
  }
  const Touched &get(Value argument) { return touched[argument]; }
  bool hasFailed() const { return failed; }

private:
  int64_t getIndex(Value value) const { return indices.lookup(value); }

  void addBuffer(Value buffer) {
    int64_t size = cast<MemRefType>(buffer.getType()).getNumElements();
    touched[buffer].reads.resize(size);
    touched[buffer].writes.resize(size);
    buffers[buffer] = buffer;
  }

  void note(Value buffer, ValueRange at, int64_t size, bool isWrite) {
    Touched &operand = touched[buffers.lookup(buffer)];
    std::vector<int> &counts = isWrite ? operand.writes : operand.reads;
    int64_t first = getIndex(at.front());
    int64_t length = counts.size();
    failed |= at.size() != 1 || first < 0;
    // Memory of the kernel's own: what is read has been written.
    if (!isWrite && buffer.getDefiningOp<memref::AllocaOp>())
      for (int64_t i = std::max<int64_t>(first, 0); i < first + size; ++i)
        failed |= i >= length || operand.writes[i] == 0;
    for (int64_t i = std::max<int64_t>(first, 0); i < first + size; ++i)
      if (i < length)
        ++counts[i];
      else if (isWrite)
        failed = true;
    if (!isWrite)
      operand.readsBehind =
          std::max(operand.readsBehind, first + size - length);
  }

  void run(Block &block) {
    for (Operation &op : block.without_terminator())
      run(&op);
  }

  void run(Operation *op) {
    auto binary = [&](auto compute) {
      if (op->getResult(0).getType().isIndex())
        indices[op->getResult(0)] =
            compute(getIndex(op->getOperand(0)), getIndex(op->getOperand(1)));
    };
    llvm::TypeSwitch<Operation *>(op)
        .Case([&](arith::ConstantIndexOp constant) {
          indices[constant] = constant.value();
        })
        .Case([&](arith::AddIOp) { binary(std::plus<int64_t>()); })
        .Case([&](arith::MulIOp) { binary(std::multiplies<int64_t>()); })
        .Case([&](arith::MinSIOp) {
          binary([](int64_t a, int64_t b) { return std::min(a, b); });
        })
        .Case([&](scf::ForOp loop) {
          int64_t upper = getIndex(loop.getUpperBound());
          for (int64_t i = getIndex(loop.getLowerBound()); i < upper;
               i += getIndex(loop.getStep())) {
            indices[loop.getInductionVar()] = i;
            run(*loop.getBody());
          }
        })
        .Case([&](memref::AllocaOp scratch) { addBuffer(scratch); })
        .Case([&](memref::ReinterpretCastOp cast) {
          buffers[cast] = buffers.lookup(cast.getSource());
        })
        .Case([&](memref::LoadOp load) {
          note(load.getMemRef(), load.getIndices(), 1, false);
        })
        .Case([&](vector::LoadOp load) {
          note(load.getBase(), load.getIndices(),
               load.getVectorType().getNumElements(), false);
        })
        .Case([&](vector::StoreOp store) {
          note(store.getBase(), store.getIndices(),
               store.getVectorType().getNumElements(), true);
        })
        .Default([&](Operation *other) {
          // Nothing else may make indices.
          for (Value result : other->getResults())
            failed |=
                result.getType().isIndex() && !isa<arith::ConstantOp>(other);
        });
  }

  llvm::DenseMap<Value, int64_t> indices;
  llvm::DenseMap<Value, Value> buffers;
  llvm::DenseMap<Value, Touched> touched;
  bool failed = false;
};

/// A kernel to be: what it multiplies, and the shapes of its operands.
struct Shape {
  std::string kind, input, weight, init;
  int64_t columns, group;
  /// Every entry of input and weight is needed.
  bool readsAll = true;
  /// Nothing but the product: no bias, no epilogue.
  bool isPlain = false;
};

class KernelCoverage : public ::testing::TestWithParam<Isa> {
protected:
  KernelCoverage() {
    DialectRegistry registry;
    mlir::registerAllDialects(registry);
    mlir::compress::registerAllDialects(registry);
    context.appendDialectRegistry(registry);
  }

  int64_t getLanes() const { return getVectorBits(GetParam()) / 32; }
  /// Of a packed weight's columns.
  int64_t getPanels(int64_t columns) const {
    return llvm::divideCeil(columns, getLanes());
  }
  /// Element types of input and weight, and how many are multiplied at a time.
  struct Form {
    std::string input, weight;
    int64_t group;
  };
  std::vector<Form> getForms() const {
    Isa isa = GetParam();
    std::vector<Form> forms = {{"f32", "f32", 1}};
    if (isa == Isa::Portable)
      forms.push_back({"i16", "i8", 1});
    else
      forms.push_back({"i16", "i8", 2});
    if (hasByteDots(isa))
      forms.push_back({"i8", "i8", 4});
    return forms;
  }

  void check(const Shape &shape, const Form &form);
  void checkMatmul(int64_t batch, int64_t rows, int64_t depth, int64_t columns);
  void checkConv(ArrayRef<int64_t> size, ArrayRef<int64_t> kernel,
                 ArrayRef<int64_t> stride, ArrayRef<int64_t> dilation,
                 int64_t channels, int64_t columns, int64_t groups);
  void checkDepthwise(ArrayRef<int64_t> size, ArrayRef<int64_t> kernel,
                      ArrayRef<int64_t> stride, ArrayRef<int64_t> dilation,
                      int64_t channels);
  void checkWeightGrad(ArrayRef<int64_t> size, ArrayRef<int64_t> kernel,
                       ArrayRef<int64_t> stride, ArrayRef<int64_t> dilation,
                       int64_t channels, int64_t columns);

  MLIRContext context;
};

} // namespace

void KernelCoverage::check(const Shape &shape, const Form &form) {
  std::string sum = form.input == "f32" ? "f32" : "i32";
  std::string text = formatv(
      R"(func.func @main(%x: memref<{1}{5}>, %w: memref<{2}{6}>, %b: memref<{4}x{7}>, %c: memref<{4}x{7}>, %r: memref<{3}{7}>, %y: memref<{3}{7}>) {{
  compress.kernel "k" #compress.{0} ins(%x, %w : memref<{1}{5}>, memref<{2}{6}>) bias(%b : memref<{4}x{7}>) epilogue(%c, %r : memref<{4}x{7}>, memref<{3}{7}>) outs(%y : memref<{3}{7}>) {{
  ^bb0(%s: {7}, %column: {7}, %residual: {7}):
    compress.yield %s : {7}
  }
  return
})",
      shape.kind, shape.input, shape.weight, shape.init, shape.columns,
      form.input, form.weight, sum);
  if (shape.isPlain)
    text = formatv(
        R"(func.func @main(%x: memref<{1}{4}>, %w: memref<{2}{5}>, %y: memref<{3}{6}>) {{
  compress.kernel "k" #compress.{0} ins(%x, %w : memref<{1}{4}>, memref<{2}{5}>) outs(%y : memref<{3}{6}>) {{
  ^bb0(%s: {6}):
    compress.yield %s : {6}
  }
  return
})",
        shape.kind, shape.input, shape.weight, shape.init, form.input,
        form.weight, sum);
  SCOPED_TRACE(text);
  OwningOpRef<ModuleOp> module = parseSourceString<ModuleOp>(text, &context);
  ASSERT_TRUE(module);
  PassManager pm(&context);
  pm.addNestedPass<func::FuncOp>(createEmitKernels({GetParam()}));
  ASSERT_TRUE(succeeded(pm.run(*module)));
  auto function = *module->getOps<func::FuncOp>().begin();
  IndexInterpreter interpreter;
  interpreter.run(function);
  ASSERT_FALSE(interpreter.hasFailed());
  for (Value argument : function.getArguments()) {
    const Touched &operand = interpreter.get(argument);
    bool isInput = argument == function.getArgument(0);
    bool isWeight = argument == function.getArgument(1);
    bool isInit = argument == function.getArguments().back();
    for (int count : operand.writes)
      ASSERT_EQ(count, isInit ? 1 : 0);
    for (int count : operand.reads)
      if (isInit)
        ASSERT_EQ(count, 0);
      else if (!isInput || shape.readsAll)
        ASSERT_GT(count, 0) << (isWeight ? "weight" : "operand");
    // A group may end behind the last entry.
    EXPECT_LT(operand.readsBehind, isInput ? form.group : 1);
  }
}

void KernelCoverage::checkMatmul(int64_t batch, int64_t rows, int64_t depth,
                                 int64_t columns) {
  for (const Form &form : getForms()) {
    Shape shape;
    shape.kind = "matmul";
    shape.input = formatv("{0}x{1}x{2}x", batch, rows, depth);
    shape.init = formatv("{0}x{1}x{2}x", batch, rows, columns);
    shape.weight =
        formatv("{0}x{1}x1x{2}x{3}x{4}x", batch, getPanels(columns),
                llvm::divideCeil(depth, form.group), getLanes(), form.group);
    shape.columns = columns;
    check(shape, form);
  }
}

static std::string list(ArrayRef<int64_t> numbers) {
  return formatv("[{0}, {1}]", numbers[0], numbers[1]);
}

/// Pixels of input that `out` positions of a window need.
static int64_t getExtent(int64_t out, int64_t kernel, int64_t stride,
                         int64_t dilation) {
  return (out - 1) * stride + (kernel - 1) * dilation + 1;
}

static Shape makeImage(StringRef kind, ArrayRef<int64_t> size,
                       ArrayRef<int64_t> kernel, ArrayRef<int64_t> stride,
                       ArrayRef<int64_t> dilation, int64_t channels,
                       int64_t columns) {
  Shape shape;
  shape.kind = formatv("{0}<kernel = {1}, stride = {2}, dilation = {3}>", kind,
                       list(kernel), list(stride), list(dilation));
  shape.input =
      formatv("{0}x{1}x{2}x{3}x", size[0],
              getExtent(size[1], kernel[0], stride[0], dilation[0]),
              getExtent(size[2], kernel[1], stride[1], dilation[1]), channels);
  shape.init = formatv("{0}x{1}x{2}x{3}x", size[0], size[1], size[2], columns);
  shape.columns = columns;
  // A stride may leave pixels out.
  shape.readsAll = stride[0] == 1 && stride[1] == 1 && size[1] >= dilation[0] &&
                   size[2] >= dilation[1];
  return shape;
}

void KernelCoverage::checkConv(ArrayRef<int64_t> size, ArrayRef<int64_t> kernel,
                               ArrayRef<int64_t> stride,
                               ArrayRef<int64_t> dilation, int64_t channels,
                               int64_t columns, int64_t groups) {
  for (const Form &form : getForms()) {
    Shape shape = makeImage("conv", size, kernel, stride, dilation,
                            channels * groups, columns * groups);
    auto kind = ConvAttr::get(&context, kernel, stride, dilation);
    auto [run, runs] = kind.getRuns(channels, groups);
    shape.weight =
        formatv("{0}x{1}x{2}x{3}x{4}x{5}x", groups, getPanels(columns), runs,
                llvm::divideCeil(run, form.group), getLanes(), form.group);
    check(shape, form);
  }
}

void KernelCoverage::checkDepthwise(ArrayRef<int64_t> size,
                                    ArrayRef<int64_t> kernel,
                                    ArrayRef<int64_t> stride,
                                    ArrayRef<int64_t> dilation,
                                    int64_t channels) {
  for (const Form &form : getForms()) {
    Shape shape = makeImage("depthwise", size, kernel, stride, dilation,
                            channels, channels);
    shape.weight = formatv("{0}x{1}x{2}x", kernel[0], kernel[1], channels);
    check(shape, form);
  }
}

/// With and without a bias: places of the window are columns only without.
void KernelCoverage::checkWeightGrad(ArrayRef<int64_t> size,
                                     ArrayRef<int64_t> kernel,
                                     ArrayRef<int64_t> stride,
                                     ArrayRef<int64_t> dilation,
                                     int64_t channels, int64_t columns) {
  for (bool isPlain : {false, true}) {
    Shape shape = makeImage("conv_weight_grad", size, kernel, stride, dilation,
                            columns, channels);
    shape.weight = shape.input;
    shape.input =
        formatv("{0}x{1}x{2}x{3}x", size[0], size[1], size[2], channels);
    shape.init =
        formatv("{0}x{1}x{2}x{3}x", channels, kernel[0], kernel[1], columns);
    shape.columns = columns;
    shape.isPlain = isPlain;
    check(shape, {"f32", "f32", 1});
  }
}

TEST_P(KernelCoverage, Matmul) {
  context.loadDialect<CompressDialect>();
  for (int64_t rows : {1, 2, 3, 5, 7, 12, 13, 31})
    for (int64_t columns : {1, 3, 4, 7, 8, 9, 15, 16, 17, 33, 50, 64, 95})
      checkMatmul(1, rows, 1 + (rows * columns) % 11, columns);
  checkMatmul(3, 5, 7, 11);
  checkMatmul(2, 1, 1, 1);
  checkMatmul(2, 70, 3, 40);
}

/// More input than a block may have: several blocks, and one that is left.
TEST_P(KernelCoverage, Blocks) {
  context.loadDialect<CompressDialect>();
  checkConv({1, 7, 130}, {1, 1}, {1, 1}, {1, 1}, 160, 5, 1);
  checkConv({1, 11, 40}, {1, 2}, {1, 1}, {1, 1}, 700, 3, 1);
}

TEST_P(KernelCoverage, Conv) {
  context.loadDialect<CompressDialect>();
  for (int64_t size : {1, 2, 5, 7, 14})
    for (int64_t columns : {1, 6, 16, 19, 40})
      for (int64_t groups : {1, 2})
        checkConv({1 + size % 2, size, size + columns % 3}, {3, 2},
                  {1 + columns % 2, 1 + size % 2}, {1, 1}, 1 + size % 5,
                  columns, groups);
  checkConv({1, 5, 6}, {3, 3}, {1, 1}, {2, 3}, 3, 9, 1);
  checkConv({2, 5, 6}, {7, 1}, {3, 2}, {1, 2}, 5, 9, 3);
}

TEST_P(KernelCoverage, Depthwise) {
  context.loadDialect<CompressDialect>();
  for (int64_t size : {1, 2, 5, 9})
    for (int64_t channels : {1, 4, 7, 16, 21, 40})
      checkDepthwise({1 + size % 2, size, size + channels % 3}, {3, 3},
                     {1 + channels % 2, 1 + size % 2}, {1, 1}, channels);
  checkDepthwise({1, 6, 6}, {5, 5}, {1, 1}, {2, 1}, 10);
  checkDepthwise({1, 6, 6}, {7, 1}, {2, 1}, {1, 1}, 10);
  checkDepthwise({1, 1, 6}, {1, 6}, {1, 3}, {1, 2}, 10);
}

TEST_P(KernelCoverage, WeightGrad) {
  context.loadDialect<CompressDialect>();
  for (int64_t size : {1, 2, 5})
    for (int64_t columns : {1, 3, 8, 17, 40})
      checkWeightGrad({1 + size % 2, size, size + columns % 3}, {3, 2}, {1, 1},
                      {1, 1}, 1 + columns % 7, columns);
  checkWeightGrad({2, 4, 5}, {5, 5}, {1, 1}, {1, 1}, 20, 10);
  checkWeightGrad({2, 4, 5}, {3, 3}, {1, 1}, {2, 2}, 9, 11);
}

INSTANTIATE_TEST_SUITE_P(Isas, KernelCoverage,
                         ::testing::Values(Isa::Portable, Isa::Avx2,
                                           Isa::AvxVnni, Isa::Avx512,
                                           Isa::Avx512Vnni),
                         [](const ::testing::TestParamInfo<Isa> &info) {
                           std::string name = stringifyIsa(info.param).str();
                           llvm::erase(name, '-');
                           return name;
                         });
