#!/bin/sh
# Makes the virtual environment. Debian's own Python comes without ensurepip: the package python3-venv is asked for when
# that is so and we may install it.
set -eu
python=$1
venv=$2
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
	echo "Keepsight needs Python 3.11 or newer." >&2
	exit 2
fi
if ! "$python" -m venv "$venv" 2>/dev/null; then
	rm -rf "$venv"
	if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
		"$python" -m venv "$venv"
	else
		echo "This Python cannot make virtual environments: install the package python3-venv, then run make again." >&2
		exit 2
	fi
fi
