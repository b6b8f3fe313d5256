const { DynamoDBClient, PutItemCommand, ScanCommand } = require("@aws-sdk/client-dynamodb");
const { setupEmulator } = require("dynatab/jest");

const tables = [{
  TableName: "Music",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
}];
const fixture = setupEmulator({ tables, data: { Music: [{ pk: "seed", bytes: new Uint8Array([1]), set: new Set(["x"]) }] } });
const client = new DynamoDBClient(fixture.emulator.clientConfig());
const keys = async (of) => (await of.send(new ScanCommand({ TableName: "Music" }))).Items.map(({ pk }) => pk.S);
const put = (of, pk) => of.send(new PutItemCommand({ TableName: "Music", Item: { pk: { S: pk } } }));

describe.each(["first", "second"])("%s round", (round) => {
  test("each test begins with the seed", async () => {
    expect(await keys(client)).toEqual(["seed"]);
    await put(client, round);
    expect(await keys(client)).toHaveLength(2);
  });

  test("fake timers do not disturb it", async () => {
    jest.useFakeTimers({ now: 0 });
    await put(client, round);
    expect(await keys(client)).toHaveLength(2);
    expect(fixture.emulator.clock.now()).toBeGreaterThan(Date.UTC(2026, 0, 1));
    jest.useRealTimers();
  });
});

test.concurrent.each(["a", "b", "c"])("tests that run at the same time have forks: %s", async (name) => {
  await fixture.prepare();
  const own = new DynamoDBClient(fixture.fork().clientConfig());
  for (let index = 0; index < 5; index += 1) await put(own, `${name}${index}`);
  expect(await keys(own)).toHaveLength(6);
});
