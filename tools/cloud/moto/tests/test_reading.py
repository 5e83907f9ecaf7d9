import sys
from pathlib import Path
from unittest import TestCase

sys.path.append(str(Path(__file__).parents[1]))
from reading import is_read  # noqa: E402


class Reading(TestCase):
    def test_of_names_and_methods(self):
        reads = (
            "GetParameter",
            "ListRoles",
            "DescribeVpcs",
            "BatchGetImage",
            "BatchCheckLayerAvailability",
            "FilterLogEvents",
            "Decrypt",
            "ReceiveMessage",
            "GetCallerIdentity",
            "GET /bucket/key",
            "HEAD /bucket",
        )
        self.assertEqual([name for name in reads if not is_read(name)], [])

    def test_whatever_is_not_known_to_read_changes(self):
        changes = (
            "PutParameter",
            "AssumeRole",
            "GetSessionToken",
            "GetawayCar",
            "Listen",
            "UpdateTestimony",
            "POST /bucket",
            "PUT /bucket/GetThis",
            "DELETE /x",
            "?",
        )
        self.assertEqual([name for name in changes if is_read(name)], [])
