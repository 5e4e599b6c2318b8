//===- Stages.cpp - convolutions and what follows them --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Stages.h"
#include "compress/Conversion/TosaBuilders.h"
#include "mlir/Dialect/Tosa/Utils/ConversionUtils.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::compress;

static int64_t getChannels(Value value) {
  return cast<RankedTensorType>(value.getType()).getShape().back();
}

static bool isActivation(Operation *op) {
  return isa<tosa::ClampOp, tosa::TanhOp, tosa::SigmoidOp>(op);
}

/// What changes the size of the image: also cutting off rows that a pooling
/// does not reach.
static bool isResizing(Operation *op) {
  if (auto slice = dyn_cast<tosa::SliceOp>(op))
    return getChannels(slice.getResult()) == getChannels(slice.getInput1());
  return isa<tosa::MaxPool2dOp, tosa::AvgPool2dOp>(op);
}

/// True if this is a parameter that nothing else uses.
static bool isOwn(Value value) {
  return value.getDefiningOp<ParameterOp>() && value.hasOneUse();
}

FailureOr<Stage> Stage::match(Conv2DOp conv, std::string &obstacle) {
  auto fail = [&](StringRef why) -> FailureOr<Stage> {
    obstacle = why.str();
    return failure();
  };
  auto type = cast<RankedTensorType>(conv.getType());
  if (!type.getElementType().isF32() || !type.hasStaticShape())
    return fail("is not f32 of static shape");
  if (conv.getGroups() != 1)
    return fail("has groups");
  if (!isOwn(conv.getWeight()) || (conv.getBias() && !isOwn(conv.getBias())))
    return fail("has a weight or bias that is no parameter of its own");
  Stage stage;
  stage.conv = conv;
  Value value = conv.getResult();
  while (value.hasOneUse()) {
    Operation *user = *value.user_begin();
    if (user->getBlock() != conv->getBlock())
      break;
    if (auto norm = dyn_cast<BatchNormOp>(user)) {
      if (!llvm::all_of(ValueRange{norm.getScale(), norm.getOffset(),
                                   norm.getMean(), norm.getVariance()},
                        isOwn))
        break;
    } else if ((!isActivation(user) && !isResizing(user)) ||
               !llvm::all_of(llvm::drop_begin(user->getOperands()),
                             [](Value operand) {
                               return matchPattern(operand, m_Constant());
                             })) {
      break;
    }
    stage.rest.push_back(user);
    value = user->getResult(0);
  }
  return stage;
}

StageShape Stage::getShape() {
  StageShape shape;
  auto weight = cast<RankedTensorType>(conv.getWeight().getType());
  shape.outputs = weight.getDimSize(0);
  shape.kernelHeight = weight.getDimSize(1);
  shape.kernelWidth = weight.getDimSize(2);
  shape.inputs = weight.getDimSize(3);
  // The middle of a kernel sees what the whole did if less is padded.
  if (llvm::all_of(conv.getDilation(), [](int64_t d) { return d == 1; }))
    shape.maxTrim = *llvm::min_element(conv.getPad());
  shape.canSkip = conv.getInput().getType() == conv.getType();
  shape.hasActivation = llvm::any_of(rest, isActivation);
  return shape;
}

Value Stage::getImage() {
  LeadingOp leading = getLeading();
  return leading ? leading.getInput() : conv.getInput();
}

SmallVector<Value> Stage::getInputs() {
  SmallVector<Value> inputs = {getImage(), conv.getWeight()};
  if (conv.getBias())
    inputs.push_back(conv.getBias());
  for (Operation *op : rest)
    if (auto norm = dyn_cast<BatchNormOp>(op))
      llvm::append_values(inputs, norm.getScale(), norm.getOffset(),
                          norm.getMean(), norm.getVariance());
  if (LeadingOp leading = getLeading())
    inputs.push_back(leading.getCount());
  return inputs;
}

//===----------------------------------------------------------------------===//
// Alternatives
//===----------------------------------------------------------------------===//

namespace {

/// Writes one alternative of a stage into a block with the stage's inputs.
class AlternativeBuilder {
public:
  AlternativeBuilder(Stage &stage, const StageAlternative &form, Block &block,
                     bool hasCount)
      : stage(stage), form(form), hasCount(hasCount), loc(stage.conv.getLoc()),
        builder(OpBuilder::atBlockEnd(&block)) {
    for (auto [input, argument] :
         llvm::zip_equal(stage.getInputs(), block.getArguments()))
      mapping.map(input, argument);
  }

