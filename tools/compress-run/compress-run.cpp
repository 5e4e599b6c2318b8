//===- compress-run.cpp - compiles a model and runs it --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Actions.h"
#include "compress/Execution/ModelLibrary.h"
#include "compress/InitAllDialects.h"
#include "mlir/InitAllDialects.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace mlir::compress;

static int fail(llvm::Error error) {
  llvm::errs() << "compress-run: " << llvm::toString(std::move(error)) << "\n";
  return 1;
}

/// Loads a compiled model; null after a message.
static std::unique_ptr<CompiledFunction>
loadLibrary(const std::string &path, const RunOptions &options) {
  if (!options.function.empty() || options.cpu.name != "host" ||
      options.engine != Engine::Native) {
    fail(llvm::createStringError(
        "'" + path +
        "' is compiled already: --function, --cpu and --engine "
        "are for MLIR files"));
    return nullptr;
  }
  auto function = loadModelLibrary(path, options.weights);
  if (function)
    return std::move(*function);
  fail(function.takeError());
  return nullptr;
}

/// Reads and compiles one model; null after a diagnostic.
static std::unique_ptr<CompiledFunction> load(MLIRContext &context,
                                              const std::string &path,
                                              const RunOptions &options,
                                              bool profile = false) {
  if (isModelLibrary(path)) {
    if (!profile)
      return loadLibrary(path, options);
    fail(llvm::createStringError(
        "'" + path + "' is compiled already: --profile is for MLIR files"));
    return nullptr;
  }
  if (!options.weights.empty()) {
    fail(llvm::createStringError("--weights is for libraries; '" + path +
                                 "' has its weights inside"));
    return nullptr;
  }
  OwningOpRef<ModuleOp> module = parseSourceFile<ModuleOp>(path, &context);
  if (!module)
    return nullptr;
  CompileOptions compileOptions;
  compileOptions.function = options.function;
  compileOptions.engine = options.engine;
  compileOptions.cpu = options.cpu;
  compileOptions.profile = profile;
  auto function = CompiledFunction::compile(*module, compileOptions);
  return failed(function) ? nullptr : std::move(*function);
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  llvm::Expected<RunOptions> options = parseRunOptions(argc, argv);
  if (!options)
    return fail(options.takeError());
  DialectRegistry registry;
  mlir::registerAllDialects(registry);
  compress::registerAllDialects(registry);
  MLIRContext context(registry);
  context.printOpOnDiagnostic(false);
  llvm::SourceMgr sources;
  SourceMgrDiagnosticHandler handler(sources, &context);

  std::unique_ptr<CompiledFunction> function =
      load(context, options->model, *options);
  if (!function)
    return 1;
  std::unique_ptr<CompiledFunction> other;
  if (!options->compareModel.empty() &&
      !(other = load(context, options->compareModel, *options)))
    return 1;
  std::unique_ptr<CompiledFunction> marked;
  if (options->profile &&
      !(marked = load(context, options->model, *options, /*profile=*/true)))
    return 1;
  if (llvm::Error error = run(*function, other.get(), marked.get(), *options))
    return fail(std::move(error));
  return 0;
}
