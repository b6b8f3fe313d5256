/** The most bytes that DynamoDB reads of one request. */
export const MAX_REQUEST_BYTES = 16 * 1024 * 1024;

/** The most bytes of a request for another service. Amazon S3 reads five times as much, for which WebAssembly has no memory. */
export const MAX_OBJECT_BYTES = 1024 * 1024 * 1024;
