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

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Persistence;
import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.testsupport.FakeSystemCalls;
import io.github.mptcpspring.testsupport.FaultySystemCalls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AvailabilityProbe}.
 */
class AvailabilityProbeTests {

	private final FakeSystemCalls kernel = new FakeSystemCalls();

	private final FaultySystemCalls calls = new FaultySystemCalls(this.kernel);

	private final Set<Integer> openBefore = this.kernel.openDescriptors();

	@AfterEach
	void nothingIsLeftOpen() {
		assertThat(this.kernel.openDescriptors()).isEqualTo(this.openBefore);
	}

	@Test
	void whenEverythingWorksMptcpIsAvailable() {
		assertThat(AvailabilityProbe.probe(this.calls)).isEmpty();
	}

	@Test
	void whenThereIsNoIpv4AnIpv6SocketIsTried() {
		this.calls.failEach("socket " + SysSocket.AF_INET + " .*", Errno.EAFNOSUPPORT);
		assertThat(AvailabilityProbe.probe(this.calls)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			22  | EINVAL          | PERMANENT | older than Linux 5.6 | Run on Linux 5.17 or newer with CONFIG_MPTCP=y
			93  | EPROTONOSUPPORT | PERMANENT | built without MPTCP  | Run on Linux 5.17 or newer with CONFIG_MPTCP=y
			92  |                 | TEMPORARY | net.mptcp.enabled    | sysctl -w net.mptcp.enabled=1
			1   | EPERM           | TEMPORARY | seccomp              | protocol 262
			13  | EACCES          | TEMPORARY | SELinux              | protocol 262
			24  | EMFILE          | TEMPORARY | this process         | ulimit -n
			23  | ENFILE          | TEMPORARY | this system          | sysctl fs.file-max
			105 | ENOBUFS         | TEMPORARY | no memory            | more memory
			12  | ENOMEM          | TEMPORARY | no memory            | more memory
			97  | EAFNOSUPPORT    | TEMPORARY | protocol 262         | mptcpize run
			4   | EINTR           | TEMPORARY | protocol 262         | mptcpize run
			5   | EIO             | TEMPORARY | protocol 262         | mptcpize run
			16  | EBUSY           | TEMPORARY | protocol 262         | mptcpize run
			94  | ESOCKTNOSUPPORT | TEMPORARY | protocol 262         | mptcpize run
			999 | errno 999       | TEMPORARY | protocol 262         | mptcpize run
			""")
	void whenNoSocketCanBeMadeTheReasonSaysWhy(int errno, String name, Persistence persistence, String reason,
			String remedy) {
		this.calls.failEach("socket .*", errno);
		assertThat(AvailabilityProbe.probe(this.calls)).hasValueSatisfying((problem) -> {
			assertThat(problem.persistence()).isEqualTo(persistence);
			assertThat(problem.description()).contains(reason).contains((name != null) ? name : "");
			assertThat(problem.instruction()).contains(remedy);
		});
	}

	static Stream<Arguments> refusals() {
		List<Integer> errnos = List.of(Errno.ENOPROTOOPT, Errno.EOPNOTSUPP);
		return optionsThatServersSet()
			.flatMap((option) -> errnos.stream().map((errno) -> Arguments.of(option, errno, Errno.name(errno))));
	}

	static Stream<SockOpt> optionsThatServersSet() {
		return Stream.of(SockOpt.TCP_NODELAY, SockOpt.SO_KEEPALIVE, SockOpt.SO_LINGER, SockOpt.SO_RCVBUF,
				SockOpt.SO_SNDBUF, SockOpt.SO_REUSEADDR);
	}

	@ParameterizedTest
	@MethodSource("refusals")
	void whenAnOptionIsUnknownToMptcpItIsUnavailableForGood(SockOpt option, int errno, String name) {
		this.calls.failEach("setsockopt .* " + option, errno);
		assertThat(AvailabilityProbe.probe(this.calls)).contains(Problem.permanent(
				"MPTCP sockets of this kernel refuse " + option + " (" + name
						+ "), which servers and clients of the JVM set",
				"Run on Linux 5.17 or newer with CONFIG_MPTCP=y"));
	}

	@ParameterizedTest
	@MethodSource("optionsThatServersSet")
	void whenSettingAnOptionFailsOtherwiseItIsUnavailableForNow(SockOpt option) {
		this.calls.failEach("setsockopt .* " + option, Errno.ENOBUFS);
		assertThat(AvailabilityProbe.probe(this.calls)).hasValueSatisfying((problem) -> {
			assertThat(problem.persistence()).isEqualTo(Persistence.TEMPORARY);
			assertThat(problem.description()).contains(option.name(), "ENOBUFS");
		});
	}

}
