"""Every example of the AWS CLI's own documentation runs, verbatim, and prints what the documentation says."""

import copy
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import boto3

import rst_examples
from cli_given import ABSENT, ERRATA, GIVEN, WAITING, World
from printed import difference
from server import ENVIRONMENT

SERVER = ["node", str(pathlib.Path(__file__).with_name("clocked_server.mjs"))]
REGION = "us-west-2"


class ClockedServer:
    """A server whose tables and clock are ordered about."""

    def __init__(self):
        os.environ.update(ENVIRONMENT)
        self.process = subprocess.Popen(SERVER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        self.client = boto3.client("dynamodb", endpoint_url=self.url, region_name=REGION)

    def order(self, **what):
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "done\n"

    def stop(self):
        self.client.close()
        self.process.stdin.close()
        self.process.stdout.close()
        assert self.process.wait(timeout=10) == 0

    def run(self, command, files=None):
        """What a shell makes of `command` in a folder with `files`."""
        environment = {**os.environ, "AWS_ENDPOINT_URL": self.url, "AWS_DEFAULT_REGION": REGION}
        with tempfile.TemporaryDirectory() as folder:
            for name, content in (files or {}).items():
                pathlib.Path(folder, name).write_text(content)
            return subprocess.run(["sh", "-c", command], cwd=folder, env=environment, capture_output=True, text=True)

    def printed(self, command):
        ended = self.run(command)
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout)


def setUpModule():
    global server
    server = ClockedServer()


def tearDownModule():
    server.stop()


def corrected(documented, errata):
    """What is documented with errata put right. An erratum that has gone from the documentation fails."""
    corrected = copy.deepcopy(documented)
    for erratum in errata:
        *way, last = erratum.where
        place = corrected
        for step in way:
            place = place[step]
        stands = place.get(last, ABSENT) if isinstance(place, dict) else place[last]
        assert stands == erratum.documented, f"{erratum.where} is documented as {stands}"
        if erratum.answered is ABSENT:
            del place[last]
        else:
            place[last] = erratum.answered
    return corrected


class Examples(unittest.TestCase):
    def test_each_file_is_played_or_waits(self):
        for service, waiting in WAITING.items():
            folder = rst_examples.folder(service)
            files = {str(path.relative_to(folder).with_suffix("")) for path in folder.rglob("*.rst")}
            played = set(GIVEN) if service == "dynamodb" else set()
            self.assertEqual(files, played | waiting)
            self.assertFalse(played & waiting)

    def test_each_example_prints_what_it_says(self):
        for name, given in GIVEN.items():
            examples = rst_examples.read(rst_examples.folder("dynamodb") / f"{name}.rst")
            self.assertEqual(len(examples), len(given), name)
            for number, (example, make) in enumerate(zip(examples, given), 1):
                with self.subTest(file=name, example=number, title=example.title):
                    self.play(example, make, ERRATA.get((name, number), []))

    def play(self, example, make, errata):
        server.order(reset=True)
        replaced = make(World(server.client, server.order, server.printed)) if make else None
        self.assertTrue(example.calls)
        for call in example.calls:
            command = call.command
            for text, value in (replaced or {}).items():
                self.assertIn(text, command)
                command = command.replace(text, value)
            self.check(call, server.run(command, call.files), errata)

    def check(self, call, ended, errata):
        if call.complaint and call.output is None:
            self.assertNotEqual(ended.returncode, 0)
            self.assertEqual(ended.stderr.strip(), call.complaint)
            return
        self.assertEqual(ended.returncode, 0, ended.stderr)
        if call.output is None:
            self.assertEqual(ended.stdout, "")
            return
        expected = corrected(json.loads(call.output), errata)
        found = difference(expected, json.loads(ended.stdout))
        if found:
            self.fail(found)


if __name__ == "__main__":
    unittest.main()
