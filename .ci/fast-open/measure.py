"""Both ends of connections over MPTCP with Fast Open. The server answers a number with so many bytes."""
import socket
import sys
import threading
import time

IPPROTO_MPTCP = 262
TCP_CORK, TCP_INFO, TCP_FASTOPEN, TCP_FASTOPEN_CONNECT, TCP_IS_MPTCP = 3, 11, 23, 30, 43
SYN_RECV = 3
SERVER, WITH_QUEUE, WITHOUT_QUEUE = "10.0.1.2", 8080, 8081
DOWNLOADS, PARALLEL, LENGTH = 40, 4, 2_000_000


def state(connection):
    return connection.getsockopt(socket.IPPROTO_TCP, TCP_INFO, 192)[0]


def push_when_complete(connection):
    """What FastOpenHandshakeFlusher does: Linux forgets what is written before the third packet has come."""
    held = connection.dup()
    while state(held) == SYN_RECV:
        time.sleep(0.0005)
    held.setsockopt(socket.IPPROTO_TCP, TCP_CORK, 0)
    held.close()


def answer(connection):
    try:
        with connection:
            if state(connection) == SYN_RECV:
                threading.Thread(target=push_when_complete, args=(connection,), daemon=True).start()
            request = connection.recv(4096)
            if request:
                connection.sendall(b"x" * int(request))
    except OSError:
        pass


def listen(port, queue_length):
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, IPPROTO_MPTCP)
    if queue_length:
        listener.setsockopt(socket.IPPROTO_TCP, TCP_FASTOPEN, queue_length)
    listener.bind(("0.0.0.0", port))
    listener.listen(128)
    while True:
        threading.Thread(target=answer, args=(listener.accept()[0],), daemon=True).start()


def serve():
    threading.Thread(target=listen, args=(WITH_QUEUE, 256), daemon=True).start()
    listen(WITHOUT_QUEUE, 0)


def get(length, port=WITH_QUEUE, fast_open=True):
    """Return how long it took, and whether the connection speaks MPTCP"""
    begin = time.monotonic()
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, IPPROTO_MPTCP) as client:
        if fast_open:
            client.setsockopt(socket.IPPROTO_TCP, TCP_FASTOPEN_CONNECT, 1)
        client.settimeout(120)
        client.connect((SERVER, port))
        client.sendall(b"%200d" % length)  # too long for a SYN without data
        received = 0
        while received < length:
            part = client.recv(65536)
            if not part:
                raise OSError("end after %d bytes" % received)
            received += len(part)
        return time.monotonic() - begin, client.getsockopt(socket.IPPROTO_TCP, TCP_IS_MPTCP) == 1


def counters():
    with open("/proc/net/netstat") as file:
        lines = [line.split() for line in file]
    return {name: int(value) for names, values in zip(lines[::2], lines[1::2]) for name, value in zip(names[1:], values[1:])}


def grown(before, *names):
    now = counters()
    return ", ".join("%s +%d" % (name, now[name] - before[name]) for name in names)


def report(what, results, before, *names):
    times = sorted(seconds for seconds, _ in results)
    print("%s: %d of %d over MPTCP, median %.3f s, slowest %.3f s, %d slower than 3 s; %s"
          % (what, sum(mptcp for _, mptcp in results), len(results), times[len(times) // 2], times[-1],
             sum(seconds > 3 for seconds in times), grown(before, *names)), flush=True)


def cookies():
    get(1)
    for port, what in (WITH_QUEUE, "with"), (WITHOUT_QUEUE, "without"):
        before = counters()
        report("A cookie of the address, to an MPTCP port %s a Fast Open queue" % what,
               [get(1, port) for _ in range(32)], before, "TCPFastOpenActive", "TCPFastOpenActiveFail")
    before = counters()
    report("the same port without Fast Open", [get(1, WITHOUT_QUEUE, False) for _ in range(32)], before)


def downloads(paths):
    for fast_open in False, True:
        todo, results, before = list(range(DOWNLOADS)), [], counters()

        def download():
            while todo:
                todo.pop()
                results.append(get(LENGTH, fast_open=fast_open))

        threads = [threading.Thread(target=download) for _ in range(PARALLEL)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        report("%s, downloads of 2 MB, four at a time, %s Fast Open" % (paths, "with" if fast_open else "without"),
               results, before, "NoDSSInWindow")


def middlebox():
    for fast_open in False, True:
        before = counters()
        report("A middlebox drops SYNs with data, %s Fast Open" % ("with" if fast_open else "without"),
               [get(1, fast_open=fast_open) for _ in range(8)], before, "TCPFastOpenActiveFail", "TCPFastOpenBlackhole")


globals()[sys.argv[1]](*sys.argv[2:])
