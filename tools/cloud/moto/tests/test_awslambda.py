import io
import zipfile
from unittest import TestCase

from cloud import ROLE, client, make_key

DEAD_LETTERS = "arn:aws:sqs:eu-west-1:222222222222:dead"


def archive():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("index.js", "exports.handler = async () => 1")
    return content.getvalue()


class Configuration(TestCase):
    def setUp(self):
        client("iam").create_role(RoleName=self.id()[-60:], AssumeRolePolicyDocument="{}")
        self.name = self.id().replace(".", "-")
        self.functions = client("lambda")

    def create(self, **configuration):
        role = client("iam").get_role(RoleName=self.id()[-60:])["Role"]["Arn"]
        self.functions.create_function(
            FunctionName=self.name,
            Role=role,
            Runtime="nodejs20.x",
            Handler="index.handler",
            Code={"ZipFile": archive()},
            **configuration,
        )
        return self.read()

    def read(self):
        return self.functions.get_function_configuration(FunctionName=self.name)

    def test_is_kept(self):
        key = make_key()
        logging = {"LogFormat": "JSON", "ApplicationLogLevel": "INFO", "SystemLogLevel": "WARN", "LogGroup": "/lambda/x"}
        kept = self.create(DeadLetterConfig={"TargetArn": DEAD_LETTERS}, KMSKeyArn=key, LoggingConfig=logging)
        self.assertEqual(kept["DeadLetterConfig"], {"TargetArn": DEAD_LETTERS})
        self.assertEqual(kept["KMSKeyArn"], key)
        self.assertEqual(kept["LoggingConfig"], logging)

    def test_has_the_defaults_of_aws(self):
        made = self.create()
        self.assertNotIn("DeadLetterConfig", made)
        self.assertEqual(made["LoggingConfig"], {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{self.name}"})

    def test_can_be_changed(self):
        self.create(DeadLetterConfig={"TargetArn": DEAD_LETTERS})
        key = make_key()
        self.functions.update_function_configuration(
            FunctionName=self.name, DeadLetterConfig={"TargetArn": ""}, KMSKeyArn=key
        )
        changed = self.read()
        self.assertNotIn("DeadLetterConfig", changed)
        self.assertEqual(changed["KMSKeyArn"], key)
