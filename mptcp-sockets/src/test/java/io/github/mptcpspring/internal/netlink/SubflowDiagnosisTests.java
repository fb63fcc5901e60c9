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

package io.github.mptcpspring.internal.netlink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ThisHost;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SubflowDiagnosis}, on a kernel that is made up and on the real one.
 */
@Tag("kernel")
class SubflowDiagnosisTests {

	private static final InetSocketAddress LOCAL = new InetSocketAddress("10.0.0.1", 0x1234);

	private static final InetSocketAddress REMOTE = new InetSocketAddress("10.0.0.2", 0xfedc);

	private final ScriptedKernel kernel = new ScriptedKernel();

	@ParameterizedTest
	@CsvSource({ "0, false", "0xf, false", "0x10, true", "0x20, true", "0x30, true", "-1, true", "-0x31, false" })
	void eitherSideMakesABackup(String flags, boolean backup) throws Exception {
		this.kernel.answer(message(NetlinkAttributes.write(8, ScriptedKernel.integer(Integer.decode(flags)))));
		assertThat(ask()).hasValue(backup);
	}

	@Test
	void theQuestionNamesTheSubflow() throws Exception {
		this.kernel.answer(message(NetlinkAttributes.write(8, new byte[4])));
		ask();
		assertThat(this.kernel.family()).isEqualTo(SysSocket.NETLINK_SOCK_DIAG);
		byte[] expected = new byte[56];
		System.arraycopy(new byte[] { SysSocket.AF_INET, SysSocket.IPPROTO_TCP, 2, 0, -1, -1, -1, -1, 0x12, 0x34,
				(byte) 0xfe, (byte) 0xdc, 10, 0, 0, 1 }, 0, expected, 0, 16);
		System.arraycopy(new byte[] { 10, 0, 0, 2 }, 0, expected, 28, 4);
		Arrays.fill(expected, 48, 56, (byte) -1);
		assertThat(this.kernel.questions()).singleElement().satisfies((question) -> {
			assertThat(question.getShort(4)).isEqualTo((short) 20);
			assertThat(question.getShort(6)).isEqualTo((short) 1);
			assertThat(question.slice(16, question.remaining() - 16)).isEqualTo(ByteBuffer.wrap(expected));
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { Errno.ENOENT, Errno.EPERM, Errno.EINVAL })
	void aKernelThatRefusesDoesNotSay(int errno) throws Exception {
		this.kernel.answer(ScriptedKernel.message(2, 0, ScriptedKernel.integer(-errno)));
		assertThat(ask()).isEmpty();
	}

	@Test
	void aKernelThatLeavesTheFlagsOutDoesNotSay() throws Exception {
		this.kernel.answer(message());
		assertThat(ask()).isEmpty();
		this.kernel.answer(ScriptedKernel.message(20, 0, InetDiagMessages.established(LOCAL, REMOTE).build()));
		assertThat(ask()).isEmpty();
		this.kernel.answer(ScriptedKernel.message(20, 0, new byte[8]));
		assertThat(ask()).isEmpty();
	}

	@Test
	void theListenerIsNotTheSubflow() throws Exception {
		this.kernel.answer(ScriptedKernel.message(20, 0,
				InetDiagMessages.listener(LOCAL).subflow(NetlinkAttributes.write(8, new byte[4])).build()));
		assertThat(ask()).isEmpty();
	}

	@Test
	void aSocketThatCannotBeMadeIsRefused() {
		this.kernel.refuseSocket(Errno.EMFILE);
		assertThatExceptionOfType(NetlinkException.class).isThrownBy(this::ask)
			.satisfies((ex) -> assertThat(ex.errno()).isEqualTo(Errno.EMFILE));
		assertThat(this.kernel.openDescriptors()).isZero();
	}

	private Optional<Boolean> ask() throws NetlinkException {
		try (SubflowDiagnosis diagnosis = SubflowDiagnosis.open(this.kernel)) {
			return diagnosis.isBackup(LOCAL, REMOTE);
		}
		finally {
			assertThat(this.kernel.openDescriptors()).isZero();
		}
	}

	private static byte[] message(byte[]... attributes) {
		return ScriptedKernel.message(20, 0, InetDiagMessages.established(LOCAL, REMOTE).subflow(attributes).build());
	}

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "::1" })
	@MptcpRequired
	@InNetworkNamespace
	void theFirstSubflowIsNoBackup(String host) throws Exception {
		try (Connection connection = Connection.open(host);
				SubflowDiagnosis diagnosis = SubflowDiagnosis.open(SystemCalls.link())) {
			InetSocketAddress client = connection.client();
			InetSocketAddress server = connection.server();
			for (int round = 0; round < 3; round++) {
				assertThat(diagnosis.isBackup(client, server)).hasValue(false);
				assertThat(diagnosis.isBackup(server, client)).hasValue(false);
				assertThat(diagnosis.isBackup(client, new InetSocketAddress(host, 1))).isEmpty();
				assertThat(diagnosis.isBackup(new InetSocketAddress("192.0.2.1", 1), server)).isEmpty();
			}
		}
	}

