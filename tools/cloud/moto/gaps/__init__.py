"""
What AWS does and moto 5.2.5 does not, as far as the platform meets it: one file a service, one function a gap.

Importing a file closes its gaps.
"""

from importlib import import_module

SERVICES = (
    "applicationautoscaling",
    "awslambda",
    "cloudfront",
    "ec2",
    "ecr",
    "events",
    "iam",
    "kms",
    "logs",
    "rds",
    "rds_subnets",
    "rds_subscriptions",
    "rds_versions",
    "route53",
    "s3",
    "secretsmanager",
    "sqs",
    "ssm",
)


def close_gaps():
    for service in SERVICES:
        import_module(f"gaps.{service}")
