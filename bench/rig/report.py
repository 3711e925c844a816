"""Medians of rounds, and Markdown tables of them."""

import datetime
import os
import pathlib
import platform
import statistics


def median(rounds, key):
    return statistics.median(result[key] for result in rounds)


def table(title, columns, rows):
    """Prints a table; the first column is text, the others are figures."""
    print(f"\n### {title}\n")
    print("| " + " | ".join(columns) + " |")
    print("|---" + "|---:" * (len(columns) - 1) + "|")
    for row in rows:
        print("| " + " | ".join(row) + " |", flush=True)


def ratio(figures, name, peer):
    """A figure as a multiple of a peer's."""
    if peer not in figures or name == peer or not figures[peer]:
        return "-"
    return f"{figures[name] / figures[peer]:.2f}"


def bars(claims):
    """Prints each bar and whether it was met; returns the process's exit status."""
    print()
    for text, met in claims:
        print(f"- {'met' if met else '**missed**'}: {text}", flush=True)
    return 0 if all(met for _, met in claims) else 1


def machine():
    """The kind of machine, the day, and how busy it was with other things before the run."""
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    release = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    load = pathlib.Path("/proc/loadavg").read_text().split()[0]
    print(f"{datetime.date.today()}, {os.cpu_count()} cores, {gigabytes:.0f} GB, {release}; "
          f"load average before the run {load}")
