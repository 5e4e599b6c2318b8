//===- SearchSpace.cpp - decisions and their alternatives -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Search/SearchSpace.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::compress;

double SearchSpace::getSize() const {
  double size = 1.0;
  for (const Decision &decision : decisions)
    size *= static_cast<double>(decision.labels.size());
  return size;
}

std::string SearchSpace::format(const Architecture &architecture) const {
  std::string text;
  for (auto [decision, number] : llvm::zip_equal(decisions, architecture)) {
    text += text.empty() ? "" : ",";
    text += decision.name + "=" + decision.labels[number];
  }
  return text;
}

llvm::Expected<Architecture> SearchSpace::parse(llvm::StringRef text,
                                                Architecture initial) const {
  llvm::SmallVector<llvm::StringRef> parts;
  text.split(parts, ',', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef part : parts) {
    auto [name, label] = part.trim().split('=');
    auto decision = llvm::find_if(
        decisions, [&](const Decision &one) { return one.name == name; });
    if (decision == decisions.end()) {
      auto names = llvm::map_range(
          decisions, [](const Decision &one) { return one.name; });
      return llvm::createStringError(
          "there is no decision '" + name +
          "'; there are: " + llvm::join(names, ", "));
    }
    auto found = llvm::find(decision->labels, label);
    if (found == decision->labels.end())
      return llvm::createStringError(
          "decision '" + name + "' has no alternative '" + label +
          "'; it has: " + llvm::join(decision->labels, ", "));
    initial[decision - decisions.begin()] = found - decision->labels.begin();
  }
  return initial;
}
