#!/bin/bash
# The program as a shell sees it: exit codes and what is said, without a display.
set -uo pipefail
popscope=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
unset DISPLAY WAYLAND_DISPLAY LC_ALL LC_MESSAGES
export LANG=C HOME=$folder XDG_STATE_HOME=$folder/state XDG_CONFIG_HOME=$folder/config
failed=0

# expect CODE PATTERN ARGUMENTS...: the exit code, and what stands in what it says
expect() {
  local code=$1 pattern=$2 said got
  shift 2
  said=$("$popscope" "$@" 2>&1)
  got=$?
  if [[ $got != "$code" ]] || ! grep -qF -- "$pattern" <<<"$said"; then
    echo "popscope $*"
    echo "  exit code $got instead of $code, or no '$pattern' in: $said"
    failed=1
  fi
}

cat > mine.json <<'JSON'
{ "popscope": "scenario/1", "title": "Mine",
  "people": [{ "name": "sarah" }], "devices": [{ "name": "Laptop" }],
  "story": [{ "id": "hello", "connect": "Laptop", "note": "Hello." }] }
JSON
echo '{ "popscope": "scenario/1", "titel": 3 }' > bad.json
echo '{ "popscope": "translation/1", "title": "Meins",
        "entries": { "hello": { "text": "Hallo." } } }' > mine.de.json

expect 0 "Mine" run mine.json
expect 2 "titel" run bad.json
expect 0 "ok mine.json" check mine.json
# A picture of a faulty file is drawn, and is bad input all the same.
expect 2 "" shot bad.json -o bad.png
[[ -s bad.png ]] || { echo "no picture of the faulty file"; failed=1; }
expect 0 "" shot mine.json --size 320x240 -o good.png
for size in +5x+5 5x 0x5 5x5x5 99999x5 "5 x5" -5x5; do
  expect 2 "1440x900" shot mine.json "--size=$size" -o no.png
done
expect 2 "is empty" shot mine.json -o ""
[[ ! -e no.png ]] || { echo "a picture of no size"; failed=1; }
expect 2 "no/such/folder" --data no/such/folder run mine.json
expect 2 "no/such/folder" shot --data no/such/folder -o no.png
expect 2 "Branches: QUIT, cable cut" run the-cable-is-cut --to "nowhere:3"
expect 2 "go from 0 to " run the-cable-is-cut --to "cable cut:999"
expect 2 "go from 0 to 2" shot mine.json --step 9 -o no.png
# The language: asked for, of the environment, or none.
expect 0 "Meins" run mine.json --language de
LANG=de_DE.UTF-8 expect 0 "Hallo." run mine.json
LC_ALL=C LANG=de_DE.UTF-8 expect 0 "Hello." run mine.json
expect 0 "Hello." run mine.json --language fr
exit $failed
