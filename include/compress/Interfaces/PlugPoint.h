//===- PlugPoint.h - named attributes as pass options -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a user selects by name (a criterion, an observer, later a loss or an
// optimizer) is an attribute with an interface. A plug point maps the names
// to attributes, so that `criterion=l1-norm`, `criterion=percentile<99.9>` and
// `criterion=#mine.fancy<3>` all work, also for dialects that we do not know.
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_INTERFACES_PLUGPOINT_H
#define COMPRESS_INTERFACES_PLUGPOINT_H

#include "mlir/IR/Attributes.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <functional>
#include <string>
#include <vector>

namespace mlir {
class DialectRegistry;
class MLIRContext;
} // namespace mlir

namespace mlir::compress {

/// A kind of user-selectable attribute, and the names it goes by.
class PlugPoint {
public:
  struct Entry {
    /// What the user writes: `l1-norm`.
    std::string mnemonic;
    /// The attribute's spelling without parameters: `#compress.l1_norm`.
    std::string attribute;
    /// Puts the attribute's dialect into a registry.
    std::function<void(DialectRegistry &)> insertDialect;
  };

  /// A way to write parameters that is more usual than angle brackets.
  struct Shorthand {
    /// As messages show it: `RxC`.
    std::string form;
    /// The long form, `block<4, 1>` of `4x1`; empty for other texts.
    std::function<std::string(StringRef)> expand;
  };

  /// `kind` names the option in diagnostics ("criterion"). `accepts` is true
  /// for attributes with the right interface.
  PlugPoint(std::string kind, std::function<bool(Attribute)> accepts)
      : kind(std::move(kind)), accepts(std::move(accepts)) {}

  /// Adds a name, or replaces it.
  void add(Entry entry);
  void addShorthand(Shorthand shorthand) {
    shorthands.push_back(std::move(shorthand));
  }
  const std::vector<Entry> &getEntries() const { return entries; }

  /// Inserts the dialect that `text` needs. To be called from a pass's
  /// `getDependentDialects`.
  void getDependentDialects(StringRef text, DialectRegistry &registry) const;

  /// The attribute that `text` names: a mnemonic, a mnemonic with parameters
  /// in angle brackets, or an attribute. Null after a diagnostic that lists
  /// the known names.
  Attribute parse(StringRef text, MLIRContext *context,
                  llvm::function_ref<InFlightDiagnostic()> emitError) const;

private:
  const Entry *lookup(StringRef text) const;
  std::string expand(StringRef text) const;

  std::string kind;
  std::function<bool(Attribute)> accepts;
  std::vector<Entry> entries;
  std::vector<Shorthand> shorthands;
};

} // namespace mlir::compress

#endif // COMPRESS_INTERFACES_PLUGPOINT_H
