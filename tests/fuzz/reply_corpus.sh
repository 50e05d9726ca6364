#!/bin/bash
# reply_corpus.sh FOLDER [DIALOG ...]: what servers sent in the transcripts, and in recorded dialogs
# of real clients, as inputs of reply_fuzz: one a connection and preset. A dialog's lines begin with
# "S: " and "C: "; a command ends a portion.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=${1:?reply_corpus.sh FOLDER [DIALOG ...]}
shift
mkdir -p "$folder"
export LC_ALL=C
number=0
for file in "$here"/../transcripts/*.txt "$@"; do
  number=$((number + 1))
  awk -v name="$folder/$number" '
    function line(text) { printf "%s\r\n", text > out }
    function begin(which) {
      out = name "-" which
      printf "%c%c", which % 14 + 1, which * 7 % 31 + 1 > out
    }
    { side = ""; connection = "" }
    /^# connection / { begin($3); next }
    /^[SC]: / { side = substr($0, 1, 1); text = substr($0, 4) }
    /^[0-9]+ [SC]: / { connection = $1; side = $2; text = $0; sub(/^[0-9]+ [SC]: /, "", text) }
    side == "" { next }
    connection != "" && !(connection in seen) { seen[connection] = 1; begin(connection) }
    connection != "" { out = name "-" connection }
    out == "" { next }
    side ~ /^C/ { printf "\377" > out; next }
    { gsub(/\*/, "7", text); line(text) }
  ' "$file"
done
