//===- EmitLaunches.cpp - how to launch kernels, as JSON ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Target/GPU/EmitPtx.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Quant/IR/QuantTypes.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "llvm/Support/JSON.h"

using namespace mlir;
using namespace mlir::compress;

namespace json = llvm::json;

/// Set by buffer-results-to-out-params.
static constexpr llvm::StringLiteral kResult = "bufferize.result";
static constexpr llvm::StringLiteral kOffset = "compress.offset";
static constexpr llvm::StringLiteral kWeight = "compress.weight";

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

static int64_t getBytesPerEntry(Type type) {
  return llvm::PowerOf2Ceil(llvm::divideCeil(type.getIntOrFloatBitWidth(), 8));
}

/// Writes the entries to `destination`, one after the other. False if the
/// resource that holds them is missing.
static bool copyEntries(ElementsAttr value, MutableArrayRef<char> destination) {
  Type type = value.getElementType();
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(value)) {
    AsmResourceBlob *blob = resource.getRawHandle().getBlob();
    if (!blob || blob->getData().size() != destination.size())
      return false;
    llvm::copy(blob->getData(), destination.begin());
    return true;
  }
  auto dense = dyn_cast<DenseElementsAttr>(value);
  int64_t size = getBytesPerEntry(type);
  if (!dense)
    return false;
  if (!dense.isSplat() && type.getIntOrFloatBitWidth() % 8 == 0 &&
      dense.getRawData().size() == destination.size()) {
    llvm::copy(dense.getRawData(), destination.begin());
    return true;
  }
  for (auto [i, entry] : llvm::enumerate(dense.getValues<Attribute>())) {
    APInt bits = isa<FloatAttr>(entry)
                     ? cast<FloatAttr>(entry).getValue().bitcastToAPInt()
                     : cast<IntegerAttr>(entry).getValue();
    bits = type.isInteger(1) ? bits.zext(8) : bits.sextOrTrunc(8 * size);
    std::memcpy(destination.data() + i * size, bits.getRawData(), size);
  }
  return true;
}

/// The functions that launch kernels; fails if they were not planned.
static FailureOr<SmallVector<func::FuncOp>> findFunctions(ModuleOp module) {
  SmallVector<func::FuncOp> functions;
  for (auto func : module.getOps<func::FuncOp>()) {
    if (func.isExternal())
      continue;
    if (!func->hasAttr("compress.arena_bytes"))
      return func.emitOpError("has no planned memory; lower the network with "
                              "compress-to-gpu first");
    functions.push_back(func);
  }
  if (functions.empty())
    return emitError(module.getLoc(), "module has no function that launches "
                                      "kernels");
  return functions;
}

static int64_t getInteger(Operation *op, StringRef name) {
  return op->getAttrOfType<IntegerAttr>(name).getInt();
}

