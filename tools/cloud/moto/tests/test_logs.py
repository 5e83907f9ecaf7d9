from unittest import TestCase

from cloud import client


class LogGroup(TestCase):
    def test_has_a_class(self):
        logs = client("logs")
        logs.create_log_group(logGroupName="/class/default")
        logs.create_log_group(logGroupName="/class/rare", logGroupClass="INFREQUENT_ACCESS")
        groups = logs.describe_log_groups(logGroupNamePrefix="/class/")["logGroups"]
        self.assertEqual([group["logGroupClass"] for group in groups], ["STANDARD", "INFREQUENT_ACCESS"])
