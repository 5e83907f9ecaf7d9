from unittest import TestCase

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from cloud import client


class Tags(TestCase):
    def test_are_kept_by_parameter(self):
        ssm = client("ssm")
        for name in ("/tags/one", "/tags/two"):
            ssm.put_parameter(Name=name, Value="value", Type="String", Overwrite=True)
        ssm.add_tags_to_resource(
            ResourceType="Parameter", ResourceId="/tags/one", Tags=[{"Key": "name", "Value": "value"}]
        )
        tags = [
            ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId=name)["TagList"]
            for name in ("/tags/one", "/tags/two")
        ]
        self.assertEqual(tags, [[{"Key": "name", "Value": "value"}], []])


class Refusals(TestCase):
    def setUp(self):
        # What boto3 would refuse itself must reach the cloud.
        unchecked = Config(parameter_validation=False, retries={"max_attempts": 1})
        self.ssm = boto3.client("ssm", config=unchecked)

    def refused(self, operation, **asked):
        with self.assertRaises(ClientError) as refused:
            getattr(self.ssm, operation)(**asked)
        error = refused.exception.response["Error"]
        self.assertEqual(error["Code"], "ValidationException")
        return error["Message"]

    def put(self, **asked):
        return self.refused("put_parameter", **{"Name": "/refused", "Value": "value", "Type": "String", **asked})

    def test_of_what_the_model_refuses(self):
        for words, asked in (
            ("'name' failed to satisfy constraint: Member must have length less than", {"Name": "x" * 2049}),
            ("'type' failed to satisfy constraint: Member must satisfy enum value set", {"Type": "Text"}),
            ("'keyId' failed to satisfy constraint: Member must satisfy regular expression", {"KeyId": "a key"}),
            ("'tier' failed", {"Tier": "Free"}),
            ("'tags.1.member.key' failed to satisfy constraint", {"Tags": [{"Key": "", "Value": ""}]}),
            ("Value null at 'value' failed to satisfy constraint: Member must not be null", {"Value": None}),
        ):
            self.assertIn(words, self.put(**asked))
        many = [f"/p{number}" for number in range(11)]
        self.assertIn("'names' failed", self.refused("get_parameters", Names=many))
        self.assertIn("'names' failed", self.refused("delete_parameters", Names=many))
        self.assertIn("'maxResults' failed", self.refused("get_parameters_by_path", Path="/", MaxResults=11))
        self.assertIn("2 validation errors", self.put(Type="Text", Tier="Free"))

    def test_of_what_the_model_does_not_say(self):
        for words, asked in (
            ("can't nest another parameter", {"Value": "{{name}}"}),
            ("can't nest another parameter", {"Value": "a {{ssm:/other}} b"}),
            ("maximum parameter value of 4096", {"Value": "x" * 4097}),
            ("maximum parameter value of 8192", {"Value": "x" * 8193, "Tier": "Intelligent-Tiering"}),
            ("cannot be validated against allowedPattern", {"Value": "abc", "AllowedPattern": "^\\d+$"}),
            ("must be a fully qualified name", {"Name": "no/root"}),
            ("sub-paths", {"Name": "/with a blank"}),
            ("Hierarchy level limit", {"Name": "/a" * 16}),
        ):
            self.assertIn(words, self.put(**asked))

    def test_not_of_what_looks_alike(self):
        for number, value in enumerate(('{"a":{"b":1}}', "{{", "}} {{", "x" * 4096)):
            self.ssm.put_parameter(Name=f"/kept/{number}", Value=value, Type="String")
            self.assertEqual(self.ssm.get_parameter(Name=f"/kept/{number}")["Parameter"]["Value"], value)
        self.ssm.put_parameter(Name="/kept/large", Value="x" * 8192, Type="SecureString", Tier="Intelligent-Tiering")
        self.ssm.put_parameter(Name="kept-alone", Value="12", Type="String", AllowedPattern="^\\d+$")
