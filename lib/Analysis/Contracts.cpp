//===- Contracts.cpp - states of the IR between stages --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/Contracts.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::compress;

StringRef compress::stringifyContract(Contract contract) {
  switch (contract) {
  case Contract::Any:
    return "any";
  case Contract::Imported:
    return "imported";
  case Contract::Layers:
    return "layers";
  case Contract::Compressed:
    return "compressed";
  case Contract::Integer:
    return "integer";
  case Contract::Kernels:
    return "kernels";
  }
  llvm_unreachable("unknown contract");
}

namespace {

/// One walk over a module. Collects violations; the first few are reported.
class ContractVerifier {
public:
  ContractVerifier(ModuleOp module, Contract contract)
      : module(module), contract(contract) {}

  LogicalResult run();

private:
  void verifyFunctions();
  void verifyUniqueNames(func::FuncOp function);
  void verifyDialects(Operation *root, ArrayRef<StringRef> allowed);
  void verifyLayers(func::FuncOp function);
  void verifyLayerOperand(Operation *layer, Value operand, StringRef what);
  void verifyInteger();
  void verifyIntegerEntry(func::FuncOp entry);
  void verifyIntegerCore(func::FuncOp core);
  void verifyKernels();

  /// Reports a violation at `op`, or swallows it after the first ten.
  InFlightDiagnostic violation(Operation *op);

  static constexpr unsigned kMaxReports = 10;

  ModuleOp module;
  Contract contract;
  unsigned numViolations = 0;
};

} // namespace

InFlightDiagnostic ContractVerifier::violation(Operation *op) {
  if (++numViolations > kMaxReports)
    return {};
  // Not at functions and modules: tools print the operation of an error.
  InFlightDiagnostic diagnostic =
      op->getNumRegions() ? mlir::emitError(op->getLoc()) : op->emitError();
  return std::move(diagnostic << "breaks contract '"
                              << stringifyContract(contract) << "': ");
}

/// The float type that `type` is or contains; null if it has none.
static Type findFloat(Type type) {
  Type found;
  type.walk<WalkOrder::PreOrder>([&](Type part) {
    if (!isa<FloatType>(part))
      return WalkResult::advance();
    found = part;
    return WalkResult::interrupt();
  });
  return found;
}

static Type findFloat(Attribute attribute) {
  Type found;
  attribute.walk<WalkOrder::PreOrder>([&](Type part) {
    if (!isa<FloatType>(part))
      return WalkResult::advance();
    found = part;
    return WalkResult::interrupt();
  });
  return found;
}

/// The first float type among results, block arguments and attributes of an
/// operation; operands are results or arguments elsewhere.
static Type findFloat(Operation *op) {
  for (Type type : op->getResultTypes())
    if (Type found = findFloat(type))
      return found;
  for (Region &region : op->getRegions())
    for (Block &block : region)
      for (Type type : block.getArgumentTypes())
        if (Type found = findFloat(type))
          return found;
  // What a caller should know about integers, their scales, is no arithmetic.
  if (isa<FunctionOpInterface>(op))
    return {};
  return findFloat(op->getAttrDictionary());
}

static bool isFromCompress(Operation *op) {
  return isa_and_nonnull<CompressDialect>(op->getDialect());
}

/// Parameters, masks and what simulates or observes: compress operations that
/// are no layers.
static bool isLayer(Operation *op) {
  return isFromCompress(op) &&
         !isa<ParameterOp, MaskOp, FakeQuantOp, FittedScaleOp, ObserveOp>(op);
}

void ContractVerifier::verifyFunctions() {
  if (module.getOps<func::FuncOp>().empty()) {
    violation(module) << "expected a function in the module";
    return;
  }
  for (auto function : module.getOps<func::FuncOp>()) {
    if (function.isExternal())
      violation(function) << "expected function '" << function.getName()
                          << "' to have a body";
    else
      verifyUniqueNames(function);
  }
}

void ContractVerifier::verifyUniqueNames(func::FuncOp function) {
  llvm::StringMap<Operation *> parameters, taps, layers;
  auto check = [&](llvm::StringMap<Operation *> &seen, Operation *op,
                   StringRef kind) {
    auto name = dyn_cast_or_null<StringAttr>(
        op->getInherentAttr("name").value_or(Attribute()));
    if (!name)
      return;
    auto [entry, isNew] = seen.try_emplace(name, op);
    if (isNew)
      return;
    InFlightDiagnostic diagnostic = violation(op);
    diagnostic << "expected unique " << kind << " names, but '"
               << name.getValue() << "' is already taken; rename one of them";
    if (diagnostic.getUnderlyingDiagnostic())
      diagnostic.attachNote(entry->second->getLoc()) << "the other one";
  };
  function.walk([&](Operation *op) {
    if (isa<ParameterOp>(op))
      check(parameters, op, "parameter");
    else if (isa<ObserveOp>(op))
      check(taps, op, "observed value");
    else if (isLayer(op))
      check(layers, op, "layer");
  });
}

void ContractVerifier::verifyDialects(Operation *root,
                                      ArrayRef<StringRef> allowed) {
  root->walk([&](Operation *op) {
    if (op == root)
      return;
    StringRef dialect = op->getName().getDialectNamespace();
    if (llvm::is_contained(allowed, dialect))
      return;
    InFlightDiagnostic diagnostic = violation(op);
    diagnostic << "'" << op->getName() << "' is not from "
               << llvm::join(allowed, ", ");
    if (dialect == "compress")
      diagnostic << "; convert-compress-to-tosa leads back";
    else if (contract == Contract::Imported || contract == Contract::Layers)
      diagnostic << "; convert the model to TOSA completely first";
  });
}

