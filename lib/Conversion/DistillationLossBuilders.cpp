//===- DistillationLossBuilders.cpp - distances to a teacher --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LossHelpers.h"
#include "compress/Conversion/LossBuilders.h"

using namespace mlir;
using namespace mlir::compress;

/// `tensor<f32>` from a column [N, 1]: its sum times a number.
static Value sumColumn(OpBuilder &builder, Location loc, Value column,
                       double factor) {
  Value total = sumAlong(builder, loc, column, 0);
  return buildReshape(builder, loc, scale(builder, loc, total, factor), {});
}

//===----------------------------------------------------------------------===//
// Divergence of class scores
//===----------------------------------------------------------------------===//

namespace {
/// Probabilities of classes at a temperature, and their logarithms.
struct LogSoftmax {
  LogSoftmax(OpBuilder &builder, Location loc, Value scores,
             double temperature);
  Value logarithms, probabilities;
};
} // namespace

LogSoftmax::LogSoftmax(OpBuilder &builder, Location loc, Value scores,
                       double temperature) {
  RankedTensorType type = typeOf(scores);
  Value largest = tosa::ReduceMaxOp::create(
      builder, loc, reduced(type, 1), scores, builder.getI32IntegerAttr(1),
      tosa::NanPropagationModeAttr());
  Value differences = scale(
      builder, loc, subtract(builder, loc, scores, largest), 1.0 / temperature);
  Value exponentials = tosa::ExpOp::create(builder, loc, type, differences);
  Value sum = sumAlong(builder, loc, exponentials, 1);
  Value logarithm = tosa::LogOp::create(builder, loc, sum.getType(), sum);
  logarithms = subtract(builder, loc, differences, logarithm);
  Value inverse = tosa::ReciprocalOp::create(builder, loc, sum.getType(), sum);
  probabilities = buildMul(builder, loc, exponentials, inverse);
}

namespace {
struct Divergence {
  Divergence(OpBuilder &builder, KLDivergenceOp op);
  LogSoftmax student, teacher;
  double temperature;
  int64_t rows;
};
} // namespace

Divergence::Divergence(OpBuilder &builder, KLDivergenceOp op)
    : student(builder, op.getLoc(), op.getStudent(),
              op.getTemperature().convertToFloat()),
      teacher(builder, op.getLoc(), op.getTeacher(),
              op.getTemperature().convertToFloat()),
      temperature(op.getTemperature().convertToFloat()),
      rows(op.getStudent().getType().getDimSize(0)) {}

/// `p (log p - log q)` summed over the classes, [N, 1], and the difference.
static std::pair<Value, Value> buildRows(OpBuilder &builder, Location loc,
                                         const Divergence &divergence) {
  Value difference = subtract(builder, loc, divergence.teacher.logarithms,
                              divergence.student.logarithms);
  Value rows = sumAlong(
      builder, loc,
      buildMul(builder, loc, divergence.teacher.probabilities, difference), 1);
  return {rows, difference};
}

Value compress::buildLoss(OpBuilder &builder, KLDivergenceOp op) {
  Divergence divergence(builder, op);
  Value rows = buildRows(builder, op.getLoc(), divergence).first;
  return sumColumn(builder, op.getLoc(), rows,
                   divergence.temperature * divergence.temperature /
                       divergence.rows);
}

Value compress::buildStudentGradient(OpBuilder &builder, KLDivergenceOp op,
                                     Value dy) {
  Location loc = op.getLoc();
  Divergence divergence(builder, op);
  Value error = subtract(builder, loc, divergence.student.probabilities,
                         divergence.teacher.probabilities);
  return buildMul(
      builder, loc,
      scale(builder, loc, error, divergence.temperature / divergence.rows),
      expand(builder, loc, dy, 2));
}

Value compress::buildTeacherGradient(OpBuilder &builder, KLDivergenceOp op,
                                     Value dy) {
  Location loc = op.getLoc();
  Divergence divergence(builder, op);
  auto [rows, difference] = buildRows(builder, loc, divergence);
  Value error = buildMul(builder, loc, divergence.teacher.probabilities,
                         subtract(builder, loc, difference, rows));
  return buildMul(
      builder, loc,
      scale(builder, loc, error, divergence.temperature / divergence.rows),
      expand(builder, loc, dy, 2));
}

//===----------------------------------------------------------------------===//
// Cosine
//===----------------------------------------------------------------------===//

/// One by the norm of each row of a matrix, which counts as `least` at least.
static Value invertNorm(OpBuilder &builder, Location loc, Value rows,
                        double least) {
  Value squares = sumAlong(builder, loc, buildMul(builder, loc, rows, rows), 1);
  auto one = typeOf(squares).clone({1, 1});
  Value bounded =
      tosa::MaximumOp::create(builder, loc, squares.getType(), squares,
                              buildSplat(builder, loc, one, least * least),
                              tosa::NanPropagationModeAttr());
  return tosa::RsqrtOp::create(builder, loc, bounded.getType(), bounded);
}

