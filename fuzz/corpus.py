"""Writes corpus/bodies, corpus/expressions and corpus/partiql from the requests in tests/cases."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODEL = (ROOT / "src/model/generated.rs").read_text()
# In the order of the model, as `fuzz_targets/bodies.rs` counts them; those of Streams with the prefix that cases give them.
OPERATIONS = [
    ("Streams." if service == "Streams" else "") + name
    for name, service in re.findall(r'OperationModel \{ name: "(\w+)",\s*service: Service::(\w+)', MODEL)
]
# What a byte of a body means to `bodies`: the next request, or a repetition.
SEPARATOR, REPETITION = b"\0", b"\x01"


def expressions(node):
    if isinstance(node, list):
        for element in node:
            yield from expressions(element)
    if isinstance(node, dict):
        for name, member in node.items():
            if name.endswith("Expression") and isinstance(member, str):
                yield member
            yield from expressions(member)


def statements(node):
    if isinstance(node, list):
        for element in node:
            yield from statements(element)
    if isinstance(node, dict):
        for name, member in node.items():
            if name == "Statement" and isinstance(member, str):
                yield member
            yield from statements(member)


def cases():
    for path in sorted(ROOT.glob("tests/cases/*/*.json")):
        yield from json.loads(path.read_text())["cases"]


def inputs():
    return (step["input"] for case in cases() for step in case["steps"] if step.get("operation") in OPERATIONS and "input" in step)


def repeated(text, times):
    """The repetitions of `text` that add up to `times`, each a power of two."""
    powers = [power for power in range(16) if times >> power & 1]
    return b"".join(REPETITION + bytes([power, len(text)]) + text for power in powers)


def body(step):
    repeat = step.get("repeat")
    if repeat is None:
        return json.dumps(step["input"]).encode() if "input" in step else step.get("body", "").encode()
    part = lambda name: repeat.get(name, "").encode()
    times = repeat["times"]
    return part("before") + repeated(part("text"), times) + part("middle") + repeated(part("close"), times) + part("after")


def request(step):
    return bytes([OPERATIONS.index(step["operation"])]) + body(step)


def programs():
    """The steps of each case, one after the other."""
    for case in cases():
        yield SEPARATOR.join(request(step) for step in case["steps"] if step.get("operation") in OPERATIONS)


def write(target, seeds):
    folder = ROOT / "fuzz/corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (folder / str(number)).write_bytes(seed)


write("bodies", programs())
write("expressions", sorted({text.encode() for input in inputs() for text in expressions(input)}))
write("partiql", sorted({text.encode() for input in inputs() for text in statements(input)}))
