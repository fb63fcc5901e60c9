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

package io.github.mptcpspring.internal.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.ListenerState;
import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Feature;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.fastopen.FastOpen;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.testsupport.FastOpenOnMptcp;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.NetworkNamespace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ListenerSockets} on the real kernel.
 */
@Tag("kernel")
@MptcpRequired
class ListenerSocketsTests {

	private static final Descriptors DESCRIPTORS = new Descriptors(new Kernel());

	private static final Problem BECAUSE = Problem.temporary("reason", "remedy");

	private static final Problem NO_MPTCP = BECAUSE.of(Feature.MPTCP);

	@ParameterizedTest
	@CsvSource({ "false, 0, TCP", "false, 16, TCP", "true, 0, MPTCP", "true, 256, MPTCP" })
	void aListenerDoesWhatItsSettingsAskFor(boolean mptcp, int queueLength, String protocol) throws IOException {
		if (mptcp && queueLength > 0) {
			FastOpenOnMptcp.require();
		}
		try (ServerSocketChannel channel = ServerSocketChannel.open()) {
			assertThat(prepare(sockets(mptcp, OnUnavailable.FAIL, queueLength), channel))
				.isEqualTo(new ListenerState(Protocol.valueOf(protocol), queueLength, missingServerBit(queueLength)));
			verifyListener(channel, KernelProtocol.valueOf(protocol), queueLength);
		}
	}

	@Test
	@InNetworkNamespace(sysctl = "net.ipv4.tcp_fastopen=1")
	void whenNothingCanBeHadTheStateSaysWhatToDo() throws IOException {
		NetworkNamespace.setSysctl("net.mptcp.enabled", "0");
		try (ServerSocketChannel channel = ServerSocketChannel.open()) {
			ListenerState state = prepare(sockets(true, OnUnavailable.FALLBACK, 16), channel);
			assertThat(state.protocol()).isEqualTo(Protocol.TCP);
			assertThat(state.fastOpenQueueLength()).isEqualTo(16);
			assertThat(state.problems()).extracting(Problem::instruction)
				.containsExactly("Switch it on with: sysctl -w net.mptcp.enabled=1",
						"Set the bit with: sysctl -w net.ipv4.tcp_fastopen=3");
			verifyListener(channel, KernelProtocol.TCP, 16);
		}
	}

	@Test
	void whenTheChannelCannotBeSwappedItFallsBack() throws IOException {
		try (ServerSocketChannel channel = ServerSocketChannel.open()) {
			channel.bind(new InetSocketAddress(0));
			ListenerState state = prepare(sockets(true, OnUnavailable.FALLBACK, 0), channel);
			assertThat(state).isEqualTo(new ListenerState(Protocol.TCP, 0,
					List.of(Problem.temporary("this socket stays as it is: it is bound", "Swap it before it binds")
						.of(Feature.MPTCP))));
		}
	}

	@Test
	void whenTheChannelCannotBeSwappedAndMptcpIsRequiredItFails() throws IOException {
		try (ServerSocketChannel channel = ServerSocketChannel.open()) {
			channel.bind(new InetSocketAddress(0));
			ListenerSockets sockets = sockets(true, OnUnavailable.FAIL, 16);
			assertThatExceptionOfType(MptcpUnavailableException.class).isThrownBy(() -> prepare(sockets, channel))
				.withMessage("MPTCP is required but unavailable: this socket stays as it is: it is bound")
				.satisfies((ex) -> assertThat(ex.getProblem().action()).isEqualTo("Swap it before it binds"));
			assertThat(KernelSockets.fastOpenQueueLength(channel.socket().getLocalPort())).isZero();
		}
	}

	@ParameterizedTest
	@CsvSource({ "false, 0", "false, 16", "true, 0", "true, 16" })
	void aListenerThatMustBeTcpStillHasFastOpen(boolean mptcp, int queueLength) throws IOException {
		try (ServerSocketChannel channel = ServerSocketChannel.open()) {
			ListenerState state = sockets(mptcp, OnUnavailable.FALLBACK, queueLength)
				.prepareWithoutSwap(DESCRIPTORS.find(channel), BECAUSE)
				.state();
			List<Problem> problems = new ArrayList<>(mptcp ? List.of(NO_MPTCP) : List.of());
			problems.addAll(missingServerBit(queueLength));
			assertThat(state).isEqualTo(new ListenerState(Protocol.TCP, queueLength, problems));
			verifyListener(channel, KernelProtocol.TCP, queueLength);
		}
	}

