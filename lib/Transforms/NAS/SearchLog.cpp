//===- SearchLog.cpp - what a search has found ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SearchLog.h"
#include "compress/Search/ParetoFront.h"
#include "compress/Support/JsonFile.h"
#include "compress/Support/OutputFile.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include <numeric>

using namespace mlir;
using namespace mlir::compress;

std::vector<size_t> SearchLog::rank() const {
  std::vector<size_t> order(results.size());
  std::iota(order.begin(), order.end(), 0);
  auto getKey = [&](size_t i) {
    const SearchResult &result = results[i];
    double trained =
        std::isnan(result.trainedAccuracy) ? -1.0 : result.trainedAccuracy;
    return std::make_tuple(-trained, -result.accuracy, result.cost.macs, i);
  };
  llvm::sort(order, [&](size_t a, size_t b) { return getKey(a) < getKey(b); });
  return order;
}

std::vector<size_t> SearchLog::getFront() const {
  std::vector<std::pair<double, double>> points;
  for (const SearchResult &result : results)
    points.emplace_back(result.cost.macs, result.accuracy);
  return findParetoFront(points);
}

static llvm::json::Object toJson(const SearchSpace &space,
                                 const SearchResult &result) {
  llvm::json::Object object{{"architecture", space.format(result.architecture)},
                            {"accuracy", result.accuracy},
                            {"macs", result.cost.macs},
                            {"parameters", result.cost.parameters},
                            {"bytes", result.cost.bytes}};
  if (std::isfinite(result.cost.latency))
    object["latency_us"] = result.cost.latency;
  if (std::isfinite(result.trainedAccuracy))
    object["trained_accuracy"] = result.trainedAccuracy;
  return object;
}

llvm::Error SearchLog::writeReport(StringRef path,
                                   const WholeCost &whole) const {
  llvm::json::Array all, front;
  for (const SearchResult &result : results)
    all.push_back(toJson(space, result));
  for (size_t i : getFront())
    front.push_back(toJson(space, results[i]));
  llvm::json::Object best = toJson(space, getBest());
  best["measured_latency_us"] = whole.latency;
  best["arena_bytes"] = whole.arenaBytes;
  llvm::json::Value root = llvm::json::Object{{"networks", space.getSize()},
                                              {"best", std::move(best)},
                                              {"front", std::move(front)},
                                              {"evaluations", std::move(all)}};
  return writeOutputFile(
      path, [&](raw_ostream &os) { os << llvm::formatv("{0:2}\n", root); });
}

void SearchLog::printFront(raw_ostream &os) const {
  os << "accuracy       MACs  parameters     bytes  latency us  architecture\n";
  for (size_t i : getFront()) {
    const SearchResult &result = results[i];
    std::string latency = std::isfinite(result.cost.latency)
                              ? llvm::formatv("{0:f1}", result.cost.latency)
                              : std::string("-");
    os << llvm::formatv("{0,6:f2} %  {1,9}  {2,10}  {3,8}  {4,10}  {5}\n",
                        100.0 * result.accuracy, result.cost.macs,
                        result.cost.parameters, result.cost.bytes, latency,
                        space.format(result.architecture));
  }
}

