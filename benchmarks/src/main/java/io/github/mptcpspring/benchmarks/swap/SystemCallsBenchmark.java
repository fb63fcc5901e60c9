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

package io.github.mptcpspring.benchmarks.swap;

import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.Fcntl;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.SystemCallsUnavailableException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The system calls without which there is no swap, and nothing else.
 */
@State(Scope.Benchmark)
public class SystemCallsBenchmark {

	private static final int STREAM = SysSocket.SOCK_STREAM | SysSocket.SOCK_NONBLOCK | SysSocket.SOCK_CLOEXEC;

	private final SystemCalls calls;

	private final int domain;

	/**
	 * Create a new benchmark.
	 */
	public SystemCallsBenchmark() {
		this.calls = link();
		this.domain = domain();
	}

	private static SystemCalls link() {
		try {
			return SystemCalls.link();
		}
		catch (SystemCallsUnavailableException ex) {
			throw new IllegalStateException(ex);
		}
	}

	// What the JDK and Netty open too: IPv6, which serves IPv4 as well, where there is
	// IPv6
	private int domain() {
		int number = this.calls.socket(SysSocket.AF_INET6, STREAM, SysSocket.IPPROTO_TCP);
		if (number == -Errno.EAFNOSUPPORT) {
			return SysSocket.AF_INET;
		}
		check(number);
		check(this.calls.close(number));
		return SysSocket.AF_INET6;
	}

	/**
	 * Create a TCP socket and close it.
	 */
	@Benchmark
	public void plain() {
		int tcp = check(this.calls.socket(this.domain, STREAM, SysSocket.IPPROTO_TCP));
		check(this.calls.close(tcp));
	}

	/**
	 * Create a TCP socket, put an MPTCP socket under its number and close that.
	 */
	@Benchmark
	public void mptcp() {
		int tcp = check(this.calls.socket(this.domain, STREAM, SysSocket.IPPROTO_TCP));
		int mptcp = check(this.calls.socket(this.domain, STREAM, SysSocket.IPPROTO_MPTCP));
		check(this.calls.dup3(mptcp, tcp, Fcntl.O_CLOEXEC));
		check(this.calls.close(mptcp));
		check(this.calls.close(tcp));
	}

	private static int check(int result) {
		if (result < 0) {
			throw new IllegalStateException(Errno.name(-result));
		}
		return result;
	}

}
