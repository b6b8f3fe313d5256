"""boto3 over HTTP: the resource interface and the client, with paginators, waiters, conditions and compressed requests."""

import unittest
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Attr, Key
from botocore.exceptions import ClientError

from server import Server


def setUpModule():
    global server
    server = Server()


def tearDownModule():
    server.stop()


def order(number):
    status = "open" if number % 2 else "paid"
    return {
        "pk": "CUSTOMER#ada",
        "sk": f"ORDER#{number:04}",
        "gsi1pk": f"STATUS#{status}",
        "gsi1sk": f"{number:04}",
        "total": Decimal(number) * Decimal("1.5"),
        "labels": {"gift", status},
        "articles": [{"name": f"a{number}", "count": number}],
    }


class Shop(unittest.TestCase):
    """One table, one overloaded index; each test has a table of its own."""

    def setUp(self):
        session = boto3.Session(region_name="eu-west-1")
        self.client = session.client("dynamodb", endpoint_url=server.url)
        resource = session.resource("dynamodb", endpoint_url=server.url)
        keys = ("pk", "sk", "gsi1pk", "gsi1sk")
        self.table = resource.create_table(
            TableName=f"shop-{self.id().rsplit('.', 1)[-1]}",
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in keys],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
            GlobalSecondaryIndexes=[
                {
                    "IndexName": "gsi1",
                    "KeySchema": [{"AttributeName": "gsi1pk", "KeyType": "HASH"}, {"AttributeName": "gsi1sk", "KeyType": "RANGE"}],
                    "Projection": {"ProjectionType": "ALL"},
                }
            ],
        )
        self.table.wait_until_exists()
        with self.table.batch_writer() as batch:
            for number in range(60):
                batch.put_item(Item=order(number))

    def tearDown(self):
        self.table.delete()
        self.table.wait_until_not_exists()

    def test_the_table_is_described(self):
        self.table.reload()
        self.assertEqual(self.table.table_status, "ACTIVE")
        self.assertRegex(self.table.table_arn, r"^arn:aws:dynamodb:eu-west-1:000000000000:table/shop-")
        self.assertIn(self.table.name, self.client.list_tables()["TableNames"])

    def test_put_and_get_keep_every_type(self):
        item = {
            "pk": "types",
            "sk": "1",
            "number": Decimal("1.2345678901234567890123456789012345678"),
            "binary": b"\x00\xff",
            "null": None,
            "boolean": True,
            "map": {"list": [1, "two", {"three": Decimal(3)}]},
            "numbers": {Decimal(1), Decimal("-2.5")},
            "binaries": {b"a", b"b"},
            "empty": "",
        }
        self.table.put_item(Item=item)
        found = self.table.get_item(Key={"pk": "types", "sk": "1"}, ConsistentRead=True)["Item"]
        self.assertEqual(found, item)

    def test_a_paginator_visits_every_item_in_order(self):
        paginator = self.client.get_paginator("query")
        pages = paginator.paginate(
            TableName=self.table.name,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": "CUSTOMER#ada"}},
            PaginationConfig={"PageSize": 7},
        )
        pages = list(pages)
        self.assertGreaterEqual(len(pages), 9)
        numbers = [item["sk"]["S"] for page in pages for item in page["Items"]]
        self.assertEqual(numbers, [order(number)["sk"] for number in range(60)])

    def test_a_query_on_the_index_with_conditions(self):
        answer = self.table.query(
            IndexName="gsi1",
            KeyConditionExpression=Key("gsi1pk").eq("STATUS#open") & Key("gsi1sk").between("0010", "0030"),
            FilterExpression=Attr("total").gt(30) & Attr("labels").contains("gift"),
            ScanIndexForward=False,
            ReturnConsumedCapacity="INDEXES",
        )
        self.assertEqual([item["gsi1sk"] for item in answer["Items"]], ["0029", "0027", "0025", "0023", "0021"])
        self.assertEqual(answer["ScannedCount"], 10)
        self.assertIn("gsi1", answer["ConsumedCapacity"]["GlobalSecondaryIndexes"])

    def test_parallel_scans_see_every_item_once(self):
        seen = []
        for segment in range(4):
            answer = self.table.scan(Segment=segment, TotalSegments=4)
            seen += [item["sk"] for item in answer["Items"]]
        self.assertEqual(sorted(seen), [order(number)["sk"] for number in range(60)])

    def test_updates_and_conditions(self):
        key = {"pk": "CUSTOMER#ada", "sk": "ORDER#0003"}
        update = dict(
            Key=key,
            UpdateExpression="SET gsi1pk = :paid, articles[0].#c = articles[0].#c + :one ADD #t :one REMOVE labels",
            ConditionExpression=Attr("gsi1pk").eq("STATUS#open"),
            ExpressionAttributeNames={"#c": "count", "#t": "total"},
            ExpressionAttributeValues={":paid": "STATUS#paid", ":one": 1},
            ReturnValues="UPDATED_NEW",
        )
        answer = self.table.update_item(**update)["Attributes"]
        self.assertEqual(answer, {"gsi1pk": "STATUS#paid", "articles": [{"count": Decimal(4)}], "total": Decimal("5.5")})
        with self.assertRaises(self.client.exceptions.ConditionalCheckFailedException):
            self.table.update_item(**update)

    def test_delete_returns_the_old_item(self):
        key = {"pk": "CUSTOMER#ada", "sk": "ORDER#0004"}
        self.assertEqual(self.table.delete_item(Key=key, ReturnValues="ALL_OLD")["Attributes"], order(4))
        self.assertNotIn("Item", self.table.get_item(Key=key))

    def test_a_large_request_arrives_compressed_and_a_large_item_comes_back(self):
        client = self.table.meta.client
        # botocore gzips from 10 KB on where its model says so; this model says so whatever the version.
        client.meta.service_model._service_description["operations"]["PutItem"]["requestcompression"] = {"encodings": ["gzip"]}
        encodings = []
        client.meta.events.register(
            "before-send.dynamodb.PutItem", lambda request, **_: encodings.append(request.headers.get("Content-Encoding"))
        )
        item = {"pk": "large", "sk": "1", "text": "x" * 300_000}
        self.table.put_item(Item=item)
        self.assertIn(encodings[0], ("gzip", b"gzip"))
        self.assertEqual(self.table.get_item(Key={"pk": "large", "sk": "1"})["Item"], item)

    def test_an_error_carries_code_and_message(self):
        with self.assertRaises(ClientError) as caught:
            self.table.get_item(Key={"pk": "only half of the key"})
        self.assertEqual(caught.exception.response["Error"]["Code"], "ValidationException")
        self.assertEqual(caught.exception.response["Error"]["Message"], "The provided key element does not match the schema")


if __name__ == "__main__":
    unittest.main()
