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

package io.github.mptcpspring.testsupport;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.github.mptcpspring.internal.descriptor.BorrowedDescriptor;
import io.github.mptcpspring.internal.descriptor.Descriptor;
import io.github.mptcpspring.internal.descriptor.OwnedDescriptor;
import io.github.mptcpspring.internal.linux.Fcntl;
import io.github.mptcpspring.internal.linux.OptionValue;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.SystemCallsUnavailableException;
import io.github.mptcpspring.internal.linux.struct.SockAddr;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link FakeSystemCalls} and the real kernel give the same answers, so that what is
 * tested with the one is true with the other.
 */
@MptcpRequired
class FakeSystemCallsTests {

	private static final String IMITATED_KERNEL = "6.18";

	/** What a new socket takes from a sysctl. */
	private static final List<SockOpt> SYSCTLS = List.of(SockOpt.SO_SNDBUF, SockOpt.SO_RCVBUF, SockOpt.TCP_KEEPIDLE,
			SockOpt.TCP_KEEPINTVL, SockOpt.TCP_KEEPCNT, SockOpt.IPV6_V6ONLY);

	private final FakeSystemCalls fake = new FakeSystemCalls();

	private SystemCalls real;

	@BeforeEach
	void link() throws SystemCallsUnavailableException {
		this.real = SystemCalls.link();
		int descriptor = this.real.socket(SysSocket.AF_INET6, SysSocket.SOCK_STREAM, SysSocket.IPPROTO_TCP);
		try (OwnedDescriptor tcp = new OwnedDescriptor(this.real, descriptor)) {
			SYSCTLS.forEach((option) -> this.fake.setDefault(option, tcp.getInt(option)));
		}
	}

	static Stream<Arguments> socketsAndOptions() {
		return Stream.of(SysSocket.AF_INET, SysSocket.AF_INET6)
			.flatMap((domain) -> Stream.of(SysSocket.IPPROTO_TCP, SysSocket.IPPROTO_MPTCP)
				.flatMap((protocol) -> FakeSocket.IMITATED.stream()
					.filter((option) -> option != SockOpt.SO_MARK)
					.map((option) -> Arguments.of(domain, protocol, option))));
	}

	@ParameterizedTest
	@MethodSource("socketsAndOptions")
	void anOptionBehavesAsOnTheRealKernel(int domain, int protocol, SockOpt option) {
		if (protocol == SysSocket.IPPROTO_MPTCP) {
			Assumptions.assumeTrue(System.getProperty("os.version").startsWith(IMITATED_KERNEL),
					"the fake imitates Linux " + IMITATED_KERNEL);
		}
		assertThat(useOption(this.fake, domain, protocol, option))
			.isEqualTo(useOption(this.real, domain, protocol, option));
	}

	private List<String> useOption(SystemCalls calls, int domain, int protocol, SockOpt option) {
		List<String> answers = new ArrayList<>();
		int descriptor = calls.socket(domain, SysSocket.SOCK_STREAM, protocol);
		try (OwnedDescriptor socket = new OwnedDescriptor(calls, descriptor)) {
			answers.add("fresh: " + read(socket, option));
			for (int value : new int[] { 1, 0, 6, 0x10, 127, 128, 40000 }) {
				// More takes a privilege
				if (option != SockOpt.SO_PRIORITY || value <= 6) {
					int result = socket.set(option, Arrays.copyOf(OptionValue.ofInt(value), option.length()));
					answers.add(value + ": " + result + ", " + read(socket, option) + ", priority "
							+ socket.getInt(SockOpt.SO_PRIORITY));
				}
			}
		}
		return answers;
	}

	private String read(Descriptor socket, SockOpt option) {
		byte[] value = new byte[option.length()];
		return socket.get(option, value) + " " + Arrays.toString(value);
	}

	@Test
	void everyOtherCallBehavesAsOnTheRealKernel() {
		assertThat(useDescriptors(this.fake)).isEqualTo(useDescriptors(this.real));
	}

	private List<String> useDescriptors(SystemCalls calls) {
		List<Object> answers = new ArrayList<>();
		int plain = calls.socket(SysSocket.AF_INET, SysSocket.SOCK_STREAM, SysSocket.IPPROTO_TCP);
		int flagged = calls.socket(SysSocket.AF_INET6,
				SysSocket.SOCK_STREAM | SysSocket.SOCK_NONBLOCK | SysSocket.SOCK_CLOEXEC, SysSocket.IPPROTO_MPTCP);
		for (int descriptor : new int[] { plain, flagged }) {
			answers.add(calls.fcntl(descriptor, Fcntl.F_GETFD, 0));
			answers.add(calls.fcntl(descriptor, Fcntl.F_GETFL, 0) & Fcntl.O_NONBLOCK);
			SockAddr address = new SockAddr();
			answers.add(calls.getsockname(descriptor, address));
			answers.add(address.isUnbound());
			answers.add(calls.getpeername(descriptor, address));
		}
		answers.add(calls.dup3(flagged, flagged, 0));
		answers.add(calls.dup3(-1, flagged, 0));
		answers.add(calls.dup3(plain, -1, 0));
		answers.add(calls.dup3(flagged, plain, Fcntl.O_CLOEXEC) == plain);
		answers.add(calls.fcntl(plain, Fcntl.F_GETFD, 0));
		answers.add(calls.fcntl(plain, Fcntl.F_GETFL, 0) & Fcntl.O_NONBLOCK);
		answers.add(new BorrowedDescriptor(calls, plain).getInt(SockOpt.SO_PROTOCOL));
		answers.add(calls.dup3(flagged, plain, 0) == plain);
		answers.add(calls.fcntl(plain, Fcntl.F_GETFD, 0));
		answers.add(calls.close(plain));
		answers.add(calls.close(plain));
		int duplicate = calls.fcntl(flagged, Fcntl.F_DUPFD_CLOEXEC, 0);
		answers.add(duplicate == plain);
		answers.add(calls.fcntl(duplicate, Fcntl.F_GETFD, 0));
		answers.add(calls.close(duplicate));
		answers.add(calls.close(flagged));
		answers.add(calls.fcntl(flagged, Fcntl.F_GETFD, 0));
		answers.add(calls.fcntl(flagged, Fcntl.F_DUPFD_CLOEXEC, 0));
		answers.add(calls.fcntl(0, Fcntl.F_DUPFD_CLOEXEC, Integer.MAX_VALUE));
		answers.add(calls.fcntl(0, 12345, 0));
		byte[] value = new byte[Integer.BYTES];
		for (int descriptor : new int[] { 0, -1, flagged }) {
			answers.add(calls.getsockopt(descriptor, SockOpt.SO_PROTOCOL, value));
			answers.add(calls.setsockopt(descriptor, SockOpt.SO_KEEPALIVE, value));
			answers.add(calls.getsockname(descriptor, new SockAddr(value)));
			answers.add(calls.getpeername(descriptor, new SockAddr(value)));
		}
		answers.add(calls.socket(SysSocket.AF_INET, 2, SysSocket.IPPROTO_MPTCP));
		return answers.stream().map(String::valueOf).toList();
	}

}
