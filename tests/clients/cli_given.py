"""What the examples of the AWS CLI's documentation presuppose, and what of them contradicts DynamoDB as it is."""

from dataclasses import dataclass

MUSIC = "MusicCollection"
TABLE = f"arn:aws:dynamodb:us-west-2:123456789012:table/{MUSIC}"
ABSENT = object()

# The examples of each service are of one region, but for those that are of a replica.
REGIONS = {"dynamodb": "us-west-2", "dynamodbstreams": "us-west-1"}
OF_REPLICAS = {"describe-table-replica-auto-scaling": "us-east-1", "update-table-replica-auto-scaling": "us-east-1"}


class World:
    """The tables that an example begins with."""

    def __init__(self, clients, region, order, run):
        # The client of a service and a region.
        self.clients = clients
        self.client = clients("dynamodb", region)
        self.streams = clients("dynamodbstreams", region)
        self.order = order
        # Runs a command of the documentation and gives what it prints.
        self.run = run

    def table(self, name=MUSIC, key=("Artist", "SongTitle"), units=(5, 5), region=None, **others):
        kinds = {"Id": "N"}
        define = lambda attribute: {"AttributeName": attribute, "AttributeType": kinds.get(attribute, "S")}
        element = lambda at, attribute: {"AttributeName": attribute, "KeyType": ("HASH", "RANGE")[at]}
        attributes = {*key, *others.pop("attributes", ())}
        client = self.clients("dynamodb", region) if region else self.client
        client.create_table(
            TableName=name,
            AttributeDefinitions=[define(attribute) for attribute in sorted(attributes)],
            KeySchema=[element(at, attribute) for at, attribute in enumerate(key)],
            ProvisionedThroughput={"ReadCapacityUnits": units[0], "WriteCapacityUnits": units[1]},
            **others,
        )

    def music(self, units=(10, 5)):
        """With the index whose capacity and item collections the examples show."""
        index = {
            "IndexName": "AlbumTitleIndex",
            "KeySchema": [{"AttributeName": "Artist", "KeyType": "HASH"}, {"AttributeName": "AlbumTitle", "KeyType": "RANGE"}],
            "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["Genre", "Year"]},
        }
        self.table(units=units, attributes=["AlbumTitle"], LocalSecondaryIndexes=[index])

    def put(self, item, table=MUSIC):
        self.client.put_item(TableName=table, Item=item)

    def song(self, artist, title, album, **others):
        self.put({"Artist": {"S": artist}, "SongTitle": {"S": title}, "AlbumTitle": {"S": album}, **others})

    def songs(self):
        self.song("No One You Know", "Call Me Today", "Somewhat Famous")
        self.song("Acme Band", "Happy Day", "Songs About Life")
        self.song("No One You Know", "Scared of My Shadow", "Blue Sky Blues")

    def tags(self):
        tags = [{"Key": "Owner", "Value": "blueTeam"}, {"Key": "Environment", "Value": "Production"}]
        self.client.tag_resource(ResourceArn=TABLE, Tags=tags)

    def recovery(self):
        specification = {"PointInTimeRecoveryEnabled": True}
        self.client.update_continuous_backups(TableName=MUSIC, PointInTimeRecoverySpecification=specification)

    def insights(self, name, **index):
        self.client.update_contributor_insights(TableName=name, ContributorInsightsAction="ENABLE", **index)

    def alike(self, *regions, units=(10, 5)):
        """Tables that can be replicas of a global table of the first version."""
        stream = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
        for region in regions:
            self.table(region=region, units=units, StreamSpecification=stream)

    def global_table(self, *regions, units=(10, 5)):
        """Of the first version."""
        self.alike(*regions, units=units)
        replicas = [{"RegionName": region} for region in regions]
        self.client.create_global_table(GlobalTableName=MUSIC, ReplicationGroup=replicas)

    def scaled_replicas(self, *regions):
        """Of a table of the region of the client, whose reads and writes scale in all regions."""
        self.table()
        self.client.update_table(TableName=MUSIC, BillingMode="PAY_PER_REQUEST")
        for region in regions:
            self.client.update_table(TableName=MUSIC, ReplicaUpdates=[{"Create": {"RegionName": region}}])
        units = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}
        self.client.update_table(TableName=MUSIC, BillingMode="PROVISIONED", ProvisionedThroughput=units)
        names = [self.client.meta.region_name, *regions]
        reads = [
            {"RegionName": region, "ReplicaProvisionedReadCapacityAutoScalingUpdate": scaling("Read")} for region in names
        ]
        self.client.update_table_replica_auto_scaling(
            TableName=MUSIC, ProvisionedWriteCapacityAutoScalingUpdate=scaling("Write"), ReplicaUpdates=reads
        )

    def backup(self, name="MusicCollectionBackup"):
        """The ARN of a new backup."""
        return self.client.create_backup(TableName=MUSIC, BackupName=name)["BackupDetails"]["BackupArn"]


