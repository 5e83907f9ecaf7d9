"""Which calls leave everything as it was, as far as their name says it. Whatever is not known to is taken to change."""

import re

READS = re.compile(
    r"(BatchCheck|BatchGet|Check|Decode|Describe|Detect|Estimate|Filter|Get|Head|List|Lookup|Preview|Query|Scan|Search"
    r"|Select|Simulate|Test|Validate|Verify)([A-Z]|$)"
)

# Cryptography with a key that stays as it is, and messages: one that was received comes again if nobody deletes it.
MORE_READS = {
    "Decrypt",
    "Encrypt",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "GenerateMac",
    "GenerateRandom",
    "ReceiveMessage",
    "Sign",
}

# These make credentials.
CHANGES = {"GetFederationToken", "GetSessionToken"}


def is_read(operation):
    """operation: its name, or method and path where the protocol has no names"""
    method, _, path = operation.partition(" ")
    if path:
        return method in {"GET", "HEAD", "OPTIONS"}
    return operation in MORE_READS or (bool(READS.match(operation)) and operation not in CHANGES)
