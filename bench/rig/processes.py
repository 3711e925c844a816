"""Processes that a benchmark starts, what they cost, and their end whatever happens."""

import contextlib
import os
import pathlib
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")

# Debian's names, where they are others.
PACKAGES = {"h2load": "nghttp2-client"}


class Started:
    """A process with its children, in a session of its own so that they can be counted and ended together."""

    def __init__(self, name, command, log, environment):
        self.name = name
        self.log = log
        self.begun = time.monotonic()
        with open(log, "wb") as out:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                start_new_session=True, env=environment)

    def cpu(self):
        """Seconds of CPU that all its processes have used so far."""
        return sum(int(stat[11]) + int(stat[12]) for stat in self._stats()) / TICKS

    def thread_cpu(self, thread):
        """Seconds of CPU that the process's threads of a name have used so far."""
        tasks = pathlib.Path(f"/proc/{self.process.pid}/task")
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()
                   if (task / "comm").read_text().strip() == thread) / 1e9

    def rss(self):
        """Megabytes that all its processes hold in memory now."""
        return sum(int(stat[21]) for stat in self._stats()) * PAGE / 1e6

    def has_ended(self):
        return self.process.poll() is not None

    def tail(self):
        return self.log.read_text(errors="replace")[-2000:]

    def end(self):
        """Ends all its processes, by force those that would drain first."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(1)
        self.kill()

    def kill(self):
        """Ends all its processes at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _stats(self):
        """The fields behind the name in /proc/PID/stat of each process of the session."""
        for entry in os.scandir("/proc"):
            if entry.name.isdigit():
                with contextlib.suppress(OSError):
                    stat = pathlib.Path(entry.path, "stat").read_text().rpartition(")")[2].split()
                    if int(stat[3]) == self.process.pid:
                        yield stat


class Bench:
    """A temporary directory, and all processes of one run; both are gone when the block ends, also on Ctrl-C."""

    def __enter__(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="smg-bench-"))
        self.directory.chmod(0o755)
        self.started = []
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, lambda caught, _: sys.exit(128 + caught))
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        return self

    def __exit__(self, *_):
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        for process in reversed(self.started):
            process.end()
        shutil.rmtree(self.directory, ignore_errors=True)

    def start(self, name, command, **environment):
        log = self.directory / f"{name.replace(' ', '-')}-{len(self.started)}.log"
        process = Started(name, [str(word) for word in command], log, os.environ | environment)
        self.started.append(process)
        return process

    def file(self, name, text):
        path = self.directory / name
        path.write_text(text)
        return path

    def await_answer(self, process, port, path="/health", seconds=30, pause=0.01):
        """Waits until a process answers a GET with 200; returns the seconds since it was started."""
        while not answers(port, path):
            if process.has_ended() or time.monotonic() > process.begun + seconds:
                fail(f"{process.name} does not answer {path}:\n{process.tail()}")
            time.sleep(pause)
        return time.monotonic() - process.begun


def answers(port, path):
    """Whether a GET is answered with 200; by hand, because a client library takes longer than what it measures."""
    try:
        with socket.create_connection(("127.0.0.1", port), 2) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n".encode())
            return connection.recv(12).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


def free_port():
    return free_ports(1)[0]


def free_ports(count):
    """As many different ports."""
    with contextlib.ExitStack() as probes:
        sockets = [probes.enter_context(socket.socket()) for _ in range(count)]
        for probe in sockets:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in sockets]


def say(text):
    """Progress, apart from the tables."""
    print(text, file=sys.stderr, flush=True)


def fail(text):
    sys.exit(f"{pathlib.Path(sys.argv[0]).name}: {text}")


def require(*tools):
    """Ends the run with one line if a tool that nothing works without is not installed."""
    missing = [tool for tool in tools if not find(tool)]
    if missing:
        packages = " ".join(PACKAGES.get(tool, tool) for tool in missing)
        fail(f"not installed: {', '.join(missing)}; on Debian: apt-get install {packages}")


def find(tool):
    """Where a tool is; Debian keeps servers where ordinary users do not look."""
    return shutil.which(tool, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
