# The one place that decides how our code is compiled and linked.
#
# Every room of lib/ is an object library; together they make one shared
# library, libCompress, which the tools, the plugin, the tests and other
# people's compilers link. MLIR and LLVM come in as shared libraries, here and
# nowhere else: a binary with a second, static MLIR inside has two type-id
# tables, and its passes register where nobody looks.

include_directories(SYSTEM ${LLVM_INCLUDE_DIRS} ${MLIR_INCLUDE_DIRS})
include_directories(${CMAKE_SOURCE_DIR}/include ${CMAKE_BINARY_DIR}/include)

set(COMPRESS_MLIR_LIBS MLIR LLVM)

# compress_tablegen(Ops.td Ops.h.inc -gen-op-decls Ops.cpp.inc -gen-op-defs ...)
# generates files next to each other and makes every library wait for them.
function(compress_tablegen td)
  set(LLVM_TARGET_DEFINITIONS ${td})
  set(args ${ARGN})
  while(args)
    list(POP_FRONT args out generator)
    string(REPLACE " " ";" generator "${generator}")
    mlir_tablegen(${out} ${generator})
  endwhile()
  file(RELATIVE_PATH name ${CMAKE_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR}/${td})
  string(MAKE_C_IDENTIFIER "${name}" name)
  set(TABLEGEN_OUTPUT ${TABLEGEN_OUTPUT} PARENT_SCOPE)
  add_custom_target(${name}_gen DEPENDS ${TABLEGEN_OUTPUT})
  set_property(GLOBAL APPEND PROPERTY COMPRESS_TABLEGEN_TARGETS ${name}_gen)
endfunction()

# compress_add_library(Name A.cpp B.cpp): one room of libCompress.
function(compress_add_library name)
  add_library(obj.Compress${name} OBJECT ${ARGN})
  get_property(gen GLOBAL PROPERTY COMPRESS_TABLEGEN_TARGETS)
  add_dependencies(obj.Compress${name} ${gen})
  if(COMPRESS_ENABLE_PCH)
    target_precompile_headers(obj.Compress${name} REUSE_FROM CompressPCH)
  endif()
  set_property(GLOBAL APPEND PROPERTY COMPRESS_OBJECTS obj.Compress${name})
endfunction()

# compress_add_tool(compress-opt compress-opt.cpp)
function(compress_add_tool name)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE Compress ${COMPRESS_MLIR_LIBS})
  set_target_properties(${name} PROPERTIES
    INSTALL_RPATH "$ORIGIN/../${CMAKE_INSTALL_LIBDIR};${LLVM_LIBRARY_DIR}")
  install(TARGETS ${name} EXPORT CompressTargets RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()

# compress_add_unittest(ReferenceTests A.cpp B.cpp)
function(compress_add_unittest name)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE Compress ${COMPRESS_MLIR_LIBS} GTest::gtest GTest::gtest_main)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/unittests)
  set_property(GLOBAL APPEND PROPERTY COMPRESS_UNITTESTS ${name})
endfunction()
