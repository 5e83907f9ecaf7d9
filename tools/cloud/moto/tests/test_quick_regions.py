import subprocess
import sys
from unittest import TestCase

from moto_process import SERVE

PROGRAM = """
import sys
from botocore.session import Session
if sys.argv[1:]:
    sys.path.append(sys.argv[1])
    import quick_regions
session = Session()
for service in ("ec2", "s3", "iam", "logs", "elbv2", "cloudwatch", "application-autoscaling", "nonsense"):
    for partition in session.get_available_partitions():
        print(service, partition, session.get_available_regions(service, partition))
"""


def said_by(*arguments):
    command = [sys.executable, "-s", "-c", PROGRAM, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


class Regions(TestCase):
    def test_are_those_that_botocore_finds(self):
        self.assertIn("eu-west-1", said_by())
        self.assertEqual(said_by(str(SERVE.parent)), said_by())
