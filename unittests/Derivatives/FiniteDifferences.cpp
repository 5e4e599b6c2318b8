//===- FiniteDifferences.cpp - gradients from values alone ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FiniteDifferences.h"
#include "compress/Conversion/TosaBuilders.h"
#include "compress/Derivatives/Differentiate.h"
#include "compress/Interfaces/DifferentiableOpInterface.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Parser/Parser.h"
#include <cstring>
#include <random>

using namespace mlir;
using namespace mlir::compress;

static bool isF32(Type type) { return getElementTypeOrSelf(type).isF32(); }

static RankedTensorType tensorType(Value value) {
  return cast<RankedTensorType>(value.getType());
}

Example::Example(const Instance &instance, MLIRContext &context)
    : instance(instance), context(context),
      module(parseSourceString<ModuleOp>(instance.text, &context)) {
  if (module)
    fillArguments();
}

func::FuncOp Example::getFunction(ModuleOp module) const {
  return module.lookupSymbol<func::FuncOp>("main");
}

/// Different numbers in random order. Arguments are shifted against each other.
std::vector<float> Example::makeNumbers(int64_t count,
                                        unsigned argument) const {
  double width = (instance.high - instance.low) / count;
  double shift = argument % 2 == 0 ? 0.375 : 0.75;
  std::vector<float> numbers;
  for (int64_t i = 0; i < count; ++i)
    numbers.push_back(instance.low + (i + shift) * width);
  std::mt19937 random(argument);
  for (int64_t i = count; i-- > 1;)
    std::swap(numbers[i], numbers[random() % (i + 1)]);
  return numbers;
}

void Example::fillArguments() {
  func::FuncOp function = getFunction(*module);
  for (BlockArgument argument : function.getArguments()) {
    RankedTensorType type = tensorType(argument);
    int64_t count = type.getNumElements();
    std::vector<char> bytes;
    auto append = [&](auto entry) {
      const char *data = reinterpret_cast<const char *>(&entry);
      bytes.insert(bytes.end(), data, data + sizeof(entry));
    };
    if (isF32(type))
      for (float number : makeNumbers(count, argument.getArgNumber()))
        append(number);
    for (int64_t i = 0; !isF32(type) && i < count; ++i) {
      // Small numbers, some of them again and again.
      if (type.getElementType().isInteger(1))
        append(char((i + 1) * 5 % 3 % 2));
      else
        append(int32_t(i * 7 % 3));
    }
    arguments.push_back(std::move(bytes));
  }
  unsigned seed = 100;
  for (Type type : function.getResultTypes()) {
    std::vector<float> numbers;
    std::mt19937 random(seed++);
    int64_t count = cast<RankedTensorType>(type).getNumElements();
    for (int64_t i = 0; i < count; ++i)
      numbers.push_back((int(random() % 201) - 100) / 100.0f);
    weights.push_back(std::move(numbers));
  }
}

OwningOpRef<ModuleOp> Example::differentiate() const {
  OwningOpRef<ModuleOp> copy = module.get().clone();
  func::FuncOp function = getFunction(*copy);
  Operation *terminator = function.getBody().front().getTerminator();
  SmallVector<Value> wrt;
  for (BlockArgument argument : function.getArguments())
    if (isF32(argument.getType()))
      wrt.push_back(argument);
  OpBuilder builder(terminator);
  Location loc = terminator->getLoc();
  Value loss;
  for (auto [result, numbers] :
       llvm::zip_equal(terminator->getOperands(), weights)) {
    RankedTensorType type = tensorType(result);
    Value factor = tosa::ConstOp::create(
        builder, loc, type,
        DenseElementsAttr::get(type, ArrayRef<float>(numbers)));
    Value product = buildMul(builder, loc, result, factor);
    Value sum = buildSumTo(
        builder, loc,
        buildReshape(builder, loc, product, {type.getNumElements()}), {1});
    loss =
        loss
            ? Value(tosa::AddOp::create(builder, loc, sum.getType(), loss, sum))
            : sum;
  }
  FailureOr<SmallVector<Value>> gradients =
      emitGradients(builder, function, loss, wrt);
  if (failed(gradients))
    return {};
  terminator->setOperands(*gradients);
  function.setType(builder.getFunctionType(function.getArgumentTypes(),
                                           TypeRange(ValueRange(*gradients))));
  return copy;
}

/// Calls a function; one buffer per result.
static std::vector<std::vector<float>> call(const CompiledFunction &function,
                                            const Buffers &inputs) {
  std::vector<const void *> pointers;
  for (const std::vector<char> &input : inputs)
    pointers.push_back(input.data());
  std::vector<std::vector<float>> results;
  std::vector<void *> outputs;
  for (const TensorSpec &spec : function.getOutputs())
    results.emplace_back(spec.getNumElements());
  for (std::vector<float> &result : results)
    outputs.push_back(result.data());
  function.run(pointers, outputs);
  return results;
}

std::vector<std::vector<double>> Example::getGradients() const {
  std::vector<std::vector<double>> gradients;
  OwningOpRef<ModuleOp> copy = differentiate();
  if (!copy || failed(verify(*copy)))
    return gradients;
  auto function = CompiledFunction::compile(*copy);
  if (succeeded(function))
    for (const std::vector<float> &result : call(**function, arguments))
      gradients.emplace_back(result.begin(), result.end());
  return gradients;
}

double Example::getLoss(const CompiledFunction &function,
                        const Buffers &inputs) const {
  double loss = 0.0;
  for (auto [result, numbers] :
       llvm::zip_equal(call(function, inputs), weights))
    for (auto [value, factor] : llvm::zip_equal(result, numbers))
      loss += double(value) * factor;
  return loss;
}

std::vector<std::vector<double>> Example::getDifferences() const {
  OwningOpRef<ModuleOp> own;
  if (instance.surrogate)
    own = parseSourceString<ModuleOp>(instance.surrogate, &context);
  auto function = CompiledFunction::compile(own ? *own : *module);
  std::vector<std::vector<double>> differences;
  if (failed(function))
    return differences;
  Buffers inputs = arguments;
  for (auto [argument, spec] :
       llvm::zip_equal(inputs, (*function)->getInputs())) {
    if (spec.kind != ElementKind::F32)
      continue;
    std::vector<double> &slopes = differences.emplace_back();
    auto *entries = reinterpret_cast<float *>(argument.data());
    for (int64_t i = 0; i < spec.getNumElements(); ++i) {
      float x = entries[i];
      auto slopeAt = [&](float step) {
        float above = entries[i] = x + step;
        double loss = getLoss(**function, inputs);
        float below = entries[i] = x - step;
        loss -= getLoss(**function, inputs);
        entries[i] = x;
        return loss / (double(above) - below);
      };
      // Richardson: the errors of the two cancel up to the fourth power.
      float step = 1.0f / 128;
      slopes.push_back((4.0 * slopeAt(step / 2) - slopeAt(step)) / 3.0);
    }
  }
  return differences;
}