  void emit() {
    if (!form.isSkipped)
      emitConvolution();
    else
      mapping.map(stage.conv.getResult(), mapping.lookup(stage.getImage()));
    for (Operation *op : stage.rest)
      emitRest(op);
    Value result = mapping.lookup(stage.getLast()->getResult(0));
    SmallVector<Value> values{widen(result)};
    if (hasCount)
      values.push_back(getCount());
    ChoiceYieldOp::create(builder, loc, values);
  }

private:
  Value slice(Value value, ArrayRef<int64_t> start, ArrayRef<int64_t> size) {
    auto type = cast<RankedTensorType>(value.getType());
    if (type.getShape() == size)
      return value;
    return tosa::SliceOp::create(builder, loc, type.clone(size), value,
                                 buildShape(builder, loc, start),
                                 buildShape(builder, loc, size));
  }
  /// The first entries of a vector.
  void narrow(Value vector) {
    Value argument = mapping.lookup(vector);
    mapping.map(vector, slice(argument, {0}, {form.outputs}));
  }
  /// A copy of `op` with as many channels as the alternative has.
  Operation *clone(Operation *op) {
    Operation *copy = builder.clone(*op, mapping);
    if (form.isSkipped)
      return copy;
    Value result = copy->getResult(0);
    auto type = cast<RankedTensorType>(result.getType());
    SmallVector<int64_t> shape(type.getShape());
    shape.back() = form.outputs;
    result.setType(type.clone(shape));
    return copy;
  }
  void emitConvolution();
  void emitRest(Operation *op);
  void emitActivation(Operation *op);
  void emitSlice(tosa::SliceOp op);
  Value widen(Value value);
  Value getCount();

  Stage &stage;
  const StageAlternative &form;
  bool hasCount;
  Location loc;
  OpBuilder builder;
  IRMapping mapping;
};

} // namespace

void AlternativeBuilder::emitConvolution() {
  StageShape shape = stage.getShape();
  int64_t trim = (shape.kernelHeight - form.kernelHeight) / 2;
  Value weight = stage.conv.getWeight();
  mapping.map(weight, slice(mapping.lookup(weight), {0, trim, trim, 0},
                            {form.outputs, form.kernelHeight, form.kernelWidth,
                             shape.inputs}));
  if (Value bias = stage.conv.getBias())
    narrow(bias);
  if (LeadingOp leading = stage.getLeading())
    builder.clone(*leading, mapping);
  auto conv = cast<Conv2DOp>(clone(stage.conv));
  SmallVector<int64_t> pad(conv.getPad());
  for (int64_t &amount : pad)
    amount -= trim;
  conv.setPad(pad);
}

void AlternativeBuilder::emitRest(Operation *op) {
  if (form.isSkipped && !isResizing(op)) {
    mapping.map(op->getResult(0), mapping.lookup(op->getOperand(0)));
    return;
  }
  if (isActivation(op) && !form.activation.empty())
    return emitActivation(op);
  if (auto norm = dyn_cast<BatchNormOp>(op))
    for (Value vector : {norm.getScale(), norm.getOffset(), norm.getMean(),
                         norm.getVariance()})
      narrow(vector);
  if (auto slice = dyn_cast<tosa::SliceOp>(op))
    return emitSlice(slice);
  // Constants, such as zero points, come along.
  for (Value operand : op->getOperands())
    if (!mapping.contains(operand))
      builder.clone(*operand.getDefiningOp(), mapping);
  clone(op);
}

/// The same part of the image, of as many channels as there are.
void AlternativeBuilder::emitSlice(tosa::SliceOp op) {
  SmallVector<int64_t> start, size;
  (void)tosa::getConstShapeValues(op.getStart().getDefiningOp(), start);
  (void)tosa::getConstShapeValues(op.getSize().getDefiningOp(), size);
  Value input = mapping.lookup(op.getInput1());
  size.back() = getChannels(input);
  mapping.map(op.getResult(), slice(input, start, size));
}

