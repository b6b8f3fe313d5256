"""An event store on one DynamoDB table, as programs with event sourcing build it with boto3.

| pk | sk | what |
|---|---|---|
| `STREAM#name` | `EVENT#00000007` | an event with its version in the stream and its position among all events |
| `STREAM#name` | `HEAD` | the version of the latest event: writers that expect another one lose |
| `STREAM#name` | `SNAPSHOT` | the state of the stream at some version |
| `COUNTER` | `POSITION` | the latest position that was given away; a lost race leaves a gap |
| `SUBSCRIPTION#name` | `CHECKPOINT` | the position up to which a subscriber has read |
| `OUTBOX` | `ENTRY#0000000012` | an event that is yet to be published, with lease and attempts |

Events are found by position through the global index `by_position`.
"""

from boto3.dynamodb.conditions import Attr, Key
from botocore.exceptions import ClientError

KEYS = [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]


class ConcurrentWrite(Exception):
    """Another writer was there first."""


class EventStore:
    def __init__(self, resource, name):
        self.client = resource.meta.client
        self.table = resource.Table(name)

    @classmethod
    def create(cls, resource, name):
        types = {"pk": "S", "sk": "S", "log": "S", "position": "N"}
        by_position = [{"AttributeName": "log", "KeyType": "HASH"}, {"AttributeName": "position", "KeyType": "RANGE"}]
        resource.create_table(
            TableName=name,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": kind} for key, kind in types.items()],
            KeySchema=KEYS,
            GlobalSecondaryIndexes=[
                {"IndexName": "by_position", "KeySchema": by_position, "Projection": {"ProjectionType": "ALL"}}
            ],
        ).wait_until_exists()
        return cls(resource, name)

    def append(self, stream, expected_version, payloads):
        """Appends all events and their outbox entries, or nothing; gives their positions."""
        last = self._reserve_positions(len(payloads))
        first = last - len(payloads) + 1
        writes = [self._move_head(stream, expected_version, len(payloads))]
        for offset, payload in enumerate(payloads):
            version, position = expected_version + 1 + offset, first + offset
            event = {"version": version, "position": position, "payload": payload, "stream": stream}
            writes.append(self._put({"pk": f"STREAM#{stream}", "sk": f"EVENT#{version:08}", "log": "ALL", **event}))
            writes.append(self._put({"pk": "OUTBOX", "sk": f"ENTRY#{position:010}", "attempts": 0, "lease": 0, **event}))
        try:
            self.client.transact_write_items(TransactItems=writes)
        except self.client.exceptions.TransactionCanceledException as error:
            codes = [reason["Code"] for reason in error.response["CancellationReasons"]]
            assert codes[0] == "ConditionalCheckFailed" and set(codes[1:]) <= {"None", "ConditionalCheckFailed"}, codes
            raise ConcurrentWrite(stream) from error
        return list(range(first, last + 1))

    def _reserve_positions(self, count):
        counted = self.table.update_item(
            Key={"pk": "COUNTER", "sk": "POSITION"},
            UpdateExpression="ADD #value :count",
            ExpressionAttributeNames={"#value": "value"},
            ExpressionAttributeValues={":count": count},
            ReturnValues="UPDATED_NEW",
        )
        return int(counted["Attributes"]["value"])

    def _move_head(self, stream, expected_version, count):
        condition = "attribute_not_exists(pk)" if expected_version == 0 else "version = :expected"
        values = {":new": expected_version + count} | ({":expected": expected_version} if expected_version else {})
        return {
            "Update": {
                "TableName": self.table.name,
                "Key": {"pk": f"STREAM#{stream}", "sk": "HEAD"},
                "UpdateExpression": "SET version = :new",
                "ConditionExpression": condition,
                "ExpressionAttributeValues": values,
            }
        }

    def _put(self, item):
        return {
            "Put": {"TableName": self.table.name, "Item": item, "ConditionExpression": "attribute_not_exists(pk)"}
        }

    def version(self, stream):
        head = self.table.get_item(Key={"pk": f"STREAM#{stream}", "sk": "HEAD"}, ConsistentRead=True)
        return int(head.get("Item", {"version": 0})["version"])

    def load(self, stream, after_version=0):
        """All events behind a version, in their order, however many pages they take."""
        between = Key("sk").between(f"EVENT#{after_version + 1:08}", "EVENT#99999999")
        query = {"KeyConditionExpression": Key("pk").eq(f"STREAM#{stream}") & between, "Limit": 7}
        return list(self._pages(ConsistentRead=True, **query))

    def read_all(self, after_position, limit):
        behind = Key("log").eq("ALL") & Key("position").gt(after_position)
        return self.table.query(IndexName="by_position", KeyConditionExpression=behind, Limit=limit)["Items"]

    def _pages(self, **query):
        while True:
            page = self.table.query(**query)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            query["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def save_snapshot(self, stream, version, state):
        """Keeps the newest snapshot whatever order they come in. Says whether this one is."""
        item = {"pk": f"STREAM#{stream}", "sk": "SNAPSHOT", "version": version, "state": state}
        newer = Attr("version").not_exists() | Attr("version").lt(version)
        return self._succeeds(lambda: self.table.put_item(Item=item, ConditionExpression=newer))

    def snapshot(self, stream):
        return self.table.get_item(Key={"pk": f"STREAM#{stream}", "sk": "SNAPSHOT"}, ConsistentRead=True).get("Item")

    def checkpoint(self, subscription):
        key = {"pk": f"SUBSCRIPTION#{subscription}", "sk": "CHECKPOINT"}
        return int(self.table.get_item(Key=key, ConsistentRead=True).get("Item", {"position": 0})["position"])

    def move_checkpoint(self, subscription, old, new):
        """Moves the checkpoint, unless somebody else who reads for the same subscription has."""
        place = Attr("position").eq(old) if old else Attr("position").not_exists()
        return self._succeeds(
            lambda: self.table.update_item(
                Key={"pk": f"SUBSCRIPTION#{subscription}", "sk": "CHECKPOINT"},
                UpdateExpression="SET #position = :new",
                ConditionExpression=place,
                ExpressionAttributeNames={"#position": "position"},
                ExpressionAttributeValues={":new": new},
            )
        )

    def publish_outbox(self, publish, now, lease, most_attempts):
        """Publishes what nobody holds a lease on. What fails is tried again once its lease has run out. Gives how many entries were left."""
        entries = list(self._pages(KeyConditionExpression=Key("pk").eq("OUTBOX"), ConsistentRead=True))
        for entry in entries:
            claimed = entry["attempts"] < most_attempts and self._claim(entry, now, now + lease)
            if claimed and publish(entry):
                self.table.delete_item(Key={"pk": entry["pk"], "sk": entry["sk"]})
        return len(entries)

    def _claim(self, entry, now, until):
        return self._succeeds(
            lambda: self.table.update_item(
                Key={"pk": entry["pk"], "sk": entry["sk"]},
                UpdateExpression="SET lease = :until, attempts = attempts + :one",
                ConditionExpression=Attr("pk").exists() & Attr("lease").lte(now) & Attr("attempts").eq(entry["attempts"]),
                ExpressionAttributeValues={":until": until, ":one": 1},
            )
        )

    def _succeeds(self, write):
        try:
            write()
        except self.client.exceptions.ConditionalCheckFailedException:
            return False
        except ClientError as error:
            raise AssertionError(error) from error
        return True
