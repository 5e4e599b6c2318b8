//===- DimensionCoupling.h - dimensions that change together ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COMPRESS_ANALYSIS_DIMENSIONCOUPLING_H
#define COMPRESS_ANALYSIS_DIMENSIONCOUPLING_H

#include "compress/Interfaces/DimensionCouplingOpInterface.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include <set>

namespace mlir::compress {

class ChoiceOp;

/// All that changes when one dimension of one tensor does: a batch, or the
/// channels of a layer. Follows the dimension through operations and calls, by
/// `DimensionCouplingOpInterface`, and notes every slice of a value that holds
/// its entries.
class DimensionGroup {
public:
  enum class Direction {
    /// From operands to results, as data flow. Operands that would have to
    /// change without being reached are obstacles: a batch.
    Forward,
    /// To everything that is coupled, producers and parameters as well:
    /// removing channels.
    Both
  };

  /// Something that stops the group.
  struct Obstacle {
    Operation *op;
    /// To follow "it": "slides a window over its entries".
    std::string reason;
    /// The value with the entries.
    Value value;
    /// A dimension of `value`.
    unsigned dim;
    /// The operation has no interface.
    bool isUnknown = false;
    /// The operand that would have to change as well, in a forward group.
    std::optional<unsigned> missing;
    /// Which entries of the seed it stops, in a group in both directions; the
    /// others are free.
    SmallVector<int64_t> entries = {};
  };

  /// Follows in `entry` and the functions that it calls.
  DimensionGroup(func::FuncOp entry, Direction direction);

  /// All of dimension `dim` of `value`. Several seeds have equal sizes, and
  /// their entries go together.
  void addSeed(Value value, unsigned dim);
  /// Entries that are more or less than single indices, such as whole groups of
  /// a convolution's channels.
  void addSeed(Value value, const DimSlice &slice);
  /// What reshapes should do, in program order; the first place where it is not
  /// said.
  void setChoices(ArrayRef<unsigned> taken);
  void propagate();

  /// Where the entries lie in `value`.
  ArrayRef<DimSlice> lookup(Value value) const;
  /// All values that have some, in the order in which they were reached.
  ArrayRef<std::pair<Value, SmallVector<DimSlice, 1>>> getValues() const {
    return slices.getArrayRef();
  }
  /// In program order. A forward group is of no use if there are any; in both
  /// directions each stops some entries.
  ArrayRef<Obstacle> getObstacles() const { return obstacles; }
  /// What to try next, by `setChoices` of a new group, where obstacles may come
  /// from a wrong choice before them; nothing if all was tried.
  std::optional<SmallVector<unsigned>> getNextChoices() const;
  /// The entry and all functions that it calls.
  ArrayRef<func::FuncOp> getFunctions() const {
    return functions.getArrayRef();
  }

private:
  /// A reshape with several places for a single entry: which one was taken.
  struct Choice {
    Operation *op;
    unsigned taken, count;
  };

  void collect(func::FuncOp function);
  void collect(Block &block);
  void collectAlternatives(ChoiceOp choice);
  void link(Value a, Value b);
  void addSlice(Value value, const DimSlice &slice);
  void enqueue(Operation *op);
  Value findCarrier(Operation *op) const;
  void visit(Operation *op);
  void visitPort(Operation *op, const DimensionCoupling &coupling, Port port);
  DimSlice choose(Operation *op, const CouplingStep &step);
  void checkOperands(Operation *op);
  void checkCalls();
  void checkBoundaries();
  void checkSource(Value value);
  void report(Obstacle obstacle);
  void reportAll(Operation *op, Value value, std::string reason,
                 bool isUnknown = false);
  void checkCovered(Operation *op, const DimensionCoupling &coupling, Port port,
                    const DimSlice &slice);

  Direction direction;
  llvm::SetVector<func::FuncOp> functions;
  /// Position in the program; operations are visited in this order.
  DenseMap<Operation *, unsigned> order;
  SmallVector<Operation *> operations;
  /// Call operands and arguments, return operands and call results: the flow
  /// from the first to the second.
  DenseMap<Value, SmallVector<Value, 1>> linksForward, linksBack;
  /// Calls that the links follow.
  DenseSet<Operation *> calls;
  llvm::MapVector<Value, SmallVector<DimSlice, 1>, DenseMap<Value, unsigned>,
                  SmallVector<std::pair<Value, SmallVector<DimSlice, 1>>, 0>>
      slices;
  std::set<unsigned> worklist;
  SmallVector<unsigned> wanted;
  SmallVector<Choice> choices;
  SmallVector<Obstacle> obstacles;
};

/// True if every tensor that `op` takes or gives has a static shape.
bool hasStaticShapes(Operation *op);

} // namespace mlir::compress

#endif // COMPRESS_ANALYSIS_DIMENSIONCOUPLING_H
