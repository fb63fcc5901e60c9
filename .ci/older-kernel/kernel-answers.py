#!/usr/bin/env python3
"""Prints what the kernel it runs on answers about MPTCP: one answer a line, names as in the kernel's headers.

Runs on any Linux, without privileges: python3 kernel-answers.py
"""

import ctypes
import errno
import os
import socket
import struct

IPPROTO_MPTCP = 262
SOL_MPTCP = 284
MPTCP_INFO, MPTCP_TCPINFO, MPTCP_SUBFLOW_ADDRS, MPTCP_FULL_INFO = 1, 2, 3, 4
TCP = socket.IPPROTO_TCP

# name: level, number, value to set
SETTABLE = {
    'SO_REUSEADDR': (socket.SOL_SOCKET, 2, 1),
    'SO_REUSEPORT': (socket.SOL_SOCKET, 15, 1),
    'SO_KEEPALIVE': (socket.SOL_SOCKET, 9, 1),
    'SO_SNDBUF': (socket.SOL_SOCKET, 7, 65536),
    'SO_RCVBUF': (socket.SOL_SOCKET, 8, 65536),
    'SO_LINGER': (socket.SOL_SOCKET, 13, struct.pack('ii', 0, 0)),
    'SO_OOBINLINE': (socket.SOL_SOCKET, 10, 1),
    'SO_PRIORITY': (socket.SOL_SOCKET, 12, 1),
    'SO_INCOMING_CPU': (socket.SOL_SOCKET, 49, 0),
    'SO_MAX_PACING_RATE': (socket.SOL_SOCKET, 47, 1 << 20),
    'IP_TOS': (socket.IPPROTO_IP, 1, 8),
    'IP_TTL': (socket.IPPROTO_IP, 2, 64),
    'IP_BIND_ADDRESS_NO_PORT': (socket.IPPROTO_IP, 24, 1),
    'IP_LOCAL_PORT_RANGE': (socket.IPPROTO_IP, 51, 0),
    'TCP_NODELAY': (TCP, 1, 1),
    'TCP_MAXSEG': (TCP, 2, 1400),
    'TCP_CORK': (TCP, 3, 0),
    'TCP_KEEPIDLE': (TCP, 4, 60),
    'TCP_KEEPINTVL': (TCP, 5, 60),
    'TCP_KEEPCNT': (TCP, 6, 5),
    'TCP_SYNCNT': (TCP, 7, 5),
    'TCP_LINGER2': (TCP, 8, 5),
    'TCP_DEFER_ACCEPT': (TCP, 9, 1),
    'TCP_WINDOW_CLAMP': (TCP, 10, 65536),
    'TCP_QUICKACK': (TCP, 12, 1),
    'TCP_CONGESTION': (TCP, 13, b'cubic'),
    'TCP_USER_TIMEOUT': (TCP, 18, 1000),
    'TCP_FASTOPEN': (TCP, 23, 16),
    'TCP_NOTSENT_LOWAT': (TCP, 25, 65536),
    'TCP_FASTOPEN_CONNECT': (TCP, 30, 1),
    'TCP_FASTOPEN_KEY': (TCP, 33, bytes(16)),
    'TCP_FASTOPEN_NO_COOKIE': (TCP, 34, 1),
    'TCP_INQ': (TCP, 36, 1),
}
SETTABLE_V6 = {
    'IPV6_V6ONLY': (socket.IPPROTO_IPV6, 26, 0),
    'IPV6_TCLASS': (socket.IPPROTO_IPV6, 67, 8),
}
READABLE = {
    'SO_PROTOCOL': (socket.SOL_SOCKET, 38, 4),
    'TCP_IS_MPTCP': (TCP, 43, 4),
    'TCP_INFO': (TCP, 11, 512),
    'MPTCP_INFO': (SOL_MPTCP, MPTCP_INFO, 512),
}


def say(what, answer):
    print(f'{what}: {answer}', flush=True)


def name(error):
    return name_of(error.errno)


def name_of(number):
    # Python prefers the other name of the same number
    return 'EOPNOTSUPP' if number == errno.EOPNOTSUPP else errno.errorcode.get(number, str(number))


def mptcp(family=socket.AF_INET):
    return socket.socket(family, socket.SOCK_STREAM, IPPROTO_MPTCP)


def value_of(answer):
    return struct.unpack('i', answer)[0] if len(answer) == 4 else f'{len(answer)} bytes'


def read(peer, level, number, length):
    try:
        return value_of(peer.getsockopt(level, number, length))
    except OSError as error:
        return name(error)


def write(peer, level, number, value):
    try:
        peer.setsockopt(level, number, value)
        return 'ok'
    except OSError as error:
        return name(error)


def options(family, settable):
    for option, (level, number, value) in settable.items():
        length = len(value) if isinstance(value, bytes) else 4
        with mptcp(family) as fresh:
            before = read(fresh, level, number, length)
            written = write(fresh, level, number, value)
            say(f'  {option}', f'get {before}, set {written}, then get {read(fresh, level, number, length)}')


def structure_option(peer, number, header):
    """What getsockopt(2) answers where the caller says in the structure what it has room for."""
    libc = ctypes.CDLL(None, use_errno=True)
    buffer = ctypes.create_string_buffer(header, 4096)
    length = ctypes.c_uint32(4096)
    if libc.getsockopt(peer.fileno(), SOL_MPTCP, number, buffer, ctypes.byref(length)) == 0:
        return f'{length.value} bytes'
    return name_of(ctypes.get_errno())


