#!/usr/bin/env python3
"""Waits for the sample application, uses it over MPTCP and over TCP, and checks what it says: check-sample.py LOG

The sample's peer is this script, on port 8081.
"""

import json
import socket
import sys
import threading
import time

ADDRESS = ('127.0.0.1', 8080)
PEER_ADDRESS = ('127.0.0.1', 8081)
SIZE = 1_000_000
IPPROTO_MPTCP = 262
START_SECONDS = 300


def get(path, protocol=IPPROTO_MPTCP):
    """Answers status and body; the server closes the connection after them."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, protocol) as peer:
        peer.settimeout(120)
        peer.connect(ADDRESS)
        peer.sendall(f'GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'.encode())
        answer = b''.join(iter(lambda: peer.recv(65536), b''))
    head, _, body = answer.partition(b'\r\n\r\n')
    if b'transfer-encoding: chunked' in head.lower():
        body = unchunk(body)
    return int(head.split()[1]), body


def unchunk(body):
    content = b''
    while body:
        size, _, rest = body.partition(b'\r\n')
        content += rest[:int(size, 16)]
        body = rest[int(size, 16) + 2:]
    return content


def relay(protocol):
    """Answers what the sample says of a download from a peer that speaks a protocol."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, protocol) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(PEER_ADDRESS)
        listener.listen()
        listener.settimeout(120)
        peer = threading.Thread(target=serve_once, args=(listener,))
        peer.start()
        status, body = get(f'/relay?bytes={SIZE}')
        peer.join()
    return status, body.decode()


def serve_once(listener):
    accepted, _ = listener.accept()
    with accepted:
        request = b''
        while b'\r\n\r\n' not in request:
            request += accepted.recv(65536)
        accepted.sendall(f'HTTP/1.1 200 OK\r\nContent-Length: {SIZE}\r\nConnection: close\r\n\r\n'.encode() + bytes(SIZE))


def wait_for_start(log):
    deadline = time.monotonic() + START_SECONDS
    while 'Started SampleApplication' not in log():
        if time.monotonic() > deadline or 'APPLICATION FAILED TO START' in log():
            sys.exit(f'The sample application has not started, after {START_SECONDS} s at most')
        time.sleep(0.5)


def counter(wanted):
    with open('/proc/net/netstat') as netstat:
        lines = netstat.read().splitlines()
    for names, values in zip(lines[::2], lines[1::2]):
        counters = dict(zip(names.split(), values.split()))
        if wanted in counters:
            return int(counters[wanted])
    sys.exit(f'This kernel does not count {wanted}')


def check(what, met):
    print(f'{"ok" if met else "WRONG"}: {what}', flush=True)
    return met


def actuator():
    status, body = get('/actuator/mptcp')
    print(f'/actuator/mptcp: {status} {body.decode()}')
    report = json.loads(body)
    yield check('MPTCP is available', report['available'] is True)
    listeners = [(listener['protocol'], listener['fastOpenQueueLength']) for listener in report['listeners']]
    yield check(f'the listener has MPTCP and no Fast Open queue: {listeners}', listeners == [('mptcp', 0)])
    with held_connection() as held:
        details = details_of(held)
        status, body = get('/actuator/mptcp/connections')
    print(f'/actuator/mptcp/connections: {status} {body.decode()}')
    mptcp = [row for row in json.loads(body)['connections'] if row['protocol'] == 'mptcp']
    yield check('MPTCP connections are shown with their subflows', mptcp and all(row['subflows'] == 1 for row in mptcp))
    unknown = ('bytesSent', 'bytesReceived', 'bytesRetransmitted')
    yield check('what this kernel cannot say is null', all(row[field] is None for row in mptcp for field in unknown))
    advice = [piece['problem'] for piece in report['advice'] if 'does not report' in piece['problem']]
    yield check(f'the advice says so: {advice}', len(advice) == 1)
    yield check(f'a single connection has no paths: {details}', details['protocol'] == 'mptcp' and details['paths'] is None)


def held_connection():
    """Answers an MPTCP connection that has been used and is kept."""
    held = socket.socket(socket.AF_INET, socket.SOCK_STREAM, IPPROTO_MPTCP)
    held.settimeout(120)
    held.connect(ADDRESS)
    held.sendall(b'GET /download?bytes=0 HTTP/1.1\r\nHost: localhost\r\n\r\n')
    held.recv(65536)
    return held


def details_of(held):
    remote = '%s:%d' % held.getsockname()
    rows = []
    # The list is what the sample saw within the last second
    deadline = time.monotonic() + 60
    while not rows and time.monotonic() < deadline:
        status, body = get('/actuator/mptcp/connections')
        rows = [row for row in json.loads(body)['connections'] if row['remote'] == remote]
    status, body = get('/actuator/mptcp/connections/' + rows[0]['id'])
    return json.loads(body)


def main():
    def log():
        with open(sys.argv[1], errors='replace') as content:
            return content.read()

    wait_for_start(log)
    passed = []
    accepted = counter('MPCapableACKRX')
    for name, protocol in (('MPTCP', IPPROTO_MPTCP), ('TCP', socket.IPPROTO_TCP)):
        status, body = get(f'/download?bytes={SIZE}', protocol)
        passed.append(check(f'/download over {name}: {status}, {len(body)} bytes', (status, len(body)) == (200, SIZE)))
    for name, protocol, expected in (('MPTCP', IPPROTO_MPTCP, ('mptcp', 1)),
                                     ('TCP', socket.IPPROTO_TCP, ('fallback', None))):
        status, body = relay(protocol)
        report = json.loads(body) if status == 200 else {}
        passed.append(check(f'/relay from a peer that speaks {name}: {status} {body}', report.get('bytes') == SIZE
                            and (report['protocol'], report['subflows']) == expected))
    accepted = counter('MPCapableACKRX') - accepted
    passed.append(check(f'the kernel accepted {accepted} MPTCP connections: three to the sample, one to its peer', accepted == 4))
    passed += actuator()
    passed.append(check('the log says that Tomcat listens with MPTCP', 'Tomcat listens on port 8080 with MPTCP' in log()))
    passed.append(check('the log says that Fast Open is missing', 'Fast Open is not used: the socket refuses TCP_FASTOPEN' in log()))
    passed.append(check('the log has no error', ' ERROR ' not in log() and 'Exception' not in log()))
    sys.exit(0 if all(passed) else 1)


main()
