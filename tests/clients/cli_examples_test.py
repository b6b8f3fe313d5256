"""Every example of the AWS CLI's own documentation runs, verbatim, and prints what the documentation says."""

import copy
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import boto3

import rst_examples
from cli_given import ABSENT, ERRATA, GIVEN, OF_REPLICAS, REGIONS, World
from printed import difference
from server import ENVIRONMENT

SERVER = ["node", str(pathlib.Path(__file__).with_name("clocked_server.mjs"))]


class ClockedServer:
    """A server whose tables and clock are ordered about."""

    def __init__(self):
        os.environ.update(ENVIRONMENT)
        self.process = subprocess.Popen(SERVER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        self.clients = {}

    def client(self, service, region):
        """One for all examples: making one takes longer than most of what it does."""
        if (service, region) not in self.clients:
            self.clients[service, region] = boto3.client(service, endpoint_url=self.url, region_name=region)
        return self.clients[service, region]

    def world(self, region):
        return World(self.client, region, self.order, lambda command: self.printed(command, region))

    def order(self, **what):
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "done\n"

    def stop(self):
        for client in self.clients.values():
            client.close()
        self.process.stdin.close()
        self.process.stdout.close()
        assert self.process.wait(timeout=10) == 0

    def run(self, command, region, files=None):
        """What a shell makes of `command` in a folder with `files`."""
        environment = {**os.environ, "AWS_ENDPOINT_URL": self.url, "AWS_DEFAULT_REGION": region}
        with tempfile.TemporaryDirectory() as folder:
            for name, content in (files or {}).items():
                pathlib.Path(folder, name).write_text(content)
            return subprocess.run(["sh", "-c", command], cwd=folder, env=environment, capture_output=True, text=True)

    def printed(self, command, region):
        ended = self.run(command, region)
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
    def test_each_file_is_played(self):
        for service, given in GIVEN.items():
            folder = rst_examples.folder(service)
            files = {str(path.relative_to(folder).with_suffix("")) for path in folder.rglob("*.rst")}
            self.assertEqual(files, set(given))

    def test_each_example_of_tables_prints_what_it_says(self):
        self.play_all("dynamodb")

    def test_each_example_of_streams_prints_what_it_says(self):
        self.play_all("dynamodbstreams")

    def play_all(self, service):
        for name, given in GIVEN[service].items():
            examples = rst_examples.read(rst_examples.folder(service) / f"{name}.rst")
            self.assertEqual(len(examples), len(given), name)
            for number, (example, make) in enumerate(zip(examples, given), 1):
                with self.subTest(file=name, example=number, title=example.title):
                    self.play(example, make, OF_REPLICAS.get(name, REGIONS[service]), ERRATA.get((name, number), []))

    def play(self, example, make, region, errata):
        server.order(reset=True)
        replaced = make(server.world(region)) if make else None
        self.assertTrue(example.calls)
        for call in example.calls:
            command = call.command
            for pattern, value in (replaced or {}).items():
                command, count = re.subn(pattern, lambda _: value, command)
                self.assertTrue(count, f"{pattern} is not in {command}")
            self.check(call, server.run(command, region, call.files), errata)

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
