"""Runs a command that gets an error number from socket(2) when it asks for MPTCP.

usage: forbid-mptcp.py ERRNO COMMAND [ARGUMENT]...

It does what a container's seccomp profile does: a filter that the command and its children
cannot take off. No privileges are needed.
"""
import ctypes
import errno
import os
import platform
import struct
import sys

# AUDIT_ARCH_* and the number of socket(2)
ARCHITECTURES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}

IPPROTO_MPTCP = 262

PR_SET_NO_NEW_PRIVS = 38
PR_SET_SECCOMP = 22
SECCOMP_MODE_FILTER = 2
SECCOMP_RET_ALLOW = 0x7FFF0000
SECCOMP_RET_ERRNO = 0x00050000

BPF_LOAD_WORD = 0x20
BPF_JUMP_IF_EQUAL = 0x15
BPF_RETURN = 0x06

# struct seccomp_data, little endian
NUMBER_OFFSET = 0
ARCHITECTURE_OFFSET = 4
PROTOCOL_OFFSET = 16 + 2 * 8


class Program(ctypes.Structure):
    """struct sock_fprog"""

    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


def instruction(code, operand, if_true=0, if_false=0):
    return struct.pack("HBBI", code, if_true, if_false, operand)


def forbid(error):
    architecture, socket_number = ARCHITECTURES[platform.machine()]
    instructions = b"".join([
        instruction(BPF_LOAD_WORD, ARCHITECTURE_OFFSET),
        instruction(BPF_JUMP_IF_EQUAL, architecture, if_false=5),
        instruction(BPF_LOAD_WORD, NUMBER_OFFSET),
        instruction(BPF_JUMP_IF_EQUAL, socket_number, if_false=3),
        instruction(BPF_LOAD_WORD, PROTOCOL_OFFSET),
        instruction(BPF_JUMP_IF_EQUAL, IPPROTO_MPTCP, if_false=1),
        instruction(BPF_RETURN, SECCOMP_RET_ERRNO | error),
        instruction(BPF_RETURN, SECCOMP_RET_ALLOW),
    ])
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    program = Program(len(instructions) // 8, instructions)
    for arguments in ((PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0),
                      (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)):
        if prctl(*arguments) != 0:
            sys.exit("prctl(2) failed: " + os.strerror(ctypes.get_errno()))


if platform.machine() not in ARCHITECTURES:
    sys.exit("the number of socket(2) on %s is not known here" % platform.machine())
forbid(getattr(errno, sys.argv[1]))
os.execvp(sys.argv[2], sys.argv[2:])
