//===- ListChoices.cpp - compress-list-choices ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/Choices.h"
#include "compress/Analysis/EntryFunction.h"
#include "compress/Analysis/ModelCost.h"
#include "compress/Search/Paths.h"
#include "compress/Transforms/NAS/Passes.h"
#include "compress/Transforms/NAS/Specialize.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

namespace mlir::compress {
#define GEN_PASS_DEF_COMPRESSLISTCHOICES
#include "compress/Transforms/NAS/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

namespace {

struct CompressListChoices
    : compress::impl::CompressListChoicesBase<CompressListChoices> {
  using CompressListChoicesBase::CompressListChoicesBase;

  void runOnOperation() override {
    auto entry = cast_if_present<func::FuncOp>(
        lookupEntryFunction(getOperation(), function));
    if (!entry || failed(list(entry)))
      return signalPassFailure();
    markAllAnalysesPreserved();
  }

private:
  LogicalResult list(func::FuncOp entry);
};

/// What one architecture costs.
struct Cost {
  std::string architecture;
  Count macs, parameters;
};

} // namespace

static Cost measure(func::FuncOp entry, const SearchSpace &space,
                    const Architecture &architecture) {
  OwningOpRef<func::FuncOp> copy(entry.clone());
  specialize(*copy, architecture);
  FunctionCost cost(*copy);
  return {space.format(architecture), cost.total.macs, cost.total.parameters};
}

static std::string asText(const Count &count) {
  return count.value ? std::to_string(*count.value) : "-";
}

static void printText(StringRef name, const SearchSpace &space,
                      const Architecture &selected, ArrayRef<Cost> costs) {
  raw_ostream &os = llvm::outs();
  os << "choices of @" << name << "\n";
  for (auto [decision, number] : llvm::zip_equal(space.decisions, selected))
    os << decision.name << "  " << decision.labels.size()
       << " alternatives: " << llvm::join(decision.labels, " ") << "; now "
       << decision.labels[number] << "\n";
  os << llvm::formatv("{0:f0} networks\n", space.getSize());
  const char *const kinds[] = {"largest", "smallest", "now"};
  for (auto [kind, cost] : llvm::zip_equal(kinds, costs))
    os << kind << "  " << asText(cost.macs) << " MACs, "
       << asText(cost.parameters) << " parameters: " << cost.architecture
       << "\n";
}

static void printJson(StringRef name, const SearchSpace &space,
                      const Architecture &selected, ArrayRef<Cost> costs) {
  llvm::json::Array decisions;
  for (auto [decision, number] : llvm::zip_equal(space.decisions, selected))
    decisions.push_back(
        llvm::json::Object{{"name", llvm::json::fixUTF8(decision.name)},
                           {"alternatives", llvm::json::Array(decision.labels)},
                           {"selected", decision.labels[number]}});
  auto toJson = [](const Cost &cost) {
    auto number = [](const Count &count) {
      return count.value ? llvm::json::Value(*count.value)
                         : llvm::json::Value(nullptr);
    };
    return llvm::json::Object{{"architecture", cost.architecture},
                              {"macs", number(cost.macs)},
                              {"parameters", number(cost.parameters)}};
  };
  llvm::json::Value all = llvm::json::Object{{"function", name},
                                             {"networks", space.getSize()},
                                             {"choices", std::move(decisions)},
                                             {"largest", toJson(costs[0])},
                                             {"smallest", toJson(costs[1])},
                                             {"selected", toJson(costs[2])}};
  llvm::outs() << llvm::formatv("{0:2}\n", all);
}

LogicalResult CompressListChoices::list(func::FuncOp entry) {
  FailureOr<SearchSpace> space = getSearchSpace(entry);
  if (failed(space))
    return failure();
  Architecture selected = getSelected(entry);
  SmallVector<Cost> costs = {measure(entry, *space, takeLargest(*space)),
                             measure(entry, *space, takeSmallest(*space)),
                             measure(entry, *space, selected)};
  if (format == ChoiceFormat::Json)
    printJson(entry.getSymName(), *space, selected, costs);
  else
    printText(entry.getSymName(), *space, selected, costs);
  llvm::outs().flush();
  return success();
}
