//===- EntryFunction.cpp - which function, and what it takes --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/EntryFunction.h"
#include "compress/Dialect/Compress/IR/Compress.h"
#include "mlir/Dialect/Quant/IR/QuantTypes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::compress;

/// `@a, @b and @c`.
static std::string listNames(ArrayRef<func::FuncOp> functions) {
  std::string names;
  for (size_t i = 0; i < functions.size(); ++i) {
    if (i > 0)
      names += i + 1 == functions.size() ? " and " : ", ";
    names += ("@" + func::FuncOp(functions[i]).getSymName()).str();
  }
  return names;
}

Operation *compress::lookupEntryFunction(ModuleOp module, StringRef name) {
  SmallVector<func::FuncOp> functions, candidates;
  for (auto function : module.getOps<func::FuncOp>()) {
    if (function.isExternal())
      continue;
    functions.push_back(function);
    if (name.empty() ? function.isPublic() : function.getSymName() == name)
      candidates.push_back(function);
  }
  if (functions.empty()) {
    emitError(module.getLoc(), "module has no function");
    return nullptr;
  }
  if (candidates.size() == 1)
    return candidates.front();
  if (!name.empty()) {
    emitError(module.getLoc(), "module has no function @")
        << name << "; it has " << listNames(functions);
    return nullptr;
  }
  if (candidates.empty()) {
    emitError(module.getLoc(), "module has no public function; choose one of ")
        << listNames(functions) << " with function=";
    return nullptr;
  }
  for (func::FuncOp function : candidates)
    if (function.getSymName() == "main")
      return function;
  emitError(module.getLoc(), "module has several public functions, ")
      << listNames(candidates) << "; choose one with function=";
  return nullptr;
}

/// The name of argument or result `index`: its `compress.name`, the name in
/// its location, or a number.
static std::string nameOf(DictionaryAttr attributes, Location location,
                          StringRef prefix, unsigned index) {
  if (attributes)
    if (auto name = attributes.getAs<StringAttr>("compress.name"))
      return name.str();
  if (auto name = dyn_cast<NameLoc>(location))
    return name.getName().str();
  return (prefix + Twine(index)).str();
}

std::string compress::nameOfArgument(func::FuncOp function, unsigned index) {
  return nameOf(function.getArgAttrDict(index),
                function.getArgument(index).getLoc(), "arg", index);
}

/// Fills in scale and zero point; fails for a type we do not know.
static LogicalResult readQuantizedType(func::FuncOp function,
                                       DictionaryAttr attributes,
                                       TensorSpec &spec) {
  auto attribute =
      attributes ? attributes.getAs<TypeAttr>("compress.qtype") : TypeAttr();
  if (!attribute)
    return success();
  auto type = dyn_cast<quant::UniformQuantizedType>(attribute.getValue());
  if (!type)
    return emitError(function.getLoc(), "expected compress.qtype of '")
           << spec.name << "' to be a per-tensor !quant.uniform, got "
           << attribute.getValue();
  spec.scale = type.getScale();
  spec.zeroPoint = type.getZeroPoint();
  return success();
}

/// Describes one argument or result of type `type`.
static FailureOr<TensorSpec> describe(func::FuncOp function, Type type,
                                      DictionaryAttr attributes,
                                      std::string name) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  std::optional<ElementKind> kind =
      tensor ? getElementKind(tensor.getElementType()) : std::nullopt;
  if (!kind)
    return emitError(function.getLoc(), "'")
           << name << "' has type " << type
           << ", which cannot be passed; use tensors of f32, f64, i1, i8, i16, "
              "i32 or i64";
  if (!tensor.hasStaticShape())
    return emitError(function.getLoc(), "'")
           << name << "' has dynamic shape, " << type
           << "; only functions of static shapes can be run";
  TensorSpec spec;
  spec.name = std::move(name);
  spec.kind = *kind;
  spec.shape.assign(tensor.getShape().begin(), tensor.getShape().end());
  if (failed(readQuantizedType(function, attributes, spec)))
    return failure();
  return spec;
}

FailureOr<Signature> compress::getSignature(func::FuncOp function) {
  Signature signature;
  for (auto [i, type] : llvm::enumerate(function.getArgumentTypes())) {
    FailureOr<TensorSpec> spec =
        describe(function, type, function.getArgAttrDict(i),
                 nameOfArgument(function, i));
    if (failed(spec))
      return failure();
    signature.inputs.push_back(std::move(*spec));
  }
  for (auto [i, type] : llvm::enumerate(function.getResultTypes())) {
    DictionaryAttr attributes = function.getResultAttrDict(i);
    FailureOr<TensorSpec> spec =
        describe(function, type, attributes,
                 nameOf(attributes, function.getLoc(), "result", i));
    if (failed(spec))
      return failure();
    signature.outputs.push_back(std::move(*spec));
  }
  return signature;
}

/// Appends the value at every tap of `function` to its results.
void compress::returnObservedValues(func::FuncOp function) {
  Operation *terminator = function.getBody().front().getTerminator();
  SmallVector<Value> operands(terminator->getOperands());
  for (auto tap : function.getBody().front().getOps<ObserveOp>()) {
    unsigned index = operands.size();
    operands.push_back(tap.getInput());
    (void)function.insertResult(
        index, tap.getInput().getType(),
        DictionaryAttr::get(
            function.getContext(),
            NamedAttribute(
                StringAttr::get(function.getContext(), "compress.name"),
                tap.getNameAttr())));
  }
  terminator->setOperands(operands);
}
