"""Network."""

from ipaddress import ip_network

from .bound import Bound, longest, not_begun_by, one_of, text

TAGGED = ("*.TagSpecifications.*.Tags.*.", "CreateTags.Tags.*.")
DESCRIBED = r"[a-zA-Z0-9 ._\-:/()#,@\[\]+=;{}!$*]*"
DESCRIBED_AND = r"[a-zA-Z0-9 ._\-:/()#,@\[\]+=&;{}!$*]*"
RULE = "*SecurityGroup*.IpPermissions.*"


def is_network(value, lengths):
    try:
        return ip_network(value).prefixlen in lengths
    except ValueError:
        return False


BOUNDS = (
    *(
        Bound(
            "ec2",
            f"{tag}Key",
            *longest(127),
            "accept a maximum of 127 Unicode characters",
            said_of="CreateTags.Tags.*.Key",
        )
        for tag in TAGGED
    ),
    *(
        Bound("ec2", f"{tag}Key", *not_begun_by("aws:"), "May not begin with aws:", said_of="CreateTags.Tags.*.Key")
        for tag in TAGGED
    ),
    *(
        Bound(
            "ec2",
            f"{tag}Value",
            *longest(256),
            "accept a maximum of 256 Unicode characters",
            said_of="CreateTags.Tags.*.Value",
        )
        for tag in TAGGED
    ),
    Bound("ec2", "CreateTags.Resources", *longest(1000), "Up to 1000 resource IDs"),
    Bound(
        "ec2",
        "CreateSecurityGroup.GroupName",
        *text(f"(?!sg-){DESCRIBED_AND}", 255),
        (
            "Up to 255 characters in length. Can't start with sg- . Valid characters: a-z, A-Z, 0-9, spaces, and "
            "._-:/()#,@[]+=&;{}!$*"
        ),
    ),
    Bound(
        "ec2",
        "CreateSecurityGroup.Description",
        *text(DESCRIBED_AND, 255),
        "Up to 255 characters in length Valid characters: a-z, A-Z, 0-9, spaces, and ._-:/()#,@[]+=&;{}!$*",
    ),
    Bound(
        "ec2",
        f"{RULE}.IpRanges.*.Description",
        *text(DESCRIBED_AND, 255),
        "Up to 255 characters in length. Allowed characters are a-z, A-Z, 0-9, spaces, and ._-:/()#,@[]+=&;{}!$*",
        said_of="AuthorizeSecurityGroupEgress.IpPermissions.*.IpRanges.*.Description",
    ),
    Bound(
        "ec2",
        f"{RULE}.Ipv6Ranges.*.Description",
        *text(DESCRIBED_AND, 255),
        "Up to 255 characters in length. Allowed characters are a-z, A-Z, 0-9, spaces, and ._-:/()#,@[]+=&;{}!$*",
        said_of="AuthorizeSecurityGroupEgress.IpPermissions.*.Ipv6Ranges.*.Description",
    ),
    Bound(
        "ec2",
        f"{RULE}.UserIdGroupPairs.*.Description",
        *text(DESCRIBED, 255),
        "Up to 255 characters in length. Allowed characters are a-z, A-Z, 0-9, spaces, and ._-:/()#,@[]+=;{}!$*",
        said_of="AuthorizeSecurityGroupEgress.IpPermissions.*.UserIdGroupPairs.*.Description",
    ),
    Bound(
        "ec2",
        f"{RULE}.PrefixListIds.*.Description",
        *text(DESCRIBED, 255),
        "Up to 255 characters in length. Allowed characters are a-z, A-Z, 0-9, spaces, and ._-:/()#,@[]+=;{}!$*",
        said_of="AuthorizeSecurityGroupEgress.IpPermissions.*.PrefixListIds.*.Description",
    ),
    Bound(
        "ec2",
        RULE,
        "ports, for tcp and udp",
        lambda rule: rule.get("IpProtocol") not in ("tcp", "udp") or ("FromPort" in rule and "ToPort" in rule),
        "For tcp , udp , and icmp , you must specify a port range",
        said_of="AuthorizeSecurityGroupEgress.IpPermissions.*.IpProtocol",
    ),
    Bound(
        "ec2",
        "CreateSubnet.CidrBlock",
        "an IPv4 network of /16 to /28",
        lambda value: is_network(value, range(16, 29)),
        (
            "The allowed size for an IPv4 subnet is between a /28 netmask (16 IP addresses) and a /16 netmask "
            "(65,536 IP addresses)"
        ),
        said_of="CreateSubnet",
    ),
    Bound(
        "ec2",
        "CreateVpc.CidrBlock",
        "an IPv4 network of /16 to /28",
        lambda value: is_network(value, range(16, 29)),
        "the allowed block size is between a /28 netmask (16 IP addresses) and /16 netmask (65,536 IP addresses)",
        source="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
    ),
    Bound(
        "ec2",
        "CreateFlowLogs.MaxAggregationInterval",
        *one_of(60, 600),
        "The possible values are 60 seconds (1 minute) or 600 seconds (10 minutes)",
    ),
    Bound(
        "ec2",
        "*.ClientToken",
        *text("[\\x00-\\x7f]*", 64),
        "Maximum 64 ASCII characters",
        said_of="CreateNatGateway.ClientToken",
    ),
    Bound(
        "ec2",
        "CreateFlowLogs.LogDestination",
        "no folder AWSLogs",
        lambda value: "/AWSLogs" not in value,
        "Note that you can't use AWSLogs as a subfolder name",
    ),
    Bound(
        "ec2",
        "CreateFlowLogs.ResourceIds",
        "at most 300",
        lambda value: len(value) <= 300,
        "Maximum of 25 for transit gateway resource types. Maximum of 300 for the other resource types",
    ),
)
