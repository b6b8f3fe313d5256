"""An event store under several writers, subscribers and publishers at once, over HTTP."""

import random
import threading
import unittest

import boto3

from event_store import ConcurrentWrite, EventStore
from server import Server

STREAMS = ["basket", "order", "invoice"]
WRITERS = 6
APPENDS = 25


def setUpModule():
    global server
    server = Server()


def tearDownModule():
    server.stop()


def run_together(work, count):
    """Runs `work(number)` in `count` threads and raises what one of them raised."""
    failures = []

    def guarded(number):
        try:
            work(number)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=guarded, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


class EventSourcing(unittest.TestCase):
    def setUp(self):
        self.name = f"events-{self.id().rsplit('.', 1)[-1]}"
        self.store = EventStore.create(self.resource(), self.name)

    def resource(self):
        return boto3.Session(region_name="eu-west-1").resource("dynamodb", endpoint_url=server.url)

    def write(self, number):
        """A writer: appends to random streams, and starts again whenever another one was there first."""
        store, chance = EventStore(self.resource(), self.name), random.Random(number)
        for turn in range(APPENDS):
            stream = chance.choice(STREAMS)
            payloads = [f"{number}/{turn}/{part}" for part in range(chance.randint(1, 3))]
            while True:
                try:
                    positions = store.append(stream, store.version(stream), payloads)
                    break
                except ConcurrentWrite:
                    with self.lock:
                        self.lost += 1
            with self.lock:
                self.acknowledged += zip(positions, payloads)

    def fill(self):
        self.lock, self.lost, self.acknowledged = threading.Lock(), 0, []
        run_together(self.write, WRITERS)

    def test_every_acknowledged_event_is_there_once_and_versions_have_no_gaps(self):
        self.fill()
        events = [event for stream in STREAMS for event in self.store.load(stream)]
        found = sorted((int(event["position"]), event["payload"]) for event in events)
        self.assertEqual(found, sorted(self.acknowledged))
        for stream in STREAMS:
            versions = [int(event["version"]) for event in self.store.load(stream)]
            self.assertEqual(versions, list(range(1, self.store.version(stream) + 1)))
        self.assertGreater(self.lost, 0, "the writers never met")

    def test_subscribers_that_share_a_checkpoint_handle_every_event_once_in_order(self):
        self.fill()
        handled = []

        def subscribe(_number):
            store = EventStore(self.resource(), self.name)
            while True:
                checkpoint = store.checkpoint("mails")
                events = store.read_all(checkpoint, limit=10)
                if not events:
                    return
                if store.move_checkpoint("mails", checkpoint, int(events[-1]["position"])):
                    with self.lock:
                        handled.append([int(event["position"]) for event in events])

        run_together(subscribe, 3)
        for positions in handled:
            self.assertEqual(positions, sorted(positions))
        positions = [position for part in sorted(handled) for position in part]
        self.assertEqual(positions, sorted(position for position, _ in self.acknowledged))

    def test_the_outbox_is_emptied_though_publishing_fails_now_and_then(self):
        self.fill()
        published, failed = [], set()

        def publisher(number):
            store, chance = EventStore(self.resource(), self.name), random.Random(number)

            def publish(entry):
                position = int(entry["position"])
                with self.lock:
                    if position not in failed and chance.random() < 0.3:
                        failed.add(position)
                        return False
                    published.append(position)
                    return True

            for now in range(100):
                if store.publish_outbox(publish, now, lease=3, most_attempts=50) == 0:
                    return

        run_together(publisher, 3)
        self.assertTrue(failed)
        self.assertEqual(set(published), {position for position, _ in self.acknowledged})
        self.assertEqual(self.store.publish_outbox(lambda _: False, 1000, lease=3, most_attempts=50), 0)

    def test_an_entry_that_always_fails_is_tried_so_often_and_stays(self):
        self.store.append("order", 0, ["poison"])
        tried = []
        for now in range(0, 100, 10):
            self.store.publish_outbox(lambda entry: tried.append(entry) or False, now, lease=5, most_attempts=3)
        self.assertEqual(len(tried), 3)

    def test_the_newest_snapshot_wins_and_a_stream_is_rebuilt_from_it(self):
        self.store.append("order", 0, [str(number) for number in range(10)])
        self.store.append("order", 10, [str(number) for number in range(10, 20)])
        self.assertTrue(self.store.save_snapshot("order", 10, {"sum": sum(range(10))}))
        self.assertTrue(self.store.save_snapshot("order", 15, {"sum": sum(range(15))}))
        self.assertFalse(self.store.save_snapshot("order", 12, {"sum": -1}))
        snapshot = self.store.snapshot("order")
        rest = self.store.load("order", after_version=int(snapshot["version"]))
        self.assertEqual(int(snapshot["state"]["sum"]) + sum(int(event["payload"]) for event in rest), sum(range(20)))

    def test_a_lost_append_leaves_nothing_behind(self):
        self.store.append("order", 0, ["first"])
        with self.assertRaises(ConcurrentWrite):
            self.store.append("order", 0, ["late", "later"])
        self.assertEqual([event["payload"] for event in self.store.load("order")], ["first"])
        self.assertEqual([event["payload"] for event in self.store.read_all(0, limit=100)], ["first"])
        self.assertEqual(self.store.publish_outbox(lambda _: True, 0, lease=1, most_attempts=1), 1)
        self.assertEqual(self.store.version("order"), 1)
