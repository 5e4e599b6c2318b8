//===- IntegerEqualityTest.cpp - native code equals Reference/ ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Random integer functions, run by both engines on random and extreme values;
// every entry of every result must be equal.
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/CompiledFunction.h"
#include "compress/InitAllDialects.h"
#include "mlir/InitAllDialects.h"
#include "mlir/Parser/Parser.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "gtest/gtest.h"
#include <random>

using namespace mlir;
using namespace mlir::compress;
using llvm::formatv;

namespace {

/// Writes a function with many independent operations, each on an argument of
/// its own and with a result of its own.
class FunctionWriter {
public:
  explicit FunctionWriter(unsigned seed) : random(seed) {}

  int64_t number(int64_t low, int64_t high) {
    return std::uniform_int_distribution<int64_t>(low, high)(random);
  }

  void addConv2D();
  void addDense();
  void addBatchMatmul();
  void addMaxPool();
  void addAvgPool();
  void addRequantized(StringRef op);
  void addReduceSum();
  void addTable();

  std::string write() const {
    return formatv("func.func @main({0}) -> ({1}) {{\n{2}  return {3} : {1}\n}",
                   arguments, resultTypes, body, results);
  }

private:
  std::string name(StringRef prefix) {
    return formatv("%{0}{1}", prefix, counter++);
  }
  std::string argument(const std::string &type) {
    std::string value = name("x");
    arguments +=
        formatv("{0}{1}: {2}", arguments.empty() ? "" : ", ", value, type);
    return value;
  }
  void result(const std::string &value, const std::string &type) {
    results += (results.empty() ? "" : ", ") + value;
    resultTypes += (resultTypes.empty() ? "" : ", ") + type;
  }
  std::string line(const std::string &text) {
    std::string value = name("v");
    body += formatv("  {0} = {1}\n", value, text);
    return value;
  }
  std::string constant(int64_t count, const std::string &type,
                       const std::string &element, int64_t low, int64_t high);
  std::string scalar(int64_t value, const std::string &element) {
    return line(formatv("\"tosa.const\"() <{{values = dense<{0}> : "
                        "tensor<1x{1}>}> : () -> tensor<1x{1}>",
                        value, element));
  }
  std::string entries(int64_t count, int64_t low, int64_t high);
  std::string rescale(const std::string &value, const std::string &shape,
                      const std::string &from, const std::string &to,
                      int64_t channels, int64_t inputZp, int minShift,
                      int maxShift);

  std::mt19937 random;
  unsigned counter = 0;
  std::string arguments, body, results, resultTypes;
};

} // namespace

/// A flat list of numbers, extremes among them.
std::string FunctionWriter::entries(int64_t count, int64_t low, int64_t high) {
  std::string text;
  for (int64_t i = 0; i < count; ++i) {
    int64_t kind = number(0, 9);
    int64_t value = kind == 0 ? low : kind == 1 ? high : number(low, high);
    text += formatv("{0}{1}", i ? ", " : "", value);
  }
  return text;
}

/// A parameter of any rank, by way of a flat constant.
std::string FunctionWriter::constant(int64_t count, const std::string &type,
                                     const std::string &element, int64_t low,
                                     int64_t high) {
  std::string flat = line(formatv(
      "\"tosa.const\"() <{{values = dense<[{0}]> : tensor<{1}x{2}>}> : () -> "
      "tensor<{1}x{2}>",
      entries(count, low, high), count, element));
  std::string dims = StringRef(type).drop_front(7).str(); // tensor<
  SmallVector<StringRef> sizes;
  StringRef(dims).split(sizes, 'x');
  std::string shape = llvm::join(ArrayRef(sizes).drop_back(), ", ");
  std::string target = line(formatv(
      "tosa.const_shape {{values = dense<[{0}]> : tensor<{1}xindex>} : () -> "
      "!tosa.shape<{1}>",
      shape, sizes.size() - 1));
  return line(formatv("tosa.reshape {0}, {1} : (tensor<{2}x{3}>, "
                      "!tosa.shape<{4}>) -> {5}",
                      flat, target, count, element, sizes.size() - 1, type));
}

