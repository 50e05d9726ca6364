# The fonts that are embedded; see embedded/CMakeLists.txt.
set(POPSCOPE_FONTS)
