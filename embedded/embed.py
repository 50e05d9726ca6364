#!/usr/bin/env python3
"""embed.py OUT.cpp LIST: writes a table of files as C++ (see files.h).

LIST has one line a file: PATH=FILE, the path that the program asks for and the file on this disk.
The octets become string literals, which every compiler reads quickly (a megabyte in well under a
second) and which need neither an assembler nor a linker script, so the browser can have them too.
"""
import sys

LITERAL_OCTETS = 4096  # compilers limit one literal's length; neighbours are joined


def literal(octets):
    escaped = []
    for octet in octets:
        if octet in b'"\\?':
            escaped.append("\\" + chr(octet))
        elif 32 <= octet < 127:
            escaped.append(chr(octet))
        else:
            escaped.append("\\%03o" % octet)
    return '"' + "".join(escaped) + '"'


def main(out, pairs):
    rows = []
    with open(out, "w", encoding="ascii") as cpp:
        cpp.write('#include <array>\n\n#include "embedded/files.h"\n\n')
        cpp.write("namespace popscope::embedded {\nnamespace {\n")
        for number, (path, name) in enumerate(sorted(pairs)):
            with open(name, "rb") as file:
                octets = file.read()
            cpp.write("constexpr char k%d[] =" % number)
            for at in range(0, max(len(octets), 1), LITERAL_OCTETS):
                cpp.write("\n    " + literal(octets[at:at + LITERAL_OCTETS]))
            cpp.write(";\n")
            rows.append("    {%s, {k%d, %d}},\n" % (literal(path.encode()), number, len(octets)))
        cpp.write("constexpr std::array<File, %d> kFiles = {{\n" % len(rows))
        cpp.write("".join(rows) + "}};\n")
        cpp.write("}  // namespace\n\nstd::span<const File> files() { return kFiles; }\n")
        cpp.write("}  // namespace popscope::embedded\n")


if __name__ == "__main__":
    with open(sys.argv[2], encoding="utf-8") as listing:
        main(sys.argv[1], [line.rstrip("\n").split("=", 1) for line in listing if line.strip()])
