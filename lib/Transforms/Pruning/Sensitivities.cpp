//===- Sensitivities.cpp - a file of sensitivities ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Sensitivities.h"
#include "compress/Support/JsonFile.h"
#include <cmath>

using namespace mlir;
using namespace mlir::compress;
namespace json = llvm::json;

llvm::Expected<Sensitivities> Sensitivities::read(StringRef path) {
  auto error = [&](const Twine &what) {
    return llvm::createStringError("cannot read sensitivities from '" + path +
                                   "': " + what);
  };
  llvm::Expected<json::Value> root = readJsonFile(path);
  if (!root)
    return error(llvm::toString(root.takeError()));
  Sensitivities result;
  if (!result.parse(*root))
    return error("compress-measure-sensitivity did not write it");
  return result;
}

bool Sensitivities::parse(const json::Value &root) {
  const json::Object *object = root.getAsObject();
  if (!object || object->getString("format") != "compress-sensitivity" ||
      object->getInteger("version") != 1)
    return false;
  std::optional<StringRef> ownCriterion = object->getString("criterion");
  std::optional<StringRef> ownPattern = object->getString("pattern");
  const json::Array *weights = object->getArray("weights");
  if (!ownCriterion || !ownPattern || !weights)
    return false;
  criterion = ownCriterion->str();
  pattern = ownPattern->str();
  return llvm::all_of(*weights, [&](const json::Value &value) {
    return value.getAsObject() && parseEntry(*value.getAsObject());
  });
}

bool Sensitivities::parseEntry(const json::Object &object) {
  std::optional<StringRef> name = object.getString("name");
  const json::Array *points = object.getArray("points");
  if (!name || !points)
    return false;
  Entry &entry = entries.emplace_back();
  entry.name = name->str();
  for (const json::Value &value : *points) {
    const json::Object *point = value.getAsObject();
    std::optional<double> sparsity =
        point ? point->getNumber("sparsity") : std::nullopt;
    std::optional<int64_t> kept =
        point ? point->getInteger("kept") : std::nullopt;
    if (!sparsity || !(*sparsity >= 0.0 && *sparsity <= 1.0) || !kept ||
        *kept < 0)
      return false;
    std::optional<double> sqnr = point->getNumber("sqnr_db");
    entry.points.push_back(
        {*sparsity, *kept, sqnr ? std::pow(10.0, -*sqnr / 10.0) : 0.0});
  }
  return true;
}