def describe(peer, family):
    for option, (level, number, length) in READABLE.items():
        say(f'  {option}', read(peer, level, number, length))
    say('  MPTCP_TCPINFO', structure_option(peer, MPTCP_TCPINFO, struct.pack('IIII', 16, 0, 0, 512)))
    say('  MPTCP_SUBFLOW_ADDRS', structure_option(peer, MPTCP_SUBFLOW_ADDRS, struct.pack('IIII', 16, 0, 0, 256)))
    arrays = [ctypes.create_string_buffer(4096) for _ in range(2)]
    header = struct.pack('IIIIIIQQ', 0, 512, 0, 512, 0, 8, *(ctypes.addressof(array) for array in arrays))
    say('  MPTCP_FULL_INFO', structure_option(peer, MPTCP_FULL_INFO, header))
    try:
        info = peer.getsockopt(SOL_MPTCP, MPTCP_INFO, 512)
        say('  MPTCP_INFO content', info.hex(' ', 4))
    except OSError:
        pass


def connections(family, host):
    for peer_name, make in (('MPTCP client', mptcp), ('TCP client', lambda domain: socket.socket(domain))):
        with mptcp(family) as listener:
            listener.bind((host, 0))
            listener.listen()
            with make(family) as client:
                client.connect(listener.getsockname())
                accepted, _ = listener.accept()
                with accepted:
                    client.sendall(b'ping')
                    accepted.recv(4)
                    accepted.sendall(b'pong')
                    client.recv(4)
                    say(f'{host}, {peer_name}, its end', '')
                    describe(client, family)
                    say(f'{host}, {peer_name}, the accepted end', '')
                    describe(accepted, family)
                    say('  TCP_NODELAY set', write(accepted, TCP, 1, 1))
                    say('  SO_LINGER set', write(accepted, socket.SOL_SOCKET, 13, struct.pack('ii', 1, 5)))
            say(f'{host}, listener', '')
            describe(listener, family)
    with socket.socket(family) as listener, mptcp(family) as client:
        listener.bind((host, 0))
        listener.listen()
        client.connect(listener.getsockname())
        say(f'{host}, MPTCP client of a TCP listener (fallback)', '')
        describe(client, family)


def generic_netlink():
    netlink_generic, ctrl_family, ctrl_getfamily = 16, 16, 3
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, netlink_generic) as peer:
        peer.bind((0, 0))

        def request(family, command, attributes=b'', flags=0):
            body = struct.pack('BBH', command, 1, 0) + attributes
            peer.send(struct.pack('IHHII', 16 + len(body), family, 1 | flags, 1, 0) + body)
            return peer.recv(65536)

        def answer(message):
            length, kind, _, _, _ = struct.unpack_from('IHHII', message)
            if kind == 2:
                error = -struct.unpack_from('i', message, 16)[0]
                return f'error {name_of(error)}'
            if kind == 3:
                return 'none'
            return message[20:length].hex(' ', 4)

        family_name = b'mptcp_pm\0'
        attribute = struct.pack('HH', 4 + len(family_name), 2) + family_name + bytes(-len(family_name) % 4)
        message = request(ctrl_family, ctrl_getfamily, attribute)
        if struct.unpack_from('IH', message)[1] == 2:
            say('generic netlink family mptcp_pm', answer(message))
            return
        offset, end, family, version = 20, struct.unpack_from('I', message)[0], None, None
        while offset < end:
            size, kind = struct.unpack_from('HH', message, offset)
            if kind == 1:
                family = struct.unpack_from('H', message, offset + 4)[0]
            if kind == 3:
                version = struct.unpack_from('I', message, offset + 4)[0]
            offset += (size + 3) & ~3
        say('generic netlink family mptcp_pm', f'there, version {version}')
        say('  GET_LIMITS (6)', answer(request(family, 6)))
        say('  GET_ADDR (3), dump', answer(request(family, 3, flags=0x300)))


def socket_diagnosis():
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 4) as peer, mptcp() as listener:
        listener.bind(('127.0.0.1', 0))
        listener.listen()
        request = struct.pack('BBBBI', socket.AF_INET, 255, 0, 0, 0xFFFFFFFF) + bytes(48)
        request += struct.pack('HHI', 8, 3, IPPROTO_MPTCP)
        try:
            peer.send(struct.pack('IHHII', 16 + len(request), 20, 0x301, 1, 0) + request)
            message = peer.recv(65536)
            kind = struct.unpack_from('IH', message)[1]
            error = -struct.unpack_from('i', message, 16)[0] if kind == 2 else 0
            say('sock_diag of IPPROTO_MPTCP', name_of(error) if error else {3: 'none', 20: 'lists'}.get(kind, kind))
        except OSError as error:
            say('sock_diag of IPPROTO_MPTCP', name(error))


def files():
    with open('/proc/net/netstat') as netstat:
        for line in netstat:
            prefix, _, names = line.partition(': ')
            if prefix == 'MPTcpExt':
                say('counters of MPTcpExt', names.strip())
                next(netstat)
            elif prefix == 'TcpExt':
                say('counters of TcpExt', ' '.join(name for name in names.split() if 'FastOpen' in name))
                next(netstat)
    for folder, wanted in (('/proc/sys/net/mptcp', ''), ('/proc/sys/net/ipv4', 'tcp_fastopen')):
        for file in sorted(os.listdir(folder)):
            if file.startswith(wanted):
                try:
                    with open(f'{folder}/{file}') as content:
                        say(f'{folder}/{file}', content.read().strip())
                except OSError as error:
                    say(f'{folder}/{file}', name(error))


def main():
    say('kernel', os.uname().release)
    say('user', os.getuid())
    say('options of a fresh IPv4 socket', '')
    options(socket.AF_INET, SETTABLE)
    say('options of a fresh IPv6 socket', '')
    options(socket.AF_INET6, SETTABLE_V6)
    connections(socket.AF_INET, '127.0.0.1')
    connections(socket.AF_INET6, '::1')
    generic_netlink()
    socket_diagnosis()
    files()


main()
