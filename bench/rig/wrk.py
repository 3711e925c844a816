"""Load by wrk, and what it cost the gateway."""

import json
import subprocess
import time

from rig.processes import fail, find
from rig.workers import MODEL

SCRIPT = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = io.open("%s", "rb"):read("*a")

function done(summary, latency)
    local errors = summary.errors
    print(string.format(
        '\\nRESULT {"requests": %%d, "seconds": %%f, "p50": %%f, "p99": %%f, "max": %%f, "failed": %%d, "late": %%d}',
        summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
        latency.max / 1e3,
        errors.connect + errors.read + errors.write + errors.status, errors.timeout))
end
"""


class Load:
    """Chat requests of one size over a number of connections."""

    def __init__(self, bench, size, connections):
        empty = body("")
        self.body = bench.file(f"body-{size}.json", body("word " * ((size - len(empty)) // 5)))
        self.script = bench.file(f"load-{size}.lua", SCRIPT % self.body)
        self.connections = connections

    def run(self, port, seconds):
        """Sends requests for a time; returns wrk's figures, latencies in milliseconds."""
        command = [
            find("wrk"), "--threads", str(min(2, self.connections)), "--connections", str(self.connections),
            "--duration", f"{seconds}s", "--timeout", "10s", "--script", self.script,
            f"http://127.0.0.1:{port}/v1/chat/completions"]
        output = subprocess.run(command, capture_output=True, text=True, check=False)
        for line in output.stdout.splitlines():
            if line.startswith("RESULT "):
                return json.loads(line.removeprefix("RESULT "))
        return fail(f"wrk has no result:\n{output.stdout}{output.stderr}")

    def warm_up(self, port, requests, most=30):
        """Sends at least so many requests, for JIT compilers count requests; gives up after a number of seconds."""
        begun = time.monotonic()
        while requests > 0 and time.monotonic() < begun + most:
            requests -= self.run(port, 2)["requests"]

    def measure(self, gateway, seconds):
        """As {@code run}, with the CPU that a request cost the gateway, in microseconds."""
        before = gateway.process.cpu()
        result = self.run(gateway.port, seconds)
        result["cpu"] = (gateway.process.cpu() - before) * 1e6 / max(1, result["requests"])
        result["rate"] = result["requests"] / result["seconds"]
        return result


def body(prompt):
    return json.dumps({
        "model": MODEL, "temperature": 0.7, "max_tokens": 96, "messages": [
            {"role": "system", "content": "You are a terse assistant."}, {"role": "user", "content": prompt}]})