std::string FunctionWriter::rescale(const std::string &value,
                                    const std::string &shape,
                                    const std::string &from,
                                    const std::string &to, int64_t channels,
                                    int64_t inputZp, int minShift,
                                    int maxShift) {
  auto vector = [&](const std::string &list, StringRef element) {
    return line(formatv("\"tosa.const\"() <{{values = dense<[{0}]> : "
                        "tensor<{1}x{2}>}> : () -> tensor<{1}x{2}>",
                        list, channels, element));
  };
  std::string multiplier = vector(entries(channels, 1 << 30, INT32_MAX), "i32");
  std::string shift = vector(entries(channels, minShift, maxShift), "i8");
  std::string in = scalar(inputZp, from);
  std::string out = scalar(to == "i8" ? number(-128, 127) : 0, to);
  return line(formatv(
      "tosa.rescale {0}, {1}, {2}, {3}, {4} {{input_unsigned = false, "
      "output_unsigned = false, per_channel = {5}, rounding_mode = {6}, "
      "scale32 = true} : (tensor<{7}{8}>, tensor<{9}xi32>, tensor<{9}xi8>, "
      "tensor<1x{8}>, tensor<1x{10}>) -> tensor<{7}{10}>",
      value, multiplier, shift, in, out, channels > 1 ? "true" : "false",
      number(0, 3) ? "SINGLE_ROUND" : "DOUBLE_ROUND", shape, from, channels,
      to));
}

void FunctionWriter::addConv2D() {
  int64_t groups = number(0, 1) ? number(1, 4) : 1;
  int64_t depth = number(0, 2) ? number(1, 9) : 1,
          outputs = groups * number(1, 6);
  int64_t kernel[2] = {number(1, 3), number(1, 5)};
  int64_t stride[2] = {number(1, 2), number(1, 3)};
  int64_t dilation[2] = {number(1, 2), number(1, 2)};
  int64_t pad[4] = {number(0, 2), number(0, 2), number(0, 2), number(0, 2)};
  int64_t size[2], result[2];
  for (int i = 0; i < 2; ++i) {
    int64_t extent = dilation[i] * (kernel[i] - 1) + 1;
    size[i] = extent + number(0, 12);
    result[i] =
        (size[i] + pad[2 * i] + pad[2 * i + 1] - extent) / stride[i] + 1;
  }
  int64_t batch = number(1, 2);
  std::string input = formatv("tensor<{0}x{1}x{2}x{3}xi8>", batch, size[0],
                              size[1], groups * depth);
  std::string weight = formatv("tensor<{0}x{1}x{2}x{3}xi8>", outputs, kernel[0],
                               kernel[1], depth);
  std::string bias = formatv("tensor<{0}xi32>", outputs);
  std::string x = argument(input);
  std::string w = constant(outputs * kernel[0] * kernel[1] * depth, weight,
                           "i8", -128, 127);
  std::string b = constant(outputs, bias, "i32", -(1 << 24), 1 << 24);
  std::string y = line(formatv(
      "compress.conv2d \"c\" {0}, {1} bias {2} {{groups = {3} : i64, "
      "input_zp = {4} : i32, weight_zp = {5} : i32, pad = array<i64: {6}, {7}, "
      "{8}, {9}>, stride = array<i64: {10}, {11}>, dilation = array<i64: {12}, "
      "{13}>} : {14}, {15}, {16}",
      x, w, b, groups, number(-128, 127), number(0, 2) ? 0 : number(-128, 127),
      pad[0], pad[1], pad[2], pad[3], stride[0], stride[1], dilation[0],
      dilation[1], input, weight, bias));
  std::string shape =
      formatv("{0}x{1}x{2}x{3}x", batch, result[0], result[1], outputs);
  this->result(rescale(y, shape, "i32", "i8", outputs, 0, 33, 50),
               "tensor<" + shape + "i8>");
}

void FunctionWriter::addDense() {
  int64_t rows = number(1, 5), depth = number(1, 70), outputs = number(1, 40);
  std::string input = formatv("tensor<{0}x{1}xi8>", rows, depth);
  std::string weight = formatv("tensor<{0}x{1}xi8>", outputs, depth);
  std::string bias = formatv("tensor<{0}xi32>", outputs);
  std::string x = argument(input);
  std::string w = constant(outputs * depth, weight, "i8", -128, 127);
  std::string b = constant(outputs, bias, "i32", INT32_MIN / 2, INT32_MAX / 2);
  std::string y =
      line(formatv("compress.dense \"d\" {0}, {1} bias {2} "
                   "{{input_zp = {3} : i32} : {4}, {5}, {6}",
                   x, w, b, number(-128, 127), input, weight, bias));
  std::string shape = formatv("{0}x{1}x", rows, outputs);
  result(rescale(y, shape, "i32", "i8", outputs, 0, 33, 62),
         "tensor<" + shape + "i8>");
}

