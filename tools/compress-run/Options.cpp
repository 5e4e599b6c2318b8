//===- Options.cpp - what compress-run is asked to do ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/StringSaver.h"

using namespace mlir;
using namespace mlir::compress;

namespace {

// LLVM's own command line options live in libLLVM, and have names that we
// want; a table of our own knows nothing of them.
using namespace llvm::opt;

enum OptionId {
  OPT_INVALID = 0,
#define OPTION(...) LLVM_MAKE_OPT_ID(__VA_ARGS__),
#include "Opts.inc"
#undef OPTION
};

#define OPTTABLE_STR_TABLE_CODE
#include "Opts.inc"
#undef OPTTABLE_STR_TABLE_CODE

#define OPTTABLE_PREFIXES_TABLE_CODE
#include "Opts.inc"
#undef OPTTABLE_PREFIXES_TABLE_CODE

constexpr OptTable::Info kOptions[] = {
#define OPTION(...) LLVM_CONSTRUCT_OPT_INFO(__VA_ARGS__),
#include "Opts.inc"
#undef OPTION
};

class RunOptTable : public GenericOptTable {
public:
  RunOptTable()
      : GenericOptTable(OptionStrTable, OptionPrefixesTable, kOptions) {}
};

} // namespace

static llvm::Expected<std::vector<double>> parseReals(StringRef option,
                                                      StringRef text) {
  std::vector<double> values;
  if (text.empty())
    return values;
  for (StringRef part : llvm::split(text, ',')) {
    double value;
    if (part.trim().getAsDouble(value))
      return llvm::createStringError("--" + option +
                                     " takes numbers, separated by commas, "
                                     "got '" +
                                     text + "'");
    values.push_back(value);
  }
  return values;
}

/// Parses a whole number of at least `least`; `fallback` if there is none.
static llvm::Expected<int64_t> parseInteger(StringRef option, StringRef text,
                                            int64_t fallback, int64_t least) {
  int64_t value = fallback;
  if (!text.empty() && (text.getAsInteger(10, value) || value < least))
    return llvm::createStringError("--" + option +
                                   " takes a whole number of at least " +
                                   llvm::Twine(least) + ", got '" + text + "'");
  return value;
}

static std::vector<NamedFile> parseFiles(ArrayRef<std::string> texts) {
  std::vector<NamedFile> files;
  for (StringRef text : texts) {
    auto [name, path] = text.split('=');
    files.push_back(text.contains('=') ? NamedFile{name.str(), path.str()}
                                       : NamedFile{"", text.str()});
  }
  return files;
}

/// Refuses combinations without a meaning.
static llvm::Error check(const RunOptions &options) {
  if (options.model.empty())
    return llvm::createStringError(
        "which model? give an MLIR file or a library");
  if (!options.labels.empty() && options.data.empty())
    return llvm::createStringError("--labels needs --data");
  if (!options.data.empty() && !options.inputs.empty())
    return llvm::createStringError("--data and --input exclude each other");
  if (options.data.empty())
    for (auto &[option, isSet] :
         {std::pair("num-samples", options.numSamples != 0),
          std::pair("mean", !options.normalization.mean.empty()),
          std::pair("std", !options.normalization.std.empty())})
      if (isSet)
        return llvm::createStringError(llvm::Twine("--") + option +
                                       " needs --data");
  if (!options.benchmark && options.streams != 1)
    return llvm::createStringError("--streams needs --benchmark");
  if (!options.outputs.empty() && options.inputs.empty() &&
      options.data.empty())
    return llvm::createStringError("--output needs --input or --data");
  if (options.profile && options.engine != Engine::Native)
    return llvm::createStringError("--profile needs --engine=native");
  if (options.threads != 1 && options.engine != Engine::Native)
    return llvm::createStringError("--threads needs --engine=native");
  bool hasWork = options.benchmark || options.profile ||
                 !options.compareModel.empty() || !options.labels.empty() ||
                 !options.outputs.empty();
  if (!hasWork)
    return llvm::createStringError(
        "nothing to do: give --output, --labels, --benchmark, --profile or "
        "--compare");
  return llvm::Error::success();
}

