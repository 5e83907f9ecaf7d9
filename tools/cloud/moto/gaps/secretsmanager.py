import json

from moto.rds.models import rds_backends
from moto.secretsmanager.models import SecretsManagerBackend

from .patch import around


@around(SecretsManagerBackend, "rotate_secret")
def rotate_for_rds(original, self, secret_id, *args, **kwargs):
    """
    AWS lets RDS rotate the secrets that RDS manages, which takes no Lambda function; moto makes a version without value.
    https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_managed.html
    """
    secret = self.describe_secret(secret_id)
    managed = managed_by_rds(self, secret.arn)
    if not managed or not kwargs.get("rotate_immediately", True):
        return original(self, secret_id, *args, **kwargs)
    managed.rotate_secret()
    return json.dumps({"ARN": secret.arn, "Name": secret.name, "VersionId": secret.default_version_id})


def managed_by_rds(backend, arn):
    for instance in rds_backends[backend.account_id][backend.region_name].databases.values():
        secret = getattr(instance, "master_user_secret", None)
        if secret and secret.secret_arn == arn:
            return secret
    return None
