//===- CouplingModel.h - external models of dimension coupling --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_LIB_INTERFACES_EXTERNALMODELS_COUPLINGMODEL_H
#define COMPRESS_LIB_INTERFACES_EXTERNALMODELS_COUPLINGMODEL_H

#include "compress/Interfaces/DimensionCouplingOpInterface.h"
#include "llvm/ADT/STLExtras.h"

namespace mlir::compress {

inline bool neverZero(Operation *, ArrayRef<bool>) { return false; }
inline bool firstZero(Operation *, ArrayRef<bool> zero) { return zero.front(); }
inline bool anyZero(Operation *, ArrayRef<bool> zero) {
  return zero[0] || zero[1];
}
inline bool allZero(Operation *, ArrayRef<bool> zero) {
  return llvm::all_of(zero, [](bool isZero) { return isZero; });
}

inline void keepShapes(Operation *, OpBuilder &) {}

template <bool broadcasts, unsigned numOperands>
DimensionCoupling elementwise(Operation *op) {
  return coupleElementwise(op, numOperands ? numOperands : op->getNumOperands(),
                           broadcasts);
}

/// The interface from three functions.
template <typename OpTy, auto couple, auto zeros, auto update>
struct CouplingModel : DimensionCouplingOpInterface::ExternalModel<
                           CouplingModel<OpTy, couple, zeros, update>, OpTy> {
  DimensionCoupling getDimensionCoupling(Operation *op) const {
    return couple(op);
  }
  bool mapsZerosToZeros(Operation *op, ArrayRef<bool> zero) const {
    return zeros(op, zero);
  }
  void updateShapes(Operation *op, OpBuilder &builder) const {
    update(op, builder);
  }
};

template <auto couple, auto zeros, auto update, typename... Ops>
void attachCoupling(MLIRContext &context) {
  (Ops::template attachInterface<CouplingModel<Ops, couple, zeros, update>>(
       context),
   ...);
}

} // namespace mlir::compress

#endif // COMPRESS_LIB_INTERFACES_EXTERNALMODELS_COUPLINGMODEL_H
