//===- PrintProfile.cpp - where the time goes -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// docs/Report.md describes the file; change them together.
//
//===----------------------------------------------------------------------===//

#include "Actions.h"
#include "compress/Execution/Profile.h"
#include "compress/Support/OutputFile.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

using namespace mlir;
using namespace mlir::compress;
namespace json = llvm::json;

/// How long each of the two codes is measured, in seconds.
static constexpr double kProfileSeconds = 1.0;

static void printTable(const Profile &profile, raw_ostream &os) {
  size_t width = StringRef("(no layer)").size();
  for (const LayerTime &layer : profile.layers)
    width = std::max(width, layer.name.size());
  double sum = profile.getSum();
  auto printRow = [&](StringRef name, const Latency &time) {
    os << name;
    os.indent(width - name.size());
    os << llvm::format("  %10.2f  %10.2f  %10.2f  %6.1f\n", time.median / 1e3,
                       time.lower / 1e3, time.upper / 1e3,
                       sum > 0.0 ? 100.0 * time.median / sum : 0.0);
  };
  os << "layer";
  os.indent(width - 5) << "   median us    quartile    quartile  share %\n";
  for (const LayerTime &layer : profile.layers)
    printRow(layer.name, layer.time);
  printRow("(no layer)", profile.unattributed);
}

static json::Object toJson(const Latency &time) {
  return json::Object{{"min_ns", std::llround(time.min)},
                      {"median_ns", std::llround(time.median)},
                      {"lower_quartile_ns", std::llround(time.lower)},
                      {"upper_quartile_ns", std::llround(time.upper)}};
}

static json::Object toJson(const Profile &profile) {
  json::Array layers;
  for (const LayerTime &layer : profile.layers) {
    json::Object object = toJson(layer.time);
    object["name"] = json::fixUTF8(layer.name);
    layers.push_back(std::move(object));
  }
  return json::Object{{"format", "compress-profile"},
                      {"version", 1},
                      {"cpu", json::fixUTF8(getProcessorName())},
                      {"runs", profile.marked.runs},
                      {"layers", std::move(layers)},
                      {"unattributed", toJson(profile.unattributed)},
                      {"sum_ns", std::llround(profile.getSum())},
                      {"marked", toJson(profile.marked)},
                      {"plain", toJson(profile.plain)}};
}

llvm::Error
compress::printProfile(const CompiledFunction &marked,
                       const CompiledFunction &plain, const RunOptions &options,
                       llvm::function_ref<void(FunctionBuffers &)> prepare) {
  Profile profile = measureProfile(marked, plain, kProfileSeconds, prepare);
  raw_ostream &os = llvm::outs();
  os << "cpu: " << getProcessorName() << "\n"
     << "profile_runs: " << profile.marked.runs << "\n";
  printTable(profile, os);
  auto print = [&](StringRef name, double value) {
    os << "profile_" << name << ": " << std::llround(value) << "\n";
  };
  print("sum_ns", profile.getSum());
  print("marked_min_ns", profile.marked.min);
  print("marked_median_ns", profile.marked.median);
  print("min_ns", profile.plain.min);
  print("median_ns", profile.plain.median);
  if (options.profileFile.empty())
    return llvm::Error::success();
  json::Value report = toJson(profile);
  return writeOutputFile(options.profileFile, [&](raw_ostream &file) {
    file << llvm::formatv("{0:2}\n", report);
  });
}