	@Test
	void whenFastOpenIsRefusedTheStateHasNoQueue() throws IOException {
		try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			ListenerState state = prepare(sockets(false, OnUnavailable.FALLBACK, 16), channel);
			assertThat(state).isEqualTo(new ListenerState(Protocol.TCP, 0,
					List.of(Problem.temporary("this socket stays as it is: it is not a TCP socket", "Use a TCP socket")
						.of(Feature.FAST_OPEN))));
		}
	}

	@ParameterizedTest
	@CsvSource({ "false, 0", "false, 16", "true, 0", "true, 16" })
	void aListenerThatIsLeftAloneHasNothing(boolean mptcp, int queueLength) throws IOException {
		List<Problem> problems = new ArrayList<>(mptcp ? List.of(NO_MPTCP) : List.of());
		if (queueLength > 0) {
			problems.add(BECAUSE.of(Feature.FAST_OPEN));
		}
		assertThat(sockets(mptcp, OnUnavailable.FALLBACK, queueLength).leave(Protocol.TCP, BECAUSE).state())
			.isEqualTo(new ListenerState(Protocol.TCP, 0, problems));
	}

	@Test
	void whenMptcpIsRequiredAListenerIsNotLeftAlone() throws IOException {
		ListenerSockets sockets = sockets(true, OnUnavailable.FAIL, 0);
		assertThatExceptionOfType(MptcpUnavailableException.class)
			.isThrownBy(() -> sockets.leave(Protocol.TCP, BECAUSE))
			.satisfies((ex) -> assertThat(ex.getProblem()).isEqualTo(BECAUSE));
		try (ServerSocketChannel channel = ServerSocketChannel.open()) {
			assertThatExceptionOfType(MptcpUnavailableException.class)
				.isThrownBy(() -> sockets.prepareWithoutSwap(DESCRIPTORS.find(channel), BECAUSE));
		}
	}

	@Test
	void whenMptcpIsNotAskedForItIsNotRequired() throws IOException {
		assertThat(sockets(false, OnUnavailable.FAIL, 0).leave(Protocol.TCP, BECAUSE).state())
			.isEqualTo(new ListenerState(Protocol.TCP, 0, List.of()));
	}

	@Test
	@MptcpRequired
	void besideMptcpThereIsNoQueueUnlessItIsAskedFor() throws IOException {
		ListenerSockets sockets = sockets(new ListenerSettings(true, OnUnavailable.FAIL, 16, false));
		try (ServerSocketChannel channel = ServerSocketChannel.open()) {
			ListenerState state = prepare(sockets, channel);
			channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			assertThat(state.protocol()).isEqualTo(Protocol.MPTCP);
			assertThat(state.fastOpenQueueLength()).isZero();
			assertThat(state.problems()).singleElement()
				.satisfies((problem) -> assertThat(problem.action()).contains("tfo.with-mptcp=true"));
			assertThat(KernelSockets.fastOpenQueueLength(channel.socket().getLocalPort())).isZero();
		}
	}

	private static ListenerSockets sockets(boolean mptcp, OnUnavailable onUnavailable, int queueLength) {
		return sockets(new ListenerSettings(mptcp, onUnavailable, queueLength));
	}

	private static ListenerSockets sockets(ListenerSettings settings) {
		return new ListenerSockets(new ProcessSockets(), settings, (listener) -> {
		});
	}

	private static ListenerState prepare(ListenerSockets sockets, ServerSocketChannel channel)
			throws MptcpUnavailableException {
		return sockets.prepare(() -> DESCRIPTORS.find(channel)).state();
	}

	/** It depends on the machine. */
	private static List<Problem> missingServerBit(int queueLength) {
		return (queueLength > 0) ? new FastOpen().findMissingServerBit().stream().toList() : List.of();
	}

	private static void verifyListener(ServerSocketChannel channel, KernelProtocol protocol, int queueLength)
			throws IOException {
		channel.bind(new InetSocketAddress(0));
		int port = channel.socket().getLocalPort();
		assertThat(KernelSockets.listener(port)).isEqualTo(protocol);
		assertThat(KernelSockets.fastOpenQueueLength(port)).isEqualTo(queueLength);
	}

}
