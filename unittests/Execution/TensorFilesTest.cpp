//===- TensorFilesTest.cpp - .npy and IDX files, good and bad -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TemporaryFile.h"
#include "compress/Execution/Tensor.h"
#include <zlib.h>

using namespace mlir::compress;

static std::string readNpyError(llvm::StringRef contents) {
  TemporaryFile file(contents);
  return messageOf(readNpy(file.getPath()), file);
}

static std::string readIdxError(llvm::StringRef contents) {
  TemporaryFile file(contents);
  return messageOf(readIdx(file.getPath()), file);
}

static std::string bytes(std::initializer_list<int> values) {
  std::string text;
  for (int value : values)
    text += static_cast<char>(value);
  return text;
}

TEST(Npy, RoundTrip) {
  Tensor tensor(ElementKind::I16, {2, 3});
  for (int i = 0; i < 6; ++i)
    tensor.data<int16_t>()[i] = -300 * i;
  TemporaryFile file("");
  ASSERT_FALSE(static_cast<bool>(writeNpy(file.getPath(), tensor)));
  llvm::Expected<Tensor> back = readNpy(file.getPath());
  ASSERT_TRUE(static_cast<bool>(back));
  EXPECT_EQ(back->kind, tensor.kind);
  EXPECT_EQ(back->shape, tensor.shape);
  EXPECT_EQ(back->bytes, tensor.bytes);
}

TEST(Npy, Versions) {
  std::string header = "{'descr': '|i1', 'fortran_order': False, "
                       "'shape': (2,), }\n";
  std::string two = bytes({0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0,
                           static_cast<int>(header.size()), 0, 0, 0}) +
                    header + "ab";
  TemporaryFile file(two);
  llvm::Expected<Tensor> tensor = readNpy(file.getPath());
  ASSERT_TRUE(static_cast<bool>(tensor));
  EXPECT_EQ(tensor->data<int8_t>()[1], 'b');
  two[6] = 3;
  EXPECT_EQ(readNpyError(two), "no error");
  two[6] = 4;
  EXPECT_EQ(readNpyError(two), "cannot read FILE: unknown .npy format "
                               "version 4");
}

TEST(Npy, EmptyAndScalar) {
  TemporaryFile scalar(
      makeNpy("{'descr': '<i4', 'fortran_order': False, 'shape': ()}",
              bytes({1, 0, 0, 0})));
  llvm::Expected<Tensor> tensor = readNpy(scalar.getPath());
  ASSERT_TRUE(static_cast<bool>(tensor));
  EXPECT_TRUE(tensor->shape.empty());
  EXPECT_EQ(tensor->data<int32_t>()[0], 1);
  EXPECT_EQ(
      readNpyError(makeNpy(
          "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 7)}", "")),
      "no error");
}

TEST(Npy, BadHeaders) {
  EXPECT_EQ(readNpyError(""), "cannot read FILE: it is not an .npy file");
  EXPECT_EQ(readNpyError("\x93NUMPX\x01"),
            "cannot read FILE: it is not an .npy file");
  EXPECT_EQ(readNpyError(bytes({0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 5})),
            "cannot read FILE: truncated header");
  EXPECT_EQ(
      readNpyError(bytes({0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 255, 255, '{'})),
      "cannot read FILE: truncated header");
  EXPECT_EQ(readNpyError(bytes({0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, 255, 255,
                                255, 255, '{'})),
            "cannot read FILE: truncated header");
  EXPECT_EQ(readNpyError(makeNpy("{'descr': '<f4'}", "")),
            "cannot read FILE: its header is not that of an .npy file");
  for (const char *shape :
       {"(2", "2", "(a,)", "(-1,)", "(1 2)", "(,)", "(99999999999999999999,)"})
    EXPECT_EQ(readNpyError(makeNpy(std::string("{'descr': '<f4', "
                                               "'fortran_order': False, "
                                               "'shape': ") +
                                       shape + "}",
                                   "")),
              "cannot read FILE: malformed shape in its header")
        << shape;
}

TEST(Npy, RefusedLayouts) {
  EXPECT_EQ(
      readNpyError(makeNpy(
          "{'descr': '<f4', 'fortran_order': True, 'shape': (1,)}", "abcd")),
      "cannot read FILE: it is in Fortran order; save "
      "numpy.ascontiguousarray(...) instead");
  for (const char *descr : {"'>f4'", "'|O'", "'<c8'", "[('a', '<f4')]"})
    EXPECT_EQ(readNpyError(makeNpy(std::string("{'descr': ") + descr +
                                       ", 'fortran_order': False, "
                                       "'shape': (1,)}",
                                   "abcd"))
                  .find("cannot read FILE: unsupported element type "),
              0u)
        << descr;
}

