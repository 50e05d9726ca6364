#!/bin/bash
# The window itself, on a virtual display, driven by keyboard and mouse as a user would: what it did
# is read from its title, from what it kept and from the next start.
# POPSCOPE_E2E_PICTURES=DIR keeps a picture of each stop (needs ImageMagick's `import`).
set -uo pipefail
popscope=$1
for program in Xvfb xdotool; do
  command -v "$program" >/dev/null || { echo "needs $program"; exit 1; }
done
folder=$(mktemp -d)
unset WAYLAND_DISPLAY LC_ALL LC_MESSAGES LANGUAGE
export LANG=C HOME=$folder XDG_STATE_HOME=$folder/state XDG_CONFIG_HOME=$folder/config
exec {ready}<> <(:)
# -noreset: else it begins anew, and drops who is just connecting, whenever the last client leaves.
Xvfb -noreset -displayfd "$ready" -screen 0 1280x800x24 2>"$folder/xvfb.log" &
display=$!
program=
end() { kill "$program" "$display" 2>/dev/null; rm -rf "$folder"; }
trap end EXIT
read -r -t 30 number <&"$ready" || { echo "no display"; cat "$folder/xvfb.log"; exit 1; }
export DISPLAY=:$number

fail() { echo "FAILED: $*"; exit 1; }
# within SECONDS COMMAND...: until it succeeds
within() {
  local limit=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$limit" ] || return 1
    sleep 0.1
  done
}
title() { xdotool getwindowname "$window"; }
titled() { [[ $(title) == $1 ]]; }
expect_title() { within 20 titled "$1" || fail "the title is '$(title)', not '$1'"; }
keys() {
  xdotool key --clearmodifiers --delay 120 "$@"
  sleep 0.3
}
picture() {
  [ -n "${POPSCOPE_E2E_PICTURES:-}" ] || return 0
  sleep 0.5
  import -window root "$POPSCOPE_E2E_PICTURES/$1.png"
}
start() {
  "$popscope" "$@" >"$folder/said" 2>&1 &
  program=$!
  within 60 xdotool search --onlyvisible --name '^popscope' ||
    fail "no window: $(cat "$folder/said")"
  window=$(xdotool search --onlyvisible --name '^popscope' | head -1)
  xdotool windowfocus --sync "$window"
  sleep 0.5
}
changed() { [ "$(cat "$lesson")" != "$before" ]; }
gone() { ! kill -0 "$program"; }
close() {
  keys ctrl+q
  within 20 gone || fail "it does not close"
  wait "$program" || fail "exit code $?: $(cat "$folder/said")"
}
lesson=$folder/state/popscope/lessons/first-retrieval.json
kept() { [ -s "$lesson" ] && grep -q -- "$1" "$lesson"; }
expect_kept() { within 20 kept "$1" || fail "no '$1' in what was kept: $(cat "$lesson")"; }

# 1. Nothing kept: the first lesson, at its start. It goes on by key and is kept after every action.
start
expect_title 'popscope*first retrieval*'
picture first-start
keys space space
expect_kept '"moment"'
before=$(cat "$lesson")
keys 2 space space  # the question, and on
within 20 changed || fail "the answer did nothing"
expect_kept '"answer"'
picture three-steps

# 2. Killed: the next start has the work, and says where one was.
kill -9 "$program"
wait "$program" 2>/dev/null
after=$(cat "$lesson")
start
expect_title popscope
picture start-page
keys Return
expect_title 'popscope*first retrieval*'
picture opened-again

# 3. By mouse: a click into the ladder selects a step; the wheel and a resize are survived.
keys End
xdotool mousemove --window "$window" 640 300 click 1
xdotool mousemove --window "$window" 640 300 click 4 click 5
xdotool windowsize --sync "$window" 1024 700
picture resized
xdotool windowsize --sync "$window" 480 320
picture smallest
keys Home
close
[ "$(cat "$folder/said")" = "" ] || fail "it said: $(cat "$folder/said")"

# 4. Own file, its mistake, and its mending while it is open.
own=$folder/mine.json
cat >"$own" <<'JSON'
{ "popscope": "scenario/1", "title": "Mine", "people": [{ "name": "sarah" }],
  "devices": [{ "name": "Laptop" }], "story": [{ "connect": "Laptop" }] }
JSON
start "$own"
expect_title '*Mine*'
sed -i 's/"title"/"titel"/' "$own"
picture faulty
sed -i 's/"titel": "Mine"/"title": "Mended"/' "$own"
expect_title '*Mended*'
close
echo passed
