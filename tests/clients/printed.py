"""What the AWS CLI printed otherwise than its documentation says.

Nothing is left out of the comparison. Ids, times and tokens are compared by their form; members that the documentation does not show are
allowed if AWS has added them since it was written.
"""

import json
import re

# Members that AWS answers today and the examples, written between 2015 and 2023, do not show: name and when the API reference began to.
ADDED = {
    "TableArn": 2015,
    "TableId": 2017,
    "DeletionProtectionEnabled": 2023,
    "WarmThroughput": 2024,
    "RecoveryPeriodInDays": 2025,
    "ContributorInsightsMode": 2025,
}

# Lists whose order is left open by the API reference: what BatchGetItem finds, the item collections of a batch, contributor insights.
UNORDERED = r"\.(Responses|ItemCollectionMetrics)\.\w+|\.ContributorInsightsSummaries"

UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
SHARD = r"shardId-\d{20}-[0-9a-f]{8}"
SEQUENCE = r"\d{21,40}"
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)?"


def difference(expected, actual, path=""):
    """The first thing that differs, or None."""
    name = path.rsplit(".", 1)[-1]
    if name.endswith("DateTime") or name in FORMS:
        return _in_form(name, expected, actual, path)
    if isinstance(expected, dict) and isinstance(actual, dict):
        return _in_members(expected, actual, path)
    if isinstance(expected, list) and isinstance(actual, list):
        return _in_elements(expected, actual, path)
    return None if expected == actual else f"{path}: {actual!r} in place of {expected!r}"


def _in_members(expected, actual, path):
    missing = expected.keys() - actual.keys()
    surplus = actual.keys() - expected.keys() - ADDED.keys()
    if missing or surplus:
        return f"{path}: lacks {sorted(missing)}, has {sorted(surplus)} beside"
    differences = (difference(expected[name], actual[name], f"{path}.{name}") for name in expected)
    return next((found for found in differences if found), None)


def _in_elements(expected, actual, path):
    if re.fullmatch(UNORDERED, path):
        expected, actual = (sorted(elements, key=json.dumps) for elements in (expected, actual))
    if len(expected) != len(actual):
        return f"{path}: {len(actual)} elements in place of {len(expected)}"
    pairs = enumerate(zip(expected, actual))
    return next((found for at, pair in pairs if (found := difference(*pair, f"{path}[{at}]"))), None)


def _is_time(value):
    """A date, or seconds since 1970 as this version of the CLI prints them: of this century."""
    return 1e9 < value < 4e9 if isinstance(value, (int, float)) else re.fullmatch(TIME, value)


def _time(expected, actual):
    return _is_time(expected) and _is_time(actual)


def _up_to(mark, rest):
    """Equal up to the last `mark`, and of the form `rest` behind it."""

    def same(expected, actual):
        head, _, _ = expected.rpartition(mark)
        return re.fullmatch(re.escape(head + mark) + rest, actual)

    return same


FORMS = {
    "TableId": lambda _, actual: re.fullmatch(UUID, actual),
    "BackupArn": _up_to("/", r"\d{14}-[0-9a-f]{8}"),
    "SourceBackupArn": _up_to("/", r"\d{14}-[0-9a-f]{8}"),
    "LatestStreamLabel": lambda _, actual: re.fullmatch(TIME, actual),
    "LatestStreamArn": _up_to("/", TIME),
    "ShardId": lambda _, actual: re.fullmatch(SHARD, actual),
    "ParentShardId": lambda _, actual: re.fullmatch(SHARD, actual),
    "ShardIterator": _up_to("|1|", ".+"),
    "NextShardIterator": lambda _, actual: re.fullmatch(f"arn:aws:dynamodb:us-west-1:123456789012:table/Music/stream/{TIME}\\|1\\|.+", actual),
    "SequenceNumber": lambda _, actual: re.fullmatch(SEQUENCE, actual),
    "StartingSequenceNumber": lambda _, actual: re.fullmatch(SEQUENCE, actual),
    "EndingSequenceNumber": lambda _, actual: re.fullmatch(SEQUENCE, actual),
    "eventID": lambda _, actual: re.fullmatch("[0-9a-f]{32}", actual),
    "NextToken": lambda _, actual: isinstance(actual, str) and actual,
}


def _in_form(name, expected, actual, path):
    same = FORMS.get(name, _time)(expected, actual)
    return None if same else f"{path}: {actual!r} is not of the form of {expected!r}"
