import json
from unittest import TestCase

from cloud import client


def queue_of(rule, pattern, **target):
    """The queue that gets what a new rule matches."""
    sqs, events = client("sqs"), client("events")
    url = sqs.create_queue(QueueName=rule)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.put_rule(Name=rule, EventPattern=json.dumps(pattern))
    events.put_targets(Rule=rule, Targets=[{"Id": "queue", "Arn": arn, **target}])
    return url


def tell(source, detail):
    entry = {"Source": source, "DetailType": "News", "Resources": ["arn:one"], "Detail": json.dumps(detail)}
    client("events").put_events(Entries=[entry])


def received(url):
    return [json.loads(message["Body"]) for message in client("sqs").receive_message(QueueUrl=url)["Messages"]]


class Delivery(TestCase):
    def test_an_event_comes_as_it_was_told(self):
        url = queue_of("whole", {"source": ["whole"]})
        detail = {"<id>": 'said "<source>"', "list": [{"one": None}], "yes": True}
        tell("whole", detail)
        (event,) = received(url)
        self.assertRegex(event.pop("id"), "^[0-9a-f-]{36}$")
        self.assertRegex(event.pop("time"), r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        expected = {
            "version": "0",
            "detail-type": "News",
            "source": "whole",
            "account": "222222222222",
            "region": "eu-west-1",
            "resources": ["arn:one"],
            "detail": detail,
        }
        self.assertEqual(event, expected)

    def test_a_target_may_transform_it(self):
        transformer = {"InputPathsMap": {"what": "$.detail.what"}, "InputTemplate": '{"news": "<what>"}'}
        url = queue_of("transformed", {"source": ["transformed"]}, InputTransformer=transformer)
        tell("transformed", {"what": "rain"})
        self.assertEqual(received(url), [{"news": "rain"}])
