# The faces that are embedded, cut down to the characters that are needed (characters.txt).
# No font file is in the repository: they come from the packages fonts-inter and
# fonts-jetbrains-mono, or from the folders that are named here.
set(FONT_INTER /usr/share/fonts/opentype/inter CACHE PATH "folder of Inter-Regular.otf")
set(FONT_MONO /usr/share/fonts/truetype/jetbrains-mono CACHE PATH
    "folder of JetBrainsMono-Regular.ttf")

set(subset ${CMAKE_CURRENT_LIST_DIR}/subset.py)
set(characters ${CMAKE_CURRENT_LIST_DIR}/characters.txt)
if(NOT EXISTS ${characters})
  message(FATAL_ERROR "${characters} is missing: which characters shall the fonts keep?")
endif()

set(POPSCOPE_FONT_DIR ${PROJECT_BINARY_DIR}/fonts)
file(MAKE_DIRECTORY ${POPSCOPE_FONT_DIR})
set(POPSCOPE_FONTS)
function(popscope_font name source)
  if(NOT EXISTS ${source})
    message(FATAL_ERROR "Font ${source} is missing. It is in one of the packages of "
                        "third_party/packages.debian; FONT_INTER and FONT_MONO name other folders.")
  endif()
  set(out ${POPSCOPE_FONT_DIR}/${name})
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${PYTHON_FONTTOOLS} ${subset} ${source} ${characters} ${out}
            ${ARGN}
    DEPENDS ${subset} ${characters} ${source}
    COMMENT "Cutting down ${name}"
    VERBATIM)
  set(POPSCOPE_FONTS ${POPSCOPE_FONTS} ${name} PARENT_SCOPE)
endfunction()

popscope_font(inter-regular ${FONT_INTER}/Inter-Regular.otf --tabular)
popscope_font(inter-medium ${FONT_INTER}/Inter-Medium.otf --tabular)
popscope_font(inter-semibold ${FONT_INTER}/Inter-SemiBold.otf --tabular)
popscope_font(mono-regular ${FONT_MONO}/JetBrainsMono-Regular.ttf)
popscope_font(mono-bold ${FONT_MONO}/JetBrainsMono-Bold.ttf)
