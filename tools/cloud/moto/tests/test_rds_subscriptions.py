from unittest import TestCase

from botocore.exceptions import ClientError
from cloud import client


class Sources(TestCase):
    def setUp(self):
        self.rds = client("rds")
        self.topic = client("sns").create_topic(Name="alerts")["TopicArn"]
        self.rds.create_event_subscription(
            SubscriptionName="watch",
            SnsTopicArn=self.topic,
            SourceType="db-instance",
            EventCategories=["failure"],
            SourceIds=["one"],
            Enabled=True,
        )
        self.addCleanup(self.rds.delete_event_subscription, SubscriptionName="watch")

    def read(self):
        return self.rds.describe_event_subscriptions(SubscriptionName="watch")["EventSubscriptionsList"][0]

    def test_are_added_and_removed(self):
        watch = {"SubscriptionName": "watch"}
        self.rds.add_source_identifier_to_subscription(**watch, SourceIdentifier="other")
        self.rds.add_source_identifier_to_subscription(**watch, SourceIdentifier="other")
        self.assertEqual(self.read()["SourceIdsList"], ["one", "other"])
        answer = self.rds.remove_source_identifier_from_subscription(**watch, SourceIdentifier="one")
        self.assertEqual(answer["EventSubscription"]["SourceIdsList"], ["other"])
        self.assertEqual(self.read()["SourceIdsList"], ["other"])

    def test_that_are_not_there_are_refused(self):
        for name, source, code in (("watch", "never", "SourceNotFound"), ("never", "one", "SubscriptionNotFound")):
            with self.assertRaises(ClientError) as refused:
                self.rds.remove_source_identifier_from_subscription(SubscriptionName=name, SourceIdentifier=source)
            self.assertIn(code, refused.exception.response["Error"]["Code"])

    def test_stay_when_something_else_changes(self):
        self.rds.modify_event_subscription(SubscriptionName="watch", EventCategories=["deletion"], Enabled=False)
        changed = self.read()
        self.assertEqual(changed["EventCategoriesList"], ["deletion"])
        self.assertEqual((changed["Enabled"], changed["SourceIdsList"]), (False, ["one"]))
        self.assertEqual(changed["SnsTopicArn"], self.topic)
