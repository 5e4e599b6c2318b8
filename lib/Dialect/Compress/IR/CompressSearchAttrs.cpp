//===- CompressSearchAttrs.cpp - spaces, paths and strategies -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Dialect/Compress/IR/CompressSearchAttrs.h"
#include "compress/Dialect/Compress/IR/CompressDistillation.h"
#include "compress/Search/Paths.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::compress;

//===----------------------------------------------------------------------===//
// Spaces
//===----------------------------------------------------------------------===//

static constexpr int64_t kDefaultKernels[] = {3, 5, 7};
static constexpr int64_t kDefaultWidths[] = {1, 2, 3, 4, 6, 8};
static constexpr int64_t kWidthUnits = 8;
static constexpr StringLiteral kActivations[] = {"relu", "relu6", "tanh",
                                                 "sigmoid", "none"};

LogicalResult
ConvSpaceAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                      ArrayRef<int64_t> kernels, ArrayRef<int64_t> widths,
                      Flag skip, ArrayRef<StringAttr> activations) {
  for (int64_t kernel : kernels)
    if (kernel < 1)
      return emitError() << "expected kernels of 1 or more, got " << kernel;
  for (int64_t width : widths)
    if (width < 1 || width > kWidthUnits)
      return emitError() << "expected widths from 1 to 8, eighths of the "
                            "stage's own, got "
                         << width;
  for (StringAttr activation : activations)
    if (!llvm::is_contained(kActivations, activation.getValue()))
      return emitError() << "unknown activation '" << activation.getValue()
                         << "'; there are: "
                         << llvm::join(ArrayRef(kActivations), ", ");
  return success();
}

/// `[3, 5]`
static ParseResult parseList(AsmParser &parser, SmallVector<int64_t> &list) {
  return parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, [&] {
    return parser.parseInteger(list.emplace_back());
  });
}

Attribute ConvSpaceAttr::parse(AsmParser &parser, Type) {
  SmallVector<int64_t> kernels, widths;
  SmallVector<StringAttr> activations;
  Flag skip = true;
  SMLoc loc = parser.getCurrentLocation();
  auto parseParameter = [&]() -> ParseResult {
    StringRef name;
    SMLoc place = parser.getCurrentLocation();
    if (parser.parseKeyword(&name) || parser.parseEqual())
      return failure();
    if (name == "kernels")
      return parseList(parser, kernels);
    if (name == "widths")
      return parseList(parser, widths);
    if (name == "skip") {
      FailureOr<Flag> flag = FieldParser<Flag>::parse(parser);
      if (succeeded(flag))
        skip = *flag;
      return success(succeeded(flag));
    }
    if (name == "activations")
      return parser.parseCommaSeparatedList(
          AsmParser::Delimiter::Square, [&]() -> ParseResult {
            StringRef word;
            if (parser.parseKeyword(&word))
              return failure();
            activations.push_back(StringAttr::get(parser.getContext(), word));
            return success();
          });
    return parser.emitError(place, "expected kernels, widths, skip or "
                                   "activations, got '")
           << name << "'";
  };
  if (parser.parseCommaSeparatedList(AsmParser::Delimiter::OptionalLessGreater,
                                     parseParameter))
    return {};
  auto emitError = [&]() -> InFlightDiagnostic {
    return parser.emitError(loc);
  };
  return ConvSpaceAttr::getChecked(
      emitError, parser.getContext(), ArrayRef<int64_t>(kernels),
      ArrayRef<int64_t>(widths), skip, ArrayRef<StringAttr>(activations));
}

void ConvSpaceAttr::print(AsmPrinter &printer) const {
  SmallVector<std::string> parts;
  auto addNumbers = [&](StringRef name, ArrayRef<int64_t> numbers) {
    if (numbers.empty())
      return;
    auto texts =
        llvm::map_range(numbers, [](int64_t n) { return std::to_string(n); });
    parts.push_back((name + " = [" + llvm::join(texts, ", ") + "]").str());
  };
  addNumbers("kernels", getKernels());
  addNumbers("widths", getWidths());
  if (!getSkip())
    parts.push_back("skip = false");
  if (!getActivations().empty())
    parts.push_back(
        "activations = [" +
        llvm::join(llvm::map_range(getActivations(),
                                   [](StringAttr a) { return a.getValue(); }),
                   ", ") +
        "]");
  if (!parts.empty())
    printer << '<' << llvm::join(parts, ", ") << '>';
}

