#!/bin/bash
# Draws the pictures of README.md into docs/pictures. Needs a Release build; no display.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
popscope=${POPSCOPE:-build/release/popscope}
draw() { "$popscope" shot "$@"; }
cd docs/pictures
popscope=../../$popscope
draw deletion-happens-at-quit --step marked -o lesson.png
draw deletion-happens-at-quit --step marked --view lines --theme dark -o lines-dark.png
draw the-cable-is-cut --step "cable cut:end" --view "compare=QUIT,cable cut" -o compare.png
draw sarahs-story --view "compare=POP3 removes,IMAP" -o mail.png
draw deletion-happens-at-quit --step marked --view projector --size 1280x720 -o projector.png
draw deletion-happens-at-quit --step marked --size 1024x700 --zoom 2 -o small-and-large.png
draw deletion --question 4 --answer A -o quiz.png
