#!/bin/bash
# install_packages.sh run|test: installs what is missing of packages.debian.
# Nothing is asked of the network when nothing is missing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
purpose=${1:?usage: install_packages.sh run|test}
[ -z "${POPSCOPE_SKIP_PACKAGES:-}" ] || exit 0

rows() { awk -v p="$purpose" '!/^#/ && ($2 == "run" || $2 == p)' "$here/packages.debian"; }

explain() {
  echo "popscope: $1"
  echo "It needs what these packages of Debian 12 contain:"
  echo
  rows | sed -E 's/^([^ ]+ +)(run|test) +/  \1/'
  echo
  echo "When they are there in another way, say POPSCOPE_SKIP_PACKAGES=1 to go on without asking,"
  echo "and unpack the source of Dear ImGui 1.90.1 into build/third_party/imgui (README.md in"
  echo "third_party tells more)."
  exit 1
} >&2

command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
  explain "this system has no apt, so the packages have to be installed by hand."

installed() {
  dpkg-query -W -f='${Package} ${db:Status-Status}\n' | awk '$2 == "installed" {print $1}'
}
missing=$(comm -23 <(rows | awk '{print $1}' | sort -u) <(installed | sort -u))
[ -n "$missing" ] || exit 0

as_root=()
if [ "$(id -u)" != 0 ]; then
  command -v sudo >/dev/null ||
    explain "packages are missing and only root can install them: $(echo $missing)"
  as_root=(sudo)
fi
echo "popscope: installing" $missing >&2
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o Dpkg::Use-Pty=0)
{ "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends $missing; } </dev/null >&2 ||
  explain "apt-get could not install: $(echo $missing)"
