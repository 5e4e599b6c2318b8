//===- EntryFunction.cpp - the function a pass works on -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Analysis/EntryFunction.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::compress;

/// Names of functions, for a diagnostic.
static std::string listNames(ArrayRef<func::FuncOp> functions) {
  std::string names;
  llvm::raw_string_ostream os(names);
  llvm::interleaveComma(functions, os,
                        [&](func::FuncOp function) { os << function.getName(); });
  return names;
}

FailureOr<func::FuncOp> compress::findEntryFunction(ModuleOp module,
                                                    StringRef name) {
  // At the location, because tools print the operation of an error, and a
  // module is long.
  auto emitError = [&] { return mlir::emitError(module.getLoc()); };
  SmallVector<func::FuncOp> all, entries;
  for (auto function : module.getOps<func::FuncOp>()) {
    if (function.isExternal())
      continue;
    all.push_back(function);
    if (function.isPublic())
      entries.push_back(function);
  }
  auto find = [](ArrayRef<func::FuncOp> functions, StringRef wanted) {
    auto it = llvm::find_if(functions, [&](func::FuncOp function) {
      return function.getName() == wanted;
    });
    return it == functions.end() ? func::FuncOp() : *it;
  };
  if (!name.empty()) {
    if (func::FuncOp function = find(all, name))
      return function;
    return emitError() << "no function '" << name
                              << "' with a body; functions are "
                              << listNames(all);
  }
  if (entries.empty())
    return emitError() << "expected a public function with a body";
  if (entries.size() == 1)
    return entries.front();
  if (func::FuncOp function = find(entries, "main"))
    return function;
  return emitError() << "several public functions: "
                            << listNames(entries)
                            << "; select one with function=";
}
