from moto.rds.exceptions import RDSClientError
from moto.rds.models import DBInstance, RDSBackend

from .patch import around

# The minor version that each major was at when the Postgres that npm brings (17.10) came out, on the same day for all:
# https://www.postgresql.org/support/versioning/. RDS makes an instance of `17` in the minor version that it prefers.
MINOR_VERSIONS = {"13": "23", "14": "23", "15": "18", "16": "14", "17": "10", "18": "4"}


@around(DBInstance, "__init__")
def make_in_full_version(original, self, *args, **kwargs):
    """RDS answers the whole version, whatever was asked for; moto repeats the question."""
    if kwargs.get("engine") == "postgres" and kwargs.get("engine_version"):
        kwargs["engine_version"] = in_full(kwargs["engine_version"])
    return original(self, *args, **kwargs)


@around(RDSBackend, "modify_db_instance")
def change_version(original, self, db_instance_identifier, db_kwargs):
    """
    A new major version only with the switch for it, and none that is older.
    https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html
    """
    instance = self.describe_db_instances(db_instance_identifier)[0]
    asked = db_kwargs.get("engine_version")
    if asked and instance.engine == "postgres":
        allowed = db_kwargs.get("allow_major_version_upgrade", False)
        db_kwargs["engine_version"] = next_version(instance.engine_version, str(asked), allowed)
    return original(self, db_instance_identifier, db_kwargs)


def next_version(current, asked, allow_major):
    if asked == major_of(current):
        return current
    wanted = in_full(asked)
    if numbers(wanted) < numbers(current):
        refuse(f"Cannot upgrade postgres from {current} to {wanted}")
    if major_of(wanted) != major_of(current) and not allow_major:
        refuse("The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.")
    return wanted


def refuse(message):
    raise RDSClientError("InvalidParameterCombination", message)


def in_full(version):
    minor = MINOR_VERSIONS.get(version)
    return f"{version}.{minor}" if minor else version


def major_of(version):
    return version.partition(".")[0]


def numbers(version):
    return [int(part) for part in version.split(".") if part.isdigit()]
