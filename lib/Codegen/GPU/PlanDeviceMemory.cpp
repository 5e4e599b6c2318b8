//===- PlanDeviceMemory.cpp - where buffers lie on the device -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Codegen/GPU/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

namespace mlir::compress {
#define GEN_PASS_DEF_PLANDEVICEMEMORY
#include "compress/Codegen/GPU/Passes.h.inc"
} // namespace mlir::compress

using namespace mlir;
using namespace mlir::compress;

/// What `cudaMalloc` promises, and enough for any vector load.
static constexpr int64_t kAlignment = 256;

/// Bytes of a buffer: entries take whole bytes, and a power of two of them.
static int64_t getNumBytes(MemRefType type) {
  int64_t bits = type.getElementType().getIntOrFloatBitWidth();
  return type.getNumElements() * llvm::PowerOf2Ceil(llvm::divideCeil(bits, 8));
}

namespace {
/// A buffer of the arena, and the operations between which it is in use.
struct Buffer {
  memref::AllocOp alloc;
  int64_t first, last, bytes, offset = 0;
};

struct PlanDeviceMemory
    : public compress::impl::PlanDeviceMemoryBase<PlanDeviceMemory> {
  void runOnOperation() override {
    func::FuncOp func = getOperation();
    if (func.isExternal())
      return;
    if (!func.getBody().hasOneBlock()) {
      func.emitOpError("has control flow; only straight code can be planned");
      return signalPassFailure();
    }
    Builder builder(&getContext());
    int64_t weightBytes = 0;
    for (unsigned i = 0; i < func.getNumArguments(); ++i) {
      auto value = func.getArgAttrOfType<ElementsAttr>(i, "compress.weight");
      if (!value)
        continue;
      func.setArgAttr(i, "compress.offset",
                      builder.getI64IntegerAttr(weightBytes));
      auto type = cast<MemRefType>(func.getArgumentTypes()[i]);
      weightBytes += llvm::alignTo(getNumBytes(type), kAlignment);
    }
    SmallVector<Buffer> buffers;
    if (failed(collect(func.getBody().front(), buffers)))
      return signalPassFailure();
    int64_t arenaBytes = place(buffers);
    for (Buffer &buffer : buffers)
      buffer.alloc->setAttr("compress.offset",
                            builder.getI64IntegerAttr(buffer.offset));
    func->setAttr("compress.weight_bytes",
                  builder.getI64IntegerAttr(weightBytes));
    func->setAttr("compress.arena_bytes",
                  builder.getI64IntegerAttr(arenaBytes));
    for (const Buffer &buffer : buffers)
      sumOfBuffers += buffer.bytes;
    arenaSize += arenaBytes;
  }

private:
  /// The allocations of `block` and when they are in use.
  LogicalResult collect(Block &block, SmallVector<Buffer> &buffers) {
    DenseMap<Operation *, int64_t> numbers;
    for (Operation &op : block)
      numbers[&op] = numbers.size();
    for (auto alloc : block.getOps<memref::AllocOp>()) {
      if (!alloc.getType().hasStaticShape())
        return alloc.emitOpError("has a dynamic size; memory is planned for "
                                 "static shapes only");
      int64_t now = numbers[alloc];
      int64_t bytes = llvm::alignTo(getNumBytes(alloc.getType()), kAlignment);
      Buffer buffer{alloc, std::numeric_limits<int64_t>::max(), now, bytes};
      SmallVector<Value> values{alloc.getResult()};
      while (!values.empty())
        for (Operation *user : values.pop_back_val().getUsers()) {
          if (auto view = dyn_cast<ViewLikeOpInterface>(user)) {
            values.push_back(view.getViewDest());
            continue;
          }
          int64_t use = numbers[block.findAncestorOpInBlock(*user)];
          buffer.first = std::min(buffer.first, use);
          buffer.last = std::max(buffer.last, use);
        }
      if (buffer.first <= buffer.last)
        buffers.push_back(buffer);
    }
    return success();
  }

  /// Gives the largest buffers the lowest places that are free all the time
  /// they are in use. Returns the end of the last.
  int64_t place(MutableArrayRef<Buffer> buffers) {
    SmallVector<Buffer *> order =
        llvm::map_to_vector(buffers, [](Buffer &buffer) { return &buffer; });
    llvm::sort(order, [](const Buffer *a, const Buffer *b) {
      // Both lie in one array: the order of equal ones is theirs.
      return std::tie(b->bytes, a) < std::tie(a->bytes, b);
    });
    int64_t end = 0;
    SmallVector<Buffer *> placed;
    for (Buffer *buffer : order) {
      for (const Buffer *other : placed) // By ascending offset.
        if (other->first <= buffer->last && buffer->first <= other->last &&
            other->offset < buffer->offset + buffer->bytes)
          buffer->offset =
              std::max(buffer->offset, other->offset + other->bytes);
      placed.insert(llvm::upper_bound(placed, buffer,
                                      [](const Buffer *a, const Buffer *b) {
                                        return a->offset < b->offset;
                                      }),
                    buffer);
      end = std::max(end, buffer->offset + buffer->bytes);
    }
    return end;
  }
};
} // namespace
