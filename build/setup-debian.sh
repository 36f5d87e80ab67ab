#!/usr/bin/env bash
# Installs the Debian packages that the tests need and that are missing. As root; safe to run again.
#
#   build/setup-debian.sh          install what is missing
#   build/setup-debian.sh --list   only print what is missing (exit code 1 when something is)
set -euo pipefail

packages=(
  # What Electron and Chromium link against.
  libnss3 libgtk-3-0 libgbm1 libasound2 libatk-bridge2.0-0 libdrm2 libxkbcommon0 libxcomposite1 libxdamage1 libxrandr2
  libxfixes3 libcups2 libatspi2.0-0 libxshmfence1 libgl1 libegl1
  # The browser of the web edition's tests, and fonts for its pictures.
  chromium fonts-noto-color-emoji fonts-dejavu-core
  # A desktop without a screen: displays that can be plugged and pulled, window manager, session bus, notifications, keyring.
  xvfb xauth xserver-xorg-core xserver-xorg-video-dummy x11-xserver-utils openbox dbus dbus-x11 dunst gnome-keyring
  xdotool wmctrl x11-utils imagemagick
)

# Debian 13 and Ubuntu 24.04 renamed some libraries (64-bit time); either name will do.
installed() {
  local name
  for name in "$1" "$1t64"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) == installed ]] && return 0
  done
  return 1
}
available() {
  [[ $(apt-cache policy "$1" 2>/dev/null | awk '/Candidate:/ {print $2}') =~ ^[0-9] ]]
}

missing=()
for package in "${packages[@]}"; do
  installed "$package" || missing+=("$package")
done

if [[ ${1:-} == --list ]]; then
  ((${#missing[@]} == 0)) && exit 0
  printf '%s\n' "${missing[@]}"
  exit 1
fi
((${#missing[@]} == 0)) && exit 0

if ((EUID != 0)); then
  echo "These system packages are missing: ${missing[*]}. Run 'sudo build/setup-debian.sh' to install them." >&2
  exit 1
fi

echo "Installing ${#missing[@]} system packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
wanted=()
for package in "${missing[@]}"; do
  if available "$package"; then wanted+=("$package"); else wanted+=("${package}t64"); fi
done
apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null
