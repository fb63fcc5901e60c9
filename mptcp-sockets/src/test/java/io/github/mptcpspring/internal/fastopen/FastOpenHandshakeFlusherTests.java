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

package io.github.mptcpspring.internal.fastopen;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.descriptor.BorrowedDescriptor;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.descriptor.OwnedDescriptor;
import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.OptionValue;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.testsupport.DescriptorOf;
import io.github.mptcpspring.testsupport.FakeSocket;
import io.github.mptcpspring.testsupport.FakeSystemCalls;
import io.github.mptcpspring.testsupport.FaultySystemCalls;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FastOpenHandshakeFlusher}. What it is for is tested on a long path, in
 * package {@code laboratory}.
 */
class FastOpenHandshakeFlusherTests {

	private static final int ESTABLISHED = 1;

	private final FakeSystemCalls calls = new FakeSystemCalls();

	private final FastOpenHandshakeFlusher watch = new FastOpenHandshakeFlusher();

	@Test
	void aConnectionIsHeldUntilItsHandshakeIsComplete() {
		int connection = accept(SysSocket.IPPROTO_MPTCP, SysSocket.TCP_SYN_RECV);
		FakeSocket socket = this.calls.at(connection);
		assertThat(accepted(this.watch, this.calls, connection)).isTrue();
		int held = connection + 1;
		assertThat(FastOpenHandshakeFlusher.holds(held)).isTrue();
		assertThat(FastOpenHandshakeFlusher.holds(connection)).isFalse();
		// The server has answered
		this.calls.close(connection);
		setState(socket, ESTABLISHED);
		Awaitility.await().until(() -> !FastOpenHandshakeFlusher.holds(held));
		assertThat(this.calls.openDescriptors()).containsExactlyInAnyOrder(0, 1, 2);
		assertThat(socket.assigned()).contains(SockOpt.TCP_CORK);
	}

	@Test
	void aCorkStays() {
		int connection = accept(SysSocket.IPPROTO_MPTCP, SysSocket.TCP_SYN_RECV);
		FakeSocket socket = this.calls.at(connection);
		this.calls.setsockopt(connection, SockOpt.TCP_CORK, OptionValue.ofInt(1));
		assertThat(accepted(this.watch, this.calls, connection)).isTrue();
		setState(socket, ESTABLISHED);
		Awaitility.await().until(() -> !FastOpenHandshakeFlusher.holds(connection + 1));
		byte[] cork = new byte[Integer.BYTES];
		socket.get(SockOpt.TCP_CORK, cork);
		assertThat(OptionValue.toInt(cork)).isOne();
	}

	@Test
	void aConnectionWithoutASecondDescriptorIsLeftAlone() {
		int connection = accept(SysSocket.IPPROTO_MPTCP, SysSocket.TCP_SYN_RECV);
		this.calls.setLimit(connection + 1);
		assertThat(accepted(this.watch, this.calls, connection)).isFalse();
		assertThat(this.calls.openDescriptors()).containsExactlyInAnyOrder(0, 1, 2, connection);
	}

	@Test
	void aCompleteConnectionIsNotWatched() {
		int connection = accept(SysSocket.IPPROTO_MPTCP, ESTABLISHED);
		assertThat(accepted(this.watch, this.calls, connection)).isFalse();
		assertThat(FastOpenHandshakeFlusher.holds(connection + 1)).isFalse();
	}

	@Test
	void tcpNeedsNoWatch() {
		int connection = accept(SysSocket.IPPROTO_TCP, SysSocket.TCP_SYN_RECV);
		assertThat(accepted(this.watch, this.calls, connection)).isFalse();
	}

	@Test
	void withoutSystemCallsNothingIsWatched() {
		Descriptors descriptors = new Descriptors(new Kernel(Problem.permanent("reason", "remedy")));
		assertThat(this.watch.accepted(descriptors.find(0)::descriptor)).isFalse();
	}

	@Test
	void anErrorOfOneDoesNotKeepTheOthersWaiting() {
		Set<Integer> broken = ConcurrentHashMap.newKeySet();
		FastOpenHandshakeFlusher watch = new FastOpenHandshakeFlusher();
		SystemCalls throwing = throwing(broken);
		int first = accept(SysSocket.IPPROTO_MPTCP, SysSocket.TCP_SYN_RECV);
		int second = accept(SysSocket.IPPROTO_MPTCP, SysSocket.TCP_SYN_RECV);
		FakeSocket secondSocket = this.calls.at(second);
		assertThat(accepted(watch, throwing, first)).isTrue();
		assertThat(accepted(watch, throwing, second)).isTrue();
		int firstHeld = second + 1;
		int secondHeld = second + 2;
		broken.add(firstHeld);
		Awaitility.await().until(() -> !FastOpenHandshakeFlusher.holds(firstHeld));
		assertThat(FastOpenHandshakeFlusher.holds(secondHeld)).isTrue();
		setState(secondSocket, ESTABLISHED);
		Awaitility.await().until(() -> !FastOpenHandshakeFlusher.holds(secondHeld));
		assertThat(secondSocket.assigned()).contains(SockOpt.TCP_CORK);
		assertThat(this.calls.openDescriptors()).containsExactlyInAnyOrder(0, 1, 2, first, second);
	}

