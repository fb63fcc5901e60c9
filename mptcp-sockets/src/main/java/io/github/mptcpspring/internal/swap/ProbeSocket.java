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

package io.github.mptcpspring.internal.swap;

import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;

/**
 * Opens sockets to probe the kernel.
 */
public final class ProbeSocket {

	private ProbeSocket() {
	}

	/**
	 * Open an MPTCP socket, for IPv6 if there is no IPv4.
	 * @param calls the system calls
	 * @return the descriptor, which must be closed, or {@code -errno}
	 */
	public static int open(SystemCalls calls) {
		return open(calls, SysSocket.IPPROTO_MPTCP);
	}

	/**
	 * Open a TCP socket, for IPv6 if there is no IPv4.
	 * @param calls the system calls
	 * @return the descriptor, which must be closed, or {@code -errno}
	 */
	static int openTcp(SystemCalls calls) {
		return open(calls, SysSocket.IPPROTO_TCP);
	}

	private static int open(SystemCalls calls, int protocol) {
		int number = open(calls, SysSocket.AF_INET, protocol);
		return (number == -Errno.EAFNOSUPPORT) ? open(calls, SysSocket.AF_INET6, protocol) : number;
	}

	private static int open(SystemCalls calls, int domain, int protocol) {
		return calls.socket(domain, SysSocket.SOCK_STREAM | SysSocket.SOCK_CLOEXEC, protocol);
	}

}
