"""The requests of the tests' corpus, smg-server/src/test/resources/io/smg/server/requests.txt, as bytes."""

import re

from rig.gateways import ROOT

FILE = ROOT / "smg-server/src/test/resources/io/smg/server/requests.txt"
SHORT = {
    "{G}": r"GET /v1/c{id} HTTP/1.1\r\nHost: a\r\n",
    "{P}": r"POST /v1/c{id} HTTP/1.1\r\nHost: a\r\n",
    "{C}": r"Transfer-Encoding: chunked\r\n\r\n",
    "{M}": r"GET /v1/h{id} HTTP/1.1\r\nHost: a\r\n\r\n"}
PLAIN = {"r": "\r", "n": "\n", "t": "\t"}


def requests():
    """Pairs of what is odd about a request and its text in ISO-8859-1, {id} still in it."""
    pairs = []
    for line in FILE.read_text().splitlines():
        if line and not line.startswith(("#", "==")):
            _, odd, template = line.split(" | ", 2)
            pairs += [(odd, text) for text in texts(template)]
    return pairs


def texts(template):
    for short, text in SHORT.items():
        template = template.replace(short, text)
    template = re.sub(r"\{([^{}]+)\*(\d+)}", lambda m: m[1] * int(m[2]), template)
    ranges = re.search(r"\{\[([^\]]+)]}", template)
    if not ranges:
        return [unescaped(template)]
    before, after = unescaped(template[:ranges.start()]), unescaped(template[ranges.end():])
    return [before + chr(byte) + after for part in ranges[1].split() for byte in
            range(int(part[:2], 16), int(part[-2:], 16) + 1)]


def unescaped(text):
    return re.sub(r"\\(x[0-9a-f]{2}|.)", lambda m: (
        chr(int(m[1][1:], 16)) if len(m[1]) == 3 else PLAIN.get(m[1], m[1])), text)
