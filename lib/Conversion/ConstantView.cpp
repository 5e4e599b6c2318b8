//===- ConstantView.cpp - a constant seen through data movement -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every dimension of the view is a product of factors, each with its stride in
// the source. Transposes move dimensions, reshapes regroup factors; so chains
// of both compose without touching an entry.
//
//===----------------------------------------------------------------------===//

#include "compress/Conversion/ConstantView.h"
#include "compress/Support/Elements.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::compress;

std::optional<ConstantView> ConstantView::match(Value value) {
  SmallVector<Operation *> movement;
  Operation *op = value.getDefiningOp();
  while (isa_and_nonnull<tosa::ReshapeOp, tosa::TransposeOp>(op)) {
    movement.push_back(op);
    op = op->getOperand(0).getDefiningOp();
  }
  ConstantView view;
  if (!op || !matchPattern(op, m_Constant(&view.elements)) || !view.elements ||
      !view.elements.getShapedType().hasStaticShape())
    return std::nullopt;
  view.source = op;
  int64_t stride = view.elements.getNumElements();
  for (int64_t size : view.elements.getShapedType().getShape()) {
    auto &dim = view.dims.emplace_back();
    stride = size == 0 ? 0 : stride / size;
    if (size != 1)
      dim.push_back({size, stride});
  }
  for (Operation *step : llvm::reverse(movement)) {
    auto type = cast<RankedTensorType>(step->getResult(0).getType());
    if (auto transpose = dyn_cast<tosa::TransposeOp>(step))
      view.transpose(transpose.getPerms());
    else if (!type.hasStaticShape() || failed(view.reshape(type.getShape())))
      return std::nullopt;
  }
  return view;
}

void ConstantView::transpose(ArrayRef<int32_t> permutation) {
  SmallVector<SmallVector<Factor, 2>> moved;
  for (int32_t dim : permutation)
    moved.push_back(dims[dim]);
  dims = std::move(moved);
}

SmallVector<ConstantView::Factor> ConstantView::getMerged() const {
  SmallVector<Factor> merged;
  for (const auto &dim : dims)
    for (Factor factor : dim) {
      if (!merged.empty() &&
          merged.back().stride == factor.size * factor.stride)
        merged.back() = {merged.back().size * factor.size, factor.stride};
      else
        merged.push_back(factor);
    }
  return merged;
}

LogicalResult ConstantView::reshape(ArrayRef<int64_t> shape) {
  SmallVector<Factor> rest = getMerged();
  std::reverse(rest.begin(), rest.end());
  SmallVector<SmallVector<Factor, 2>> reshaped;
  for (int64_t size : shape) {
    auto &dim = reshaped.emplace_back();
    while (size > 1 && !rest.empty()) {
      Factor factor = rest.pop_back_val();
      if (size % factor.size == 0) {
        dim.push_back(factor);
        size /= factor.size;
        continue;
      }
      if (factor.size % size != 0)
        return failure();
      int64_t inner = factor.size / size;
      dim.push_back({size, factor.stride * inner});
      rest.push_back({inner, factor.stride});
      size = 1;
    }
    if (size != 1)
      return failure();
  }
  dims = std::move(reshaped);
  return success();
}

bool ConstantView::isIdentity() const { return getMerged().size() <= 1; }

void ConstantView::getPermutation(SmallVectorImpl<int64_t> &view,
                                  SmallVectorImpl<int64_t> &permutation) const {
  SmallVector<Factor> factors = getMerged();
  SmallVector<size_t> order = llvm::to_vector(llvm::seq(factors.size()));
  // Outer dimensions of the source have the larger strides.
  llvm::sort(order, [&](size_t a, size_t b) {
    return factors[a].stride > factors[b].stride;
  });
  permutation.resize(factors.size());
  for (auto [position, factor] : llvm::enumerate(order)) {
    view.push_back(factors[factor].size);
    permutation[factor] = position;
  }
}

LayoutAttr ConstantView::getLayout() const {
  if (isIdentity())
    return {};
  SmallVector<int64_t> view, permutation;
  getPermutation(view, permutation);
  return LayoutAttr::get(elements.getContext(),
                         elements.getShapedType().getShape(), view,
                         permutation);
}

/// False for a resource that is missing or has the wrong size.
static bool hasData(ElementsAttr elements) {
  auto resource = dyn_cast<DenseResourceElementsAttr>(elements);
  if (!resource)
    return true;
  AsmResourceBlob *blob = resource.getRawHandle().getBlob();
  unsigned bits = elements.getElementType().getIntOrFloatBitWidth();
  int64_t bytes = elements.getNumElements() * llvm::divideCeil(bits, 8);
  return blob && static_cast<int64_t>(blob->getData().size()) == bytes;
}

ElementsAttr ConstantView::getElements(StringRef name) const {
  SmallVector<int64_t> shape;
  for (const auto &dim : dims) {
    int64_t size = 1;
    for (Factor factor : dim)
      size *= factor.size;
    shape.push_back(size);
  }
  if (isIdentity())
    return hasData(elements) ? reshapeElements(elements, shape) : nullptr;
  Type element = elements.getElementType();
  auto type = RankedTensorType::get(shape, element);
  if (auto dense = dyn_cast<DenseElementsAttr>(elements);
      dense && dense.isSplat())
    return dense.resizeSplat(type);
  SmallVector<int64_t> view, permutation;
  getPermutation(view, permutation);
  if (std::optional<std::vector<float>> values = getF32Elements(elements))
    return makeF32Elements(
        type, transposeElements<float>(*values, view, permutation), name);
  if (std::optional<std::vector<int32_t>> values = getIntElements(elements))
    return makeIntElements(
        type, transposeElements<int32_t>(*values, view, permutation), name);
  return {};
}

void compress::foldConstantMovement(Operation *root) {
  root->walk([](Operation *op) {
    if (!isa<tosa::ReshapeOp, tosa::TransposeOp>(op) || op->use_empty())
      return;
    // Only the end of a chain is worth an entry-wise copy.
    if (llvm::all_of(op->getUsers(), [](Operation *user) {
          return isa<tosa::ReshapeOp, tosa::TransposeOp>(user);
        }))
      return;
    std::optional<ConstantView> view = ConstantView::match(op->getResult(0));
    ElementsAttr elements = view ? view->getElements("constant") : nullptr;
    if (!elements)
      return;
    OpBuilder builder(op);
    Value constant = tosa::ConstOp::create(builder, view->getSource()->getLoc(),
                                           elements.getType(), elements);
    op->getResult(0).replaceAllUsesWith(constant);
  });
}

TypedAttr compress::getSplatEntry(Value value) {
  std::optional<ConstantView> view = ConstantView::match(value);
  if (!view)
    return {};
  ElementsAttr elements = view->getImported();
  if (auto dense = dyn_cast<DenseElementsAttr>(elements))
    return dense.isSplat() ? dense.getSplatValue<TypedAttr>() : TypedAttr();
  if (elements.getNumElements() != 1)
    return {};
  if (std::optional<std::vector<float>> values = getF32Elements(elements))
    return FloatAttr::get(elements.getElementType(), values->front());
  return {};
}

bool compress::isSplatZero(Value value) {
  TypedAttr entry = getSplatEntry(value);
  if (auto real = dyn_cast_or_null<FloatAttr>(entry))
    return real.getValue().isZero();
  auto integer = dyn_cast_or_null<IntegerAttr>(entry);
  return integer && integer.getValue().isZero();
}
