#!/bin/sh
# What testssl.sh (Debian: apt-get install testssl.sh) finds about the image's TLS, above "OK" and "INFO".
# The last findings stand in docs/security.md.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
work=$(mktemp -d)
trap 'kill "$smg" 2>/dev/null || true; rm -rf "$work"' EXIT
openssl req -x509 -nodes -days 365 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
"$root/distribution/target/smg/bin/smg" --enable-igw --prometheus-port 0 --port "${PORT:-30443}" \
    --tls-cert-path "$work/cert.pem" --tls-key-path "$work/key.pem" >"$work/log" 2>&1 &
smg=$!
until grep -qs 'listening on https' "$work/log"; do kill -0 "$smg"; sleep 0.1; done
testssl --add-ca "$work/cert.pem" --quiet --warnings off --color 0 --csvfile "$work/findings.csv" "https://127.0.0.1:${PORT:-30443}" >"$work/report" 2>&1 || true
cut -d, -f1,4,5 "$work/findings.csv" | grep -v '"OK"\|"INFO"\|engine_problem' || echo "nothing above INFO"