llvm::Error SearchLog::writeDrawing(StringRef path) const {
  constexpr double kLeft = 60, kTop = 30, kWidth = 520, kHeight = 320;
  double low = 1.0, high = 0.0, most = 1.0;
  for (const SearchResult &result : results) {
    low = std::min(low, result.accuracy);
    high = std::max(high, result.accuracy);
    most = std::max(most, double(result.cost.macs));
  }
  high = std::max(high, low + 1e-6);
  auto x = [&](const SearchResult &r) {
    return kLeft + kWidth * r.cost.macs / most;
  };
  auto y = [&](const SearchResult &r) {
    return kTop + kHeight * (high - r.accuracy) / (high - low);
  };
  return writeOutputFile(path, [&](raw_ostream &os) {
    os << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\" "
          "height=\"400\" font-family=\"sans-serif\" font-size=\"12\">\n"
          "<rect width=\"600\" height=\"400\" fill=\"white\"/>\n";
    os << llvm::formatv("<rect x=\"{0}\" y=\"{1}\" width=\"{2}\" "
                        "height=\"{3}\" fill=\"none\" stroke=\"#888\"/>\n",
                        kLeft, kTop, kWidth, kHeight);
    for (const SearchResult &result : results)
      os << llvm::formatv("<circle cx=\"{0:f1}\" cy=\"{1:f1}\" r=\"3\" "
                          "fill=\"#9ecae1\"/>\n",
                          x(result), y(result));
    os << "<polyline fill=\"none\" stroke-width=\"2\" stroke=\"#d62728\" "
          "points=\"";
    for (size_t i : getFront())
      os << llvm::formatv("{0:f1},{1:f1} ", x(results[i]), y(results[i]));
    os << "\"/>\n";
    for (double value : {low, high})
      os << llvm::formatv(
          "<text x=\"{0}\" y=\"{1:f1}\" text-anchor=\"end\">{2:f1} %</text>\n",
          kLeft - 6, kTop + kHeight * (high - value) / (high - low) + 4,
          100.0 * value);
    os << llvm::formatv(
        "<text x=\"{0}\" y=\"372\" text-anchor=\"end\">{1:f0} multiply-"
        "accumulates</text>\n<text x=\"{2}\" y=\"18\">accuracy in the "
        "supernet</text>\n</svg>\n",
        kLeft + kWidth, most, kLeft);
  });
}

//===----------------------------------------------------------------------===//
// Cache
//===----------------------------------------------------------------------===//

llvm::Expected<EvaluationCache> EvaluationCache::open(StringRef path,
                                                      uint64_t recipe) {
  EvaluationCache cache;
  cache.path = path.str();
  cache.recipe = recipe;
  if (path.empty() || !llvm::sys::fs::exists(path))
    return std::move(cache);
  auto fail = [&](const llvm::Twine &why) {
    return llvm::createStringError("cannot read '" + path + "': " + why);
  };
  llvm::Expected<llvm::json::Value> root = readJsonFile(path);
  if (!root)
    return fail(llvm::toString(root.takeError()));
  const llvm::json::Object *object = root->getAsObject();
  const llvm::json::Object *entries =
      object ? object->getObject("accuracies") : nullptr;
  std::optional<StringRef> hash =
      object ? object->getString("recipe") : std::nullopt;
  if (!entries || !hash)
    return fail("it holds no evaluations of a search");
  if (*hash != llvm::utohexstr(recipe))
    return fail("it belongs to a search with another supernet, data or "
                "options; give the same ones, or remove it");
  for (const auto &[name, value] : *entries) {
    std::optional<double> accuracy = value.getAsNumber();
    if (!accuracy)
      return fail("the accuracy of '" + StringRef(name) + "' is no number");
    cache.accuracies[name.str()] = *accuracy;
  }
  return std::move(cache);
}

std::optional<double>
EvaluationCache::lookup(const std::string &architecture) const {
  auto found = accuracies.find(architecture);
  if (found == accuracies.end())
    return std::nullopt;
  return found->second;
}

llvm::Error EvaluationCache::add(const std::string &architecture,
                                 double accuracy) {
  accuracies[architecture] = accuracy;
  if (path.empty())
    return llvm::Error::success();
  llvm::json::Object entries;
  for (const auto &[name, value] : accuracies)
    entries[name] = value;
  llvm::json::Value root = llvm::json::Object{
      {"recipe", llvm::utohexstr(recipe)}, {"accuracies", std::move(entries)}};
  return writeOutputFile(
      path, [&](raw_ostream &os) { os << llvm::formatv("{0:2}\n", root); });
}
