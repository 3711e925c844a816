"""Paced streams: engines and a load generator in Java, bench/paced, which leave most of the cores to a gateway."""

import subprocess
import time

from rig.gateways import ROOT
from rig.processes import fail, say
from rig.sim import await_engines, java, last_object
from rig.workers import MODEL


class Paced:
    """Engines, and streams from them, all at once, through one gateway."""

    def __init__(self, bench, streams, rate):
        self.bench = bench
        self.streams = streams
        self.rate = rate
        self.classes = bench.directory / "paced"
        compiler = bench.start("compiler", [
            java(), "--module", "jdk.compiler/com.sun.tools.javac.Main", "-d", self.classes,
            *(ROOT / "bench/paced").glob("*.java")])
        if compiler.process.wait(60):
            fail(f"bench/paced does not compile:\n{compiler.tail()}")

    def command(self, main, *arguments):
        return [java(), "-XX:+UseSerialGC", "-Xmn64m", "-cp", self.classes, main, *arguments]

    def start_engines(self, count):
        """Starts engines in one process; returns it and their URLs."""
        process = self.bench.start("engines", self.command("Engines", count, MODEL, self.rate))
        return process, await_engines(process, count)

    def run(self, url, watched, seconds):
        """Reads all streams to their end; returns the generator's figures and what it cost the watched process."""
        before = watched.cpu()
        load = self.bench.start(
            "load", self.command("Load", url, MODEL, self.rate, self.streams, seconds * self.rate))
        rss = spent = 0
        while not load.has_ended():
            if time.monotonic() > load.begun + seconds + 60:
                fail(f"the load generator does not end:\n{load.tail()}")
            rss = max(rss, watched.rss())
            spent = max(spent, load.cpu())
            try:
                load.process.wait(0.5)
            except subprocess.TimeoutExpired:
                continue
        figures = last_object(load)
        if figures["ok"] < self.streams:
            say(load.tail())
        return {
            "cpu": (watched.cpu() - before) * 1e6 / max(1, figures["events"]),
            "load": spent * 1e6 / max(1, figures["events"]),
            "rss": rss,
            "right": figures["ok"],
            "misplaced": figures["events_misplaced"],
            "sent99": figures["sent_ms"]["p99"],
            "late50": figures["lateness_ms"]["p50"],
            "late99": figures["lateness_ms"]["p99"],
            "begun99": figures["begun_ms"]["p99"]}
