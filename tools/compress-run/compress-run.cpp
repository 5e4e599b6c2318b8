//===- compress-run.cpp - compiles a model and runs it --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Actions.h"
#include "compress/Execution/Batches.h"
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

/// Loads a compiled model, which has its batch size for good.
static llvm::Expected<RunnableModel> loadLibrary(const std::string &path,
                                                 const RunOptions &options) {
  if (!options.function.empty() || options.cpu.name != "host" ||
      options.engine != Engine::Native)
    return llvm::createStringError(
        "'" + path +
        "' is compiled already: --function, --cpu and --engine "
        "are for MLIR files");
  auto function = loadModelLibrary(path, options.weights);
  if (!function)
    return function.takeError();
  if (!(*function)->setThreads(options.threads))
    return llvm::createStringError(
        "'" + path +
        "' is made for one thread; translate the model again, with --threads");
  if (options.batch != 0)
    if (llvm::Error error = checkCompiledBatch(**function, path, options.batch))
      return std::move(error);
  RunnableModel model;
  model.function = std::move(*function);
  return model;
}

/// Reads and compiles one model; fails after a message.
static FailureOr<RunnableModel> load(MLIRContext &context,
                                     const std::string &path,
                                     const RunOptions &options,
                                     bool profile = false) {
  if (isModelLibrary(path) && profile) {
    fail(llvm::createStringError(
        "'" + path + "' is compiled already: --profile is for MLIR files"));
    return failure();
  }
  if (isModelLibrary(path)) {
    llvm::Expected<RunnableModel> model = loadLibrary(path, options);
    if (model)
      return std::move(*model);
    fail(model.takeError());
    return failure();
  }
  if (!options.weights.empty()) {
    fail(llvm::createStringError("--weights is for libraries; '" + path +
                                 "' has its weights inside"));
    return failure();
  }
  OwningOpRef<ModuleOp> module = parseSourceFile<ModuleOp>(path, &context);
  if (!module)
    return failure();
  CompileOptions compileOptions;
  compileOptions.function = options.function;
  compileOptions.engine = options.engine;
  compileOptions.cpu = options.cpu;
  compileOptions.profile = profile;
  compileOptions.threads = options.threads > 1;
  FailureOr<RunnableModel> model =
      compileAtBatch(*module, compileOptions, options.batch);
  if (failed(model))
    return failure();
  model->function->setThreads(options.threads);
  if (model->tail)
    model->tail->setThreads(options.threads);
  return model;
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

  FailureOr<RunnableModel> model = load(context, options->model, *options);
  if (failed(model))
    return 1;
  FailureOr<RunnableModel> other = RunnableModel();
  if (!options->compareModel.empty() &&
      failed(other = load(context, options->compareModel, *options)))
    return 1;
  FailureOr<RunnableModel> marked = RunnableModel();
  if (options->profile &&
      failed(marked = load(context, options->model, *options,
                           /*profile=*/true)))
    return 1;
  if (llvm::Error error =
          run(*model, other->function.get(), marked->function.get(), *options))
    return fail(std::move(error));
  return 0;
}