void FunctionWriter::addBatchMatmul() {
  int64_t batch = number(1, 3), m = number(1, 6), k = number(1, 20),
          n = number(1, 20);
  std::string a = formatv("tensor<{0}x{1}x{2}xi8>", batch, m, k);
  std::string b = formatv("tensor<{0}x{1}x{2}xi8>", batch, k, n);
  std::string x = argument(a), z = argument(b);
  std::string y =
      line(formatv("compress.batch_matmul \"m\" {0}, {1} {{a_zp = "
                   "{2} : i32, b_zp = {3} : i32} : {4}, {5}",
                   x, z, number(-128, 127), number(-128, 127), a, b));
  std::string shape = formatv("{0}x{1}x{2}x", batch, m, n);
  result(rescale(y, shape, "i32", "i8", 1, 0, 33, 50),
         "tensor<" + shape + "i8>");
}

void FunctionWriter::addMaxPool() {
  int64_t h = number(2, 9), w = number(2, 9), c = number(1, 20);
  std::string x = argument(formatv("tensor<1x{0}x{1}x{2}xi8>", h, w, c));
  std::string type = formatv("tensor<1x{0}x{1}x{2}xi8>", h, w - 1, c);
  result(line(formatv("tosa.max_pool2d {0} {{kernel = array<i64: 3, 2>, pad = "
                      "array<i64: 1, 1, 0, 0>, stride = array<i64: 1, 1>} : "
                      "(tensor<1x{1}x{2}x{3}xi8>) -> {4}",
                      x, h, w, c, type)),
         type);
}

void FunctionWriter::addAvgPool() {
  int64_t h = number(2, 9), w = number(2, 9), c = number(1, 20);
  std::string x = argument(formatv("tensor<1x{0}x{1}x{2}xi8>", h, w, c));
  std::string type = formatv("tensor<1x{0}x{1}x{2}xi8>", h, w + 1, c);
  std::string in = scalar(number(-128, 127), "i8");
  std::string out = scalar(number(-128, 127), "i8");
  result(line(formatv("tosa.avg_pool2d {0}, {1}, {2} {{acc_type = i32, kernel "
                      "= array<i64: 3, 2>, pad = array<i64: 1, 1, 1, 1>, "
                      "stride = array<i64: 1, 1>} : (tensor<1x{3}x{4}x{5}xi8>, "
                      "tensor<1xi8>, tensor<1xi8>) -> {6}",
                      x, in, out, h, w, c, type)),
         type);
}

/// add, sub or mul of two i8 tensors that became i32.
void FunctionWriter::addRequantized(StringRef op) {
  int64_t n = number(1, 50);
  std::string a = formatv("4x{0}x", n), b = formatv("1x{0}x", n);
  bool isMul = op == "mul";
  auto operand = [&](const std::string &shape) {
    std::string x = argument("tensor<" + shape + "i8>");
    return rescale(x, shape, "i8", "i32", 1, number(-128, 127), isMul ? 30 : 10,
                   isMul ? 30 : 14);
  };
  std::string x = operand(a), z = operand(b);
  std::string shift = isMul ? ", " + scalar(0, "i8") : "";
  std::string y =
      line(formatv("tosa.{0} {1}, {2}{3} : (tensor<{4}i32>, tensor<{5}i32>{6}) "
                   "-> tensor<{4}i32>",
                   op, x, z, shift, a, b, isMul ? ", tensor<1xi8>" : ""));
  result(rescale(y, a, "i32", "i8", 1, 0, 40, 52), "tensor<" + a + "i8>");
}