	@Test
	@MptcpRequired
	@InNetworkNamespace
	void aTcpConnectionHasNoSubflow() throws Exception {
		try (ServerSocketChannel listener = ServerSocketChannel.open()
			.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
				SocketChannel client = SocketChannel.open(listener.getLocalAddress());
				SubflowDiagnosis diagnosis = SubflowDiagnosis.open(SystemCalls.link())) {
			assertThat(diagnosis.isBackup((InetSocketAddress) client.getLocalAddress(),
					(InetSocketAddress) client.getRemoteAddress()))
				.isEmpty();
		}
	}

	@ParameterizedTest
	@CsvSource({ "subflow backup, true", "subflow, false" })
	@MptcpRequired
	@InNetworkNamespace
	void aSubflowOfABackupEndpointIsABackup(String flags, boolean backup) throws Exception {
		ThisHost.ip("address add 10.1.0.1/24 dev lo");
		ThisHost.ip("address add 10.1.0.2/24 dev lo");
		ThisHost.ip("mptcp endpoint add 10.1.0.2 " + flags);
		try (Connection connection = Connection.open("10.1.0.1");
				SubflowDiagnosis diagnosis = SubflowDiagnosis.open(SystemCalls.link())) {
			InetSocketAddress second = connection.awaitSubflowFrom("10.1.0.2");
			assertThat(diagnosis.isBackup(second, connection.server())).hasValue(backup);
			// The other side was told so with MP_JOIN
			assertThat(diagnosis.isBackup(connection.server(), second)).hasValue(backup);
			assertThat(diagnosis.isBackup(connection.client(), connection.server())).hasValue(false);
		}
	}

	/**
	 * An MPTCP connection both ends of which are here.
	 *
	 * @param listener where it was accepted
	 * @param connected the end that connected
	 * @param accepted the end that was accepted
	 */
	private record Connection(ServerSocketChannel listener, SocketChannel connected,
			SocketChannel accepted) implements AutoCloseable {

		static Connection open(String host) throws IOException {
			ServerSocketChannel listener = ServerSocketChannel.open();
			assertThat(MptcpSockets.create().swap(listener)).isInstanceOf(Swapped.class);
			listener.bind(new InetSocketAddress(host, 0));
			SocketChannel connected = SocketChannel.open();
			assertThat(MptcpSockets.create().swap(connected)).isInstanceOf(Swapped.class);
			connected.connect(listener.getLocalAddress());
			Connection connection = new Connection(listener, connected, listener.accept());
			connection.exchange();
			return connection;
		}

		// Only with data both ends know that both speak MPTCP
		private void exchange() throws IOException {
			this.connected.write(ByteBuffer.allocate(1));
			this.accepted.read(ByteBuffer.allocate(1));
			this.accepted.write(ByteBuffer.allocate(1));
			this.connected.read(ByteBuffer.allocate(1));
		}

		InetSocketAddress client() throws IOException {
			return (InetSocketAddress) this.connected.getLocalAddress();
		}

		InetSocketAddress server() throws IOException {
			return (InetSocketAddress) this.connected.getRemoteAddress();
		}

		InetSocketAddress awaitSubflowFrom(String host) throws IOException, InterruptedException {
			ByteBuffer address = ByteBuffer.wrap(InetAddress.getByName(host).getAddress());
			String prefix = "%08X:".formatted(address.order(ByteOrder.nativeOrder()).getInt());
			while (true) {
				for (String line : Files.readAllLines(Path.of("/proc/self/net/tcp"))) {
					String[] columns = line.trim().split(" +");
					boolean established = "01".equals(columns[3]);
					if (established && columns[1].startsWith(prefix)) {
						exchange();
						return new InetSocketAddress(host, Integer.parseInt(columns[1].substring(9), 16));
					}
				}
				Thread.sleep(10);
			}
		}

		@Override
		public void close() throws IOException {
			this.accepted.close();
			this.connected.close();
			this.listener.close();
		}

	}

}
