"""Reads the examples of the AWS CLI's own documentation, the RST files that its package carries."""

import json
import pathlib
import re
from dataclasses import dataclass, field


@dataclass
class Call:
    """One command of an example, the files that it refers to, and what it prints."""

    command: str
    files: dict = field(default_factory=dict)
    output: str | None = None
    # What it prints if the case that the text names is given; a complaint.
    complaint: str | None = None


@dataclass
class Example:
    """One example: the heading and its commands."""

    title: str
    calls: list


def folder(service):
    """Where the installed AWS CLI keeps the examples of `service`."""
    import awscli

    return pathlib.Path(awscli.__file__).parent / "examples" / service


def read(path):
    """The examples in one file, in their order."""
    examples = []
    for heading, introduction, block in _blocks(path.read_text()):
        if not examples or examples[-1].title != heading:
            examples.append(Example(heading, []))
        calls = examples[-1].calls
        name = re.match(r"Contents of (?:the )?``(.+?)``", introduction)
        if block.startswith("aws "):
            calls.append(Call(block))
        elif name:
            calls[-1].files[name.group(1)] = block
        elif re.match(r"(A client error|An error) ", block):
            calls[-1].complaint = block
        else:
            json.loads(block)
            calls[-1].output = block
    return examples


def _blocks(text):
    """Indented blocks with the heading that they stand under and the paragraph that introduces them."""
    heading, paragraph, block = "", [], []
    for line in [*text.splitlines(), "end"]:
        if block and line.strip() and not line.startswith("    "):
            yield heading, " ".join(paragraph), "\n".join(block).strip()
            paragraph, block = [], []
        # An example may follow its predecessor's last words on the same line.
        title = re.search(r"(?:^|\.)\*\*(.+)\*\*$", line)
        if title:
            heading, paragraph = title.group(1), []
        elif line.startswith("    ") or (block and not line.strip()):
            block.append(line.removeprefix("    "))
        elif line.strip():
            paragraph = [*paragraph, line] if paragraph and not paragraph[-1].endswith("::") else [line]
