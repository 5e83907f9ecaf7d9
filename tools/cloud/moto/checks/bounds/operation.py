"""Logs, alarms, dashboards, topics and scaling."""

from .bound import Bound, not_begun_by, one_of, text, within

RETENTION = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653)
PRINTABLE = r"[\x20-\x7e]*[\x21-\x7e][\x20-\x7e]*"
PERIOD = "PutMetricAlarm.Period"
OF_ONE_METRIC = {"Namespace", "Dimensions", "Period", "Unit", "Statistic", "ExtendedStatistic"}
QUERY = "PutMetricAlarm.Metrics.*"


def is_period(seconds):
    return seconds in (1, 5, 10, 20, 30) or (seconds > 0 and seconds % 60 == 0)


def is_short(alarm):
    """Whether all periods that an alarm looks at are no longer than CloudWatch looks back."""
    periods = [
        alarm.get("Period", 0),
        *(metric.get("MetricStat", {}).get("Period", 0) for metric in alarm.get("Metrics", [])),
    ]
    longest = max(periods)
    return longest * alarm.get("EvaluationPeriods", 1) <= (86_400 if longest < 3600 else 604_800)


def is_of_metric(alarm):
    kinds = [name for name in ("MetricName", "Metrics", "EvaluationCriteria") if name in alarm]
    return len(kinds) == 1 and (kinds[0] == "MetricName" or not OF_ONE_METRIC & alarm.keys())


