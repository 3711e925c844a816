#!/bin/sh
# Connections that say nothing or half of something, 1,000 of each at once, then slow heads, slow bodies and slow readers
# by slowhttptest (Debian: apt-get install slowhttptest), 1,000 of each, against the image, and what good requests take
# meanwhile. The last findings stand in docs/security.md.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
port=${PORT:-30080}
work=$(mktemp -d)
trap 'kill "$smg" 2>/dev/null || true; rm -rf "$work"' EXIT
"$root/distribution/target/smg/bin/smg" --enable-igw --prometheus-port 0 --port "$port" >"$work/log" 2>&1 &
smg=$!
until grep -qs 'listening on http' "$work/log"; do kill -0 "$smg"; sleep 0.1; done

good() {
    python3 - "$port" "$1" <<'PY'
import http.client, sys, time
port, seconds = int(sys.argv[1]), float(sys.argv[2])
took, bad, end = [], 0, time.time() + seconds
while time.time() < end:
    start = time.time()
    try:
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        client.request("GET", "/health")
        bad += client.getresponse().status != 200
        client.close()
    except OSError:
        bad += 1
    took.append(time.time() - start)
    time.sleep(0.01)
took.sort()
print(f"good requests: {len(took)}, failed {bad}, p50 {took[len(took) // 2] * 1e3:.1f} ms, p99 {took[len(took) * 99 // 100] * 1e3:.1f} ms")
PY
}

halves() {
    python3 - "$port" <<'PY'
import selectors, socket, sys, time
post = b"POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\n"
kinds = {
    "silent connections": b"",
    "half heads": post + b"X: ",
    "half bodies": post + b"Content-Length: 7\r\n\r\n{",
    "half chunks": post + b"Transfer-Encoding: chunked\r\n\r\n5\r\n{"}
waiting, closed = selectors.DefaultSelector(), {kind: [] for kind in kinds}
for kind, beginning in kinds.items():
    for _ in range(1000):
        client = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
        client.sendall(beginning)
        waiting.register(client, selectors.EVENT_READ, (kind, time.time()))
while waiting.get_map():
    for key, _ in waiting.select():
        kind, since = key.data
        try:
            ended = not key.fileobj.recv(4096)
        except OSError:
            ended = True
        if ended:
            closed[kind].append(time.time() - since)
            waiting.unregister(key.fileobj)
            key.fileobj.close()
for kind, took in closed.items():
    print(f"{kind}: {len(took)} closed, the last after {max(took):.1f} s")
PY
}

echo "== quiet"
good 3 >"$work/warm" && good 20
echo "== silent connections, half heads, half bodies, half chunks, all at once"
halves >"$work/halves" &
halves=$!
good 60
wait "$halves"
cat "$work/halves"
command -v slowhttptest >/dev/null || exit 0
for kind in "-H -i 5" "-B -i 5 -s 8192 -t POST" "-X -k 5 -w 512 -y 1024 -n 5 -z 32"; do
    case $kind in -B*) path=/v1/chat/completions ;; *) path=/health ;; esac
    echo "== slowhttptest $kind"
    # shellcheck disable=SC2086 # a list of options
    slowhttptest -c 1000 -r 500 -l 75 -p 3 $kind -u "http://127.0.0.1:$port$path" >"$work/slow" 2>&1 &
    slow=$!
    good 65
    wait "$slow" || true
    sed 's/\x1b\[[0-9;]*m//g' "$work/slow" | grep -E '^(closed|error|connected|pending|service available|Exit status)' | tail -6
done
