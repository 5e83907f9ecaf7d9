"""Database."""

from .bound import Bound, longest, one_of, text, within
from .windows import is_window, windows_differ

IDENTIFIER = r"[a-zA-Z](?:-?[a-zA-Z0-9])*"
TAG = r"[\w\s.:/=+\-@]*"
TAGS_OF_RDS = (
    "can't be prefixed with aws: or rds: . The string can only contain only the set of Unicode letters, digits, "
    "white-space, '_', '.', ':', '/', '=', '+', '-', '@'"
)


def is_retention(days):
    return days in (7, 731) or (days % 31 == 0 and 1 <= days // 31 <= 23)


SOURCES = (
    *("db-instance", "db-cluster", "db-parameter-group", "db-security-group", "db-snapshot", "db-cluster-snapshot"),
    *("db-proxy", "zero-etl", "custom-engine-version", "blue-green-deployment"),
)

BOUNDS = (
    *(
        Bound(
            "rds",
            f"{operation}DBInstance.DBInstanceIdentifier",
            *text(IDENTIFIER, 63),
            (
                "Must contain from 1 to 63 letters, numbers, or hyphens. First character must be a letter. Can't "
                "end with a hyphen or contain two consecutive hyphens"
            ),
            said_of="CreateDBInstance.DBInstanceIdentifier",
        )
        for operation in ("Create", "Modify", "Delete")
    ),
    Bound(
        "rds",
        "CreateDBInstance.DBName",
        *text("[a-zA-Z_][a-zA-Z0-9_]*", 63),
        "Must contain 1 to 63 letters, numbers, or underscores. Must begin with a letter",
    ),
    Bound(
        "rds",
        "CreateDBInstance.MasterUsername",
        *text("[a-zA-Z][a-zA-Z0-9_]*", 16),
        "Must be 1 to 16 letters, numbers, or underscores. First character must be a letter",
    ),
    Bound(
        "rds",
        "*.DBParameterGroupName",
        *text(rf"{IDENTIFIER}|default\..*", 255),
        "Must be 1 to 255 letters, numbers, or hyphens",
        said_of="CreateDBParameterGroup.DBParameterGroupName",
    ),
    Bound(
        "rds",
        "*.DBSubnetGroupName",
        *text(r"(?!default$)[a-zA-Z][a-zA-Z0-9._ -]*", 255),
        (
            "Must contain no more than 255 letters, numbers, periods, underscores, spaces, or hyphens. Must not be "
            "default. First character must be a letter"
        ),
        said_of="CreateDBSubnetGroup.DBSubnetGroupName",
    ),
    Bound(
        "rds",
        "CreateDBSubnetGroup.SubnetIds",
        "at least two",
        lambda value: len(value) >= 2,
        "DB subnet groups must contain at least one subnet in at least two AZs in the Amazon Web Services Region",
        said_of="CreateDBSubnetGroup",
    ),
    Bound(
        "rds",
        "*DBInstance.AllocatedStorage",
        *within(20, 65536),
        "Must be an integer from 20 to 65536",
        said_of="CreateDBInstance.AllocatedStorage",
    ),
    Bound(
        "rds",
        "*DBInstance.BackupRetentionPeriod",
        *within(0, 35),
        "Must be a value from 0 to 35",
        said_of="CreateDBInstance.BackupRetentionPeriod",
    ),
    Bound(
        "rds",
        "*DBInstance.PreferredBackupWindow",
        "hh24:mi-hh24:mi, at least 30 minutes",
        is_window(days=False),
        (
            "Must be in the format hh24:mi-hh24:mi . Must be in Universal Coordinated Time (UTC). Must not conflict"
            " with the preferred maintenance window. Must be at least 30 minutes"
        ),
        said_of="CreateDBInstance.PreferredBackupWindow",
    ),
    Bound(
        "rds",
        "*DBInstance.PreferredMaintenanceWindow",
        "ddd:hh24:mi-ddd:hh24:mi, at least 30 minutes",
        is_window(days=True),
        (
            "Must be in the format ddd:hh24:mi-ddd:hh24:mi . The day values must be mon | tue | wed | thu | fri | "
            "sat | sun . Must be in Universal Coordinated Time (UTC). Must not conflict with the preferred backup "
            "window. Must be at least 30 minutes"
        ),
        said_of="CreateDBInstance.PreferredMaintenanceWindow",
    ),
    Bound(
        "rds",
        "*DBInstance",
        "windows that do not meet",
        windows_differ,
        "Must not conflict with the preferred maintenance window",
        said_of="CreateDBInstance.PreferredBackupWindow",
    ),
    # Left out, as AWS does not hold it: "If you specify io1 , io2 , or gp3 , you must also include a value for the Iops
    # parameter". RDS itself sets what gp3 has at least, and its own CDK sends none:
    # https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage
    # https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_rds.StorageType.html
    Bound(
        "rds",
        "*DBInstance.StorageType",
        *one_of("gp2", "gp3", "io1", "io2", "standard"),
        "Valid Values: gp2 | gp3 | io1 | io2 | standard",
        said_of="CreateDBInstance.StorageType",
    ),
    Bound(
        "rds",
        "CreateDBInstance.EnableCloudwatchLogsExports.*",
        *one_of("postgresql", "upgrade", "iam-db-auth-error"),
        "RDS for PostgreSQL - postgresql | upgrade | iam-db-auth-error",
        said_of="CreateDBInstance.EnableCloudwatchLogsExports",
    ),
    Bound(
        "rds",
        "*DBInstance.MonitoringInterval",
        *one_of(0, 1, 5, 10, 15, 30, 60),
        "Valid Values: 0 | 1 | 5 | 10 | 15 | 30 | 60",
        said_of="CreateDBInstance.MonitoringInterval",
    ),
    Bound(
        "rds",
        "CreateDBInstance",
        "MonitoringRoleArn with a MonitoringInterval, or neither",
        lambda asked: bool(asked.get("MonitoringInterval")) == bool(asked.get("MonitoringRoleArn")),
        "If MonitoringInterval is set to a value other than 0 , then you must supply a MonitoringRoleArn value",
        said_of="CreateDBInstance.MonitoringRoleArn",
    ),
    Bound(
        "rds",
        "*DBInstance.PerformanceInsightsRetentionPeriod",
        "7, 731, or months of 31 days",
        is_retention,
        "Valid Values: 7 month * 31, where month is a number of months from 1-23",
        said_of="CreateDBInstance.PerformanceInsightsRetentionPeriod",
    ),
    Bound(
        "rds",
        "DeleteDBInstance.FinalDBSnapshotIdentifier",
        *text(IDENTIFIER, 255),
        (
            "Must be 1 to 255 letters or numbers. First character must be a letter. Can't end with a hyphen or "
            "contain two consecutive hyphens"
        ),
    ),
    Bound(
        "rds",
        "DeleteDBInstance",
        "FinalDBSnapshotIdentifier, unless SkipFinalSnapshot",
        lambda asked: bool(asked.get("SkipFinalSnapshot")) != bool(asked.get("FinalDBSnapshotIdentifier")),
        "If you enable this parameter and also enable SkipFinalShapshot, the command results in an error",
        said_of="DeleteDBInstance.FinalDBSnapshotIdentifier",
    ),
    Bound(
        "rds",
        "*DBParameterGroup.Parameters",
        "at most 20",
        lambda value: len(value) <= 20,
        "A maximum of 20 parameters can be modified in a single request",
        said_of="ModifyDBParameterGroup.Parameters",
    ),
    Bound(
        "rds",
        "*EventSubscription.SubscriptionName",
        *longest(254),
        "The name must be less than 255 characters",
        said_of="CreateEventSubscription.SubscriptionName",
    ),
    Bound(
        "rds",
        "*EventSubscription.SourceIds.*",
        *text(IDENTIFIER),
        (
            "An identifier must begin with a letter and must contain only ASCII letters, digits, and hyphens. It "
            "can't end with a hyphen or contain two consecutive hyphens"
        ),
        said_of="CreateEventSubscription.SourceIds",
    ),
    Bound(
        "rds",
        "CreateEventSubscription",
        "SourceType beside SourceIds",
        lambda asked: not asked.get("SourceIds") or bool(asked.get("SourceType")),
        "If SourceIds are supplied, SourceType must also be provided",
        said_of="CreateEventSubscription.SourceIds",
    ),
    Bound(
        "rds",
        "*.Tags.*.Key",
        *text(rf"(?!aws:|rds:){TAG}", 128),
        f"The string value can be from 1 to 128 Unicode characters in length and {TAGS_OF_RDS}",
        said_of="CreateDBInstance.Tags.*.Key",
    ),
    Bound(
        "rds",
        "*.Tags.*.Value",
        *text(rf"(?!aws:|rds:){TAG}", 256),
        f"The string value can be from 1 to 256 Unicode characters in length and {TAGS_OF_RDS}",
        said_of="CreateDBInstance.Tags.*.Value",
    ),
    Bound(
        "rds",
        "CreateEventSubscription.SourceType",
        *one_of(*SOURCES),
        f"Valid Values: {' | '.join(SOURCES)}",
    ),
)