def scaling(dimension):
    """Of a capacity, as the console begins with."""
    policy = {
        "PolicyName": f"DynamoDB{dimension}CapacityUtilization:table/{MUSIC}",
        "TargetTrackingScalingPolicyConfiguration": {"TargetValue": 70.0},
    }
    return {"MinimumUnits": 5, "MaximumUnits": 40000, "ScalingPolicyUpdate": policy}


def plain(world):
    world.table()


def indexed(world):
    world.music()


def songs(world):
    world.music()
    world.songs()


def unindexed_songs(world):
    world.table()
    world.songs()


def one_song(world):
    world.music()
    world.song("No One You Know", "Call Me Today", "Greatest Hits")


def loud_songs(world):
    songs(world)
    world.song("Acme Band", "Happy Day", "Louder Than Ever")


def awarded_song(world):
    world.music()
    world.song("Acme Band", "Happy Day", "Songs About Life", Awards={"N": "10"})


def dated_song(world):
    world.music()
    world.song("Acme Band", "Happy Day", "Songs About Life", Year={"N": "2015"})


def products(world):
    world.table("ProductCatalog", ("Id",))
    book = {"Id": {"N": "102"}, "Title": {"S": "Book 102 Title"}, "ProductCategory": {"S": "Book"}, "Price": {"N": "20"}}
    world.put(book, "ProductCatalog")
    goods = {"Id": {"N": "456"}, "ProductCategory": {"S": "Sporting Goods"}, "Price": {"N": "550"}}
    world.put(goods, "ProductCatalog")


def four_tables(world):
    for name in ("Forum", "ProductCatalog", "Reply", "Thread"):
        world.table(name, ("Id",))


def rest_of_tables(world):
    four_tables(world)
    return {TOKEN: world.run("aws dynamodb list-tables --max-items 2")["NextToken"]}


def tagged(world):
    world.table()
    world.tags()


def rest_of_tags(world):
    tagged(world)
    command = f"aws dynamodb list-tags-of-resource --resource-arn {TABLE} --max-items 1"
    return {TOKEN: world.run(command)["NextToken"]}


def backed_up(world):
    world.table()
    return {BACKUP: world.backup()}


def backed_up_and_gone(world):
    backup = backed_up(world)
    world.client.delete_table(TableName=MUSIC)
    return backup


def recoverable(world):
    world.order(set="2019-12-17T22:40:04Z")
    world.table()
    world.recovery()
    world.order(set="2019-12-17T22:55:11.860Z")


def two_backups(world):
    """Of 170 bytes in February and of 400 in June 2020."""
    world.order(set="2020-02-12T22:41:51.617Z")
    world.table()
    world.song("Artist", "First", "x" * (170 - len("ArtistSongTitleAlbumTitle") - len("ArtistFirst")))
    world.backup("MusicCollectionBackup1")
    world.order(set="2020-06-26T18:08:35.431Z")
    world.song("Artist", "Second", "x" * (230 - len("ArtistSongTitleAlbumTitle") - len("ArtistSecond")))
    world.backup("MusicCollectionBackup2")