LogicalResult compress::emitDeviceWeights(ModuleOp module, raw_ostream &os) {
  auto functions = findFunctions(module);
  if (failed(functions))
    return failure();
  for (func::FuncOp func : *functions) {
    std::vector<char> bytes(getInteger(func, "compress.weight_bytes"));
    for (unsigned i = 0; i < func.getNumArguments(); ++i) {
      auto value = func.getArgAttrOfType<ElementsAttr>(i, kWeight);
      if (!value)
        continue;
      size_t offset = func.getArgAttrOfType<IntegerAttr>(i, kOffset).getInt();
      size_t size =
          value.getNumElements() * getBytesPerEntry(value.getElementType());
      if (!copyEntries(value, MutableArrayRef(bytes).slice(offset, size)))
        return func.emitOpError("lacks the entries of a constant of type ")
               << value.getShapedType()
               << "; was the resource section of the file removed?";
    }
    os.write(bytes.data(), bytes.size());
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

static json::Object describeType(MemRefType type) {
  std::string element;
  llvm::raw_string_ostream(element) << type.getElementType();
  int64_t bytes =
      type.getNumElements() * getBytesPerEntry(type.getElementType());
  return json::Object{{"type", element},
                      {"shape", json::Array(type.getShape())},
                      {"bytes", bytes}};
}

/// One tensor that the function takes or returns.
static json::Object describeArgument(func::FuncOp func, unsigned index,
                                     StringRef prefix, size_t number) {
  json::Object result =
      describeType(cast<MemRefType>(func.getArgumentTypes()[index]));
  std::string name = (prefix + Twine(number)).str();
  if (auto given = func.getArgAttrOfType<StringAttr>(index, "compress.name"))
    name = given.str();
  result["name"] = name;
  auto attribute = func.getArgAttrOfType<TypeAttr>(index, "compress.qtype");
  if (!attribute)
    return result;
  if (auto type = dyn_cast<quant::UniformQuantizedType>(attribute.getValue())) {
    result["scale"] = type.getScale();
    result["zero_point"] = type.getZeroPoint();
  }
  return result;
}

/// Where each buffer of a function lies, as arguments of launches say it.
using Places = DenseMap<Value, json::Object>;

static json::Object makePlace(StringRef space, StringRef key, int64_t value) {
  json::Object place{{"space", space}};
  place[key] = value;
  return place;
}

static Places describeArguments(func::FuncOp func, json::Object &description) {
  Places places;
  json::Array inputs, outputs, weights;
  for (BlockArgument argument : func.getArguments()) {
    unsigned i = argument.getArgNumber();
    if (auto offset = func.getArgAttrOfType<IntegerAttr>(i, kOffset)) {
      json::Object weight = describeArgument(func, i, "weight", weights.size());
      weight["offset"] = offset.getInt();
      weights.push_back(std::move(weight));
      places[argument] = makePlace("weights", "offset", offset.getInt());
    } else if (func.getArgAttr(i, kResult)) {
      places[argument] = makePlace("output", "index", outputs.size());
      outputs.push_back(describeArgument(func, i, "result", outputs.size()));
    } else {
      places[argument] = makePlace("input", "index", inputs.size());
      inputs.push_back(describeArgument(func, i, "arg", inputs.size()));
    }
  }
  for (auto alloc : func.getOps<memref::AllocOp>())
    if (alloc->hasAttr(kOffset))
      places[alloc] = makePlace("arena", "offset", getInteger(alloc, kOffset));
  description["inputs"] = std::move(inputs);
  description["outputs"] = std::move(outputs);
  description["weights"] = std::move(weights);
  return places;
}

static FailureOr<json::Array> describeSize(gpu::LaunchFuncOp launch,
                                           gpu::KernelDim3 size) {
  json::Array result;
  for (Value value : {size.x, size.y, size.z}) {
    std::optional<int64_t> constant = getConstantIntValue(value);
    if (!constant)
      return launch.emitOpError("has a size that is not constant");
    result.push_back(*constant);
  }
  return result;
}

static FailureOr<json::Object> describeLaunch(gpu::LaunchFuncOp launch,
                                              const Places &places) {
  auto grid = describeSize(launch, launch.getGridSizeOperandValues());
  auto block = describeSize(launch, launch.getBlockSizeOperandValues());
  if (failed(grid) || failed(block))
    return failure();
  json::Array arguments;
  for (Value operand : launch.getKernelOperands()) {
    auto place = places.find(operand);
    if (place == places.end())
      return launch.emitOpError("passes a ")
             << operand.getType() << " that is no whole buffer";
    arguments.push_back(json::Object(place->second));
  }
  return json::Object{{"kernel", launch.getKernelName().getValue()},
                      {"grid", std::move(*grid)},
                      {"block", std::move(*block)},
                      {"arguments", std::move(arguments)}};
}

static FailureOr<json::Object> describeFunction(func::FuncOp func,
                                                int64_t weightStart) {
  json::Object result;
  result["name"] = func.getSymName();
  result["weight_start"] = weightStart;
  result["weight_bytes"] = getInteger(func, "compress.weight_bytes");
  result["arena_bytes"] = getInteger(func, "compress.arena_bytes");
  Places places = describeArguments(func, result);
  json::Array launches;
  for (auto launch : func.getOps<gpu::LaunchFuncOp>()) {
    FailureOr<json::Object> description = describeLaunch(launch, places);
    if (failed(description))
      return failure();
    launches.push_back(std::move(*description));
  }
  result["launches"] = std::move(launches);
  return result;
}

LogicalResult compress::emitLaunches(ModuleOp module, raw_ostream &os) {
  auto functions = findFunctions(module);
  if (failed(functions))
    return failure();
  json::Array descriptions;
  int64_t weightStart = 0;
  for (func::FuncOp func : *functions) {
    FailureOr<json::Object> description = describeFunction(func, weightStart);
    if (failed(description))
      return failure();
    descriptions.push_back(std::move(*description));
    weightStart += getInteger(func, "compress.weight_bytes");
  }
  json::Object result{{"version", 1}, {"functions", std::move(descriptions)}};
  for (auto kernels : module.getOps<gpu::GPUModuleOp>())
    if (ArrayAttr targets = kernels.getTargetsAttr())
      for (auto target : targets.getAsRange<NVVM::NVVMTargetAttr>())
        result["chip"] = target.getChip();
  os << llvm::formatv("{0:2}", json::Value(std::move(result))) << "\n";
  return success();
}
