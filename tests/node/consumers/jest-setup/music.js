// A program that knows nothing of its tests.

const { DynamoDBClient, PutItemCommand, ScanCommand } = require("@aws-sdk/client-dynamodb");
const { DynamoDBStreamsClient, ListStreamsCommand } = require("@aws-sdk/client-dynamodb-streams");

const client = new DynamoDBClient({});

exports.artists = async () => (await client.send(new ScanCommand({ TableName: "Music" }))).Items.map(({ Artist }) => Artist.S);
exports.add = (name) => client.send(new PutItemCommand({ TableName: "Music", Item: { Artist: { S: name } } }));
exports.streams = async () => (await new DynamoDBStreamsClient({}).send(new ListStreamsCommand({}))).Streams;
