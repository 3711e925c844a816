"""The gateways that are compared, each made to do the same: pass requests on to the same workers in turn."""

import os
import pathlib
import subprocess
import venv

from rig.processes import fail, find, free_port, say

ROOT = pathlib.Path(__file__).resolve().parents[2]
IMAGE = pathlib.Path(os.environ.get("SMG_IMAGE", ROOT / "distribution/target/smg"))
CACHE = pathlib.Path(os.environ.get("SMG_BENCH_CACHE", pathlib.Path.home() / ".cache/smg-bench"))

SMG = "smg"
HAPROXY = "HAProxy"
RUST = "Rust smg 1.13.0"
VLLM = "vLLM router 0.1.17"

# As the command line has them.
PEERS = {"haproxy": HAPROXY, "rust": RUST, "vllm": VLLM}

HAPROXY_CONFIG = """
global
    maxconn 8000
defaults
    mode http
    timeout connect 5s
    timeout client 300s
    timeout server 300s
    option http-keep-alive
    option http-no-delay
frontend clients
    bind 127.0.0.1:{port}
    default_backend workers
backend workers
    balance roundrobin
    http-reuse always
    option httpchk GET /health
{servers}
"""


class Running:
    """A gateway that answers, and its port."""

    def __init__(self, name, process, port):
        self.name = name
        self.process = process
        self.port = port


def start_all(bench, workers, peers):
    """Starts ours and each of the wanted peers that can be had here; says in a line which ones can not."""
    running = []
    for key, name in PEERS.items():
        command = key in peers and COMMANDS[name]()
        if command:
            running.append(start(bench, name, command, workers))
    return [*running, start(bench, SMG, smg(), workers)]


def start(bench, name, command, workers, **environment):
    """Starts a gateway and waits until it has a worker; HAProxy can only pass the question on."""
    port = free_port()
    process = bench.start(name, command(bench, port, workers), **environment)
    bench.await_answer(process, port, "/health" if name == HAPROXY else "/readiness")
    return Running(name, process, port)


def smg(policy="round_robin"):
    """The command of our own image, which there must be."""
    launcher = IMAGE / "bin/smg"
    if not launcher.exists():
        fail(f"there is no image; build it first: {ROOT}/smgw package -DskipTests")
    if not (IMAGE / "lib/smg.aot").exists():
        say("smg: the image has no AOT cache, it starts and warms up slowly")
    return lambda bench, port, workers: [
        launcher, "--host", "127.0.0.1", "--port", port, "--policy", policy,
        "--prometheus-host", "127.0.0.1", "--prometheus-port", "0", "--worker-urls", *workers]


def haproxy():
    program = find("haproxy")
    if not program:
        say("HAProxy is left out: not installed (Debian: apt-get install haproxy)")
        return None

    def command(bench, port, workers):
        servers = "\n".join(
            f"    server w{i} {url.removeprefix('http://')} check" for i, url in enumerate(workers))
        config = bench.file("haproxy.cfg", HAPROXY_CONFIG.format(port=port, servers=servers))
        return [program, "-db", "-f", config]

    return command


def rust(policy="round_robin"):
    program = installed(RUST, "smg", "1.13.0")
    return program and (lambda bench, port, workers: [
        program, "launch", *launch_options(bench, port, workers, policy)])


def vllm():
    program = installed(VLLM, "vllm-router", "0.1.17")
    return program and (lambda bench, port, workers: [program, *launch_options(bench, port, workers)])


def launch_options(bench, port, workers, policy="round_robin"):
    """Both Rust gateways take the same flags; they log as little as ours does."""
    return [
        "--host", "127.0.0.1", "--port", port, "--policy", policy, "--worker-urls", *workers,
        "--prometheus-host", "127.0.0.1", "--prometheus-port", free_port()]


def installed(name, package, version):
    """The program of a Python package in an environment of its own, made when it is first asked for."""
    home = CACHE / f"{package}-{version}"
    program = home / "bin" / package
    if not program.exists():
        say(f"installing {package} {version} below {CACHE}, once")
        try:
            venv.create(home, with_pip=True)
            subprocess.run([home / "bin/pip", "install", "--quiet", f"{package}=={version}"], check=True)
        except (OSError, subprocess.CalledProcessError):
            say(f"{name} is left out: can't be installed (pip install {package}=={version}; Debian: python3-venv)")
            return None
    return program


COMMANDS = {HAPROXY: haproxy, RUST: rust, VLLM: vllm}
