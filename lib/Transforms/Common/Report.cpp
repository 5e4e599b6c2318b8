//===- Report.cpp - writes what each layer is and costs -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// docs/Report.md describes the file; change them together.
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/ModelCost.h"
#include "compress/Support/JsonFile.h"
#include "compress/Support/OutputFile.h"
#include "compress/Transforms/Common/Passes.h"
#include "mlir/IR/Location.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSREPORT
#include "compress/Transforms/Common/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;
namespace json = llvm::json;

static constexpr StringRef kFormat = "compress-report";
static constexpr int64_t kVersion = 1;

/// What is compared with an earlier report.
static constexpr StringRef kFigures[] = {
    "parameters",   "nonzeros",    "bytes",          "compact_bytes",
    "macs",         "operations",  "moved_bytes",    "input_bytes",
    "output_bytes", "weight_bits", "activation_bits"};

//===----------------------------------------------------------------------===//
// IR to JSON
//===----------------------------------------------------------------------===//

static json::Value toJson(std::optional<int64_t> count) {
  return count ? json::Value(*count) : json::Value(nullptr);
}

/// Names come from anywhere, JSON is UTF-8.
static json::Value toJson(StringRef text) { return json::fixUTF8(text); }

static json::Value toJson(ShapedType type) {
  if (!type)
    return nullptr;
  std::string element;
  llvm::raw_string_ostream(element) << type.getElementType();
  json::Object object{{"type", element}, {"shape", nullptr}};
  if (!type.hasRank())
    return object;
  json::Array shape;
  for (int64_t size : type.getShape())
    shape.push_back(ShapedType::isDynamic(size) ? json::Value(nullptr)
                                                : json::Value(size));
  object["shape"] = std::move(shape);
  return object;
}

static json::Value toJson(ArrayRef<ShapedType> types) {
  json::Array array;
  for (ShapedType type : types)
    array.push_back(toJson(type));
  return array;
}

/// Where in which file the operation was read, if it was.
static json::Value toJson(Location location) {
  auto file = location->findInstanceOf<FileLineColLoc>();
  if (!file)
    return nullptr;
  return json::Object{{"file", toJson(file.getFilename().strref())},
                      {"line", file.getLine()},
                      {"column", file.getColumn()}};
}

static json::Object toJson(const Figures &figures) {
  return json::Object{{"parameters", toJson(figures.parameters.value)},
                      {"nonzeros", toJson(figures.nonZeros.value)},
                      {"bytes", toJson(figures.bytes.value)},
                      {"compact_bytes", toJson(figures.compactBytes.value)},
                      {"macs", toJson(figures.macs.value)},
                      {"operations", toJson(figures.operations.value)},
                      {"moved_bytes", toJson(figures.bytesMoved.value)}};
}

static json::Object toJson(const LayerCost &layer) {
  json::Object object = toJson(layer.figures);
  object["name"] = toJson(StringRef(layer.name));
  object["kind"] = toJson(layer.kind);
  object["location"] = toJson(layer.op->getLoc());
  object["inputs"] = toJson(layer.inputs);
  object["outputs"] = toJson(layer.outputs);
  object["weight"] = toJson(layer.weight);
  object["storage"] = layer.weight ? json::Value("dense") : nullptr;
  object["weight_bits"] = toJson(layer.weightBits);
  object["activation_bits"] = toJson(layer.activationBits);
  object["input_bytes"] = toJson(layer.inputBytes.value);
  object["output_bytes"] = toJson(layer.outputBytes.value);
  return object;
}

static json::Value toJson(StringRef kind, const OtherCost &other) {
  return json::Object{{"kind", toJson(kind)},
                      {"count", other.count},
                      {"operations", toJson(other.figures.operations.value)},
                      {"moved_bytes", toJson(other.figures.bytesMoved.value)},
                      {"bytes", toJson(other.figures.bytes.value)}};
}

//===----------------------------------------------------------------------===//
// The earlier report
//===----------------------------------------------------------------------===//

namespace {

/// A report that was written before, searched by names.
class EarlierReport {
public:
  static llvm::Expected<EarlierReport> read(StringRef path);

  /// The layer of this name: in the function of this name if it has one, or
  /// else the only one of the file. Null if there is none.
  const json::Object *take(StringRef function, StringRef layer);
  const json::Object *getTotals() const {
    return root.getAsObject()->getObject("totals");
  }
  /// Layers that nobody took.
  json::Array getRemaining() const;

private:
  explicit EarlierReport(json::Value root) : root(std::move(root)) {}

  bool collect();

  json::Value root;
  struct Entry {
    StringRef function, name;
    const json::Object *layer;
    bool isTaken = false;
  };
  std::vector<Entry> entries;
};

} // namespace

llvm::Expected<EarlierReport> EarlierReport::read(StringRef path) {
  auto error = [&](const Twine &what) {
    return llvm::createStringError("cannot read the earlier report '" + path +
                                   "': " + what);
  };
  llvm::Expected<json::Value> root = readJsonFile(path);
  if (!root)
    return error(llvm::toString(root.takeError()));
  EarlierReport report(std::move(*root));
  const json::Object *object = report.root.getAsObject();
  if (!object || object->getString("format") != kFormat)
    return error("compress-report did not write it");
  if (object->getInteger("version") != kVersion)
    return error("expected version " + Twine(kVersion) +
                 "; write it again with this compress-report");
  if (!report.collect())
    return error("layers, names or totals are missing");
  return report;
}

