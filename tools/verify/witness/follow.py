"""Prints the messages of a log group as they come, until one has the given text.

It asks as `aws logs tail --follow` does, which only version 2 of the command line has, and that is not on PyPI: pages of
FilterLogEvents until there is no next one, then again from the newest time that was seen, without what was printed.
https://github.com/aws/aws-cli/blob/v2/awscli/customizations/logs/tail.py

Arguments: log group, text
"""

import sys
import time

import boto3

group, last_text = sys.argv[1:]
logs = boto3.client("logs")
# Two a page, so that there are pages.
asked = {"logGroupName": group, "interleaved": True, "startTime": int(time.time() - 600) * 1000, "limit": 2}
seen = set()
newest = asked["startTime"]
while True:
    page = logs.filter_log_events(**asked)
    for event in page["events"]:
        if event["eventId"] in seen:
            continue
        seen.add(event["eventId"])
        newest = max(newest, event["timestamp"])
        print(event["message"], flush=True)
        if last_text in event["message"]:
            sys.exit(0)
    asked.pop("nextToken", None)
    if "nextToken" in page:
        asked["nextToken"] = page["nextToken"]
    else:
        asked["startTime"] = newest
        time.sleep(1)