	@Test
	void afterAnErrorOthersAreWatched() {
		Set<Integer> broken = ConcurrentHashMap.newKeySet();
		FastOpenHandshakeFlusher watch = new FastOpenHandshakeFlusher();
		SystemCalls throwing = throwing(broken);
		int first = accept(SysSocket.IPPROTO_MPTCP, SysSocket.TCP_SYN_RECV);
		assertThat(accepted(watch, throwing, first)).isTrue();
		int held = first + 1;
		broken.add(held);
		Awaitility.await().until(() -> !this.calls.openDescriptors().contains(held));
		broken.clear();
		FakeSocket socket = this.calls.at(first);
		assertThat(accepted(watch, throwing, first)).isTrue();
		setState(socket, ESTABLISHED);
		Awaitility.await().until(() -> socket.assigned().contains(SockOpt.TCP_CORK));
	}

	@Test
	void anErrorCostsTheServerNoConnection() {
		int connection = accept(SysSocket.IPPROTO_MPTCP, SysSocket.TCP_SYN_RECV);
		assertThat(accepted(this.watch, throwing(Set.of(connection)), connection)).isFalse();
		assertThat(this.calls.openDescriptors()).containsExactlyInAnyOrder(0, 1, 2, connection);
	}

	private static boolean accepted(FastOpenHandshakeFlusher watch, SystemCalls calls, int connection) {
		return watch.accepted(() -> Optional.of(new BorrowedDescriptor(calls, connection)));
	}

	/** As with no memory left. */
	private SystemCalls throwing(Set<Integer> descriptors) {
		return (SystemCalls) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { SystemCalls.class },
				(proxy, method, arguments) -> {
					if (method.getName().equals("getsockopt") && descriptors.contains(arguments[0])) {
						throw new OutOfMemoryError("Thrown by a test");
					}
					return method.invoke(this.calls, arguments);
				});
	}

	@Test
	void theLongerAHandshakeTakesTheRarerItIsLookedAt() {
		OwnedDescriptor connection = new OwnedDescriptor(this.calls,
				accept(SysSocket.IPPROTO_MPTCP, SysSocket.TCP_SYN_RECV));
		assertThat(pause(connection, Duration.ZERO)).isEqualTo(Duration.ofNanos(500_000));
		assertThat(pause(connection, Duration.ofMillis(80))).isEqualTo(Duration.ofMillis(10));
		assertThat(pause(connection, Duration.ofSeconds(8))).isEqualTo(Duration.ofSeconds(1));
	}

	private static Duration pause(OwnedDescriptor connection, Duration age) {
		long now = System.nanoTime();
		IncompleteHandshake handshake = new IncompleteHandshake(connection, now - age.toNanos(), now);
		return Duration.ofNanos(handshake.againAfter(now).dueNanos() - now);
	}

	@Test
	void aHandshakeThatIsNeverCompleteIsGivenUp() {
		OwnedDescriptor connection = new OwnedDescriptor(this.calls,
				accept(SysSocket.IPPROTO_MPTCP, SysSocket.TCP_SYN_RECV));
		long now = System.nanoTime();
		assertThat(new IncompleteHandshake(connection, now - Duration.ofSeconds(127).toNanos(), now).isOver())
			.isFalse();
		assertThat(new IncompleteHandshake(connection, now - Duration.ofSeconds(181).toNanos(), now).isOver()).isTrue();
		assertThat(this.calls.at(connection.number()).assigned()).doesNotContain(SockOpt.TCP_CORK);
	}

	@ParameterizedTest
	@ValueSource(strings = { "getpeername .*", "getsockopt .* TCP_INFO", "getsockopt .* TCP_CORK",
			"setsockopt .* TCP_CORK" })
	void aCallThatIsForbiddenIsAnObstacle(String call) {
		int listener = this.calls.socket(SysSocket.AF_INET6, SysSocket.SOCK_STREAM, SysSocket.IPPROTO_MPTCP);
		FaultySystemCalls faulty = new FaultySystemCalls(this.calls);
		assertThat(FastOpenHandshakeFlusher.findObstacle(new BorrowedDescriptor(faulty, listener))).isEmpty();
		faulty.failEach(call, Errno.EPERM);
		assertThat(FastOpenHandshakeFlusher.findObstacle(new BorrowedDescriptor(faulty, listener)))
			.hasValueSatisfying((problem) -> assertThat(problem.description()).contains("EPERM"));
	}

	@Test
	@MptcpRequired
	void onThisHostNothingStandsInTheWay() throws IOException {
		try (ServerSocketChannel channel = ServerSocketChannel.open()) {
			assertThat(MptcpSockets.create().swap(channel)).isEqualTo(new Swapped());
			assertThat(FastOpenHandshakeFlusher.findObstacle(DescriptorOf.find(channel))).isEmpty();
		}
	}

	private int accept(int protocol, int state) {
		int connection = this.calls.socket(SysSocket.AF_INET6, SysSocket.SOCK_STREAM | SysSocket.SOCK_CLOEXEC,
				protocol);
		setState(this.calls.at(connection), state);
		return connection;
	}

	// The state is the first byte of struct tcp_info
	private static void setState(FakeSocket socket, int state) {
		socket.set(SockOpt.TCP_INFO, new byte[] { (byte) state, 0, 0, 0 });
	}

}
