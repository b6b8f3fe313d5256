"""Bulk puts as boto3 sees them."""

import gzip
import json
import unittest

import boto3

from server import Server

BUCKET = "amzn-s3-demo-bucket"


class BulkPutsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.s3 = boto3.client("s3", endpoint_url=cls.server.url)
        cls.dynamodb = boto3.client("dynamodb", endpoint_url=cls.server.url)
        cls.s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        cls.dynamodb.create_table(
            TableName="Music",
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "Artist", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "Artist", "KeyType": "HASH"}],
        )

    @classmethod
    def tearDownClass(cls):
        cls.s3.close()
        cls.dynamodb.close()
        cls.server.stop()

    def start(self, key, **more):
        request = {
            "TableName": "Music",
            "InputS3Configuration": {
                "S3Bucket": BUCKET,
                "S3KeyPrefix": key,
                "InputFormat": "DYNAMODB_JSON",
                "InputCompressionType": "GZIP",
            },
            "OutputS3Configuration": {"S3Bucket": BUCKET, "OutputType": ["ERROR"]},
        }
        return self.dynamodb.start_bulk_put_items(**{**request, **more})["BulkOperationDescription"]

    def describe(self, begun):
        described = self.dynamodb.describe_bulk_operation(BulkOperationArn=begun["BulkOperationArn"])
        return described["BulkOperationDescription"]

    def put(self, key, *records):
        lines = "".join(json.dumps(record) + "\n" for record in records)
        self.s3.put_object(Bucket=BUCKET, Key=key, Body=gzip.compress(lines.encode()))

    def test_items_are_put_and_counted(self):
        self.put("in", {"Item": {"Artist": {"S": "a"}}}, {"Item": {}}, {"Item": {"Artist": {"S": "b"}}})
        begun = self.start("in")
        self.assertEqual(begun["BulkOperationStatus"], "IN_PROGRESS")
        over = self.describe(begun)
        self.assertEqual(over["BulkOperationStatus"], "COMPLETED_WITH_ERRORS")
        self.assertEqual((over["ProcessedItemCount"], over["FailedItemCount"]), (3, 1))
        items = self.dynamodb.scan(TableName="Music")["Items"]
        self.assertLessEqual({"a", "b"}, {item["Artist"]["S"] for item in items})
        pages = self.dynamodb.get_paginator("list_bulk_operations").paginate(PaginationConfig={"PageSize": 1})
        listed = [summary["BulkOperationArn"] for page in pages for summary in page["BulkOperationsSummaryList"]]
        self.assertIn(begun["BulkOperationArn"], listed)

    def test_errors_are_exceptions_of_the_model(self):
        self.put("once", {"Item": {"Artist": {"S": "c"}}})
        begun = self.start("once", ClientToken="once")
        with self.assertRaises(self.dynamodb.exceptions.IdempotentParameterMismatchException):
            self.start("in", ClientToken="once")
        with self.assertRaises(self.dynamodb.exceptions.ResourceNotFoundException):
            self.start("once", TableName="Missing")
        with self.assertRaises(self.dynamodb.exceptions.ResourceNotFoundException):
            self.dynamodb.cancel_bulk_operation(BulkOperationArn=begun["BulkOperationArn"] + "0")


if __name__ == "__main__":
    unittest.main()
