//===- TensorFiles.cpp - .npy and IDX files -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Files come from anywhere, so sizes are checked against the bytes that are
// there before anything is allocated.
//
//===----------------------------------------------------------------------===//

#include "compress/Execution/Tensor.h"
#include "compress/Support/OutputFile.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/CheckedArithmetic.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <cmath>
#include <cstring>
#include <zlib.h>

using namespace mlir;
using namespace mlir::compress;

static constexpr StringRef kNpyMagic("\x93NUMPY", 6);
/// More than this is no data set but a broken or hostile header.
static constexpr int64_t kMaxBytes = int64_t(1) << 36;

/// An error about a file: `cannot read 'a.npy': what`.
static llvm::Error readError(StringRef path, const llvm::Twine &what) {
  return llvm::createStringError("cannot read '" + path + "': " + what);
}

/// Checks that `available` bytes are exactly a tensor of this shape, and
/// returns it uninitialised.
static llvm::Expected<Tensor> makeTensor(StringRef path, ElementKind kind,
                                         std::vector<int64_t> shape,
                                         size_t available) {
  int64_t expected = getElementSize(kind);
  for (int64_t size : shape) {
    std::optional<int64_t> product = llvm::checkedMul(expected, size);
    if (size < 0 || !product || *product > kMaxBytes)
      return readError(path, "the shape " + formatShape(shape) +
                                 " in its header is too large");
    expected = *product;
  }
  if (static_cast<uint64_t>(expected) != available)
    return readError(
        path, llvm::Twine(available < uint64_t(expected) ? "truncated: "
                                                         : "too long: ") +
                  "its header announces " + llvm::Twine(expected) +
                  " bytes of data, " + llvm::Twine(available) + " are there");
  return Tensor(kind, std::move(shape));
}

//===----------------------------------------------------------------------===//
// .npy
//===----------------------------------------------------------------------===//

/// The text after `'key':` in the dictionary of an `.npy` header.
static std::optional<StringRef> findKey(StringRef header, StringRef key) {
  for (char quote : {'\'', '"'}) {
    std::string quoted = (llvm::Twine(quote) + key + llvm::Twine(quote)).str();
    size_t position = header.find(quoted);
    if (position == StringRef::npos)
      continue;
    StringRef rest = header.drop_front(position + quoted.size()).ltrim();
    if (rest.consume_front(":"))
      return rest.ltrim();
  }
  return std::nullopt;
}

static std::optional<ElementKind> parseDescr(StringRef descr) {
  return llvm::StringSwitch<std::optional<ElementKind>>(descr)
      .Case("<f4", ElementKind::F32)
      .Case("<f8", ElementKind::F64)
      .Case("|b1", ElementKind::I1)
      .Case("|i1", ElementKind::I8)
      .Case("|u1", ElementKind::U8)
      .Case("<i2", ElementKind::I16)
      .Case("<i4", ElementKind::I32)
      .Case("<i8", ElementKind::I64)
      .Default(std::nullopt);
}

/// Parses `(2, 3, )` at the start of `text`.
static std::optional<std::vector<int64_t>> parseShape(StringRef text) {
  size_t end = text.find(')');
  if (!text.consume_front("(") || end == StringRef::npos)
    return std::nullopt;
  std::vector<int64_t> shape;
  SmallVector<StringRef> parts;
  text.take_front(end - 1).split(parts, ',');
  for (StringRef part : parts) {
    part = part.trim();
    if (part.empty() && parts.size() - 1 == shape.size())
      break;
    int64_t size;
    if (part.getAsInteger(10, size) || size < 0)
      return std::nullopt;
    shape.push_back(size);
  }
  return shape;
}

