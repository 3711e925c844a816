"""Load by h2load, which writes down what each request took."""

import subprocess

from rig.processes import fail, find


def measure(bench, port, body, connections, seconds):
    """Sends requests for a time, over HTTP/1.1; returns their p99 in milliseconds and how many failed."""
    log = bench.file("h2load.log", "")
    subprocess.run([
        find("h2load"), "--h1", "--clients", str(connections), "--duration", str(seconds), "--data", body,
        "--header", "Content-Type: application/json", "--log-file", log,
        f"http://127.0.0.1:{port}/v1/chat/completions"], capture_output=True, check=False)
    rows = [line.split("\t") for line in log.read_text().splitlines()]
    if not rows:
        return fail("h2load has no result")
    took = sorted(int(row[2]) / 1e3 for row in rows)
    return {"p99": took[len(took) * 99 // 100], "failed": sum(row[1] != "200" for row in rows)}