void ContractVerifier::verifyLayerOperand(Operation *layer, Value operand,
                                          StringRef what) {
  WeightChain chain = WeightChain::match(operand);
  if (!chain.getParameter())
    violation(layer) << "expected the " << what
                     << " to come from a compress.parameter";
}

void ContractVerifier::verifyLayers(func::FuncOp function) {
  function.walk([&](Operation *op) {
    if (contract == Contract::Layers && isa<MaskOp>(op)) {
      violation(op) << "expected no mask; run compress-apply-masks";
    } else if (contract == Contract::Layers &&
               isa<FakeQuantOp, FittedScaleOp, ObserveOp>(op)) {
      violation(op) << "expected no " << op->getName()
                    << "; quantization belongs to contract 'compressed'";
    } else if (auto mask = dyn_cast<MaskOp>(op)) {
      if (!WeightChain::match(mask.getResult()).value)
        violation(op) << "expected the masked value to be a parameter or a "
                         "constant";
    } else if (isLayer(op)) {
      if (!cast<ShapedType>(op->getResult(0).getType())
               .getElementType()
               .isF32())
        violation(op) << "expected an f32 layer; integer layers belong to "
                         "contract 'integer'";
      if (auto prunable = dyn_cast<PrunableOpInterface>(op)) {
        verifyLayerOperand(op, prunable.getWeightOperand().get(), "weight");
        if (OpOperand *bias = prunable.getBiasOperand())
          verifyLayerOperand(op, bias->get(), "bias");
      }
      if (auto norm = dyn_cast<BatchNormOp>(op))
        for (Value statistic : norm->getOperands().drop_front())
          verifyLayerOperand(op, statistic, "statistics");
    }
  });
}

void ContractVerifier::verifyIntegerCore(func::FuncOp core) {
  core.walk([&](Operation *op) {
    if (Type type = findFloat(op)) {
      violation(op) << "expected no float type in integer core '"
                    << core.getName() << "', got " << type;
      return;
    }
    StringRef dialect = op->getName().getDialectNamespace();
    if (op != core && !isa<func::ReturnOp>(op) && dialect != "compress" &&
        dialect != "tosa")
      violation(op) << "expected only layers and TOSA operations in integer "
                       "core '"
                    << core.getName() << "', got '" << op->getName() << "'";
  });
}

void ContractVerifier::verifyIntegerEntry(func::FuncOp entry) {
  if (llvm::none_of(entry.getFunctionType().getInputs(),
                    [](Type type) { return findFloat(type); }) &&
      llvm::none_of(entry.getFunctionType().getResults(),
                    [](Type type) { return findFloat(type); })) {
    verifyIntegerCore(entry);
    return;
  }
  unsigned numCalls = 0;
  entry.walk([&](Operation *op) {
    if (isFromCompress(op)) {
      violation(op) << "expected '" << op->getName()
                    << "' to have moved into the integer core; run "
                       "compress-lower-to-integer";
    } else if (isa<PrunableOpInterface>(op)) {
      violation(op) << "expected '" << op->getName()
                    << "' to have moved into the integer core; raise it with "
                       "convert-tosa-to-compress before quantizing";
    } else if (isa<func::CallOp>(op)) {
      ++numCalls;
    } else if (op != entry && !isa<func::ReturnOp>(op) &&
               op->getName().getDialectNamespace() != "tosa") {
      violation(op) << "expected only TOSA operations around the integer "
                       "core, got '"
                    << op->getName() << "'";
    }
  });
  if (numCalls != 1)
    violation(entry) << "expected function '" << entry.getName()
                     << "' to call one integer core, got " << numCalls
                     << " calls; run compress-lower-to-integer";
}

void ContractVerifier::verifyInteger() {
  for (auto function : module.getOps<func::FuncOp>()) {
    if (function.isExternal())
      continue;
    if (function.isPublic())
      verifyIntegerEntry(function);
    else
      verifyIntegerCore(function);
  }
}

void ContractVerifier::verifyKernels() {
  module.walk([&](Operation *op) {
    StringRef dialect = op->getName().getDialectNamespace();
    if (dialect == "compress" || dialect == "tosa")
      violation(op) << "expected '" << op->getName() << "' to be lowered";
  });
}

LogicalResult ContractVerifier::run() {
  if (contract == Contract::Kernels) {
    verifyKernels();
    return success(numViolations == 0);
  }
  verifyFunctions();
  switch (contract) {
  case Contract::Imported:
    verifyDialects(module, {"func", "tosa", "tensor", "arith"});
    break;
  case Contract::Layers:
  case Contract::Compressed:
    verifyDialects(module, {"compress", "func", "tosa", "tensor", "arith"});
    for (auto function : module.getOps<func::FuncOp>())
      verifyLayers(function);
    break;
  case Contract::Integer:
    verifyInteger();
    break;
  default:
    break;
  }
  if (numViolations > kMaxReports)
    module.emitRemark() << numViolations - kMaxReports
                        << " more violations of contract '"
                        << stringifyContract(contract) << "'";
  return success(numViolations == 0);
}

LogicalResult compress::verifyContract(ModuleOp module, Contract contract) {
  return ContractVerifier(module, contract).run();
}