void AlternativeBuilder::emitActivation(Operation *op) {
  Value input = mapping.lookup(op->getOperand(0));
  Type type = input.getType();
  auto clamp = [&](float max) -> Value {
    return tosa::ClampOp::create(
        builder, loc, type, input, builder.getF32FloatAttr(0.0f),
        builder.getF32FloatAttr(max), tosa::NanPropagationModeAttr());
  };
  Value result = input;
  if (form.activation == "relu")
    result = clamp(std::numeric_limits<float>::max());
  else if (form.activation == "relu6")
    result = clamp(6.0f);
  else if (form.activation == "tanh")
    result = tosa::TanhOp::create(builder, loc, type, input);
  else if (form.activation == "sigmoid")
    result = tosa::SigmoidOp::create(builder, loc, type, input);
  mapping.map(op->getResult(0), result);
}

/// Adds channels of zeros until there are as many as in the stage.
Value AlternativeBuilder::widen(Value value) {
  Type wanted = stage.getLast()->getResult(0).getType();
  auto type = cast<RankedTensorType>(value.getType());
  if (type == wanted)
    return value;
  SmallVector<int64_t> amounts(2 * type.getRank(), 0);
  amounts.back() =
      cast<RankedTensorType>(wanted).getShape().back() - type.getShape().back();
  return tosa::PadOp::create(
      builder, loc, wanted, value, buildShape(builder, loc, amounts),
      buildScalar(builder, loc, builder.getF32Type(), 0.0));
}

/// How many channels of the result are not zeros that were added.
Value AlternativeBuilder::getCount() {
  LeadingOp leading = stage.getLeading();
  if (form.isSkipped && leading)
    return mapping.lookup(leading.getCount());
  auto type = RankedTensorType::get({}, builder.getI32Type());
  return buildSplat(builder, loc, type,
                    form.isSkipped ? getChannels(stage.conv.getResult())
                                   : form.outputs);
}

/// Convolutions that read `value` and could do with fewer channels of it.
static SmallVector<Conv2DOp> getReaders(Value value) {
  SmallVector<Conv2DOp> readers;
  for (OpOperand &use : value.getUses()) {
    auto conv = dyn_cast<Conv2DOp>(use.getOwner());
    if (conv && conv.getInput() == value && conv.getGroups() == 1)
      readers.push_back(conv);
  }
  return readers;
}

/// Tells `readers` of the choice's image how many channels are in use.
static void limitReaders(OpBuilder &builder, ChoiceOp choice,
                         ArrayRef<Conv2DOp> readers) {
  Value image = choice.getResult(0);
  auto leading = LeadingOp::create(builder, choice.getLoc(), image.getType(),
                                   image, choice.getResult(1));
  for (Conv2DOp reader : readers)
    reader.getInputMutable().assign(leading);
}

void compress::makeChoice(Stage &stage,
                          ArrayRef<StageAlternative> alternatives) {
  Location loc = stage.conv.getLoc();
  OpBuilder builder(stage.getLast());
  builder.setInsertionPointAfter(stage.getLast());
  SmallVector<StringRef> labels;
  for (const StageAlternative &one : alternatives)
    labels.push_back(one.label);
  auto type = RankedTensorType::get({}, builder.getI32Type());
  auto decision = DecisionOp::create(builder, loc, type, stage.conv.getName(),
                                     /*selected=*/0, alternatives.size());
  SmallVector<Value> inputs = stage.getInputs();
  Operation *last = stage.getLast();
  SmallVector<Conv2DOp> readers = getReaders(last->getResult(0));
  int64_t channels = getChannels(last->getResult(0));
  bool hasCount = !readers.empty() &&
                  llvm::any_of(alternatives, [&](const StageAlternative &form) {
                    return form.isSkipped ? bool(stage.getLeading())
                                          : form.outputs < channels;
                  });
  SmallVector<Type> types(last->getResultTypes());
  if (hasCount)
    types.push_back(type);
  auto choice = ChoiceOp::create(builder, loc, types, stage.conv.getName(),
                                 decision, builder.getStrArrayAttr(labels),
                                 inputs, alternatives.size());
  SmallVector<Location> places(inputs.size(), loc);
  for (auto [form, region] :
       llvm::zip_equal(alternatives, choice.getAlternatives())) {
    Block &block = region.emplaceBlock();
    block.addArguments(ValueRange(inputs).getTypes(), places);
    AlternativeBuilder(stage, form, block, hasCount).emit();
  }
  last->getResult(0).replaceAllUsesWith(choice.getResult(0));
  if (hasCount)
    limitReaders(builder, choice, readers);
  LeadingOp leading = stage.getLeading();
  for (Operation *op : llvm::reverse(stage.rest))
    op->erase();
  stage.conv.erase();
  if (leading && leading.use_empty())
    leading.erase();
}
