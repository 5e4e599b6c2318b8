//===- CompressAttrs.cpp - attributes of the compress dialect -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/Compress.h"
#include "compress/Dialect/Compress/IR/CompressDistillation.h"
#include "compress/Dialect/Compress/IR/CompressMaskingAttrs.h"
#include "compress/Dialect/Compress/IR/CompressSearchAttrs.h"
#include "compress/Dialect/Compress/IR/CompressSparseAttrs.h"
#include "compress/Dialect/Compress/IR/CompressTrainerAttrs.h"
#include "compress/Observers/MinMax.h"
#include "compress/Observers/Percentile.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::compress;

#define GET_ATTRDEF_CLASSES
#include "compress/Dialect/Compress/IR/CompressAttrs.cpp.inc"

void CompressDialect::registerAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "compress/Dialect/Compress/IR/CompressAttrs.cpp.inc"
      >();
  attachMaskingModels(*getContext());
}

Attribute CompressDialect::parseAttribute(DialectAsmParser &parser,
                                          Type type) const {
  SMLoc loc = parser.getCurrentLocation();
  StringRef mnemonic;
  Attribute attribute;
  OptionalParseResult result = parseTrainingAttribute(parser, type, attribute);
  if (!result.has_value())
    result = generatedAttributeParser(parser, &mnemonic, type, attribute);
  if (result.has_value())
    return attribute;
  parser.emitError(loc) << "unknown attribute `" << mnemonic << "` in dialect `"
                        << getNamespace() << "`";
  return {};
}

void CompressDialect::printAttribute(Attribute attribute,
                                     DialectAsmPrinter &printer) const {
  if (failed(generatedAttributePrinter(attribute, printer)))
    printTrainingAttribute(attribute, printer);
}

LogicalResult LayoutAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                 ArrayRef<int64_t> shape,
                                 ArrayRef<int64_t> view,
                                 ArrayRef<int64_t> permutation) {
  auto isPositive = [](int64_t size) { return size > 0; };
  if (!llvm::all_of(shape, isPositive) || !llvm::all_of(view, isPositive))
    return emitError() << "expected positive sizes in shape and view";
  if (ShapedType::getNumElements(shape) != ShapedType::getNumElements(view))
    return emitError() << "expected shape and view to have as many elements";
  if (permutation.size() != view.size())
    return emitError() << "expected a permutation of " << view.size()
                       << " dimensions, got " << permutation.size();
  llvm::SmallBitVector seen(view.size());
  for (int64_t dim : permutation) {
    if (dim < 0 || dim >= static_cast<int64_t>(view.size()) || seen.test(dim))
      return emitError() << "expected a permutation of 0.." << view.size() - 1;
    seen.set(dim);
  }
  return success();
}

LogicalResult
PercentileAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                       APFloat value, int64_t numBins) {
  double percent = value.convertToDouble();
  if (!(percent > 0.0 && percent <= 100.0))
    return emitError() << "expected a percentage in (0, 100], got " << percent;
  if (numBins < 2 || numBins > (1 << 24) || numBins % 2 != 0)
    return emitError() << "expected an even number of bins from 2 to 16777216,"
                       << " got " << numBins;
  return success();
}

// By hand, because a generated format forgets the bins where the percentage is
// the default one, and prints six of its digits.
static constexpr double kDefaultPercent = 99.99;
static constexpr int64_t kDefaultNumBins = 2048;

/// A number with or without a decimal point.
static ParseResult parseNumber(AsmParser &parser, double &number) {
  int64_t integer;
  OptionalParseResult result = parser.parseOptionalInteger(integer);
  if (!result.has_value())
    return parser.parseFloat(number);
  number = static_cast<double>(integer);
  return *result;
}

Attribute PercentileAttr::parse(AsmParser &parser, Type) {
  double percent = kDefaultPercent;
  int64_t numBins = kDefaultNumBins;
  SMLoc loc = parser.getCurrentLocation();
  if (succeeded(parser.parseOptionalLess())) {
    if (parseNumber(parser, percent) ||
        (succeeded(parser.parseOptionalComma()) &&
         parser.parseInteger(numBins)) ||
        parser.parseGreater())
      return {};
  }
  return parser.getChecked<PercentileAttr>(loc, parser.getContext(),
                                           APFloat(percent), numBins);
}

void PercentileAttr::print(AsmPrinter &printer) const {
  double percent = getPercent().convertToDouble();
  if (percent == kDefaultPercent && getNumBins() == kDefaultNumBins)
    return;
  printer << '<';
  printer.printFloat(getPercent());
  if (getNumBins() != kDefaultNumBins)
    printer << ", " << getNumBins();
  printer << '>';
}

//===----------------------------------------------------------------------===//
// Interfaces: the maths lies in Observers/
//===----------------------------------------------------------------------===//

std::unique_ptr<RangeCollector> MinMaxAttr::makeCollector() const {
  return std::make_unique<MinMaxCollector>();
}

std::unique_ptr<RangeCollector> PercentileAttr::makeCollector() const {
  return std::make_unique<PercentileCollector>(getPercent().convertToDouble(),
                                               getNumBins());
}
