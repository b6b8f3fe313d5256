/** The longest that Lambda lets a function run. */
const TIMEOUT = 900_000;

/**
 * Calls a handler as Lambda does: one that returns a promise or a value, or one that calls back.
 *
 * @param {Function} handler
 * @param {string} functionName
 * @param {object} event
 * @param {string} requestId
 * @param {{ region: string, accountId: string }} place
 * @returns {Promise<any>} what it answered
 */
export function invoke(handler, functionName, event, requestId, place) {
  const started = performance.now();
  const context = {
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: functionArn(functionName, place),
    memoryLimitInMB: "128",
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: "dynatab",
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(TIMEOUT - (performance.now() - started))),
  };
  return new Promise((resolve, reject) => {
    const answered = handler(event, context, (error, result) => (error ? reject(error) : resolve(result)));
    if (handler.length < 3 || typeof answered?.then === "function") resolve(answered);
  });
}

export function functionArn(name, { region, accountId }) {
  return `arn:aws:lambda:${region}:${accountId}:function:${name}`;
}

/** Records as a function is given them: its own, with the ARN of their stream. */
export function eventOf(records, streamArn) {
  const Records = records.map(({ userIdentity, ...record }) => ({
    ...record,
    ...(userIdentity && { userIdentity: { principalId: userIdentity.PrincipalId, type: userIdentity.Type } }),
    eventSourceARN: streamArn,
  }));
  return structuredClone({ Records });
}