def rest_of_backups(world):
    two_backups(world)
    return {TOKEN: world.run("aws dynamodb list-backups --max-items 1")["NextToken"]}


def once_on_demand(world):
    """Provisioned after it was on demand, with items of 182 bytes."""
    world.music(units=(5, 5))
    world.client.update_table(TableName=MUSIC, BillingMode="PAY_PER_REQUEST")
    # 139 bytes of the 182 are in the local index.
    for title, projected, rest in (("One", 70, 22), ("Two", 69, 21)):
        album = "x" * (projected - len("ArtistSongTitleAlbumTitle") - len("Artist") - len(title))
        world.song("Artist", title, album, Label={"S": "x" * (rest - len("Label"))})
    units = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}
    world.client.update_table(TableName=MUSIC, BillingMode="PROVISIONED", ProvisionedThroughput=units)


def raised(world):
    once_on_demand(world)
    units = {"ReadCapacityUnits": 15, "WriteCapacityUnits": 10}
    world.client.update_table(TableName=MUSIC, ProvisionedThroughput=units)


def with_album_index(world):
    raised(world)
    create = {
        "IndexName": "AlbumTitle-index",
        "KeySchema": [{"AttributeName": "AlbumTitle", "KeyType": "HASH"}],
        "ProvisionedThroughput": {"ReadCapacityUnits": 10, "WriteCapacityUnits": 10},
        "Projection": {"ProjectionType": "ALL"},
    }
    attributes = [{"AttributeName": "AlbumTitle", "AttributeType": "S"}]
    world.client.update_table(TableName=MUSIC, AttributeDefinitions=attributes, GlobalSecondaryIndexUpdates=[{"Create": create}])


def with_sorted_index(world):
    """The index of the examples for contributor insights, whose four rules say that it has a sort key."""
    index = {
        "IndexName": "AlbumTitle-index",
        "KeySchema": [{"AttributeName": "AlbumTitle", "KeyType": "HASH"}, {"AttributeName": "SongTitle", "KeyType": "RANGE"}],
        "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
        "Projection": {"ProjectionType": "ALL"},
    }
    world.table(attributes=["AlbumTitle"], GlobalSecondaryIndexes=[index])


def insights(world):
    world.order(set="2019-12-18T00:40:51.520Z")
    with_sorted_index(world)
    world.insights(MUSIC, IndexName="AlbumTitle-index")


def insights_of_five(world):
    four_tables(world)
    for name in ("Forum", "ProductCatalog", "Reply", "Thread"):
        world.insights(name)
    insights(world)


def rest_of_insights(world):
    insights_of_five(world)
    return {TOKEN: world.run("aws dynamodb list-contributor-insights --max-results 4")["NextToken"]}


