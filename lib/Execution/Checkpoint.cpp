//===- Checkpoint.cpp - training that can go on later ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/Checkpoint.h"
#include "compress/Support/OutputFile.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SwapByteOrder.h"
#include "llvm/Support/xxhash.h"
#include <cstring>

using namespace mlir;
using namespace mlir::compress;

static_assert(llvm::sys::IsLittleEndianHost,
              "checkpoints are little endian, like .npy files");

/// Starts every file; the last letter is the version.
static constexpr StringLiteral kMagic = "compress training checkpoint 2\n";

namespace {

/// Appends numbers, texts and lists to a file.
class Writer {
public:
  template <typename T>
  void add(const T &value) {
    static_assert(std::is_arithmetic_v<T>);
    text.append(reinterpret_cast<const char *>(&value), sizeof(T));
  }
  void addText(StringRef value) {
    add<uint64_t>(value.size());
    text += value;
  }
  template <typename T>
  void addList(ArrayRef<T> values) {
    addText({reinterpret_cast<const char *>(values.data()),
             values.size() * sizeof(T)});
  }

  std::string text;
};

/// Takes them off again. After the first thing that does not fit, everything
/// is zero and `isGood` false.
class Reader {
public:
  explicit Reader(StringRef rest) : rest(rest) {}

  template <typename T>
  T take() {
    T value{};
    StringRef bytes = takeBytes(sizeof(T));
    if (bytes.size() == sizeof(T))
      std::memcpy(&value, bytes.data(), sizeof(T));
    return value;
  }
  StringRef takeText() { return takeBytes(take<uint64_t>()); }
  template <typename T>
  std::vector<T> takeList() {
    StringRef bytes = takeText();
    std::vector<T> values(bytes.size() / sizeof(T));
    if (bytes.size() % sizeof(T) != 0)
      fail();
    else if (!bytes.empty())
      std::memcpy(values.data(), bytes.data(), bytes.size());
    return values;
  }
  bool isGood() const { return good; }
  bool isAtEnd() const { return good && rest.empty(); }
  void fail() {
    good = false;
    rest = {};
  }

private:
  StringRef takeBytes(uint64_t size) {
    if (size > rest.size()) {
      fail();
      return {};
    }
    StringRef bytes = rest.take_front(size);
    rest = rest.drop_front(size);
    return bytes;
  }

  StringRef rest;
  bool good = true;
};

} // namespace

static uint64_t hashOf(StringRef bytes) {
  return llvm::xxh3_64bits(ArrayRef<uint8_t>(
      reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size()));
}

/// A record has ten numbers of eight bytes, and no gaps.
static_assert(sizeof(EpochRecord) == 80);

static std::string encode(const Checkpoint &checkpoint) {
  Writer writer;
  writer.add(checkpoint.recipe);
  writer.addText(checkpoint.isa);
  writer.add(checkpoint.step);
  writer.add(checkpoint.epochStep);
  writer.add(checkpoint.lossSum);
  writer.add(checkpoint.correct);
  writer.add(checkpoint.agreed);
  writer.add(checkpoint.best);
  writer.add(checkpoint.bestEpoch);
  writer.addList(ArrayRef<double>(checkpoint.rateState));
  writer.addList(ArrayRef<EpochRecord>(checkpoint.history));
  writer.add<uint64_t>(checkpoint.tensors.size());
  for (const auto &[name, tensor] : checkpoint.tensors) {
    writer.addText(name);
    writer.add(static_cast<uint8_t>(tensor.kind));
    writer.addList(ArrayRef<int64_t>(tensor.shape));
    writer.addText({tensor.bytes.data(), tensor.bytes.size()});
  }
  return std::move(writer.text);
}

static Tensor decodeTensor(Reader &reader) {
  Tensor tensor;
  uint8_t kind = reader.take<uint8_t>();
  tensor.shape = reader.takeList<int64_t>();
  StringRef bytes = reader.takeText();
  tensor.bytes.assign(bytes.begin(), bytes.end());
  if (kind > static_cast<uint8_t>(ElementKind::I64)) {
    reader.fail();
    return tensor;
  }
  tensor.kind = static_cast<ElementKind>(kind);
  if (countElements(tensor.shape) * getElementSize(tensor.kind) !=
      tensor.bytes.size())
    reader.fail();
  return tensor;
}

static std::optional<Checkpoint> decode(StringRef payload) {
  Reader reader(payload);
  Checkpoint checkpoint;
  checkpoint.recipe = reader.take<uint64_t>();
  checkpoint.isa = reader.takeText().str();
  checkpoint.step = reader.take<int64_t>();
  checkpoint.epochStep = reader.take<int64_t>();
  checkpoint.lossSum = reader.take<double>();
  checkpoint.correct = reader.take<int64_t>();
  checkpoint.agreed = reader.take<int64_t>();
  checkpoint.best = reader.take<double>();
  checkpoint.bestEpoch = reader.take<int64_t>();
  checkpoint.rateState = reader.takeList<double>();
  checkpoint.history = reader.takeList<EpochRecord>();
  uint64_t count = reader.take<uint64_t>();
  for (uint64_t i = 0; i < count && reader.isGood(); ++i) {
    std::string name = reader.takeText().str();
    checkpoint.tensors.emplace_back(std::move(name), decodeTensor(reader));
  }
  if (!reader.isAtEnd())
    return std::nullopt;
  return checkpoint;
}

llvm::Error compress::writeCheckpoint(StringRef path,
                                      const Checkpoint &checkpoint) {
  std::string payload = encode(checkpoint);
  Writer header;
  header.add<uint64_t>(payload.size());
  header.add<uint64_t>(hashOf(payload));
  return writeOutputFile(
      path, [&](raw_ostream &os) { os << kMagic << header.text << payload; },
      /*isDurable=*/true);
}

llvm::Expected<Checkpoint> compress::readCheckpoint(StringRef path) {
  auto file = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                          /*RequiresNullTerminator=*/false);
  if (!file)
    return llvm::createStringError("cannot read checkpoint '" + path +
                                   "': " + file.getError().message());
  StringRef text = (*file)->getBuffer();
  if (!text.consume_front(kMagic))
    return llvm::createStringError(
        "'" + path +
        "' is no checkpoint of this version of compress-train; "
        "remove it, or name another file");
  Reader header(text);
  uint64_t size = header.take<uint64_t>(), hash = header.take<uint64_t>();
  constexpr size_t headerSize = 2 * sizeof(uint64_t);
  StringRef payload = text.drop_front(std::min(headerSize, text.size()));
  if (!header.isGood() || payload.size() < size)
    return llvm::createStringError("checkpoint '" + path +
                                   "' is cut off; remove it to start again");
  std::optional<Checkpoint> checkpoint;
  if (payload.size() == size && hashOf(payload) == hash)
    checkpoint = decode(payload);
  if (!checkpoint)
    return llvm::createStringError("checkpoint '" + path +
                                   "' is damaged; remove it to start again");
  return std::move(*checkpoint);
}
