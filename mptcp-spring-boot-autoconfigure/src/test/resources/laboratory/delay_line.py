# A delay line: passes every frame that arrives at one device on to the other, later.
#
#     delay_line.py CLIENT_DEVICE SERVER_DEVICE MILLISECONDS
#
# It says "ready" when it is and ends when its standard input does. To each line there it
# says how many round trips each answer took that arrived since the line before.
#
# Round trips are counted, not timed: a frame is one step later than the latest frame of
# its connection that its sender has got. The server's first byte ends the count.

import collections
import socket
import struct
import sys
import threading
import time

SOL_PACKET = 263
PACKET_VNET_HDR = 15
PACKET_IGNORE_OUTGOING = 23
ETH_P_ALL = 3
ETH_P_IP = 0x0800
SYN = 0x02
ACK = 0x10

VNET_HEADER = 10
ETHERNET_HEADER = 14
LARGEST_FRAME = 70000


def open_device(name):
    device = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
    # Checksums and segmentation that the sender left to its device stay left to the device
    device.setsockopt(SOL_PACKET, PACKET_VNET_HDR, 1)
    device.setsockopt(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1)
    device.bind((name, ETH_P_ALL))
    return device


class Segment:

    def __init__(self, packet):
        header = (packet[0] & 0xF) * 4
        length, = struct.unpack_from("!H", packet, 2)
        source, target = packet[12:16], packet[16:20]
        source_port, target_port = struct.unpack_from("!HH", packet, header)
        self.ends = frozenset([(source, source_port), (target, target_port)])
        self.opens = packet[header + 13] & (SYN | ACK) == SYN
        self.data = length - header - (packet[header + 12] >> 4) * 4

    @staticmethod
    def of(frame):
        kind, = struct.unpack_from("!H", frame, VNET_HEADER + ETHERNET_HEADER - 2)
        packet = frame[VNET_HEADER + ETHERNET_HEADER:]
        return Segment(packet) if kind == ETH_P_IP and packet[9] == socket.IPPROTO_TCP else None


class RoundTrips:

    def __init__(self):
        self.lock = threading.Lock()
        self.got = collections.defaultdict(int)
        self.answered = set()
        self.unreported = []

    def sent(self, segment, sender):
        with self.lock:
            if segment.opens:
                # Another connection may have had these ports before
                self.got.pop((segment.ends, "client"), None)
                self.got.pop((segment.ends, "server"), None)
                self.answered.discard(segment.ends)
            return self.got[segment.ends, sender] + 1

    def arrives(self, segment, step, sender, receiver):
        with self.lock:
            self.got[segment.ends, receiver] = max(self.got[segment.ends, receiver], step)
            if sender == "server" and segment.data > 0 and segment.ends not in self.answered:
                self.answered.add(segment.ends)
                self.unreported.append(step // 2)

    def report(self):
        with self.lock:
            report, self.unreported = self.unreported, []
            return report


class Direction:

    def __init__(self, source, sender, target, receiver, delay, round_trips):
        self.source, self.sender = source, sender
        self.target, self.receiver = target, receiver
        self.delay = delay
        self.round_trips = round_trips
        self.under_way = collections.deque()
        self.changed = threading.Condition()
        for work in self.receive, self.deliver:
            threading.Thread(target=work, daemon=True).start()

    def receive(self):
        while True:
            frame = self.source.recv(LARGEST_FRAME)
            due = time.monotonic() + self.delay
            segment = Segment.of(frame)
            step = self.round_trips.sent(segment, self.sender) if segment else 0
            with self.changed:
                self.under_way.append((due, frame, segment, step))
                self.changed.notify()

    def deliver(self):
        while True:
            with self.changed:
                self.changed.wait_for(lambda: self.under_way)
                due, frame, segment, step = self.under_way.popleft()
            time.sleep(max(0, due - time.monotonic()))
            if segment:
                self.round_trips.arrives(segment, step, self.sender, self.receiver)
            try:
                self.target.send(frame)
            except OSError:
                # Lost: the far end's link is down, or its queue is full
                pass


def main():
    near, far = (open_device(name) for name in sys.argv[1:3])
    delay = int(sys.argv[3]) / 1000
    round_trips = RoundTrips()
    Direction(near, "client", far, "server", delay, round_trips)
    Direction(far, "server", near, "client", delay, round_trips)
    print("ready", flush=True)
    for _ in sys.stdin:
        for count in round_trips.report():
            print("round trips:", count)
        print("ready", flush=True)


main()