def streaming(world):
    with_album_index(world)
    specification = {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    world.client.update_table(TableName=MUSIC, StreamSpecification=specification)


def two_regions(world):
    world.alike("us-east-2", "us-east-1")


def global_table(world):
    world.global_table("us-east-2", "us-east-1")


def global_table_and_another(world):
    global_table(world)
    world.alike("eu-west-1")


def global_table_of_three(world):
    world.global_table("us-east-2", "us-east-1", "eu-west-1", units=(10, 10))


def scaled_replica(world):
    world.scaled_replicas("us-east-2")


def scaled_replicas(world):
    world.scaled_replicas("us-east-2", "eu-central-1")


def expiring(world):
    world.table()
    specification = {"Enabled": True, "AttributeName": "ttl"}
    world.client.update_time_to_live(TableName=MUSIC, TimeToLiveSpecification=specification)


def stream(world):
    """A new table with a stream."""
    world.order(set="2019-10-22T18:02:01.576Z")
    world.table("Music", StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"})


def second_shard(world):
    stream(world)
    world.order(set="2019-10-22T22:10:00Z")


def shard(world):
    """The shard of the stream; the account of the example lacks a digit."""
    stream(world)
    found = world.streams.describe_stream(StreamArn=STREAM)["StreamDescription"]["Shards"][0]["ShardId"]
    return {r"shardId-\d+-\w+": found, "12356789012": "123456789012"}


def changes(world):
    """An iterator before two new items, one of which is changed."""
    found = shard(world)[r"shardId-\d+-\w+"]
    iterator = world.streams.get_shard_iterator(StreamArn=STREAM, ShardId=found, ShardIteratorType="TRIM_HORIZON")
    for artist, title, album, awards in [
        ("No One You Know", "Call Me Today", "Somewhat Famous", "1"),
        ("Acme Band", "Happy Day", "Songs About Life", "10"),
        ("Acme Band", "Happy Day", "Updated Album Title", "10"),
    ]:
        item = {"Artist": {"S": artist}, "SongTitle": {"S": title}, "AlbumTitle": {"S": album}, "Awards": {"N": awards}}
        world.put(item, "Music")
    return {'(?<=")arn:.*(?=")': iterator["ShardIterator"]}


STREAM = "arn:aws:dynamodb:us-west-1:123456789012:table/Music/stream/2019-10-22T18:02:01.576"
TOKEN = "abCDeFGhiJKlmnOPqrSTuvwxYZ1aBCdEFghijK7LM51nOpqRSTuv3WxY3ZabC5dEFGhI2Jk3LmnoPQ6RST9"
BACKUP = f"{TABLE}/backup/01576616366715-b4e58d3a"

# By file, for each of its examples: what makes the tables. A function may give patterns of the command with what to write in their place.
TABLES = {
    "batch-get-item": [loud_songs],
    "batch-write-item": [indexed],
    "create-backup": [plain],
    "create-global-table": [two_regions],
    "create-table": [None] * 10,
    "delete-backup": [backed_up],
    "delete-item": [songs, products],
    "delete-table": [plain],
    "describe-backup": [backed_up],
    "describe-continuous-backups": [plain],
    "describe-contributor-insights": [insights],
    "describe-endpoints": [None],
    "describe-global-table": [global_table],
    "describe-global-table-settings": [global_table],
    "describe-limits": [None],
    "describe-table": [plain],
    "describe-table-replica-auto-scaling": [scaled_replica],
    "describe-time-to-live": [expiring],
    "get-item": [songs, songs, products],
    "list-backups": [two_backups, two_backups, two_backups, two_backups, rest_of_backups],
    "list-contributor-insights": [insights_of_five, insights_of_five, rest_of_insights],
    "list-global-tables": [global_table],
    "list-tables": [four_tables, four_tables, four_tables, rest_of_tables],
    "list-tags-of-resource": [tagged, tagged, rest_of_tags],
    "put-item": [one_song, one_song],
    "query": [songs, songs, songs, songs, songs],
    "restore-table-from-backup": [backed_up_and_gone],
    "restore-table-to-point-in-time": [recoverable],
    "scan": [songs],
    "tag-resource": [plain],
    "transact-get-items": [songs],
    "transact-write-items": [songs, songs],
    "untag-resource": [tagged],
    "update-continuous-backups": [plain],
    "update-contributor-insights": [with_sorted_index],
    "update-global-table": [global_table_and_another],
    "update-global-table-settings": [global_table_of_three],
    "update-item": [awarded_song, dated_song],
    "update-table": [once_on_demand, raised, with_album_index, streaming],
    "update-table-replica-auto-scaling": [scaled_replicas],
    "update-time-to-live": [plain],
    "wait/table-exists": [plain],
}

STREAMS = {
    "describe-stream": [second_shard],
    "get-records": [changes],
    "get-shard-iterator": [shard],
    "list-streams": [stream],
}

GIVEN = {"dynamodb": TABLES, "dynamodbstreams": STREAMS}


@dataclass
class Erratum:
    """What an example says otherwise than DynamoDB answers, and how that is known."""

    where: list
    documented: object
    answered: object
    evidence: str


def album_index(**others):
    """The local index of the table, as descriptions show it."""
    keys = [{"AttributeName": "Artist", "KeyType": "HASH"}, {"AttributeName": "AlbumTitle", "KeyType": "RANGE"}]
    projection = {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["Genre", "Year"]}
    arn = f"{TABLE}/index/AlbumTitleIndex"
    return {"IndexName": "AlbumTitleIndex", "KeySchema": keys, "Projection": projection, "IndexArn": arn, **others}


def rules(kinds, resource):
    return [f"DynamoDBContributorInsights-{kind}-{resource}-1576629651520" for kind in kinds]


RULE_NAMES = (
    "observed 2026-10-08: rules of an index name the index; since 2025 the developer guide (Getting started with CloudWatch Contributor"
    " Insights) lists rules by keys, then by what they count"
)
ANY_ORDER = "observed 2026-10-08: descriptions list projected attributes in the order of their names"
UNITS_BEFORE = "observed 2026-10-08: while units are being changed the response tells those from before"
INDEX_SHOWN = "the definitions of this example have the key of the local index, which example 3 shows: descriptions show all indexes"
MOMENT = "sizes and counts of an index are those of six hours ago at AWS (API reference), of the moment here"
DESCRIPTION = ["TableDescription"]
LOCAL = [*DESCRIPTION, "LocalSecondaryIndexes", 0]
GLOBAL = [*DESCRIPTION, "GlobalSecondaryIndexes", 0]
SONG_TITLES = [{"SongTitle": {"S": "Call Me Today"}}, {"SongTitle": {"S": "Scared of My Shadow"}}]
INDEX_UNITS = "measured in 2026: a transaction is charged twice on the table, once on indexes"

# What is documented otherwise than DynamoDB answers, by file and example.
ERRATA = {
    ("describe-contributor-insights", 1): [
        Erratum(
            ["ContributorInsightsRuleList"],
            rules(["PKC", "SKC", "PKT", "SKT"], MUSIC),
            rules(["PKC", "PKT", "SKC", "SKT"], f"{MUSIC}-AlbumTitle-index"),
            RULE_NAMES,
        ),
    ],
    ("query", 1): [
        Erratum(["Items"], SONG_TITLES[1:], SONG_TITLES, "one object of the example has one member twice, and its Count is 2"),
    ],
    ("restore-table-from-backup", 1): [
        Erratum([*DESCRIPTION, "TableName"], "MusicCollection2", MUSIC, "the command of the example names another table"),
        Erratum([*DESCRIPTION, "TableArn"], f"{TABLE}2", TABLE, "the command of the example names another table"),
    ],
    ("transact-write-items", 1): [
        Erratum(["ConsumedCapacity", 0, "CapacityUnits"], 10.0, 7.0, INDEX_UNITS),
        Erratum(["ConsumedCapacity", 0, "WriteCapacityUnits"], 10.0, 7.0, INDEX_UNITS),
    ],
    ("update-table", 1): [
        Erratum([*DESCRIPTION, "ProvisionedThroughput", "ReadCapacityUnits"], 15, 5, UNITS_BEFORE),
        Erratum([*DESCRIPTION, "ProvisionedThroughput", "WriteCapacityUnits"], 10, 5, UNITS_BEFORE),
        Erratum([*DESCRIPTION, "LocalSecondaryIndexes"], ABSENT, [album_index(IndexSizeBytes=139, ItemCount=2)], INDEX_SHOWN),
    ],
    ("update-table", 2): [
        Erratum([*DESCRIPTION, "LocalSecondaryIndexes"], ABSENT, [album_index(IndexSizeBytes=139, ItemCount=2)], INDEX_SHOWN),
    ],
    **{
        ("update-table", number): [
            Erratum([*LOCAL, "Projection", "NonKeyAttributes"], ["Year", "Genre"], ["Genre", "Year"], ANY_ORDER),
            Erratum([*GLOBAL, "IndexSizeBytes"], 0, 182, MOMENT),
            Erratum([*GLOBAL, "ItemCount"], 0, 2, MOMENT),
        ]
        for number in (3, 4)
    },
}
