const { add, artists, streams } = require("./music.js");

test.each(["first", "second"])("each test begins with the seed, %s round", async (round) => {
  expect(await artists()).toEqual(["Acme Band"]);
  await add(round);
  expect(await artists()).toHaveLength(2);
});

test("streams are asked there, too", async () => {
  expect(await streams()).toEqual([]);
  expect(process.env.AWS_REGION).toBe("eu-west-1");
});