/// One row for each sample.
static Value buildRowsOf(OpBuilder &builder, Location loc, Value value) {
  ArrayRef<int64_t> shape = typeOf(value).getShape();
  return buildReshape(
      builder, loc, value,
      {shape[0], ShapedType::getNumElements(shape.drop_front())});
}

namespace {
/// Two vectors of length 1 for each sample, and the cosine between them.
struct Directions {
  Directions(OpBuilder &builder, Location loc, Value first, Value second);
  Value inverse, first, second, cosine;
};
} // namespace

static constexpr double kLeastNorm = 1e-8;

Directions::Directions(OpBuilder &builder, Location loc, Value a, Value b) {
  a = buildRowsOf(builder, loc, a);
  b = buildRowsOf(builder, loc, b);
  inverse = invertNorm(builder, loc, a, kLeastNorm);
  first = buildMul(builder, loc, a, inverse);
  second = buildMul(builder, loc, b, invertNorm(builder, loc, b, kLeastNorm));
  cosine = sumAlong(builder, loc, buildMul(builder, loc, first, second), 1);
}

Value compress::buildLoss(OpBuilder &builder, CosineDistanceOp op) {
  Location loc = op.getLoc();
  Directions directions(builder, loc, op.getStudent(), op.getTeacher());
  auto type = typeOf(directions.cosine);
  Value one = buildSplat(builder, loc, type.clone({1, 1}), 1.0);
  Value each = tosa::SubOp::create(builder, loc, type, one, directions.cosine);
  return sumColumn(builder, loc, each, 1.0 / type.getDimSize(0));
}

/// Of `1 - cosine` for the first of two values: `(cosine a - b) / |a|`, with
/// `a` and `b` of length 1.
Value compress::buildDistanceGradient(OpBuilder &builder, CosineDistanceOp op,
                                      Value of, Value to, Value dy) {
  Location loc = op.getLoc();
  Directions directions(builder, loc, of, to);
  Value error = subtract(
      builder, loc, buildMul(builder, loc, directions.first, directions.cosine),
      directions.second);
  Value factor = buildMul(
      builder, loc,
      scale(builder, loc, directions.inverse, 1.0 / typeOf(of).getDimSize(0)),
      expand(builder, loc, dy, 2));
  return buildReshape(builder, loc, buildMul(builder, loc, error, factor),
                      typeOf(of).getShape());
}

//===----------------------------------------------------------------------===//
// Attention
//===----------------------------------------------------------------------===//

namespace {
/// The attention map of an image, [N, places].
struct Attention {
  Attention(OpBuilder &builder, Location loc, Value image);
  Value map, inverse;
};
} // namespace

static constexpr double kLeastAttention = 1e-12;

Attention::Attention(OpBuilder &builder, Location loc, Value image) {
  Value sums = sumAlong(builder, loc, buildMul(builder, loc, image, image), 3);
  Value means = scale(builder, loc, buildRowsOf(builder, loc, sums),
                      1.0 / typeOf(image).getDimSize(3));
  inverse = invertNorm(builder, loc, means, kLeastAttention);
  map = buildMul(builder, loc, means, inverse);
}

Value compress::buildLoss(OpBuilder &builder, AttentionDistanceOp op) {
  Location loc = op.getLoc();
  Attention student(builder, loc, op.getStudent());
  Attention teacher(builder, loc, op.getTeacher());
  Value difference = subtract(builder, loc, student.map, teacher.map);
  Value rows =
      sumAlong(builder, loc, buildMul(builder, loc, difference, difference), 1);
  return sumColumn(builder, loc, rows,
                   1.0 / typeOf(difference).getNumElements());
}

Value compress::buildDistanceGradient(OpBuilder &builder,
                                      AttentionDistanceOp op, Value of,
                                      Value to, Value dy) {
  Location loc = op.getLoc();
  RankedTensorType type = typeOf(of);
  Attention own(builder, loc, of), other(builder, loc, to);
  Value difference = subtract(builder, loc, own.map, other.map);
  // Of the map, then of the means before they got length 1.
  Value along =
      sumAlong(builder, loc, buildMul(builder, loc, difference, own.map), 1);
  Value ofMeans = buildMul(builder, loc,
                           subtract(builder, loc, difference,
                                    buildMul(builder, loc, own.map, along)),
                           own.inverse);
  double factor = 4.0 / typeOf(difference).getNumElements() /
                  static_cast<double>(type.getDimSize(3));
  Value ofSquares = buildMul(builder, loc, scale(builder, loc, ofMeans, factor),
                             expand(builder, loc, dy, 2));
  Value spread =
      buildReshape(builder, loc, ofSquares, reduced(type, 3).getShape());
  return buildMul(builder, loc, of, spread);
}