/// Parses the dictionary of an `.npy` file into an empty tensor.
static llvm::Expected<Tensor> parseNpyHeader(StringRef path, StringRef header) {
  std::optional<StringRef> descr = findKey(header, "descr");
  std::optional<StringRef> order = findKey(header, "fortran_order");
  std::optional<StringRef> shape = findKey(header, "shape");
  if (!descr || !order || !shape || descr->empty())
    return readError(path, "its header is not that of an .npy file");
  char quote = descr->front();
  StringRef type =
      descr->drop_front().take_until([&](char c) { return c == quote; });
  std::optional<ElementKind> kind = parseDescr(type);
  if ((quote != '\'' && quote != '"') || !kind)
    return readError(path, "unsupported element type " +
                               descr->take_until([](char c) {
                                 return c == ',' || c == '}';
                               }) +
                               "; use little-endian float32, float64, bool, "
                               "uint8 or int8 to int64");
  if (!order->starts_with("False"))
    return readError(path, "it is in Fortran order; save "
                           "numpy.ascontiguousarray(...) instead");
  std::optional<std::vector<int64_t>> sizes = parseShape(*shape);
  if (!sizes)
    return readError(path, "malformed shape in its header");
  Tensor tensor;
  tensor.kind = *kind;
  tensor.shape = std::move(*sizes);
  return tensor;
}

static llvm::Expected<Tensor> parseNpy(StringRef path, StringRef data) {
  if (!data.starts_with(kNpyMagic))
    return readError(path, "it is not an .npy file");
  // Magic, major, minor, then the header's length in 2 or 4 bytes.
  int major = data.size() > 6 ? static_cast<unsigned char>(data[6]) : 0;
  size_t start = major == 1 ? 10 : 12;
  if (major < 1 || major > 3 || data.size() < start)
    return readError(path,
                     major < 1 || major > 3
                         ? "unknown .npy format version " + llvm::Twine(major)
                         : llvm::Twine("truncated header"));
  uint64_t length = 0;
  for (size_t i = start; i-- > 8;)
    length = length << 8 | static_cast<unsigned char>(data[i]);
  if (length > data.size() - start)
    return readError(path, "truncated header");
  llvm::Expected<Tensor> header =
      parseNpyHeader(path, data.substr(start, length));
  if (!header)
    return header.takeError();
  StringRef body = data.drop_front(start + length);
  llvm::Expected<Tensor> tensor =
      makeTensor(path, header->kind, std::move(header->shape), body.size());
  if (tensor && !body.empty())
    std::memcpy(tensor->bytes.data(), body.data(), body.size());
  return tensor;
}

static StringRef getDescr(ElementKind kind) {
  switch (kind) {
  case ElementKind::F32:
    return "<f4";
  case ElementKind::F64:
    return "<f8";
  case ElementKind::I1:
    return "|b1";
  case ElementKind::I8:
    return "|i1";
  case ElementKind::U8:
    return "|u1";
  case ElementKind::I16:
    return "<i2";
  case ElementKind::I32:
    return "<i4";
  case ElementKind::I64:
    return "<i8";
  }
  llvm_unreachable("unknown element kind");
}

/// The `.npy` header, padded so that the data starts at a multiple of 64.
static std::string makeNpyHeader(const Tensor &tensor) {
  std::string shape;
  for (int64_t size : tensor.shape)
    shape += std::to_string(size) + ", ";
  std::string header =
      ("{'descr': '" + getDescr(tensor.kind) +
       "', 'fortran_order': False, 'shape': (" + shape + "), }")
          .str();
  size_t length = llvm::alignTo(10 + header.size() + 1, 64) - 10;
  header.resize(length - 1, ' ');
  header += '\n';
  std::string prefix = kNpyMagic.str();
  prefix +=
      {1, 0, static_cast<char>(length & 255), static_cast<char>(length >> 8)};
  return prefix + header;
}

llvm::Error compress::writeNpy(StringRef path, const Tensor &tensor) {
  return writeOutputFile(path, [&](raw_ostream &os) {
    os << makeNpyHeader(tensor)
       << StringRef(tensor.bytes.data(), tensor.bytes.size());
  });
}

//===----------------------------------------------------------------------===//
// IDX
//===----------------------------------------------------------------------===//

/// Unpacks a gzipped file.
static llvm::Expected<std::string> gunzip(StringRef path, StringRef data) {
  z_stream stream = {};
  if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK)
    return readError(path, "zlib cannot be initialised");
  llvm::scope_exit end([&] { inflateEnd(&stream); });
  stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(data.data()));
  stream.avail_in = data.size();
  std::string result;
  int state = Z_OK;
  while (state == Z_OK) {
    size_t done = result.size();
    if (done > static_cast<size_t>(kMaxBytes))
      return readError(path, "it unpacks to too much data");
    size_t chunk = std::max<size_t>(done, 1 << 16);
    result.resize(done + chunk);
    stream.next_out = reinterpret_cast<Bytef *>(&result[done]);
    stream.avail_out = chunk;
    state = inflate(&stream, Z_NO_FLUSH);
    result.resize(done + chunk - stream.avail_out);
    if (stream.avail_in == 0 && state == Z_OK && stream.avail_out != 0)
      break;
  }
  if (state != Z_STREAM_END)
    return readError(path, "its gzip data is truncated or damaged");
  return result;
}

