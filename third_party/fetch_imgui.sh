#!/bin/sh
# fetch_imgui.sh DEST [1.90.1|1.92.2b]: brings Dear ImGui's source, as Debian ships it, to DEST.
# - the mirror is the one this machine's apt already uses (no host name here, system sources untouched, no root needed)
# - the tarball's SHA-256 is pinned below, so it does not matter which mirror it came from
# - a copy that is already in DEST (same hash stamp) is kept: no network on the second run
set -eu
dest=${1:?usage: fetch_imgui.sh DEST [version]}
case ${2:-1.90.1} in
  1.90.1)  ver=1.90.1+ds  deb=1  suite=trixie sha=ecce377df0f90b292f15dcbd83d438bddc162b2388c881132bde18c787572a1c ;;
  1.92.2b) ver=1.92.2b+ds deb=1  suite=sid    sha=e7bd201d56b5ee90d24d5dac85e5c12f98bdb95410252a62d27b7f89e4566d48 ;;
  *) echo "unknown version $2" >&2; exit 2 ;;
esac
[ "$(cat "$dest/.sha256" 2>/dev/null)" = "$sha" ] && exit 0
if [ -n "$(ls -A "$dest" 2>/dev/null)" ] && [ ! -f "$dest/.sha256" ]; then echo "fetch_imgui.sh: $dest is not one of mine, not replacing it" >&2; exit 1; fi
command -v xz >/dev/null || { echo "fetch_imgui.sh: needs xz (package xz-utils)" >&2; exit 1; }
tarball=imgui_$ver.orig.tar.xz
tmp=$(mktemp -d); trap 'rm -rf "$tmp"' EXIT
chmod 755 "$tmp"; mkdir -p "$tmp/lists/partial" "$tmp/cache/archives/partial"
get=; if [ "$(id -u)" = 0 ]; then get='-o APT::Sandbox::User=root'; fi   # no "unsandboxed as root" warning

ok() { [ -f "$1" ] && echo "$sha  $1" | sha256sum -c --status; }
# every archive in this machine's apt sources that has a main section, the release's own first.
# (--print-uris update needs no root and no downloaded lists; indextargets prints nothing before the first update)
. /etc/os-release
mirrors=$(apt-get --print-uris update 2>/dev/null | sed -n "s#^'\([^']*/\)dists/\([^/']*\)/main/binary-.*#\2 \1#p" |
  awk -v c="${VERSION_CODENAME:-bookworm}" '$1 !~ /security/ {print ($1==c || $1=="stable" ? 0 : 1), $2}' | sort -su | cut -d' ' -f2 | awk '!s[$0]++')
[ -n "$mirrors" ] || { echo "fetch_imgui.sh: no Debian mirror in this machine's apt sources" >&2; exit 1; }

for m in $mirrors; do
  # 1. straight from the pool: one small file
  # shellcheck disable=SC2086
  /usr/lib/apt/apt-helper $get download-file "${m%/}/pool/main/i/imgui/$tarball" "$tmp/$tarball" "SHA256:$sha" >"$tmp/log" 2>&1 || true
  ok "$tmp/$tarball" && break
  # 2. through a private deb-src index (signed by the archive's key), should the pool's layout differ
  echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $m $suite main" > "$tmp/sources.list"
  o="-o Dir::Etc::sourcelist=$tmp/sources.list -o Dir::Etc::sourceparts=/dev/null -o Dir::State::Lists=$tmp/lists -o Dir::Cache=$tmp/cache $get"
  # shellcheck disable=SC2086
  (cd "$tmp" && apt-get $o -qq update && apt-get $o -qq source --download-only --tar-only "imgui=$ver-$deb") >>"$tmp/log" 2>&1 || true
  ok "$tmp/$tarball" && break
done
ok "$tmp/$tarball" || { cat "$tmp/log" >&2; echo "fetch_imgui.sh: could not get $tarball" >&2; exit 1; }
rm -rf "$dest.part"; mkdir -p "$dest.part"
tar -xJf "$tmp/$tarball" -C "$dest.part" --strip-components=1
echo "$sha" > "$dest.part/.sha256"
rm -rf "$dest"; mv "$dest.part" "$dest"
echo "imgui $ver -> $dest"
