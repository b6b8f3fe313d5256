"""Amazon S3 as boto3 and the AWS CLI see it."""

import os
import pathlib
import subprocess
import tempfile
import unittest

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError

from server import Server

BUCKET = "amzn-s3-demo-bucket"
MEGABYTE = 1024 * 1024


class S3Test(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.client = boto3.client("s3", endpoint_url=cls.server.url)
        cls.client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})

    @classmethod
    def tearDownClass(cls):
        cls.client.close()
        cls.server.stop()

    def aws(self, *words, **more):
        command = ["aws", "--endpoint-url", self.server.url, *words]
        return subprocess.run(command, check=True, capture_output=True, text=True, **more).stdout

    def test_files_go_up_and_down_in_parts(self):
        content = os.urandom(MEGABYTE) * 12
        config = TransferConfig(multipart_threshold=5 * MEGABYTE, multipart_chunksize=5 * MEGABYTE)
        with tempfile.TemporaryDirectory() as folder:
            up, down = pathlib.Path(folder, "up"), pathlib.Path(folder, "down")
            up.write_bytes(content)
            self.client.upload_file(str(up), BUCKET, "a/large file", Config=config, ExtraArgs={"Metadata": {"a": "b"}})
            self.client.download_file(BUCKET, "a/large file", str(down), Config=config)
            self.assertEqual(down.read_bytes(), content)
        head = self.client.head_object(Bucket=BUCKET, Key="a/large file")
        self.assertEqual((head["ContentLength"], head["Metadata"]), (len(content), {"a": "b"}))
        self.assertTrue(head["ETag"].endswith('-3"'))

    def test_small_objects_and_errors(self):
        self.client.put_object(Bucket=BUCKET, Key="small", Body=b"abc")
        self.assertEqual(self.client.get_object(Bucket=BUCKET, Key="small")["Body"].read(), b"abc")
        self.assertEqual(self.client.get_object(Bucket=BUCKET, Key="small", Range="bytes=1-")["Body"].read(), b"bc")
        with self.assertRaises(self.client.exceptions.NoSuchKey):
            self.client.get_object(Bucket=BUCKET, Key="none")
        with self.assertRaises(self.client.exceptions.BucketAlreadyOwnedByYou):
            self.client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        with self.assertRaises(ClientError) as raised:
            self.client.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        self.assertEqual(raised.exception.response["Error"]["Code"], "NotImplemented")

    def test_pages_of_keys(self):
        for number in range(25):
            self.client.put_object(Bucket=BUCKET, Key=f"pages/{number:02} é", Body=b"")
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix="pages/", PaginationConfig={"PageSize": 10})
        keys = [[entry["Key"] for entry in page["Contents"]] for page in pages]
        self.assertEqual([len(page) for page in keys], [10, 10, 5])
        self.assertEqual(sum(keys, []), [f"pages/{number:02} é" for number in range(25)])

    def test_presigned_requests(self):
        self.client.put_object(Bucket=BUCKET, Key="presigned", Body=b"abc")
        import urllib.request

        # Presigned with version 4, which regions after 2014 demand.
        from botocore.config import Config

        client = boto3.client("s3", endpoint_url=self.server.url, config=Config(signature_version="s3v4"))
        url = client.generate_presigned_url("get_object", {"Bucket": BUCKET, "Key": "presigned"})
        with urllib.request.urlopen(url) as response:
            self.assertEqual(response.read(), b"abc")

    def test_the_command_line(self):
        bucket = "s3://amzn-s3-demo-cli"
        self.assertEqual(self.aws("s3", "mb", bucket), "make_bucket: amzn-s3-demo-cli\n")
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "up" / "sub").mkdir(parents=True)
            (root / "up" / "one.txt").write_text("one")
            (root / "up" / "sub" / "two ü.json").write_text("{}")
            self.aws("s3", "cp", "-", f"{bucket}/piped", input="from a pipe")
            self.assertEqual(self.aws("s3", "cp", f"{bucket}/piped", "-"), "from a pipe")
            self.aws("s3", "sync", str(root / "up"), f"{bucket}/tree")
            self.assertEqual(self.aws("s3", "sync", str(root / "up"), f"{bucket}/tree"), "")
            self.aws("s3", "sync", f"{bucket}/tree", str(root / "down"))
            self.assertEqual((root / "down" / "sub" / "two ü.json").read_text(), "{}")
        listed = self.aws("s3", "ls", f"{bucket}/", "--recursive")
        self.assertEqual([line.split(maxsplit=3)[3] for line in listed.splitlines()], ["piped", "tree/one.txt", "tree/sub/two ü.json"])
        self.assertIn("PRE tree/", self.aws("s3", "ls", f"{bucket}/"))
        self.aws("s3", "mv", f"{bucket}/piped", f"{bucket}/moved")
        self.aws("s3", "rm", f"{bucket}/tree", "--recursive")
        self.aws("s3", "rb", bucket, "--force")
        self.assertNotIn("amzn-s3-demo-cli", self.aws("s3", "ls"))


if __name__ == "__main__":
    unittest.main()
