"""The waiters of boto3 and of the AWS CLI against a server on which tables take their time."""

import json
import os
import pathlib
import subprocess
import tempfile
import time
import unittest

import boto3
import botocore.session

from server import Server

DELAY = 1.5
TABLE = {
    "TableName": "Music",
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
}


def setUpModule():
    global server
    milliseconds = int(DELAY * 1000)
    server = Server("--lifecycle", f"createTable={milliseconds},deleteTable={milliseconds}")


def tearDownModule():
    server.stop()


class Waiters(unittest.TestCase):
    def setUp(self):
        self.client = boto3.Session(region_name="eu-west-1").client("dynamodb", endpoint_url=server.url)
        self.start = time.monotonic()

    def status(self):
        return self.client.describe_table(TableName="Music")["Table"]["TableStatus"]

    def elapsed(self):
        return time.monotonic() - self.start

    def test_boto3(self):
        polls = {"Delay": 0.2, "MaxAttempts": 50}
        self.client.create_table(**TABLE)
        self.assertEqual(self.status(), "CREATING")
        self.client.get_waiter("table_exists").wait(TableName="Music", WaiterConfig=polls)
        self.assertEqual(self.status(), "ACTIVE")
        self.assertGreaterEqual(self.elapsed(), DELAY)
        self.client.delete_table(TableName="Music")
        with self.assertRaises(self.client.exceptions.ResourceInUseException):
            self.client.delete_table(TableName="Music")
        self.client.get_waiter("table_not_exists").wait(TableName="Music", WaiterConfig=polls)
        self.assertGreaterEqual(self.elapsed(), 2 * DELAY)

    def test_command_line(self):
        with tempfile.TemporaryDirectory() as folder:
            environment = {**os.environ, "AWS_DATA_PATH": impatient(folder)}
            self.client.create_table(**TABLE)
            aws("wait", "table-exists", environment)
            self.assertGreaterEqual(self.elapsed(), DELAY)
            self.assertEqual(self.status(), "ACTIVE")
            self.client.delete_table(TableName="Music")
            aws("wait", "table-not-exists", environment)
            self.assertGreaterEqual(self.elapsed(), 2 * DELAY)


def impatient(folder):
    """The waiters for tables as botocore describes them, but with a second between two looks instead of twenty."""
    loader = botocore.session.get_session().get_component("data_loader")
    waiters = loader.load_service_model("dynamodb", "waiters-2")
    chosen = {name: {**waiters["waiters"][name], "delay": 1} for name in ("TableExists", "TableNotExists")}
    waiters = {**waiters, "waiters": chosen}
    place = pathlib.Path(folder, "dynamodb", "2012-08-10")
    place.mkdir(parents=True)
    place.joinpath("waiters-2.json").write_text(json.dumps(waiters))
    return folder


def aws(verb, waiter, environment):
    command = ["aws", "dynamodb", verb, waiter, "--table-name", "Music", "--endpoint-url", server.url]
    ended = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    assert ended.returncode == 0, ended.stderr


if __name__ == "__main__":
    unittest.main()
