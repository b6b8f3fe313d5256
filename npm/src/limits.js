/** The most bytes that DynamoDB reads of one request. */
export const MAX_REQUEST_BYTES = 16 * 1024 * 1024;
