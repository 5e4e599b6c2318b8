//===- CompressTrainingAttrs.cpp - attributes of training -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/CompressTraining.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"
#include <cmath>

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
using ParseMethod =
    decltype(AttrTy::parse(std::declval<AsmParser &>(), Type()));

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

//===----------------------------------------------------------------------===//
// How parameters start
//===----------------------------------------------------------------------===//

static void fillUniform(double bound, SeededRandom &random,
                        MutableArrayRef<float> entries) {
  for (float &entry : entries)
    entry = random.nextUniform(-bound, bound);
}

void KaimingAttr::initialize(const ParameterFans &fans, SeededRandom &random,
                             MutableArrayRef<float> entries) const {
  double squared =
      getSlope() ? std::pow(getSlope().getValueAsDouble(), 2) : 5.0;
  double bound = fans.isBias ? std::sqrt(1.0 / fans.fanIn)
                             : std::sqrt(6.0 / ((1.0 + squared) * fans.fanIn));
  fillUniform(bound, random, entries);
}

void XavierAttr::initialize(const ParameterFans &fans, SeededRandom &random,
                            MutableArrayRef<float> entries) const {
  double bound =
      fans.isBias ? 0.0 : std::sqrt(6.0 / (fans.fanIn + fans.fanOut));
  fillUniform(bound, random, entries);
}

void ZerosAttr::initialize(const ParameterFans &, SeededRandom &,
                           MutableArrayRef<float> entries) const {
  llvm::fill(entries, 0.0f);
}