BOUNDS = (
    Bound(
        "logs",
        "CreateLogGroup.logGroupName",
        *not_begun_by("aws/"),
        "Log group names can't start with the string aws/",
        said_of="CreateLogGroup",
    ),
    Bound(
        "logs",
        "PutRetentionPolicy.retentionInDays",
        *one_of(*RETENTION),
        f"Possible values are: {', '.join(map(str, RETENTION[:-1]))}, and {RETENTION[-1]}",
    ),
    Bound(
        "cloudwatch",
        "*Alarm.AlarmName",
        *text(r"[^\x00-\x1f\x7f]*"),
        "can't contain ASCII control characters",
        said_of="PutMetricAlarm.AlarmName",
    ),
    Bound(
        "cloudwatch",
        "**.Dimensions.*.Name",
        *text(f"(?!:){PRINTABLE}"),
        (
            "Dimension names must contain only ASCII characters, must include at least one non-whitespace "
            "character, and cannot start with a colon"
        ),
        said_of="PutMetricAlarm.Dimensions.*.Name",
    ),
    Bound(
        "cloudwatch",
        "**.Dimensions.*.Value",
        *text(PRINTABLE),
        "Dimension values must contain only ASCII characters and must include at least one non-whitespace character",
        said_of="PutMetricAlarm.Dimensions.*.Value",
    ),
    Bound(
        "cloudwatch",
        PERIOD,
        "10, 20, 30, or a multiple of 60",
        lambda seconds: seconds > 5 and is_period(seconds),
        "Valid values are 10, 20, 30, and any multiple of 60",
    ),
    Bound(
        "cloudwatch",
        f"{QUERY}.MetricStat.Period",
        "1, 5, 10, 20, 30, or a multiple of 60",
        is_period,
        "the period can be 1, 5, 10, 20, 30, 60, or any multiple of 60",
        said_of="PutMetricAlarm.Metrics.*.MetricStat.Period",
    ),
    Bound(
        "cloudwatch",
        "PutMetricAlarm",
        "a day at most for periods below an hour, else a week",
        is_short,
        (
            "Period multiplied by EvaluationPeriods can't be more than 604,800 seconds. For alarms with a period of"
            " less than one hour (3,600 seconds), the total evaluation period can't be longer than one day (86,400 "
            "seconds)"
        ),
        said_of=PERIOD,
    ),
    Bound(
        "cloudwatch",
        "PutMetricAlarm",
        "MetricName with what belongs to it, or Metrics",
        is_of_metric,
        "you must specify either MetricName , a Metrics array, or an EvaluationCriteria",
        said_of="PutMetricAlarm.MetricName",
    ),
    Bound(
        "cloudwatch",
        "PutMetricAlarm",
        "DatapointsToAlarm no more than EvaluationPeriods",
        lambda alarm: alarm.get("DatapointsToAlarm", 0) <= alarm.get("EvaluationPeriods", 1),
        'This is used only if you are setting an "M out of N" alarm',
        said_of="PutMetricAlarm.DatapointsToAlarm",
    ),
    Bound(
        "cloudwatch",
        QUERY,
        "Expression or MetricStat",
        lambda query: ("Expression" in query) != ("MetricStat" in query),
        "you must specify either Expression or MetricStat but not both",
        said_of="PutMetricAlarm.Metrics.*.Expression",
    ),
    Bound(
        "cloudwatch",
        f"{QUERY}.Id",
        *text("[a-z][a-zA-Z0-9_]*"),
        "The valid characters are letters, numbers, and underscore. The first character must be a lowercase letter",
        said_of="PutMetricAlarm.Metrics.*.Id",
    ),
    Bound(
        "cloudwatch",
        "PutMetricAlarm.TreatMissingData",
        *one_of("breaching", "notBreaching", "ignore", "missing"),
        "Valid Values: breaching | notBreaching | ignore | missing",
    ),
    Bound(
        "cloudwatch",
        "PutMetricAlarm.Tags",
        "at most 50",
        lambda value: len(value) <= 50,
        "You can associate as many as 50 tags with an alarm",
    ),
    Bound(
        "cloudwatch",
        "*.Tags.*.Key",
        *not_begun_by("aws:"),
        "Tag keys and values can't begin with aws:",
        source="https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html",
    ),
    Bound(
        "cloudwatch",
        "PutDashboard.DashboardName",
        *text("[a-zA-Z0-9_-]+", 255),
        'The maximum length is 255, and valid characters are A-Z, a-z, 0-9, "-", and "_"',
    ),
    Bound(
        "sns",
        "CreateTopic.Name",
        *text(r"[a-zA-Z0-9_-]+(?:\.fifo)?", 256),
        (
            "Topic names must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and "
            "hyphens, and must be between 1 and 256 characters long"
        ),
    ),
    Bound(
        "application-autoscaling",
        "*.ResourceId",
        "service/cluster/service",
        lambda value: value.count("/") == 2 and value.startswith("service/"),
        "The resource type is service and the unique identifier is the cluster name and service name",
        said_of="PutScalingPolicy.ResourceId",
    ),
    Bound(
        "application-autoscaling",
        "RegisterScalableTarget.MinCapacity",
        *within(0, float("inf")),
        "the minimum value allowed is 0",
    ),
    Bound(
        "application-autoscaling",
        "*.TargetTrackingScalingPolicyConfiguration.TargetValue",
        *within(-(2**360), 2**360),
        "Values must be in the range of -2^360 to 2^360",
        said_of="PutScalingPolicy.TargetTrackingScalingPolicyConfiguration.TargetValue",
    ),
    Bound(
        "application-autoscaling",
        "PutScalingPolicy.TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification",
        "ResourceLabel with ALBRequestCountPerTarget only",
        lambda metric: (
            (metric.get("PredefinedMetricType") == "ALBRequestCountPerTarget") == ("ResourceLabel" in metric)
        ),
        "You can't specify a resource label unless the metric type is ALBRequestCountPerTarget",
        said_of="PutScalingPolicy.TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification.ResourceLabel",
    ),
    Bound(
        "cloudwatch",
        "PutMetricAlarm",
        "Statistic or ExtendedStatistic beside MetricName",
        lambda alarm: "MetricName" not in alarm or ("Statistic" in alarm) != ("ExtendedStatistic" in alarm),
        "you must specify either Statistic or ExtendedStatistic, but not both",
        said_of="PutMetricAlarm.Statistic",
    ),
    Bound(
        "cloudwatch",
        "PutMetricAlarm.ExtendedStatistic",
        *text(r"(?:p|tm|tc|ts|wm)(?:100|\d{1,2}(?:\.\d{1,10})?)|IQM|(?:PR|TC|TM|TS|WM)\(.*:.*\)"),
        "the following are valid values: p90 tm90 tc90 ts90 wm90 IQM PR( n : m )",
    ),
    *(
        Bound(
            "cloudwatch",
            f"PutMetricAlarm.{actions}.*",
            *text("arn:.*"),
            "Each action is specified as an Amazon Resource Name (ARN)",
            said_of=f"PutMetricAlarm.{actions}",
        )
        for actions in ("AlarmActions", "OKActions", "InsufficientDataActions")
    ),
)
