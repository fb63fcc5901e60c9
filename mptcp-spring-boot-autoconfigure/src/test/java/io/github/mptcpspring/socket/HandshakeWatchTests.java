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

import io.github.mptcpspring.linux.OptionValue;
import io.github.mptcpspring.linux.Socket;
import io.github.mptcpspring.linux.SocketOption;
import io.github.mptcpspring.socket.Linkage.Linked;
import io.github.mptcpspring.socket.Linkage.NotLinked;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HandshakeWatch}. What it is for is tested on a long path, in package
 * {@code laboratory}.
 */
class HandshakeWatchTests {

	private static final int ESTABLISHED = 1;

	private final FakeSystemCalls calls = new FakeSystemCalls();

	private final HandshakeWatch watch = new HandshakeWatch(new Linked(this.calls));

	@Test
	void aConnectionIsHeldUntilItsHandshakeIsComplete() {
		int connection = accept(Socket.IPPROTO_MPTCP, Socket.TCP_SYN_RECV);
		FakeSocket socket = this.calls.at(connection);
		assertThat(this.watch.accepted(SocketReference.of(connection))).isTrue();
		int held = connection + 1;
		assertThat(this.watch.holds(held)).isTrue();
		assertThat(this.watch.holds(connection)).isFalse();
		// The server has answered
		this.calls.close(connection);
		setState(socket, ESTABLISHED);
		Awaitility.await().until(() -> !this.watch.holds(held));
		assertThat(this.calls.openDescriptors()).containsExactlyInAnyOrder(0, 1, 2);
		assertThat(socket.assigned()).contains(SocketOption.TCP_CORK);
	}

	@Test
	void aCorkStays() {
		int connection = accept(Socket.IPPROTO_MPTCP, Socket.TCP_SYN_RECV);
		FakeSocket socket = this.calls.at(connection);
		this.calls.setsockopt(connection, SocketOption.TCP_CORK, OptionValue.ofInt(1));
		assertThat(this.watch.accepted(SocketReference.of(connection))).isTrue();
		setState(socket, ESTABLISHED);
		Awaitility.await().until(() -> !this.watch.holds(connection + 1));
		byte[] cork = new byte[Integer.BYTES];
		socket.get(SocketOption.TCP_CORK, cork);
		assertThat(OptionValue.toInt(cork)).isOne();
	}

	@Test
	void aConnectionWithoutASecondDescriptorIsLeftAlone() {
		int connection = accept(Socket.IPPROTO_MPTCP, Socket.TCP_SYN_RECV);
		this.calls.setLimit(connection + 1);
		assertThat(this.watch.accepted(SocketReference.of(connection))).isFalse();
		assertThat(this.calls.openDescriptors()).containsExactlyInAnyOrder(0, 1, 2, connection);
	}

	@Test
	void aCompleteConnectionIsNotWatched() {
		int connection = accept(Socket.IPPROTO_MPTCP, ESTABLISHED);
		assertThat(this.watch.accepted(SocketReference.of(connection))).isFalse();
		assertThat(this.watch.holds(connection + 1)).isFalse();
	}

	@Test
	void tcpNeedsNoWatch() {
		int connection = accept(Socket.IPPROTO_TCP, Socket.TCP_SYN_RECV);
		assertThat(this.watch.accepted(SocketReference.of(connection))).isFalse();
	}

	@Test
	void withoutSystemCallsNothingIsWatched() {
		HandshakeWatch notLinked = new HandshakeWatch(new NotLinked(Unavailable.permanently("reason", "remedy")));
		assertThat(notLinked.accepted(SocketReference.of(0))).isFalse();
	}

	private int accept(int protocol, int state) {
		int connection = this.calls.socket(Socket.AF_INET6, Socket.SOCK_STREAM | Socket.SOCK_CLOEXEC, protocol);
		setState(this.calls.at(connection), state);
		return connection;
	}

	// The state is the first byte of struct tcp_info
	private static void setState(FakeSocket socket, int state) {
		socket.set(SocketOption.TCP_INFO, new byte[] { (byte) state, 0, 0, 0 });
	}

}
