//===- CompressTrainingAttrs.cpp - attributes of training -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/CompressTraining.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::compress;

#include "compress/Dialect/Compress/IR/CompressTrainingEnums.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "compress/Dialect/Compress/IR/CompressTrainingAttrs.cpp.inc"

void CompressDialect::registerTrainingAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "compress/Dialect/Compress/IR/CompressTrainingAttrs.cpp.inc"
      >();
}

namespace {

template <typename AttrTy>
using ParseMethod = decltype(AttrTy::parse(std::declval<AsmParser &>(), Type()));

/// Attributes without parameters have no parser of their own.
template <typename AttrTy>
Attribute parseOne(AsmParser &parser, Type type) {
  if constexpr (llvm::is_detected<ParseMethod, AttrTy>::value)
    return AttrTy::parse(parser, type);
  else
    return AttrTy::get(parser.getContext());
}

template <typename... Attrs>
struct AttributeList {
  /// The generated parser takes a word away even if it does not know it; this
  /// one leaves it to the dialect's other attributes.
  static OptionalParseResult parse(AsmParser &parser, Type type,
                                   Attribute &attribute) {
    StringRef mnemonic;
    if (failed(
            parser.parseOptionalKeyword(&mnemonic, {Attrs::getMnemonic()...})))
      return std::nullopt;
    (void)((mnemonic == Attrs::getMnemonic() &&
            (attribute = parseOne<Attrs>(parser, type), true)) ||
           ...);
    return success(attribute != nullptr);
  }
};

using TrainingAttributes = AttributeList<
#define GET_ATTRDEF_LIST
#include "compress/Dialect/Compress/IR/CompressTrainingAttrs.cpp.inc"
    >;

} // namespace

OptionalParseResult
CompressDialect::parseTrainingAttribute(AsmParser &parser, Type type,
                                        Attribute &attribute) {
  (void)generatedAttributeParser;
  return TrainingAttributes::parse(parser, type, attribute);
}

void CompressDialect::printTrainingAttribute(Attribute attribute,
                                             AsmPrinter &printer) {
  LogicalResult printed = generatedAttributePrinter(attribute, printer);
  assert(succeeded(printed) && "attribute of another dialect");
  (void)printed;
}
