from unittest import TestCase

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
