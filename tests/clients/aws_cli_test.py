"""The AWS CLI over HTTP, as a person types it."""

import json
import subprocess
import unittest

from server import Server


def setUpModule():
    global server
    server = Server()


def tearDownModule():
    server.stop()


def aws(*words, fails=False):
    """What `aws dynamodb ...` prints as JSON, or its complaint when it is to fail."""
    command = ["aws", "dynamodb", *words, "--endpoint-url", server.url, "--output", "json"]
    ended = subprocess.run(command, capture_output=True, text=True)
    if fails:
        assert ended.returncode != 0, f"{words[0]} was to fail"
        return ended.stderr
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout) if ended.stdout.strip() else None


class CommandLine(unittest.TestCase):
    def test_the_life_of_a_table(self):
        self.create()
        self.put()
        self.query_and_scan()
        self.update()
        self.delete()

    def create(self):
        aws(
            "create-table", "--table-name", "Music", "--billing-mode", "PAY_PER_REQUEST",
            "--attribute-definitions", "AttributeName=Artist,AttributeType=S", "AttributeName=Song,AttributeType=S",
            "AttributeName=Year,AttributeType=N",
            "--key-schema", "AttributeName=Artist,KeyType=HASH", "AttributeName=Song,KeyType=RANGE",
            "--local-secondary-indexes",
            "IndexName=ByYear,KeySchema=[{AttributeName=Artist,KeyType=HASH},{AttributeName=Year,KeyType=RANGE}],"
            "Projection={ProjectionType=ALL}",
            "--tags", "Key=team,Value=records",
        )
        aws("wait", "table-exists", "--table-name", "Music")
        self.assertEqual(aws("list-tables")["TableNames"], ["Music"])
        description = aws("describe-table", "--table-name", "Music")["Table"]
        self.assertEqual(description["TableStatus"], "ACTIVE")
        tags = aws("list-tags-of-resource", "--resource-arn", description["TableArn"])["Tags"]
        self.assertEqual(tags, [{"Key": "team", "Value": "records"}])

    def put(self):
        for number in range(12):
            item = {"Artist": {"S": "Ada"}, "Song": {"S": f"Song {number:02}"}, "Year": {"N": str(2000 - number)}}
            aws("put-item", "--table-name", "Music", "--item", json.dumps(item))
        complaint = aws(
            "put-item", "--table-name", "Music", "--item", '{"Artist": {"S": "Ada"}, "Song": {"S": "Song 00"}}',
            "--condition-expression", "attribute_not_exists(Artist)", fails=True,
        )
        self.assertIn("ConditionalCheckFailedException", complaint)
        self.assertIn("The conditional request failed", complaint)

    def query_and_scan(self):
        query = ["query", "--table-name", "Music", "--key-condition-expression", "Artist = :a"]
        values = ["--expression-attribute-values", '{":a": {"S": "Ada"}}']
        paged = aws(*query, *values, "--page-size", "5")
        self.assertEqual([item["Song"]["S"] for item in paged["Items"]], [f"Song {number:02}" for number in range(12)])
        first = aws(*query, *values, "--max-items", "5")
        self.assertEqual(len(first["Items"]), 5)
        rest = aws(*query, *values, "--starting-token", first["NextToken"])
        self.assertEqual(len(rest["Items"]), 7)
        by_year = aws(*query, *values, "--index-name", "ByYear", "--projection-expression", "#y",
                      "--expression-attribute-names", '{"#y": "Year"}')
        self.assertEqual([item["Year"]["N"] for item in by_year["Items"]], [str(year) for year in range(1989, 2001)])
        self.assertEqual(aws("scan", "--table-name", "Music", "--select", "COUNT")["Count"], 12)

    def update(self):
        answer = aws(
            "update-item", "--table-name", "Music", "--key", '{"Artist": {"S": "Ada"}, "Song": {"S": "Song 00"}}',
            "--update-expression", "SET Plays = if_not_exists(Plays, :zero) + :one",
            "--expression-attribute-values", '{":zero": {"N": "0"}, ":one": {"N": "1"}}', "--return-values", "ALL_NEW",
        )
        self.assertEqual(answer["Attributes"]["Plays"], {"N": "1"})

    def delete(self):
        key = '{"Artist": {"S": "Ada"}, "Song": {"S": "Song 00"}}'
        aws("delete-item", "--table-name", "Music", "--key", key)
        self.assertIsNone(aws("get-item", "--table-name", "Music", "--key", key))
        aws("delete-table", "--table-name", "Music")
        aws("wait", "table-not-exists", "--table-name", "Music")
        self.assertIn("ResourceNotFoundException", aws("describe-table", "--table-name", "Music", fails=True))


if __name__ == "__main__":
    unittest.main()
