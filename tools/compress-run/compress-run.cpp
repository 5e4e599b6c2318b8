//===- compress-run.cpp - compiles a model and runs it --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Actions.h"
#include "compress/InitAllDialects.h"
#include "mlir/InitAllDialects.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace mlir::compress;

/// Reads and compiles one model; null after a diagnostic.
static std::unique_ptr<CompiledFunction> load(MLIRContext &context,
                                              const std::string &path,
                                              const RunOptions &options,
                                              bool profile = false) {
  OwningOpRef<ModuleOp> module = parseSourceFile<ModuleOp>(path, &context);
  if (!module)
    return nullptr;
  CompileOptions compileOptions;
  compileOptions.function = options.function;
  compileOptions.engine = options.engine;
  compileOptions.profile = profile;
  auto function = CompiledFunction::compile(*module, compileOptions);
  return failed(function) ? nullptr : std::move(*function);
}

static int fail(llvm::Error error) {
  llvm::errs() << "compress-run: " << llvm::toString(std::move(error)) << "\n";
  return 1;
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
