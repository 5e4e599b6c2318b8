//===- Interpreter.cpp - runs functions with Reference/ -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Interpreter.h"
#include "InterpreterKernels.h"
#include "compress/Dialect/Compress/IR/Compress.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

using namespace mlir;
using namespace mlir::compress;

/// Checks that every operation of `function` can be interpreted.
static LogicalResult checkKernels(func::FuncOp function) {
  for (Operation &op : function.getBody().front().without_terminator()) {
    if (isa<func::CallOp>(op))
      continue;
    if (!findKernel(&op))
      return op.emitError() << "'" << op.getName()
                            << "' has no reference form for these types; the "
                            << "reference engine runs integer cores";
  }
  return success();
}

namespace {
class InterpretedFunction : public CompiledFunction {
public:
  InterpretedFunction(std::unique_ptr<MLIRContext> context,
                      OwningOpRef<ModuleOp> module, func::FuncOp entry,
                      Signature signature)
      : context(std::move(context)), module(std::move(module)), entry(entry),
        signature(std::move(signature)) {
    this->module->walk([&](ParameterOp op) {
      weightBytes += op.getType().getNumElements() *
                     llvm::divideCeil(op.getType().getElementTypeBitWidth(), 8);
    });
  }
  // The module goes before the context that holds its attributes.
  ~InterpretedFunction() override { module = nullptr; }

  ArrayRef<TensorSpec> getInputs() const override { return signature.inputs; }
  ArrayRef<TensorSpec> getOutputs() const override { return signature.outputs; }
  int64_t getWeightBytes() const override { return weightBytes; }

  void run(ArrayRef<const void *> inputs,
           ArrayRef<void *> outputs) const override;

private:
  std::vector<Array> call(func::FuncOp function,
                          std::vector<Array> arguments) const;

  std::unique_ptr<MLIRContext> context;
  mutable OwningOpRef<ModuleOp> module;
  func::FuncOp entry;
  Signature signature;
  int64_t weightBytes = 0;
};

} // namespace

std::vector<Array>
InterpretedFunction::call(func::FuncOp function,
                          std::vector<Array> arguments) const {
  Frame frame;
  for (auto [value, array] :
       llvm::zip_equal(function.getArguments(), arguments))
    frame[value] = std::move(array);
  Block &block = function.getBody().front();
  auto read = [&](ValueRange values) {
    std::vector<Array> arrays;
    for (Value value : values)
      arrays.push_back(frame.find(value)->second);
    return arrays;
  };
  for (Operation &op : block.without_terminator()) {
    if (auto callOp = dyn_cast<func::CallOp>(op)) {
      auto callee = (*module).lookupSymbol<func::FuncOp>(callOp.getCallee());
      std::vector<Array> results = call(callee, read(callOp.getOperands()));
      for (auto [value, array] : llvm::zip_equal(callOp.getResults(), results))
        frame[value] = std::move(array);
      continue;
    }
    Array result = findKernel(&op)(&op, frame);
    frame[op.getResult(0)] = std::move(result);
  }
  return read(block.getTerminator()->getOperands());
}

template <typename T>
static std::vector<int32_t> load(const void *data, int64_t count) {
  const T *begin = static_cast<const T *>(data);
  return std::vector<int32_t>(begin, begin + count);
}

template <typename T>
static void store(ArrayRef<int32_t> values, void *data) {
  std::copy(values.begin(), values.end(), static_cast<T *>(data));
}

void InterpretedFunction::run(ArrayRef<const void *> inputs,
                              ArrayRef<void *> outputs) const {
  std::vector<Array> arguments(inputs.size());
  for (auto [spec, data, array] :
       llvm::zip_equal(signature.inputs, inputs, arguments)) {
    int64_t count = spec.getNumElements();
    if (spec.kind == ElementKind::F32) {
      const float *begin = static_cast<const float *>(data);
      array.floats.assign(begin, begin + count);
    } else {
      array.ints = spec.kind == ElementKind::I8    ? load<int8_t>(data, count)
                   : spec.kind == ElementKind::I16 ? load<int16_t>(data, count)
                                                   : load<int32_t>(data, count);
    }
  }
  std::vector<Array> results = call(entry, std::move(arguments));
  for (auto [spec, data, array] :
       llvm::zip_equal(signature.outputs, outputs, results)) {
    if (spec.kind == ElementKind::F32)
      llvm::copy(array.floats, static_cast<float *>(data));
    else if (spec.kind == ElementKind::I8)
      store<int8_t>(array.ints, data);
    else if (spec.kind == ElementKind::I16)
      store<int16_t>(array.ints, data);
    else
      store<int32_t>(array.ints, data);
  }
}

/// True for element types that the interpreter passes in and out.
static bool isSupported(const TensorSpec &spec) {
  return llvm::is_contained(
      {ElementKind::F32, ElementKind::I8, ElementKind::I16, ElementKind::I32},
      spec.kind);
}

FailureOr<std::unique_ptr<CompiledFunction>>
compress::makeInterpreter(std::unique_ptr<MLIRContext> &context,
                          OwningOpRef<ModuleOp> &module, func::FuncOp entry,
                          Signature signature) {
  if (!llvm::all_of(signature.inputs, isSupported) ||
      !llvm::all_of(signature.outputs, isSupported))
    return entry.emitError()
           << "the reference engine passes f32, i8, i16 and i32 tensors only";
  for (auto function : module->getOps<func::FuncOp>())
    if (!function.isExternal() && failed(checkKernels(function)))
      return failure();
  return std::unique_ptr<CompiledFunction>(
      std::make_unique<InterpretedFunction>(
          std::move(context), std::move(module), entry, std::move(signature)));
}