/// Prints help or version and leaves, if asked to.
static void answerQuestions(const OptTable &table, const InputArgList &args) {
  if (args.hasArg(OPT_help)) {
    table.printHelp(llvm::outs(), "compress-run MODEL [options]",
                    "compiles a model, MLIR text or bytecode at any stage of "
                    "compression, and runs it; or runs a library that "
                    "compress-translate made");
    exit(0);
  }
  if (args.hasArg(OPT_version)) {
    llvm::outs() << "compress-run " COMPRESS_VERSION " (LLVM "
                 << LLVM_VERSION_STRING << ")\n";
    exit(0);
  }
}

/// Fills in everything that is a number.
static llvm::Error parseNumbers(const InputArgList &args, RunOptions &options) {
  auto text = [&](OptionId id) { return args.getLastArgValue(id); };
  auto means = parseReals("mean", text(OPT_mean));
  if (!means)
    return means.takeError();
  auto deviations = parseReals("std", text(OPT_std));
  if (!deviations)
    return deviations.takeError();
  options.normalization = {*means, *deviations};
  auto count = parseInteger("num-samples", text(OPT_num_samples), 0, 1);
  if (!count)
    return count.takeError();
  options.numSamples = *count;
  auto batch = parseInteger("batch", text(OPT_batch), 0, 1);
  if (!batch)
    return batch.takeError();
  options.batch = *batch;
  auto seed = parseInteger("seed", text(OPT_seed), 0, 0);
  if (!seed)
    return seed.takeError();
  options.seed = *seed;
  auto threads = parseInteger("threads", text(OPT_threads), 1, 1);
  if (!threads)
    return threads.takeError();
  if (*threads > 256)
    return llvm::createStringError("--threads takes at most 256");
  options.threads = *threads;
  auto streams = parseInteger("streams", text(OPT_streams), 1, 1);
  if (!streams)
    return streams.takeError();
  if (*streams > 1024)
    return llvm::createStringError("--streams takes at most 1024");
  options.streams = *streams;
  return llvm::Error::success();
}

llvm::Expected<RunOptions> compress::parseRunOptions(int argc, char **argv) {
  llvm::BumpPtrAllocator allocator;
  llvm::StringSaver saver(allocator);
  RunOptTable table;
  std::string problem;
  InputArgList args =
      table.parseArgs(argc, argv, OPT_UNKNOWN, saver, [&](StringRef message) {
        if (problem.empty())
          problem = message.str();
      });
  if (!problem.empty())
    return llvm::createStringError(problem + "; see compress-run --help");
  answerQuestions(table, args);

  RunOptions options;
  std::vector<std::string> models = args.getAllArgValues(OPT_INPUT);
  if (models.size() > 1)
    return llvm::createStringError("expected one model, got '" + models[0] +
                                   "' and '" + models[1] + "'");
  options.model = models.empty() ? "" : models.front();
  options.function = args.getLastArgValue(OPT_function);
  StringRef engine = args.getLastArgValue(OPT_engine, "native");
  if (engine != "native" && engine != "reference")
    return llvm::createStringError("--engine is native or reference, got '" +
                                   engine + "'");
  options.engine = engine == "native" ? Engine::Native : Engine::Reference;
  auto cpu = CpuTarget::parse(args.getLastArgValue(OPT_cpu, "host"));
  if (!cpu)
    return cpu.takeError();
  options.cpu = std::move(*cpu);
  options.weights = args.getLastArgValue(OPT_weights);
  options.compareModel = args.getLastArgValue(OPT_compare);
  options.data = args.getLastArgValue(OPT_data);
  options.labels = args.getLastArgValue(OPT_labels);
  options.inputs = parseFiles(args.getAllArgValues(OPT_input));
  options.outputs = parseFiles(args.getAllArgValues(OPT_output));
  options.benchmark = args.hasArg(OPT_benchmark);
  options.profile = args.hasArg(OPT_profile, OPT_profile_file);
  options.profileFile = args.getLastArgValue(OPT_profile_file);
  if (args.hasArg(OPT_profile_file) && options.profileFile.empty())
    return llvm::createStringError(
        "--profile= takes a file; without one, write --profile");
  if (llvm::Error error = parseNumbers(args, options))
    return std::move(error);
  if (llvm::Error error = check(options))
    return std::move(error);
  return options;
}
