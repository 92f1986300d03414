#!/bin/sh
# Everything that must hold, cheapest first. Tests that need LibreOffice, poppler, Chromium or PostgreSQL say so loudly when those are
# missing and cannot be installed; CI has them all (KEEPSIGHT_NEED_ALL=1 makes their absence an error).
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin

missing=""
command -v soffice >/dev/null || missing="$missing libreoffice-writer libreoffice-calc libreoffice-impress"
command -v pdftotext >/dev/null || missing="$missing poppler-utils"
command -v chromium >/dev/null || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing="$missing postgresql"
if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	echo "Installing for the document and browser tests:$missing"
	# shellcheck disable=SC2086
	(apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null) ||
		echo "NOTE: these could not be installed:$missing"
fi

echo "ruff";         $bin/ruff check . && $bin/ruff format --check -q .
echo "mypy";         $bin/mypy
echo "contracts";    $bin/lint-imports
echo "dependencies"; $bin/deptry src
echo "tests"
$bin/coverage erase
$bin/coverage run -m pytest -n 2 "$@"
echo "the workbench on PostgreSQL"
$bin/coverage run -m tests.with_postgresql -n 2 tests/web
$bin/coverage combine -q
$bin/coverage report --fail-under=90
