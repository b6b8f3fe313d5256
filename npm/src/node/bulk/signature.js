import { createHash, createHmac } from "node:crypto";

const SERVICE = "dynamodb";
const ALGORITHM = "AWS4-HMAC-SHA256";

/**
 * The headers of a request with version 4 of AWS's signatures, which servers want that know access keys.
 *
 * @param {{ url: URL, headers: Record<string, string>, body: string, region: string, credentials: object, time: Date }} request
 * @returns {Record<string, string>}
 */
export function signed({ url, headers, body, region, credentials, time }) {
  const stamp = time.toISOString().replace(/[:-]|\.\d{3}/g, "");
  const day = stamp.slice(0, 8);
  const token = credentials.sessionToken && { "x-amz-security-token": credentials.sessionToken };
  const all = { ...headers, host: url.host, "x-amz-date": stamp, ...token };
  const names = Object.keys(all).sort();
  const lines = names.map((name) => `${name}:${all[name]}\n`).join("");
  const canonical = ["POST", "/", "", lines, names.join(";"), sha256(body)].join("\n");
  const scope = `${day}/${region}/${SERVICE}/aws4_request`;
  const key = [day, region, SERVICE, "aws4_request"].reduce(hmac, `AWS4${credentials.secretAccessKey}`);
  const signature = hmac(key, [ALGORITHM, stamp, scope, sha256(canonical)].join("\n")).toString("hex");
  const authorization = `${ALGORITHM} Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  const { host, ...sent } = all;
  return { ...sent, authorization };
}

const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const hmac = (key, text) => createHmac("sha256", key).update(text).digest();