bool EarlierReport::collect() {
  const json::Array *functions = root.getAsObject()->getArray("functions");
  if (!functions || !getTotals())
    return false;
  for (const json::Value &value : *functions) {
    const json::Object *function = value.getAsObject();
    auto name = function ? function->getString("entry") : std::nullopt;
    const json::Array *layers = name ? function->getArray("layers") : nullptr;
    if (!layers)
      return false;
    for (const json::Value &layer : *layers) {
      const json::Object *object = layer.getAsObject();
      auto layerName = object ? object->getString("name") : std::nullopt;
      if (!layerName)
        return false;
      entries.push_back({*name, *layerName, object});
    }
  }
  return true;
}

const json::Object *EarlierReport::take(StringRef function, StringRef layer) {
  Entry *found = nullptr;
  unsigned count = 0;
  for (Entry &entry : entries) {
    if (entry.name != layer)
      continue;
    ++count;
    if (count == 1 || entry.function == function)
      found = &entry;
  }
  if (!found || (count > 1 && found->function != function))
    return nullptr;
  found->isTaken = true;
  return found->layer;
}

json::Array EarlierReport::getRemaining() const {
  json::Array remaining;
  for (const Entry &entry : entries) {
    if (entry.isTaken)
      continue;
    json::Object layer;
    layer["name"] = toJson(entry.name);
    layer["function"] = toJson(entry.function);
    for (StringRef key : kFigures)
      layer[key] = toJson(entry.layer->getInteger(key));
    remaining.push_back(std::move(layer));
  }
  return remaining;
}

/// Adds the figures of `earlier` to `object`, and how far its own differ.
static void compare(json::Object &object, const json::Object *earlier) {
  object["before"] = nullptr;
  object["delta"] = nullptr;
  if (!earlier)
    return;
  json::Object before, delta;
  for (StringRef key : kFigures) {
    if (!object.get(key))
      continue;
    std::optional<int64_t> then = earlier->getInteger(key);
    std::optional<int64_t> now = object.getInteger(key);
    before[key] = toJson(then);
    delta[key] = then && now ? json::Value(*now - *then) : nullptr;
  }
  object["before"] = std::move(before);
  object["delta"] = std::move(delta);
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

/// The public function that `function` is a part of: its only caller, if that
/// is one. An integer core carries the layers of the function that calls it.
static StringRef getEntryName(FunctionOpInterface function) {
  auto uses = SymbolTable::getSymbolUses(function, function->getParentOp());
  FunctionOpInterface caller;
  if (function.isPublic() || !uses)
    return function.getName();
  for (SymbolTable::SymbolUse use : *uses) {
    auto parent = use.getUser()->getParentOfType<FunctionOpInterface>();
    if (!isa<CallOpInterface>(use.getUser()) || (caller && parent != caller))
      return function.getName();
    caller = parent;
  }
  return caller ? caller.getName() : function.getName();
}

static json::Object reportFunction(FunctionOpInterface function,
                                   const FunctionCost &cost,
                                   EarlierReport *earlier) {
  std::string entry = json::fixUTF8(getEntryName(function));
  json::Array layers, others, uncounted;
  for (const LayerCost &layer : cost.layers) {
    json::Object object = toJson(layer);
    if (earlier)
      compare(object, earlier->take(entry, *object.getString("name")));
    layers.push_back(std::move(object));
  }
  for (const auto &[kind, other] : cost.others)
    others.push_back(toJson(kind, other));
  for (StringRef kind : cost.uncounted)
    uncounted.push_back(toJson(kind));
  return json::Object{
      {"name", toJson(function.getName())}, {"entry", entry},
      {"layers", std::move(layers)},        {"others", std::move(others)},
      {"uncounted", std::move(uncounted)},  {"totals", toJson(cost.total)}};
}

static json::Object reportModule(ModuleOp module, EarlierReport *earlier) {
  json::Array functions;
  Figures total;
  for (auto function : module.getOps<FunctionOpInterface>()) {
    if (function.isExternal())
      continue;
    FunctionCost cost(function);
    total += cost.total;
    functions.push_back(reportFunction(function, cost, earlier));
  }
  json::Object totals = toJson(total);
  json::Object root{{"format", kFormat},
                    {"version", kVersion},
                    {"functions", std::move(functions)}};
  if (earlier) {
    compare(totals, earlier->getTotals());
    root["removed"] = earlier->getRemaining();
  }
  root["totals"] = std::move(totals);
  return root;
}

namespace {

struct Report : compress::impl::CompressReportBase<Report> {
  using CompressReportBase::CompressReportBase;

  LogicalResult initialize(MLIRContext *context) override {
    if (!file.empty())
      return success();
    return emitError(UnknownLoc::get(context),
                     "compress-report writes a file; give file=");
  }

  void runOnOperation() override {
    ModuleOp module = getOperation();
    auto fail = [&](llvm::Error error) {
      module.emitError(llvm::toString(std::move(error)));
      signalPassFailure();
    };
    std::optional<EarlierReport> earlier;
    if (!before.empty()) {
      llvm::Expected<EarlierReport> report = EarlierReport::read(before);
      if (!report)
        return fail(report.takeError());
      earlier = std::move(*report);
    }
    json::Value report = reportModule(module, earlier ? &*earlier : nullptr);
    if (llvm::Error error = writeOutputFile(file, [&](raw_ostream &os) {
          os << llvm::formatv("{0:2}\n", report);
        }))
      return fail(std::move(error));
    markAllAnalysesPreserved();
  }
};

} // namespace
