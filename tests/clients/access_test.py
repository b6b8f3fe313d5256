"""boto3 and the AWS CLI over HTTP against a server that knows its access keys: right secrets, wrong ones and unknown keys."""

import hashlib
import os
import subprocess
import unittest

import boto3
from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from botocore.httpsession import URLLib3Session

from server import Server


def setUpModule():
    global server
    server = Server("--access-key", "AKIAALICE=right", "--account", "AKIAALICE=111122223333", "--enforce-policies")


def tearDownModule():
    server.stop()


def client(key="AKIAALICE", secret="right"):
    return boto3.client(
        "dynamodb", endpoint_url=server.url, region_name="eu-west-1", aws_access_key_id=key, aws_secret_access_key=secret
    )


BODY = b"{}"


class PresignedCall(SigV4QueryAuth):
    """botocore moves a body into the query when it presigns; this one signs the body where it is."""

    def payload(self, request):
        return hashlib.sha256(BODY).hexdigest()


class Boto3(unittest.TestCase):
    def refusal(self, **credentials):
        with self.assertRaises(ClientError) as caught:
            client(**credentials).list_tables()
        return caught.exception.response["Error"]

    def test_the_right_secret_opens_the_account_of_its_key(self):
        self.assertEqual(client().list_tables()["TableNames"], [])

    def test_a_wrong_secret_is_told_what_it_should_have_signed(self):
        refusal = self.refusal(secret="wrong")
        self.assertEqual(refusal["Code"], "InvalidSignatureException")
        self.assertTrue(refusal["Message"].startswith("The request signature we calculated does not match"))
        self.assertIn("x-amz-target:DynamoDB_20120810.ListTables", refusal["Message"])

    def test_an_unknown_key_is_refused(self):
        refusal = self.refusal(key="AKIANOBODY")
        self.assertEqual(refusal["Code"], "UnrecognizedClientException")
        self.assertEqual(refusal["Message"], "The security token included in the request is invalid.")

    def test_a_presigned_query_is_verified(self):
        for secret, status in (("right", 200), ("wrong", 400)):
            request = AWSRequest(
                "POST", server.url + "/",
                headers={"X-Amz-Target": "DynamoDB_20120810.ListTables", "Content-Type": "application/x-amz-json-1.0"},
            )
            PresignedCall(Credentials("AKIAALICE", secret), "dynamodb", "eu-west-1").add_auth(request)
            request.data = BODY
            response = URLLib3Session().send(request.prepare())
            self.assertEqual(response.status_code, status, response.text)

    def test_a_policy_is_enforced(self):
        alice = client()
        arn = alice.create_table(
            TableName="Music", BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        )["TableDescription"]["TableArn"]
        policy = f'{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Principal":"*","Action":"dynamodb:Scan","Resource":"{arn}"}}]}}'
        alice.put_resource_policy(ResourceArn=arn, Policy=policy)
        with self.assertRaises(ClientError) as caught:
            alice.scan(TableName="Music")
        self.assertEqual(caught.exception.response["Error"]["Code"], "AccessDeniedException")
        alice.delete_table(TableName="Music")


class CommandLine(unittest.TestCase):
    def run_with(self, secret):
        environment = {**os.environ, "AWS_ACCESS_KEY_ID": "AKIAALICE", "AWS_SECRET_ACCESS_KEY": secret}
        command = ["aws", "dynamodb", "list-tables", "--endpoint-url", server.url]
        return subprocess.run(command, capture_output=True, text=True, env=environment)

    def test_the_secret_decides(self):
        self.assertEqual(self.run_with("right").returncode, 0)
        wrong = self.run_with("wrong")
        self.assertNotEqual(wrong.returncode, 0)
        self.assertIn("InvalidSignatureException", wrong.stderr)


if __name__ == "__main__":
    unittest.main()
