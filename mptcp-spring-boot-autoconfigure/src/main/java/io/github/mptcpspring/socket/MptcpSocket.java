/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.socket;

import io.github.mptcpspring.linux.Errno;
import io.github.mptcpspring.linux.Socket;
import io.github.mptcpspring.linux.SystemCalls;

/**
 * An MPTCP socket that is made to see what the kernel makes of it, and nothing else.
 */
public final class MptcpSocket {

	private MptcpSocket() {
	}

	/**
	 * Make a socket, for IPv6 where there is no IPv4.
	 * @param calls the system calls
	 * @return its descriptor, which is to be closed, or {@code -errno}
	 */
	public static int open(SystemCalls calls) {
		return open(calls, Socket.IPPROTO_MPTCP);
	}

	/**
	 * Make a TCP socket to compare with, for IPv6 where there is no IPv4.
	 * @param calls the system calls
	 * @return its descriptor, which is to be closed, or {@code -errno}
	 */
	static int openTcp(SystemCalls calls) {
		return open(calls, Socket.IPPROTO_TCP);
	}

	private static int open(SystemCalls calls, int protocol) {
		int number = open(calls, Socket.AF_INET, protocol);
		return (number == -Errno.EAFNOSUPPORT) ? open(calls, Socket.AF_INET6, protocol) : number;
	}

	private static int open(SystemCalls calls, int domain, int protocol) {
		return calls.socket(domain, Socket.SOCK_STREAM | Socket.SOCK_CLOEXEC, protocol);
	}

}