static llvm::Expected<Tensor> parseIdx(StringRef path, StringRef data) {
  if (data.size() < 4 || data[0] != 0 || data[1] != 0)
    return readError(path, "it is neither an .npy nor an IDX file");
  std::optional<ElementKind> kind;
  switch (data[2]) {
  case 0x08:
    kind = ElementKind::U8;
    break;
  case 0x09:
    kind = ElementKind::I8;
    break;
  case 0x0B:
    kind = ElementKind::I16;
    break;
  case 0x0C:
    kind = ElementKind::I32;
    break;
  case 0x0D:
    kind = ElementKind::F32;
    break;
  case 0x0E:
    kind = ElementKind::F64;
    break;
  default:
    return readError(path, "unknown IDX element type");
  }
  size_t rank = static_cast<unsigned char>(data[3]);
  size_t start = 4 + 4 * rank;
  if (rank == 0 || data.size() < start)
    return readError(path, "truncated IDX header");
  std::vector<int64_t> shape(rank);
  for (size_t i = 0; i < rank; ++i)
    shape[i] = llvm::support::endian::read32be(data.data() + 4 + 4 * i);
  StringRef body = data.drop_front(start);
  llvm::Expected<Tensor> tensor =
      makeTensor(path, *kind, std::move(shape), body.size());
  if (!tensor)
    return tensor;
  // IDX is big endian.
  size_t size = getElementSize(*kind);
  for (size_t i = 0; i < body.size(); i += size)
    std::reverse_copy(body.data() + i, body.data() + i + size,
                      tensor->bytes.data() + i);
  return tensor;
}

//===----------------------------------------------------------------------===//
// Both
//===----------------------------------------------------------------------===//

static llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
openFile(StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!buffer)
    return readError(path, buffer.getError().message());
  return std::move(*buffer);
}

/// Refuses NaN and infinity: they are damage, not data.
static llvm::Error checkFinite(StringRef path, const Tensor &tensor) {
  auto check = [&](auto values) -> llvm::Error {
    for (size_t i = 0; i < values.size(); ++i)
      if (!std::isfinite(values[i]))
        return readError(path, "entry " + llvm::Twine(i) + " is not finite");
    return llvm::Error::success();
  };
  if (tensor.kind == ElementKind::F32)
    return check(tensor.data<float>());
  if (tensor.kind == ElementKind::F64)
    return check(tensor.data<double>());
  return llvm::Error::success();
}

static llvm::Expected<Tensor>
parseFile(StringRef path,
          llvm::function_ref<llvm::Expected<Tensor>(StringRef)> parse) {
  auto buffer = openFile(path);
  if (!buffer)
    return buffer.takeError();
  llvm::Expected<Tensor> tensor = parse((*buffer)->getBuffer());
  if (!tensor)
    return tensor;
  if (llvm::Error error = checkFinite(path, *tensor))
    return std::move(error);
  return tensor;
}

llvm::Expected<Tensor> compress::readNpy(StringRef path) {
  return parseFile(path, [&](StringRef data) { return parseNpy(path, data); });
}

llvm::Expected<Tensor> compress::readIdx(StringRef path) {
  return parseFile(path, [&](StringRef data) -> llvm::Expected<Tensor> {
    if (!data.starts_with("\x1f\x8b"))
      return parseIdx(path, data);
    llvm::Expected<std::string> unpacked = gunzip(path, data);
    if (!unpacked)
      return unpacked.takeError();
    return parseIdx(path, *unpacked);
  });
}

llvm::Expected<Tensor> compress::readTensor(StringRef path) {
  auto buffer = openFile(path);
  if (!buffer)
    return buffer.takeError();
  if ((*buffer)->getBuffer().starts_with(kNpyMagic))
    return readNpy(path);
  return readIdx(path);
}
