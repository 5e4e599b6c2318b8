//===- Options.cpp - what compress-translate is asked to do ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"
#include "compress/Target/CPU/Artefact.h"
#include "llvm/ADT/StringSwitch.h"
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

class TranslateOptTable : public GenericOptTable {
public:
  TranslateOptTable()
      : GenericOptTable(OptionStrTable, OptionPrefixesTable, kOptions) {}
};

} // namespace

/// Prints help or version and leaves, if asked to.
static void answerQuestions(const OptTable &table, const InputArgList &args) {
  if (args.hasArg(OPT_help)) {
    table.printHelp(llvm::outs(),
                    "compress-translate MODEL --emit=KIND -o FILE",
                    "compiles a model, MLIR text or bytecode at any stage of "
                    "compression, to something that other programs link");
    exit(0);
  }
  if (args.hasArg(OPT_version)) {
    llvm::outs() << "compress-translate " COMPRESS_VERSION " (LLVM "
                 << LLVM_VERSION_STRING << ")\n";
    exit(0);
  }
}

static llvm::Error parseEmit(StringRef text, TranslateOptions &options) {
  if (text.empty())
    return llvm::createStringError("what to make? give --emit=object, shared, "
                                   "header, llvm, asm or ptx");
  auto kind = llvm::StringSwitch<std::optional<EmitKind>>(text)
                  .Case("object", EmitKind::Object)
                  .Case("shared", EmitKind::Shared)
                  .Case("header", EmitKind::Header)
                  .Case("llvm", EmitKind::LLVM)
                  .Case("asm", EmitKind::Asm)
                  .Case("ptx", EmitKind::Ptx)
                  .Default(std::nullopt);
  if (!kind)
    return llvm::createStringError(
        "--emit is object, shared, header, llvm, asm or ptx, got '" + text +
        "'");
  options.emit = *kind;
  return llvm::Error::success();
}

/// Refuses combinations without a meaning.
static llvm::Error check(TranslateOptions &options) {
  if (options.model.empty())
    return llvm::createStringError("which model? give an MLIR file");
  bool isBinary =
      options.emit == EmitKind::Object || options.emit == EmitKind::Shared;
  if (options.output.empty() && isBinary)
    return llvm::createStringError("where to? give -o FILE");
  if (options.output.empty())
    options.output = "-";
  if (!options.name.empty() && !isCIdentifier(options.name))
    return llvm::createStringError(
        "--name takes what a C function may be called, got '" + options.name +
        "'");
  if (!options.weightFile.empty() && options.weightFile == options.output)
    return llvm::createStringError("--weights and -o name the same file, '" +
                                   options.output + "'");
  bool isPtx = options.emit == EmitKind::Ptx;
  if (!isPtx && (!options.chip.empty() || !options.launchFile.empty()))
    return llvm::createStringError("--chip and --launches go with --emit=ptx");
  if (isPtx && options.threads)
    return llvm::createStringError("--threads is for CPUs; --emit=ptx makes "
                                   "code for GPUs");
  if (isPtx && options.compactWeights)
    return llvm::createStringError("--compact-weights is for CPUs; launchers "
                                   "of --emit=ptx copy weights as they are");
  if (isPtx && !options.launchFile.empty() &&
      (options.launchFile == options.output ||
       options.launchFile == options.weightFile))
    return llvm::createStringError("--launches and another option name the "
                                   "same file, '" +
                                   options.launchFile + "'");
  return llvm::Error::success();
}

llvm::Expected<TranslateOptions> compress::parseTranslateOptions(int argc,
                                                                 char **argv) {
  llvm::BumpPtrAllocator allocator;
  llvm::StringSaver saver(allocator);
  TranslateOptTable table;
  std::string problem;
  InputArgList args =
      table.parseArgs(argc, argv, OPT_UNKNOWN, saver, [&](StringRef message) {
        if (problem.empty())
          problem = message.str();
      });
  if (!problem.empty())
    return llvm::createStringError(problem + "; see compress-translate --help");
  answerQuestions(table, args);

  TranslateOptions options;
  std::vector<std::string> models = args.getAllArgValues(OPT_INPUT);
  if (models.size() > 1)
    return llvm::createStringError("expected one model, got '" + models[0] +
                                   "' and '" + models[1] + "'");
  options.model = models.empty() ? "" : models.front();
  options.function = args.getLastArgValue(OPT_function);
  options.name = args.getLastArgValue(OPT_name);
  options.output =
      args.getLastArgValue(OPT_o, args.getLastArgValue(OPT_output));
  options.time = args.hasArg(OPT_time);
  options.threads = args.hasArg(OPT_threads);
  options.compactWeights = args.hasArg(OPT_compact_weights);
  options.chip = args.getLastArgValue(OPT_chip);
  options.launchFile = args.getLastArgValue(OPT_launches);
  StringRef weights = args.getLastArgValue(OPT_weights, "embedded");
  if (weights.empty())
    return llvm::createStringError("--weights is embedded or a file");
  options.weightFile = weights == "embedded" ? "" : weights.str();
  if (llvm::Error error = parseEmit(args.getLastArgValue(OPT_emit), options))
    return std::move(error);
  auto cpu = CpuTarget::parse(args.getLastArgValue(OPT_cpu, "host"));
  if (!cpu)
    return cpu.takeError();
  options.cpu = std::move(*cpu);
  if (llvm::Error error = check(options))
    return std::move(error);
  return options;
}
