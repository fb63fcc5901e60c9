# A delay line: passes every frame that arrives at one device on to the other, later.
#
#     delay_line.py DEVICE DEVICE MILLISECONDS
#
# It says "ready" when it is and ends when its standard input does.

import collections
import socket
import sys
import threading
import time

SOL_PACKET = 263
PACKET_VNET_HDR = 15
PACKET_IGNORE_OUTGOING = 23
ETH_P_ALL = 3

LARGEST_FRAME = 70000


def open_device(name):
    device = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
    # Checksums and segmentation that the sender left to its device stay left to the device
    device.setsockopt(SOL_PACKET, PACKET_VNET_HDR, 1)
    device.setsockopt(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1)
    device.bind((name, ETH_P_ALL))
    return device


class Direction:

    def __init__(self, source, target, delay):
        self.source = source
        self.target = target
        self.delay = delay
        self.under_way = collections.deque()
        self.changed = threading.Condition()
        for work in self.receive, self.deliver:
            threading.Thread(target=work, daemon=True).start()

    def receive(self):
        while True:
            frame = self.source.recv(LARGEST_FRAME)
            with self.changed:
                self.under_way.append((time.monotonic() + self.delay, frame))
                self.changed.notify()

    def deliver(self):
        while True:
            with self.changed:
                self.changed.wait_for(lambda: self.under_way)
                due, frame = self.under_way.popleft()
            time.sleep(max(0, due - time.monotonic()))
            try:
                self.target.send(frame)
            except OSError:
                # Lost: the far end's link is down, or its queue is full
                pass


def main():
    near, far = (open_device(name) for name in sys.argv[1:3])
    delay = int(sys.argv[3]) / 1000
    Direction(near, far, delay)
    Direction(far, near, delay)
    print("ready", flush=True)
    sys.stdin.read()


main()
