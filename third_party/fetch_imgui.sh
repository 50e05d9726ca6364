#!/bin/sh
# fetch_imgui.sh DEST: brings the source of Dear ImGui 1.90.1, as Debian 13 has it, to DEST.
# - It comes from the mirror that this machine's apt uses already; its sources are left untouched,
#   and no root is needed.
# - The SHA-256 is pinned here, so it does not matter which mirror it was.
# - What is in DEST already, under the same hash, is kept: a second run needs no network.
set -eu
dest=${1:?usage: fetch_imgui.sh DEST}
version=1.90.1+ds revision=1 suite=trixie
sha=ecce377df0f90b292f15dcbd83d438bddc162b2388c881132bde18c787572a1c

[ "$(cat "$dest/.sha256" 2>/dev/null)" = "$sha" ] && exit 0
[ -f "$dest/imgui.cpp" ] && [ ! -f "$dest/.sha256" ] && exit 0 # unpacked by hand

fail() {
  [ ! -s "${tmp:-}/log" ] || cat "$tmp/log" >&2
  echo "fetch_imgui.sh: $1" >&2
  echo "Unpack the source of Dear ImGui 1.90.1 elsewhere, and say -DIMGUI_DIR=FOLDER to cmake." >&2
  exit 1
}

[ -x /usr/lib/apt/apt-helper ] || fail "this system has no apt to fetch it with"
command -v xz >/dev/null || fail "xz is missing (package xz-utils)"

tarball=imgui_$version.orig.tar.xz
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
chmod 755 "$tmp"
mkdir -p "$tmp/lists/partial" "$tmp/cache/archives/partial"
as_root=
[ "$(id -u)" != 0 ] || as_root='-o APT::Sandbox::User=root' # saves a warning

is_right() { [ -f "$tmp/$tarball" ] && echo "$sha  $tmp/$tarball" | sha256sum -c --status; }

# Every archive of this machine's apt that has a section main, that of its own release first.
# (Printing what an update would fetch needs neither root nor an update before.)
. /etc/os-release
mirrors=$(apt-get --print-uris update 2>/dev/null |
  sed -n "s#^'\([^']*/\)dists/\([^/']*\)/main/binary-.*#\2 \1#p" |
  awk -v own="${VERSION_CODENAME:-bookworm}" \
    '$1 !~ /security/ {print ($1 == own || $1 == "stable" ? 0 : 1), $2}' |
  sort -su | cut -d' ' -f2 | awk '!seen[$0]++')
[ -n "$mirrors" ] || fail "no Debian mirror among this machine's apt sources"

for mirror in $mirrors; do
  # Straight from the pool: one small file.
  # shellcheck disable=SC2086
  /usr/lib/apt/apt-helper $as_root download-file "${mirror%/}/pool/main/i/imgui/$tarball" \
    "$tmp/$tarball" "SHA256:$sha" >"$tmp/log" 2>&1 || true
  is_right && break
  # Should its pool be laid out in another way: by an index of sources, signed by the archive's key.
  keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  echo "deb-src [signed-by=$keyring] $mirror $suite main" >"$tmp/sources.list"
  apt="-o Dir::Etc::sourcelist=$tmp/sources.list -o Dir::Etc::sourceparts=/dev/null"
  apt="$apt -o Dir::State::Lists=$tmp/lists -o Dir::Cache=$tmp/cache $as_root"
  # shellcheck disable=SC2086
  (cd "$tmp" && apt-get $apt -qq update &&
    apt-get $apt -qq source --download-only --tar-only "imgui=$version-$revision") \
    >>"$tmp/log" 2>&1 || true
  is_right && break
done
is_right || fail "could not get $tarball"

rm -rf "$dest.part"
mkdir -p "$dest.part"
tar -xJf "$tmp/$tarball" -C "$dest.part" --strip-components=1
echo "$sha" >"$dest.part/.sha256"
rm -rf "$dest"
mv "$dest.part" "$dest"
echo "Dear ImGui $version -> $dest"
