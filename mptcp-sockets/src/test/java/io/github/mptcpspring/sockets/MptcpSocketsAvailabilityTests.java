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

package io.github.mptcpspring.sockets;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.SwapResult.Kept;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.descriptor.SocketProblems;
import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.SystemCallsUnavailableException;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.testsupport.Creator;
import io.github.mptcpspring.testsupport.FakeSystemCalls;
import io.github.mptcpspring.testsupport.FaultySystemCalls;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.NetworkNamespace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@link MptcpSockets} remembers about the availability of MPTCP and what it tries
 * again.
 */
@Tag("kernel")
class MptcpSocketsAvailabilityTests {

	private final FakeSystemCalls kernel = new FakeSystemCalls();

	private final FaultySystemCalls calls = new FaultySystemCalls(this.kernel);

	private final ProcessSockets mptcpSockets = new ProcessSockets(new Kernel(this.calls));

	@Test
	void whenMptcpIsAvailableItIsNotTriedAgain() {
		assertThat(this.mptcpSockets.findProblem()).isEmpty();
		this.calls.trace().clear();
		assertThat(this.mptcpSockets.findProblem()).isEmpty();
		assertThat(this.calls.trace()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { Errno.EINVAL, Errno.EPROTONOSUPPORT })
	void whenTheKernelHasNoMptcpItIsNotTriedAgain(int errno) {
		this.calls.failEach("socket .*", errno);
		verifyRemembered();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TCP_NODELAY", "SO_KEEPALIVE", "SO_LINGER", "SO_RCVBUF", "SO_SNDBUF", "SO_REUSEADDR" })
	void whenAnOptionIsRefusedItIsNotTriedAgain(String option) {
		this.calls.failEach("setsockopt .* " + option, Errno.EOPNOTSUPP);
		verifyRemembered();
	}

	private void verifyRemembered() {
		Optional<Problem> first = this.mptcpSockets.findProblem();
		assertThat(first).isPresent();
		this.calls.failNone();
		this.calls.trace().clear();
		assertThat(this.mptcpSockets.findProblem()).isSameAs(first);
		int descriptor = Creator.V4.create(this.kernel);
		assertThat(this.mptcpSockets.swap(descriptor)).isEqualTo(new Kept(first.get()));
		assertThat(this.calls.trace()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { Errno.ENOPROTOOPT, Errno.EPERM, Errno.EACCES, Errno.EMFILE, Errno.ENFILE, Errno.ENOBUFS,
			Errno.ENOMEM, Errno.EAFNOSUPPORT, Errno.EINTR })
	void whenTheObstacleMayPassItIsTriedAgain(int errno) {
		this.calls.failEach("socket .*", errno);
		assertThat(this.mptcpSockets.findProblem()).contains(SocketProblems.socketFailed(errno));
		this.calls.failNone();
		assertThat(this.mptcpSockets.findProblem()).isEmpty();
	}

	@Test
	void whenTheObstacleComesLaterTheSocketIsKept() {
		assertThat(this.mptcpSockets.findProblem()).isEmpty();
		this.calls.failEach("socket .*", Errno.ENOPROTOOPT);
		int descriptor = Creator.V4.create(this.kernel);
		assertThat(this.mptcpSockets.swap(descriptor))
			.isEqualTo(new Kept(SocketProblems.socketFailed(Errno.ENOPROTOOPT)));
	}

	@Test
	@MptcpRequired
	void onThisKernelMptcpIsAvailable() throws SystemCallsUnavailableException {
		assertThat(new ProcessSockets(new Kernel(SystemCalls.link())).findProblem()).isEmpty();
	}

	@Test
	@MptcpRequired
	@InNetworkNamespace
	void whenTheSysctlChangesTheNextSocketFollows() throws IOException {
		ProcessSockets real = new ProcessSockets();
		NetworkNamespace.setSysctl("net.mptcp.enabled", "0");
		Problem switchedOff = SocketProblems.socketFailed(Errno.ENOPROTOOPT);
		try (SocketChannel channel = SocketChannel.open()) {
			assertThat(real.findProblem()).contains(switchedOff);
			assertThat(real.swap(channel)).isEqualTo(new Kept(switchedOff));
			NetworkNamespace.setSysctl("net.mptcp.enabled", "1");
			assertThat(real.findProblem()).isEmpty();
			assertThat(real.swap(channel)).isEqualTo(new Swapped());
		}
	}

}