TEST(Npy, Sizes) {
  auto make = [](llvm::StringRef shape, llvm::StringRef data) {
    return makeNpy(
        ("{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + "}")
            .str(),
        data);
  };
  EXPECT_EQ(readNpyError(make("(2,)", "abcd")),
            "cannot read FILE: truncated: its header announces 8 bytes of "
            "data, 4 are there");
  EXPECT_EQ(readNpyError(make("(1,)", "abcde")),
            "cannot read FILE: too long: its header announces 4 bytes of "
            "data, 5 are there");
  EXPECT_EQ(readNpyError(make("(4611686018427387904, 4)", "")),
            "cannot read FILE: the shape 4611686018427387904x4 in its header "
            "is too large");
  EXPECT_EQ(readNpyError(make("(1000000000000,)", "")),
            "cannot read FILE: the shape 1000000000000 in its header is too "
            "large");
}

TEST(Npy, NotFinite) {
  EXPECT_EQ(readNpyError(makeNpy(
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
                bytes({0, 0, 0, 0, 0, 0, 0x80, 0x7f}))),
            "cannot read FILE: entry 1 is not finite");
}

TEST(Npy, WriteLeavesNothingBehind) {
  Tensor tensor(ElementKind::F32, {1});
  llvm::Error error = writeNpy("/dev/full", tensor);
  ASSERT_TRUE(static_cast<bool>(error));
  EXPECT_EQ(llvm::toString(std::move(error)).find("cannot write '/dev/full'"),
            0u);
  error = writeNpy("/no/such/folder/x.npy", tensor);
  ASSERT_TRUE(static_cast<bool>(error));
  llvm::consumeError(std::move(error));
}

TEST(Idx, BigEndianValues) {
  TemporaryFile file(bytes({0, 0, 0x0B, 1, 0, 0, 0, 2, 1, 2, 255, 255}));
  llvm::Expected<Tensor> tensor = readIdx(file.getPath());
  ASSERT_TRUE(static_cast<bool>(tensor));
  EXPECT_EQ(tensor->kind, ElementKind::I16);
  EXPECT_EQ(tensor->data<int16_t>()[0], 258);
  EXPECT_EQ(tensor->data<int16_t>()[1], -1);
}

/// `text` as gzip packs it.
static std::string gzip(llvm::StringRef text) {
  z_stream stream = {};
  deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string packed(text.size() + 100, '\0');
  stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.data()));
  stream.avail_in = text.size();
  stream.next_out = reinterpret_cast<Bytef *>(packed.data());
  stream.avail_out = packed.size();
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

TEST(Idx, Gzip) {
  std::string packed = gzip(bytes({0, 0, 8, 1, 0, 0, 0, 3, 7, 8, 9}));
  TemporaryFile file(packed);
  llvm::Expected<Tensor> tensor = readTensor(file.getPath());
  ASSERT_TRUE(static_cast<bool>(tensor));
  EXPECT_EQ(tensor->data<uint8_t>()[2], 9);
  EXPECT_EQ(readIdxError(llvm::StringRef(packed).drop_back(6)),
            "cannot read FILE: its gzip data is truncated or damaged");
  packed[14] ^= 0x55;
  EXPECT_EQ(readIdxError(packed),
            "cannot read FILE: its gzip data is truncated or damaged");
}

TEST(Idx, BadHeaders) {
  EXPECT_EQ(readIdxError("abcdefgh"),
            "cannot read FILE: it is neither an .npy nor an IDX file");
  EXPECT_EQ(readIdxError(bytes({0, 0, 7, 1, 0, 0, 0, 1, 0})),
            "cannot read FILE: unknown IDX element type");
  EXPECT_EQ(readIdxError(bytes({0, 0, 8, 3, 0, 0, 0, 1})),
            "cannot read FILE: truncated IDX header");
  EXPECT_EQ(readIdxError(bytes({0, 0, 8, 0})),
            "cannot read FILE: truncated IDX header");
  EXPECT_EQ(readIdxError(bytes({0, 0, 8, 1, 0, 0, 0, 4, 1, 2})),
            "cannot read FILE: truncated: its header announces 4 bytes of "
            "data, 2 are there");
  EXPECT_EQ(
      readIdxError(bytes({0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255})),
      "cannot read FILE: the shape 4294967295x4294967295 in its header "
      "is too large");
}
