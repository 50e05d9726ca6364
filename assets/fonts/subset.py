#!/usr/bin/env python3
"""subset.py FONT CHARACTERS OUT [--tabular]: OUT is FONT with only the listed characters.

--tabular puts Inter's tabular digits (U+E071 to U+E07A) where the digits are. They are an OpenType
feature that the program's rasteriser does not read, and columns of numbers must not dance.
"""
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

TABULAR_ZERO = 0xE071


def read_characters(name):
    needed, wanted = set(), set()
    with open(name, encoding="utf-8") as lines:
        for line in lines:
            if not line.strip() or line.startswith("#"):
                continue
            span, kind = line.split()[:2]
            first, last = (int(part, 16) for part in span.split("-"))
            {"needed": needed, "wanted": wanted}[kind].update(range(first, last + 1))
    return needed, wanted


def make_digits_tabular(font, cmaps):
    names = [font.getBestCmap()[TABULAR_ZERO + digit] for digit in range(10)]
    # Some weights differ by a few units among their own "tabular" digits.
    width = max(font["hmtx"][name][0] for name in names)
    for digit, name in enumerate(names):
        font["hmtx"][name] = (width, font["hmtx"][name][1])
        for cmap in cmaps:
            if ord("0") + digit in cmap:
                cmap[ord("0") + digit] = name


def main(source, characters, out, tabular):
    font = TTFont(source)
    needed, wanted = read_characters(characters)
    missing = sorted(needed - font.getBestCmap().keys())
    if missing:
        sys.exit("%s lacks %s" % (source, " ".join("U+%04X" % code for code in missing)))
    if tabular:
        tables = [table for table in font["cmap"].tables if table.isUnicode()]
        make_digits_tabular(font, [table.cmap for table in tables])

    options = subset.Options()
    options.layout_features = []  # the rasteriser reads none
    options.hinting = False
    options.name_IDs = [0, 1, 2, 5, 13, 14]  # whose work it is and its licence stay
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=needed | wanted)
    subsetter.subset(font)
    font.save(out)


if __name__ == "__main__":
    main(*sys.argv[1:4], tabular="--tabular" in sys.argv[4:])