/// Largest first, each once.
static SmallVector<int64_t> sortDown(SmallVector<int64_t> values) {
  llvm::sort(values, std::greater<>());
  values.erase(llvm::unique(values), values.end());
  return values;
}

std::vector<StageAlternative>
ConvSpaceAttr::getAlternatives(const StageShape &stage) const {
  // By how much a kernel is smaller.
  SmallVector<int64_t> trims = {0};
  int64_t own = std::min(stage.kernelHeight, stage.kernelWidth);
  for (int64_t size :
       getKernels().empty() ? ArrayRef(kDefaultKernels) : getKernels())
    if (size < own && (own - size) % 2 == 0 &&
        (own - size) / 2 <= stage.maxTrim)
      trims.push_back((own - size) / 2);
  llvm::sort(trims);
  trims.erase(llvm::unique(trims), trims.end());
  SmallVector<int64_t> widths;
  for (int64_t width :
       getWidths().empty() ? ArrayRef(kDefaultWidths) : getWidths())
    widths.push_back(llvm::divideCeil(stage.outputs * width, kWidthUnits));
  widths = sortDown(widths);
  SmallVector<StringRef> activations;
  if (stage.hasActivation)
    for (StringAttr activation : getActivations())
      activations.push_back(activation.getValue());
  if (activations.empty())
    activations.push_back("");

  std::vector<StageAlternative> alternatives;
  for (int64_t trim : trims)
    for (int64_t width : widths)
      for (StringRef activation : activations) {
        StageAlternative one;
        one.kernelHeight = stage.kernelHeight - 2 * trim;
        one.kernelWidth = stage.kernelWidth - 2 * trim;
        one.outputs = width;
        one.activation = activation;
        one.label = std::to_string(one.kernelHeight) + "x" +
                    std::to_string(one.kernelWidth) + "-" +
                    std::to_string(width);
        if (!activation.empty())
          one.label += ("-" + activation).str();
        alternatives.push_back(std::move(one));
      }
  if (getSkip() && stage.canSkip) {
    StageAlternative none;
    none.isSkipped = true;
    none.label = "skip";
    alternatives.push_back(std::move(none));
  }
  return alternatives;
}

//===----------------------------------------------------------------------===//
// Paths
//===----------------------------------------------------------------------===//

Architecture UniformPathsAttr::getPath(const SearchSpace &space, uint64_t seed,
                                       int64_t step, int64_t) const {
  return sampleUniformly(space, seed, step);
}

Architecture FairPathsAttr::getPath(const SearchSpace &space, uint64_t seed,
                                    int64_t step, int64_t) const {
  return sampleFairly(space, seed, step);
}

LogicalResult
SandwichPathsAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                          int64_t random, Flag) {
  if (random < 0 || random > 16)
    return emitError() << "expected random from 0 to 16, got " << random;
  return success();
}

int64_t SandwichPathsAttr::getNumPaths() const { return 2 + getRandom(); }

bool SandwichPathsAttr::distillsInPlace() const { return getDistill(); }

Architecture SandwichPathsAttr::getPath(const SearchSpace &space, uint64_t seed,
                                        int64_t step, int64_t path) const {
  if (path == 0)
    return takeLargest(space);
  if (path == 1)
    return takeSmallest(space);
  return sampleUniformly(space, seed, step * getRandom() + path - 2);
}

LogicalResult
RepeatedLossAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                         Attribute loss, int64_t count, Flag) {
  if (!isa<LossAttrInterface>(loss))
    return emitError() << "expected a loss, got " << loss;
  if (count < 1)
    return emitError() << "expected count of 1 or more, got " << count;
  return success();
}

RankedTensorType
RepeatedLossAttr::getLabelsType(RankedTensorType output) const {
  if (output.getRank() == 0 || output.getDimSize(0) % getCount() != 0 ||
      (getDistill() && output.getRank() != 2))
    return {};
  SmallVector<int64_t> shape(output.getShape());
  shape.front() /= getCount();
  return cast<LossAttrInterface>(getLoss()).getLabelsType(output.clone(shape));
}

/// `count` rows of `value` from `first`.
static Value takeRows(OpBuilder &builder, Location loc, Value value,
                      int64_t first, int64_t count) {
  auto type = cast<RankedTensorType>(value.getType());
  int64_t columns = type.getDimSize(1);
  auto makeShape = [&](int64_t a, int64_t b) -> Value {
    return tosa::ConstShapeOp::create(
        builder, loc, tosa::shapeType::get(builder.getContext(), 2),
        builder.getIndexTensorAttr({a, b}));
  };
  return tosa::SliceOp::create(builder, loc, type.clone({count, columns}),
                               value, makeShape(first, 0),
                               makeShape(count, columns));
}

