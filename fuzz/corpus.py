"""Writes corpus/bodies, corpus/expressions and corpus/partiql from the requests in tests/cases."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODEL = (ROOT / "src/model/generated.rs").read_text()
OPERATIONS = re.findall(r'name: "(\w+)",\s*service: Service::DynamoDb', MODEL)


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


def requests():
    for path in sorted(ROOT.glob("tests/cases/*/*.json")):
        for case in json.loads(path.read_text())["cases"]:
            for step in case["steps"]:
                if step.get("operation") in OPERATIONS and "input" in step:
                    yield step["operation"], step["input"]


def write(target, seeds):
    folder = ROOT / "fuzz/corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (folder / str(number)).write_bytes(seed)


bodies = [bytes([OPERATIONS.index(operation)]) + json.dumps(body).encode() for operation, body in requests()]
write("bodies", bodies)
write("expressions", sorted({text.encode() for _, body in requests() for text in expressions(body)}))
write("partiql", sorted({text.encode() for _, body in requests() for text in statements(body)}))
