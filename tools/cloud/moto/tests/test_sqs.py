import time
from concurrent.futures import ThreadPoolExecutor
from unittest import TestCase

from cloud import client


class LongPolling(TestCase):
    def test_hears_what_is_sent_meanwhile(self):
        sqs = client("sqs")
        queue = sqs.create_queue(QueueName="long-polling")["QueueUrl"]
        self.addCleanup(sqs.delete_queue, QueueUrl=queue)
        with ThreadPoolExecutor(1) as pool:
            began = time.monotonic()
            received = pool.submit(sqs.receive_message, QueueUrl=queue, WaitTimeSeconds=20)
            time.sleep(0.5)
            sqs.send_message(QueueUrl=queue, MessageBody="hello")
            self.assertEqual([message["Body"] for message in received.result()["Messages"]], ["hello"])
        self.assertLess(time.monotonic() - began, 15)
