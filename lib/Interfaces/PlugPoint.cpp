//===- PlugPoint.cpp - named attributes as pass options -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Interfaces/PlugPoint.h"
#include "mlir/AsmParser/AsmParser.h"
#include "mlir/IR/DialectRegistry.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::compress;

void PlugPoint::add(Entry entry) {
  for (Entry &existing : entries)
    if (existing.mnemonic == entry.mnemonic) {
      existing = std::move(entry);
      return;
    }
  entries.push_back(std::move(entry));
}

/// Without blanks around it, and in the long form.
std::string PlugPoint::expand(StringRef text) const {
  for (const Shorthand &shorthand : shorthands)
    if (std::string expanded = shorthand.expand(text.trim()); !expanded.empty())
      return expanded;
  return text.trim().str();
}

/// Splits `name<parameters>` at the first angle bracket.
static std::pair<StringRef, StringRef> splitParameters(StringRef text) {
  size_t open = text.find('<');
  if (open == StringRef::npos)
    return {text, ""};
  return {text.take_front(open), text.drop_front(open)};
}

const PlugPoint::Entry *PlugPoint::lookup(StringRef text) const {
  StringRef name = splitParameters(text.trim()).first;
  // `#dialect.attr` needs the dialect of any entry with that namespace.
  StringRef dialect = name.starts_with("#") ? name.split('.').first : "";
  for (const Entry &entry : entries)
    if (entry.mnemonic == name ||
        (!dialect.empty() &&
         StringRef(entry.attribute).split('.').first == dialect))
      return &entry;
  return nullptr;
}

void PlugPoint::getDependentDialects(StringRef text,
                                     DialectRegistry &registry) const {
  if (const Entry *entry = lookup(expand(text)))
    entry->insertDialect(registry);
}

/// Parses `spelling` without letting diagnostics out; the last one, whose
/// location nobody has, is in `reason`.
static Attribute parseQuietly(StringRef spelling, MLIRContext *context,
                              std::string &reason) {
  ScopedDiagnosticHandler handler(context, [&](Diagnostic &diagnostic) {
    reason = diagnostic.str();
    return success();
  });
  return parseAttribute(spelling, context);
}

/// True if an attribute does not read what is in its angle brackets. MLIR drops
/// that silently, so show it something that no attribute can want.
static bool ignoresParameters(StringRef spelling, MLIRContext *context) {
  auto [name, parameters] = splitParameters(spelling);
  std::string reason;
  return !parameters.empty() &&
         parseQuietly((name + "<;>").str(), context, reason);
}

Attribute
PlugPoint::parse(StringRef text, MLIRContext *context,
                 llvm::function_ref<InFlightDiagnostic()> emitError) const {
  text = text.trim();
  std::string spelling = expand(text);
  if (!text.starts_with("#")) {
    const Entry *entry = lookup(spelling);
    if (!entry) {
      InFlightDiagnostic diagnostic = emitError();
      diagnostic << "unknown " << kind << " '" << text << "'; known are ";
      llvm::interleaveComma(entries, diagnostic, [&](const Entry &entry) {
        diagnostic << entry.mnemonic;
      });
      for (const Shorthand &shorthand : shorthands)
        diagnostic << ", " << shorthand.form;
      return {};
    }
    spelling = entry->attribute + splitParameters(spelling).second.str();
  }
  std::string reason;
  Attribute attribute = parseQuietly(spelling, context, reason);
  if (attribute && ignoresParameters(spelling, context)) {
    attribute = {};
    reason = "it takes no parameters";
  }
  if (!attribute) {
    emitError() << "malformed " << kind << " '" << text << "': " << reason;
    return {};
  }
  if (!accepts(attribute)) {
    emitError() << "'" << text << "' is not a " << kind;
    return {};
  }
  return attribute;
}
