"""Prints what a queue holds, as one JSON list, and takes it out.

Argument: the queue's URL
"""

import json
import sys

import boto3

(url,) = sys.argv[1:]
sqs = boto3.client("sqs")
bodies = []
while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
    bodies += [json.loads(message["Body"]) for message in messages]
    handles = [
        {"Id": str(number), "ReceiptHandle": message["ReceiptHandle"]}
        for number, message in enumerate(messages)
    ]
    sqs.delete_message_batch(QueueUrl=url, Entries=handles)
print(json.dumps(bodies))
