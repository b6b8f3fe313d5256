//! Which operation a request is, and the operations that are built.

use super::error::code;
use super::generated::OPERATIONS;
use super::{
    Answer, Call, Error, Request, abort_multipart_upload, bucket_tagging, complete_multipart_upload, copy_object, create_bucket,
    create_multipart_upload, delete_bucket, delete_object, delete_objects, get_bucket_location, get_object, head_bucket,
    list_buckets, list_multipart_uploads, list_objects, list_parts, object_tagging, put_object, upload_part,
};
use crate::Host;
use crate::bucket::RequestIds;
use crate::head::{Head, encoded};

/// Runs one operation.
type Run = fn(&mut Call<'_>) -> Result<Answer, Error>;

/// The operations that are built.
static BUILT: &[(&str, Run)] = &[
    ("AbortMultipartUpload", abort_multipart_upload::run),
    ("CompleteMultipartUpload", complete_multipart_upload::run),
    ("CopyObject", copy_object::run),
    ("CreateBucket", create_bucket::run),
    ("CreateMultipartUpload", create_multipart_upload::run),
    ("DeleteBucket", delete_bucket::run),
    ("DeleteBucketTagging", bucket_tagging::delete),
    ("DeleteObject", delete_object::run),
    ("DeleteObjectTagging", object_tagging::delete),
    ("DeleteObjects", delete_objects::run),
    ("GetBucketLocation", get_bucket_location::run),
    ("GetBucketTagging", bucket_tagging::get),
    ("GetObject", get_object::run),
    ("GetObjectTagging", object_tagging::get),
    ("HeadBucket", head_bucket::run),
    ("HeadObject", get_object::run),
    ("ListBuckets", list_buckets::run),
    ("ListMultipartUploads", list_multipart_uploads::run),
    ("ListObjects", list_objects::run_first_version),
    ("ListObjectsV2", list_objects::run),
    ("ListParts", list_parts::run),
    ("PutBucketTagging", bucket_tagging::put),
    ("PutObject", put_object::run),
    ("PutObjectTagging", object_tagging::put),
    ("UploadPart", upload_part::run),
    ("UploadPartCopy", upload_part::run_copy),
];

/// Answers a request. `call` says who asks, or why that is not known.
pub fn answer(host: &dyn Host, is_head: bool, call: Result<Call<'_>, Error>) -> Answer {
    let RequestIds { request: request_id, host: host_id } = RequestIds::draw(host);
    let answered = call.and_then(|mut call| run(&mut call));
    let mut answer = answered.unwrap_or_else(|error| error.answer(&request_id, &host_id));
    answer.header("x-amz-id-2", host_id).header("x-amz-request-id", request_id).header("server", "AmazonS3");
    answer.finished(is_head)
}

/// What a request asks for: the names of the operation, the bucket and the key, as paths write them; those that it does not have are empty.
pub fn asked(head: Head<'_>) -> String {
    let Ok(request) = Request::read(head, Vec::new()) else { return "  ".to_owned() };
    let part = |name: &Option<String>| encoded(name.as_deref().unwrap_or_default(), b"");
    [operation(&request).unwrap_or_default(), &part(&request.bucket), &part(&request.key)].join(" ")
}

fn run(call: &mut Call<'_>) -> Result<Answer, Error> {
    let name = operation(&call.request)?;
    let run = BUILT.iter().find(|(built, _)| *built == name).map(|(_, run)| run);
    run.ok_or_else(|| Error::not_built(name)).and_then(|run| run(call))
}

/// The operation of all those that `request` could be whose parameters and headers it has most of.
fn operation(request: &Request<'_>) -> Result<&'static str, Error> {
    let target = match (&request.bucket, &request.key) {
        (None, _) => "service",
        (Some(_), None) => "bucket",
        (Some(_), Some(_)) => "object",
    };
    let mut best: Option<(&str, usize)> = None;
    for line in OPERATIONS.lines() {
        let mut words = line.split(' ');
        let (Some(name), Some(method), Some(kind)) = (words.next(), words.next(), words.next()) else { continue };
        if method != request.head.method || kind != target {
            continue;
        }
        let demands = words.clone().count();
        if words.all(|demand| has(request, demand)) && best.is_none_or(|(_, most)| demands > most) {
            best = Some((name, demands));
        }
    }
    let refused = || {
        let error = Error::new(&code::METHOD_NOT_ALLOWED).with("Method", request.head.method);
        error.with("ResourceType", target.to_uppercase())
    };
    best.map(|(name, _)| name).ok_or_else(refused)
}

/// Whether the request has what an operation demands: `name` of a parameter, `name=value`, or `name:` of a header.
fn has(request: &Request<'_>, demand: &str) -> bool {
    if let Some(header) = demand.strip_suffix(':') {
        return request.header(header).is_some();
    }
    match demand.split_once('=') {
        Some((name, value)) => request.parameter(name) == Some(value),
        None => request.parameter(demand).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_told() {
        let of = |method, uri| asked(Head { method, uri, headers: &[] });
        assert_eq!(of("PUT", "/bucket/a/b%20c%FF"), "  ");
        assert_eq!(of("PUT", "/bucket/a/%C3%BC?tagging"), "PutObjectTagging bucket a%2F%C3%BC");
        assert_eq!(of("GET", "/"), "ListBuckets  ");
        assert_eq!(of("PATCH", "/bucket/a"), " bucket a");
    }

    fn of(method: &str, uri: &str, headers: &[(&str, &str)]) -> &'static str {
        let request = Request::read(Head { method, uri, headers }, Vec::new()).unwrap();
        operation(&request).unwrap_or("none")
    }

    #[test]
    fn every_operation_that_is_built_is_found() {
        const SOURCE: [(&str, &str); 1] = [("x-amz-copy-source", "a/b")];
        type Example = (&'static str, &'static str, &'static [(&'static str, &'static str)], &'static str);
        let examples: [Example; 26] = [
            ("GET", "/", &[], "ListBuckets"),
            ("PUT", "/b", &[], "CreateBucket"),
            ("HEAD", "/b/", &[], "HeadBucket"),
            ("DELETE", "/b", &[], "DeleteBucket"),
            ("GET", "/b?location", &[], "GetBucketLocation"),
            ("GET", "/b", &[], "ListObjects"),
            ("GET", "/b?list-type=2&prefix=a", &[], "ListObjectsV2"),
            ("GET", "/b?uploads", &[], "ListMultipartUploads"),
            ("POST", "/b?delete", &[], "DeleteObjects"),
            ("PUT", "/b?tagging", &[], "PutBucketTagging"),
            ("GET", "/b?tagging=", &[], "GetBucketTagging"),
            ("DELETE", "/b?tagging", &[], "DeleteBucketTagging"),
            ("PUT", "/b/k?x-id=PutObject", &[], "PutObject"),
            ("PUT", "/b/k", &SOURCE, "CopyObject"),
            ("PUT", "/b/k?partNumber=1&uploadId=2", &[], "UploadPart"),
            ("PUT", "/b/k?partNumber=1&uploadId=2", &SOURCE, "UploadPartCopy"),
            ("POST", "/b/k?uploads", &[], "CreateMultipartUpload"),
            ("POST", "/b/k?uploadId=2", &[], "CompleteMultipartUpload"),
            ("DELETE", "/b/k?uploadId=2", &[], "AbortMultipartUpload"),
            ("GET", "/b/k?uploadId=2", &[], "ListParts"),
            ("GET", "/b/k?partNumber=2", &[], "GetObject"),
            ("HEAD", "/b/k", &[], "HeadObject"),
            ("DELETE", "/b/k", &[], "DeleteObject"),
            ("GET", "/b/k?tagging", &[], "GetObjectTagging"),
            ("PUT", "/b/k?tagging", &[], "PutObjectTagging"),
            ("DELETE", "/b/k?tagging", &[], "DeleteObjectTagging"),
        ];
        for (method, uri, headers, name) in examples {
            assert_eq!(of(method, uri, headers), name, "{method} {uri}");
            assert!(BUILT.iter().any(|(built, _)| *built == name), "{name}");
        }
        assert_eq!(BUILT.len(), examples.len());
    }

    #[test]
    fn others_are_known_by_their_names() {
        assert_eq!(of("PUT", "/b?versioning", &[]), "PutBucketVersioning");
        assert_eq!(of("GET", "/b?lifecycle", &[]), "GetBucketLifecycleConfiguration");
        assert_eq!(of("GET", "/b?analytics&id=a", &[]), "GetBucketAnalyticsConfiguration");
        assert_eq!(of("PATCH", "/b/k", &[]), "none");
    }
}
