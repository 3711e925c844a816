"""Simulated engines and their load generator, from smg-sim as the build left it beside the image."""

import json
import os
import pathlib
import time
import urllib.request

from rig.gateways import IMAGE, ROOT
from rig.processes import fail, find
from rig.workers import MODEL

MODULES = pathlib.Path(os.environ.get("SMG_SIM", IMAGE.parent / "smg-sim"))


def command(*arguments):
    """A command of smg-sim, on the JDK that the build would take."""
    if not list(MODULES.glob("smg-sim-*.jar")):
        fail(f"there is no simulator; build it first: {ROOT}/smgw package -DskipTests")
    return [
        java(), "-XX:+UseSerialGC", "-Xmx1g", "--module-path", MODULES, "--module", "io.smg.sim/io.smg.sim.Main",
        *arguments]


def java():
    homes = [pathlib.Path(os.environ[name]) for name in ("JAVA_HOME", "JAVA_HOME_25_X64") if os.environ.get(name)]
    homes += sorted(pathlib.Path("/usr/lib/jvm").glob("*25*"))
    for home in homes:
        release = home / "release"
        if release.exists() and 'JAVA_VERSION="25' in release.read_text() and (home / "bin/java").exists():
            return home / "bin/java"
    return find("java") or fail("no JDK 25 found; set JAVA_HOME to one")


def start_engines(bench, count, *options):
    """Starts engines in one process; returns it and their URLs."""
    process = bench.start("engines", command(
        "engine", "--port", "0", "--count", count, "--model", MODEL, *options))
    return process, await_engines(process, count)


def await_engines(process, count):
    """Waits until a process has said that as many engines are ready; returns their URLs."""
    while True:
        urls = [line.split()[1] for line in process.log.read_text().splitlines()
                if line.startswith("engine ") and line.endswith(" ready")]
        if len(urls) == count:
            return urls
        if process.has_ended() or time.monotonic() > process.begun + 30:
            fail(f"the engines do not start:\n{process.tail()}")
        time.sleep(0.05)


def chat(bench, url, seed, seconds, warm_up, engines):
    """Chats at 70 % of the engines' capacity; returns the generator's figures."""
    load = bench.start("chat", command(
        "chat", "--url", url, "--model", MODEL, "--seed", seed, "--engines", engines, "--duration", f"{seconds}s",
        "--warmup", f"{warm_up}s", "--json"))
    load.process.wait(seconds + warm_up + 120)
    return last_object(load)


def hit_rate(urls):
    """The share of prompt tokens that the engines had in their caches, by their own count."""
    counts = {"queries": 0.0, "hits": 0.0}
    for url in urls:
        with urllib.request.urlopen(f"{url}/metrics", timeout=10) as answer:
            for line in answer.read().decode().splitlines():
                for key in counts:
                    if line.startswith(f"vllm:prefix_cache_{key}_total"):
                        counts[key] += float(line.split()[-1])
    return counts["hits"] / max(1, counts["queries"])


def last_object(load):
    for line in reversed(load.log.read_text(errors="replace").splitlines()):
        if line.startswith("{"):
            return json.loads(line)
    return fail(f"the load generator has no result:\n{load.tail()}")
