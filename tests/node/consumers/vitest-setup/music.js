// A program that knows nothing of its tests.

import { DynamoDBClient, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient, ListStreamsCommand } from "@aws-sdk/client-dynamodb-streams";

const client = new DynamoDBClient({});

export const artists = async () => (await client.send(new ScanCommand({ TableName: "Music" }))).Items.map(({ Artist }) => Artist.S);
export const add = (name) => client.send(new PutItemCommand({ TableName: "Music", Item: { Artist: { S: name } } }));
export const streams = async () => (await new DynamoDBStreamsClient({}).send(new ListStreamsCommand({}))).Streams;