/// A number times a constant.
static Value scale(OpBuilder &builder, Location loc, Value value,
                   double factor) {
  auto type = cast<RankedTensorType>(value.getType());
  Value constant = tosa::ConstOp::create(
      builder, loc, type,
      DenseElementsAttr::get(type, static_cast<float>(factor)));
  auto byte = RankedTensorType::get({1}, builder.getI8Type());
  Value shift = tosa::ConstOp::create(builder, loc, byte,
                                      DenseElementsAttr::get(byte, int8_t(0)));
  return tosa::MulOp::create(builder, loc, type, value, constant, shift);
}

/// The first path's loss for the labels, and how far the others are from it.
static Value emitInPlaceDistillation(OpBuilder &builder, Location loc,
                                     LossAttrInterface loss, int64_t count,
                                     Value output, Value labels) {
  auto type = cast<RankedTensorType>(output.getType());
  int64_t rows = type.getDimSize(0) / count, classes = type.getDimSize(1);
  Value largest = takeRows(builder, loc, output, 0, rows);
  Value own = scale(builder, loc, loss.emitLoss(builder, loc, largest, labels),
                    1.0 / count);
  if (count == 1)
    return own;
  int64_t others = (count - 1) * rows;
  Value teacher = tosa::ConcatOp::create(
      builder, loc, type.clone({others, classes}),
      SmallVector<Value>(count - 1, largest), builder.getI32IntegerAttr(0));
  Value taught = KLDivergenceOp::create(
      builder, loc, takeRows(builder, loc, output, rows, others), teacher,
      builder.getF32FloatAttr(1.0f), builder.getUnitAttr());
  taught = scale(builder, loc, taught, static_cast<double>(count - 1) / count);
  return tosa::AddOp::create(builder, loc, own.getType(), own, taught);
}

Value RepeatedLossAttr::emitLoss(OpBuilder &builder, Location loc, Value output,
                                 Value labels) const {
  if (getDistill())
    return emitInPlaceDistillation(builder, loc,
                                   cast<LossAttrInterface>(getLoss()),
                                   getCount(), output, labels);
  auto type = cast<RankedTensorType>(labels.getType());
  SmallVector<int64_t> shape(type.getShape());
  shape.front() *= getCount();
  Value repeated = tosa::ConcatOp::create(
      builder, loc, type.clone(shape), SmallVector<Value>(getCount(), labels),
      builder.getI32IntegerAttr(0));
  return cast<LossAttrInterface>(getLoss()).emitLoss(builder, loc, output,
                                                     repeated);
}

//===----------------------------------------------------------------------===//
// Strategies
//===----------------------------------------------------------------------===//

std::unique_ptr<SearchStrategy>
RandomSearchAttr::makeStrategy(const SearchSpace &space, uint64_t seed) const {
  return makeRandomSearch(space, seed);
}

std::unique_ptr<SearchStrategy>
GridSearchAttr::makeStrategy(const SearchSpace &space, uint64_t) const {
  return makeGridSearch(space);
}

LogicalResult
RegularizedEvolutionAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                 int64_t population, int64_t sample) {
  if (sample < 1 || population < sample)
    return emitError() << "expected 1 <= sample <= population, got " << sample
                       << " and " << population;
  return success();
}

std::unique_ptr<SearchStrategy>
RegularizedEvolutionAttr::makeStrategy(const SearchSpace &space,
                                       uint64_t seed) const {
  return makeRegularizedEvolution(space, seed, {getPopulation(), getSample()});
}

LogicalResult PolicyRLAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                   Number rate, Number decay) {
  if (!(rate > 0.0 && rate <= 1e3))
    return emitError() << "expected a positive rate up to 1000, got "
                       << std::to_string(rate);
  if (!(decay >= 0.0 && decay < 1.0))
    return emitError() << "expected decay in [0, 1), got "
                       << std::to_string(decay);
  return success();
}

std::unique_ptr<SearchStrategy>
PolicyRLAttr::makeStrategy(const SearchSpace &space, uint64_t seed) const {
  return makePolicySearch(space, seed, {getRate(), getDecay()});
}

std::unique_ptr<SearchStrategy>
DartsAttr::makeStrategy(const SearchSpace &space, uint64_t) const {
  return makeRankedSearch(space);
}

bool DartsAttr::needsLogits() const { return true; }
