//===- ListLayers.cpp - prints a table of layers --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/ModelCost.h"
#include "compress/Transforms/Common/Passes.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSLISTLAYERS
#include "compress/Transforms/Common/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

/// `-` for what is not known.
static std::string asText(const Count &count) {
  return count.value ? std::to_string(*count.value) : "-";
}

static llvm::json::Value asJson(const Count &count) {
  return count.value ? llvm::json::Value(*count.value)
                     : llvm::json::Value(nullptr);
}

/// The type of the first result.
static ShapedType getOutput(const LayerCost &layer) {
  return layer.outputs.empty() ? ShapedType() : layer.outputs.front();
}

static std::string formatShape(ShapedType type) {
  if (!type || !type.hasRank())
    return "";
  std::string text;
  llvm::raw_string_ostream os(text);
  llvm::interleave(
      type.getShape(), os,
      [&](int64_t size) {
        if (ShapedType::isDynamic(size))
          os << "?";
        else
          os << size;
      },
      "x");
  return text;
}

static void printText(StringRef name, const FunctionCost &function,
                      raw_ostream &os) {
  constexpr size_t kColumns = 7, kFirstNumber = 4;
  using Line = std::array<std::string, kColumns>;
  SmallVector<Line> lines = {
      {"name", "kind", "output", "weight", "parameters", "non-zeros", "MACs"}};
  for (const LayerCost &layer : function.layers)
    lines.push_back(
        {layer.name, layer.kind.str(), formatShape(getOutput(layer)),
         formatShape(layer.weight), asText(layer.figures.parameters),
         asText(layer.figures.nonZeros), asText(layer.figures.macs)});
  const Figures &total = function.total;
  lines.push_back({"total", "", "", "", asText(total.parameters),
                   asText(total.nonZeros), asText(total.macs)});

  std::array<size_t, kColumns> widths = {};
  for (const Line &line : lines)
    for (size_t i = 0; i < kColumns; ++i)
      widths[i] = std::max(widths[i], line[i].size());
  os << "layers of @" << name << "\n";
  for (const Line &line : lines) {
    for (size_t i = 0; i < kColumns; ++i) {
      os.indent(i == 0 ? 0 : 2);
      size_t padding = widths[i] - line[i].size();
      if (i >= kFirstNumber)
        os.indent(padding) << line[i];
      else
        (os << line[i]).indent(padding);
    }
    os << "\n";
  }
}

static llvm::json::Value shapeToJson(ShapedType type) {
  if (!type || !type.hasRank())
    return nullptr;
  llvm::json::Array shape;
  for (int64_t size : type.getShape())
    shape.push_back(ShapedType::isDynamic(size) ? llvm::json::Value(nullptr)
                                                : llvm::json::Value(size));
  return shape;
}

static llvm::json::Object toJson(StringRef name, const FunctionCost &function) {
  llvm::json::Array layers;
  for (const LayerCost &layer : function.layers)
    layers.push_back(
        llvm::json::Object{{"name", llvm::json::fixUTF8(layer.name)},
                           {"kind", layer.kind},
                           {"output", shapeToJson(getOutput(layer))},
                           {"weight", shapeToJson(layer.weight)},
                           {"parameters", asJson(layer.figures.parameters)},
                           {"nonzeros", asJson(layer.figures.nonZeros)},
                           {"macs", asJson(layer.figures.macs)}});
  const Figures &total = function.total;
  return llvm::json::Object{{"function", llvm::json::fixUTF8(name)},
                            {"layers", std::move(layers)},
                            {"parameters", asJson(total.parameters)},
                            {"nonzeros", asJson(total.nonZeros)},
                            {"macs", asJson(total.macs)}};
}

namespace {

struct ListLayers : compress::impl::CompressListLayersBase<ListLayers> {
  using CompressListLayersBase::CompressListLayersBase;

  void runOnOperation() override {
    llvm::json::Array functions;
    bool isEmpty = true;
    for (auto function : getOperation().getOps<FunctionOpInterface>()) {
      FunctionCost cost(function);
      if (cost.layers.empty())
        continue;
      if (format == ListFormat::Json)
        functions.push_back(toJson(function.getName(), cost));
      else
        printText(function.getName(), cost,
                  isEmpty ? llvm::outs() : llvm::outs() << "\n");
      isEmpty = false;
    }
    if (format == ListFormat::Json)
      llvm::outs() << llvm::formatv("{0:2}\n",
                                    llvm::json::Value(llvm::json::Object{
                                        {"functions", std::move(functions)}}));
    else if (isEmpty)
      llvm::outs() << "no layers\n";
    llvm::outs().flush();
    markAllAnalysesPreserved();
  }
};

} // namespace
