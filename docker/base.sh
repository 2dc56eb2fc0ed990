#!/bin/sh
# Base images for where no image registry can be reached, from Debian's mirror and the npm registry alone:
#   sudo docker/base.sh      makes perigee-base:debian and perigee-base:node (with the Node that package.json pins)
# Needs root, debootstrap, Docker, Node and npm.
# MIRROR: another Debian mirror. EXTRA_CA: a directory of *.crt, where the network has a certificate authority of its own.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
suite=bookworm
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root

debootstrap --variant=minbase "$suite" "$root" "${MIRROR:-http://deb.debian.org/debian}" >"$work/log" 2>&1 || {
  tail -n 20 "$work/log" >&2
  exit 1
}
rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/usr/share/doc/* "$root"/usr/share/man/*

# Where Debian's ca-certificates looks when it is installed; Node reads the one file.
if [ -n "${EXTRA_CA:-}" ]; then
  mkdir -p "$root/usr/local/share/ca-certificates"
  cp "$EXTRA_CA"/*.crt "$root/usr/local/share/ca-certificates/"
  for certificate in "$EXTRA_CA"/*.crt; do cat "$certificate"; echo; done >"$root/usr/local/share/extra-ca.pem"
fi
tar -C "$root" -c . | docker import - perigee-base:debian

case $(dpkg --print-architecture) in
  amd64) architecture=x64 ;;
  *) architecture=$(dpkg --print-architecture) ;;
esac
version=$(node -p 'require(process.argv[1]).devDependencies.node' "$here/../package.json")
npm install --global --silent --prefix "$root/usr/local" "node-linux-$architecture@$version" npm@11
# The binary itself, not a link into the package: npm takes the place of node as its global prefix.
mv -f "$root/usr/local/lib/node_modules/node-linux-$architecture/bin/node" "$root/usr/local/bin/node"
rm -rf "$root/usr/local/lib/node_modules/node-linux-$architecture"
if [ -n "${EXTRA_CA:-}" ]; then
  tar -C "$root" -c . | docker import --change 'ENV NODE_EXTRA_CA_CERTS=/usr/local/share/extra-ca.pem' - perigee-base:node
else
  tar -C "$root" -c . | docker import - perigee-base:node
fi