void FunctionWriter::addReduceSum() {
  int64_t h = number(1, 30), c = number(1, 30);
  std::string shape = formatv("1x{0}x{1}x", h, c), to = formatv("1x1x{0}x", c);
  std::string x = argument("tensor<" + shape + "i8>");
  std::string wide =
      rescale(x, shape, "i8", "i32", 1, number(-128, 127), 30, 30);
  std::string y = line(formatv("tosa.reduce_sum {0} {{axis = 1 : i32} : "
                               "(tensor<{1}i32>) -> tensor<{2}i32>",
                               wide, shape, to));
  result(rescale(y, to, "i32", "i8", 1, 0, 33, 40), "tensor<" + to + "i8>");
}

void FunctionWriter::addTable() {
  std::string x = argument("tensor<2x300xi8>");
  std::string table = constant(256, "tensor<256xi8>", "i8", -128, 127);
  std::string y = line(formatv("tosa.table {0}, {1} : (tensor<2x300xi8>, "
                               "tensor<256xi8>) -> tensor<2x300xi8>",
                               x, table));
  result(
      line(formatv("tosa.clamp {0} {{min_val = -100 : i8, max_val = 50 : i8} "
                   ": (tensor<2x300xi8>) -> tensor<2x300xi8>",
                   y)),
      "tensor<2x300xi8>");
}

//===----------------------------------------------------------------------===//
// The comparison
//===----------------------------------------------------------------------===//

/// Tensors for all inputs: random, or everything at one end.
static std::vector<Tensor> makeInputs(ArrayRef<TensorSpec> specs, int kind,
                                      std::mt19937 &random) {
  std::vector<Tensor> inputs;
  for (const TensorSpec &spec : specs) {
    inputs.emplace_back(spec.kind, spec.shape);
    for (int8_t &value : inputs.back().data<int8_t>())
      value = kind == 0 ? std::uniform_int_distribution<int>(-128, 127)(random)
              : kind == 1 ? -128
                          : 127;
  }
  return inputs;
}

static std::vector<Tensor> run(const CompiledFunction &function,
                               ArrayRef<Tensor> inputs) {
  std::vector<Tensor> outputs;
  std::vector<const void *> in;
  std::vector<void *> out;
  for (const TensorSpec &spec : function.getOutputs())
    outputs.emplace_back(spec.kind, spec.shape);
  for (const Tensor &input : inputs)
    in.push_back(input.bytes.data());
  for (Tensor &output : outputs)
    out.push_back(output.bytes.data());
  function.run(in, out);
  return outputs;
}

static void expectEqualEngines(const std::string &text) {
  DialectRegistry registry;
  mlir::registerAllDialects(registry);
  mlir::compress::registerAllDialects(registry);
  MLIRContext context(registry);
  OwningOpRef<ModuleOp> module = parseSourceString<ModuleOp>(text, &context);
  ASSERT_TRUE(module) << text;
  CompileOptions options;
  auto native = CompiledFunction::compile(*module, options);
  options.engine = Engine::Reference;
  auto reference = CompiledFunction::compile(*module, options);
  ASSERT_TRUE(succeeded(native) && succeeded(reference)) << text;
  std::mt19937 random(7);
  for (int kind = 0; kind < 3; ++kind) {
    std::vector<Tensor> inputs =
        makeInputs((*native)->getInputs(), kind, random);
    std::vector<Tensor> got = run(**native, inputs);
    std::vector<Tensor> expected = run(**reference, inputs);
    for (size_t i = 0; i < got.size(); ++i)
      EXPECT_TRUE(got[i].bytes == expected[i].bytes)
          << "result " << i << ", inputs of kind " << kind << "\n"
          << text;
  }
}

class IntegerEquality : public ::testing::TestWithParam<unsigned> {};

TEST_P(IntegerEquality, Layers) {
  FunctionWriter writer(GetParam());
  for (int i = 0; i < 4; ++i)
    writer.addConv2D();
  writer.addDense();
  writer.addBatchMatmul();
  expectEqualEngines(writer.write());
}

TEST_P(IntegerEquality, SmallOperations) {
  FunctionWriter writer(GetParam());
  writer.addMaxPool();
  writer.addAvgPool();
  for (StringRef op : {"add", "sub", "mul"})
    writer.addRequantized(op);
  writer.addReduceSum();
  writer.addTable();
  expectEqualEngines(writer.write());
}

INSTANTIATE_TEST_SUITE_P(Seeds, IntegerEquality, ::testing::Range(0u, 5u));
