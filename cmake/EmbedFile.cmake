# cmake -DINPUT=file -DOUTPUT=file.inc -DNAME=kName -P EmbedFile.cmake
# writes the bytes of a file as a C++ array.
file(READ ${INPUT} bytes HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
string(REGEX REPLACE "(................................................................................)" "\\1\n" bytes "${bytes}")
file(WRITE ${OUTPUT} "static constexpr unsigned char ${NAME}[] = {\n${bytes}};\n")
