//===- LinkTeacher.cpp - a teacher as one function ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LinkTeacher.h"
#include "compress/Analysis/EntryFunction.h"
#include "compress/InitAllDialects.h"
#include "mlir/Bytecode/BytecodeWriter.h"
#include "mlir/InitAllDialects.h"
#include "mlir/Parser/Parser.h"

using namespace mlir;
using namespace mlir::compress;

/// The first dialect of the operations that `context` has not loaded.
static std::string findMissingDialect(ModuleOp module, MLIRContext &context) {
  std::string missing;
  module.walk([&](Operation *op) {
    StringRef name = op->getName().getDialectNamespace();
    if (context.getLoadedDialect(name))
      return WalkResult::advance();
    missing = name.str();
    return WalkResult::interrupt();
  });
  return missing;
}

FailureOr<Teacher> compress::linkFile(StringRef path, ModuleOp host,
                                      Location loc) {
  // Into a context of its own first: the host's must not load dialects now.
  DialectRegistry registry;
  mlir::registerAllDialects(registry);
  compress::registerAllDialects(registry);
  MLIRContext context(registry, MLIRContext::Threading::DISABLED);
  context.allowUnregisteredDialects();
  std::string message;
  ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
    if (message.empty() &&
        diagnostic.getSeverity() == DiagnosticSeverity::Error)
      message = diagnostic.str();
    return success();
  });
  auto fail = [&]() -> InFlightDiagnostic {
    return mlir::emitError(loc)
           << "teacher '" << path << "' cannot be used: " << message;
  };
  OwningOpRef<ModuleOp> parsed =
      parseSourceFile<ModuleOp>(path, ParserConfig(&context));
  if (!parsed)
    return fail();
  Operation *entry = lookupEntryFunction(*parsed, "");
  if (!isa_and_present<func::FuncOp>(entry))
    return fail();
  if (std::string missing = findMissingDialect(*parsed, *host.getContext());
      !missing.empty()) {
    message = "it has operations of dialect '" + missing +
              "'; raise it with convert-tosa-to-compress first";
    return fail();
  }
  std::string bytes;
  llvm::raw_string_ostream os(bytes);
  if (failed(writeBytecodeToFile(*parsed, os)))
    return fail();
  OwningOpRef<ModuleOp> own =
      parseSourceString<ModuleOp>(bytes, ParserConfig(host.getContext()), path);
  if (!own)
    return failure();
  Teacher teacher;
  teacher.module = own.release();
  host.push_back(teacher.module);
  teacher.title = ("'" + path + "'").str();
  teacher.function = teacher.module.lookupSymbol<func::FuncOp>(
      cast<func::FuncOp>(entry).getSymName());
  return teacher;
}

FailureOr<Teacher> compress::linkFunction(StringRef name, ModuleOp host,
                                          Location loc) {
  auto function = host.lookupSymbol<func::FuncOp>(name);
  if (!function || function.isExternal())
    return mlir::emitError(loc) << "there is no function @" << name
                                << " to be the teacher; keep one with "
                                   "compress-keep-teacher, or name a file with "
                                   "teacher=";
  Teacher teacher;
  OpBuilder builder(host.getContext());
  teacher.module = cast<ModuleOp>(builder.clone(*host));
  // Teachers that are linked already.
  for (auto nested :
       llvm::make_early_inc_range(teacher.module.getOps<ModuleOp>()))
    nested.erase();
  host.push_back(teacher.module);
  teacher.function = teacher.module.lookupSymbol<func::FuncOp>(name);
  teacher.title = ("@" + name).str();
  return teacher;
}
