//===- ListLayers.cpp - prints a table of layers --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/LayerNames.h"
#include "compress/Analysis/TrainedOperands.h"
#include "compress/Dialect/Compress/IR/WeightChain.h"
#include "compress/Support/Elements.h"
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

namespace {

/// A count that may not be known.
struct Count {
  std::optional<int64_t> value = 0;

  void add(std::optional<int64_t> other) {
    value = value && other ? std::optional(*value + *other) : std::nullopt;
  }
  std::string asText() const { return value ? std::to_string(*value) : "-"; }
  llvm::json::Value asJson() const {
    return value ? llvm::json::Value(*value) : llvm::json::Value(nullptr);
  }
};

struct Row {
  std::string name;
  StringRef kind;
  ShapedType output, weight;
  Count parameters, nonZeros, macs;
};

/// The layers of one function and their sum.
struct Table {
  explicit Table(FunctionOpInterface function);

  StringRef function;
  SmallVector<Row> rows;
  Row total;
};

} // namespace

static std::optional<int64_t> countNonZeros(const WeightChain &chain) {
  auto isNonZero = [](auto entry) { return entry != 0; };
  if (std::optional<std::vector<float>> values = chain.getMaskedValues())
    return llvm::count_if(*values, isNonZero);
  if (std::optional<std::vector<int32_t>> values = getIntElements(chain.value))
    return llvm::count_if(*values, isNonZero);
  return std::nullopt;
}

Table::Table(FunctionOpInterface function) : function(function.getName()) {
  LayerNames names(function);
  llvm::SmallPtrSet<Value, 16> counted;
  total.name = "total";
  for (Operation *layer : names.getLayers()) {
    Row &row = rows.emplace_back();
    row.name = names.lookup(layer).str();
    row.kind = LayerNames::getKind(layer);
    if (layer->getNumResults() > 0)
      row.output = dyn_cast<ShapedType>(layer->getResult(0).getType());
    for (const TrainedOperand &trained : getTrainedOperands(layer)) {
      if (trained.isStatistic)
        continue;
      Value value = trained.operand->get();
      auto type = cast<ShapedType>(value.getType());
      if (trained.role == "weight")
        row.weight = type;
      std::optional<int64_t> size;
      if (type.hasStaticShape())
        size = type.getNumElements();
      WeightChain chain = WeightChain::match(value);
      std::optional<int64_t> nonZeros = countNonZeros(chain);
      row.parameters.add(size);
      row.nonZeros.add(nonZeros);
      if (!counted.insert(chain.source).second)
        continue;
      total.parameters.add(size);
      total.nonZeros.add(nonZeros);
    }
    if (auto cost = dyn_cast<CostOpInterface>(layer))
      row.macs.value = cost.getMACs();
    total.macs.add(row.macs.value);
  }
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

static void printText(const Table &table, raw_ostream &os) {
  constexpr size_t kColumns = 7, kFirstNumber = 4;
  using Line = std::array<std::string, kColumns>;
  SmallVector<Line> lines = {
      {"name", "kind", "output", "weight", "parameters", "non-zeros", "MACs"}};
  auto addLine = [&](const Row &row) {
    lines.push_back({row.name, row.kind.str(), formatShape(row.output),
                     formatShape(row.weight), row.parameters.asText(),
                     row.nonZeros.asText(), row.macs.asText()});
  };
  llvm::for_each(table.rows, addLine);
  addLine(table.total);

  std::array<size_t, kColumns> widths = {};
  for (const Line &line : lines)
    for (size_t i = 0; i < kColumns; ++i)
      widths[i] = std::max(widths[i], line[i].size());
  os << "layers of @" << table.function << "\n";
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

static llvm::json::Object tableToJson(const Table &table) {
  llvm::json::Array layers;
  for (const Row &row : table.rows)
    layers.push_back(llvm::json::Object{{"name", row.name},
                                        {"kind", row.kind},
                                        {"output", shapeToJson(row.output)},
                                        {"weight", shapeToJson(row.weight)},
                                        {"parameters", row.parameters.asJson()},
                                        {"nonzeros", row.nonZeros.asJson()},
                                        {"macs", row.macs.asJson()}});
  return llvm::json::Object{{"function", table.function},
                            {"layers", std::move(layers)},
                            {"parameters", table.total.parameters.asJson()},
                            {"nonzeros", table.total.nonZeros.asJson()},
                            {"macs", table.total.macs.asJson()}};
}

namespace {

struct ListLayers : compress::impl::CompressListLayersBase<ListLayers> {
  using CompressListLayersBase::CompressListLayersBase;

  void runOnOperation() override {
    llvm::json::Array functions;
    bool isEmpty = true;
    for (auto function : getOperation().getOps<FunctionOpInterface>()) {
      Table table(function);
      if (table.rows.empty())
        continue;
      if (format == ListFormat::Json)
        functions.push_back(tableToJson(table));
      else
        printText(table, isEmpty ? llvm::outs() : llvm::outs() << "\n");
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
