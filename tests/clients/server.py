"""A dynatab server on a free port for the life of a test module."""

import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMAND = ["node", str(ROOT / "npm/dist/command.js"), "--port", "0"]

# What an AWS client of this machine might pick up is shut out: no configuration, no instance metadata.
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "dynatab",
    "AWS_SECRET_ACCESS_KEY": "dynatab",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_PAGER": "",
    "NO_PROXY": "127.0.0.1",
}


class Server:
    """`dynatab` as a process; `url` is where it listens."""

    def __init__(self, *options):
        os.environ.update(ENVIRONMENT)
        self.process = subprocess.Popen([*COMMAND, *options], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        self.url = re.search(r"http://\S+", line).group()

    def stop(self):
        self.process.terminate()
        self.process.stdout.close()
        code = self.process.wait(timeout=10)
        assert code == 0, f"the server ended with {code}"
