"""Writes corpora from the requests in tests/cases, and files of each format and compression for `imports`."""

import gzip
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


def s3_requests():
    """The requests to Amazon S3 of each case, one after the other."""
    for case in cases():
        steps = [step for step in case["steps"] if "s3" in step]
        if steps:
            yield SEPARATOR.join(s3_request(step) for step in steps)


def s3_request(step):
    headers = "".join(f"{name}: {value}\n" for name, value in step.get("headers", {}).items())
    return f"{step['s3']}\n{headers}\n{step.get('body', '')}".encode()


def files():
    """What `imports` reads: a choice of format and compression, and the file."""
    texts = [
        b'{"Item":{"pk":{"S":"a"},"sk":{"N":"1.5"},"l":{"L":[{"M":{"b":{"BS":["AAE="]}}},{"NULL":true}]}}}\n{"Item":{}}\n',
        b'pk,sk,x\na,1,"y ""z"""\nb,-2e3,\n',
        b"$ion_1_0 {Item:{pk:\"a\",sk:1.5,l:[{b:$dynamodb_BS::[{{AAE=}}]},null,true],n:$dynamodb_NS::[1.,2d3]}}\n",
    ]
    for choice, text in enumerate(texts):
        yield bytes([choice]) + text
        yield bytes([choice + 3]) + gzip.compress(text)
        yield bytes([choice + 6]) + ZSTD_HEADER + (len(text) << 3 | 1).to_bytes(3, "little") + text


# A frame without checksum and with a window of 1 KB, whose blocks are not compressed.
ZSTD_HEADER = b"\x28\xb5\x2f\xfd\x00\x00"


def write(target, seeds):
    folder = ROOT / "fuzz/corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (folder / str(number)).write_bytes(seed)


write("bodies", programs())
write("expressions", sorted({text.encode() for input in inputs() for text in expressions(input)}))
write("partiql", sorted({text.encode() for input in inputs() for text in statements(input)}))
write("objects", s3_requests())
write("imports", files())
