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

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.github.mptcpspring.Problem;
import io.github.mptcpspring.SwapResult;
import io.github.mptcpspring.SwapResult.Kept;
import io.github.mptcpspring.SwapResult.Swapped;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup;
import io.github.mptcpspring.internal.descriptor.OwnedDescriptor;
import io.github.mptcpspring.internal.linux.RawOption;
import io.github.mptcpspring.internal.linux.RawOption.Level;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.SystemCallsUnavailableException;
import io.github.mptcpspring.internal.process.ProcessSockets;
import io.github.mptcpspring.testsupport.DescriptorOf;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.SocketOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every option that the kernel tells of a socket, by number and not by a list of ours, is
 * on a swapped socket what it would be on the socket of the library, or there is a
 * reason.
 */
@Tag("kernel")
@MptcpRequired
class EveryOptionTests {

	private static final int AF_INET = SysSocket.AF_INET;

	private static final int AF_INET6 = SysSocket.AF_INET6;

	private static final RawOption IPV6_V6ONLY = new RawOption(Level.IPV6, 26);

	private static final ProcessSockets MPTCP_SOCKETS = new ProcessSockets();

	/** Why something that can be set on a TCP socket is not looked after. */
	private static final Map<RawOption, String> NOT_CARRIED = notCarried();

	private static Map<RawOption, String> notCarried() {
		Map<RawOption, String> reasons = new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
		String noEffect = "has no effect on a TCP socket";
		String controlMessages = "asks for control messages, which neither the JDK nor Netty receives on a stream";
		String datagrams = "is about datagrams";
		reasons.put(new RawOption(Level.SOCKET, 1), "SO_DEBUG " + noEffect);
		reasons.put(new RawOption(Level.SOCKET, 6), "SO_BROADCAST " + datagrams);
		reasons.put(new RawOption(Level.SOCKET, 11), "SO_NO_CHECK " + datagrams);
		reasons.put(new RawOption(Level.SOCKET, 14), "SO_BSDCOMPAT " + noEffect);
		for (int number : new int[] { 29, 35, 37, 63, 64, 65 }) {
			reasons.put(new RawOption(Level.SOCKET, number), "SO_TIMESTAMP… " + controlMessages);
		}
		reasons.put(new RawOption(Level.SOCKET, 40), "SO_RXQ_OVFL " + datagrams);
		reasons.put(new RawOption(Level.SOCKET, 41), "SO_WIFI_STATUS " + controlMessages);
		reasons.put(new RawOption(Level.SOCKET, 42), "SO_PEEK_OFF matters to MSG_PEEK, which no JVM uses");
		reasons.put(new RawOption(Level.SOCKET, 43), "SO_NOFCS " + noEffect);
		reasons.put(new RawOption(Level.SOCKET, 44), "SO_LOCK_FILTER matters to a filter, which is not carried");
		reasons.put(new RawOption(Level.SOCKET, 45), "SO_SELECT_ERR_QUEUE " + controlMessages);
		reasons.put(new RawOption(Level.SOCKET, 61), "SO_TXTIME takes control messages");
		reasons.put(new RawOption(Level.SOCKET, 75), "SO_RCVMARK " + controlMessages);
		reasons.put(new RawOption(Level.SOCKET, 82), "SO_RCVPRIORITY " + controlMessages);
		reasons.put(new RawOption(Level.SOCKET, 83), "SO_PASSRIGHTS is about Unix domain sockets");
		reasons.put(new RawOption(Level.TCP, 12), "TCP_QUICKACK does not stay set (tcp(7))");
		reasons.put(new RawOption(Level.TCP, 17), "TCP_THIN_DUPACK " + noEffect + " since Linux 4.13");
		reasons.put(new RawOption(Level.TCP, 19), "TCP_REPAIR is for checkpoints, not for a running program");
		reasons.put(new RawOption(Level.TCP, 36), "TCP_INQ " + controlMessages);
		for (int number : new int[] { 6, 7, 8, 12, 13, 18, 20, 23, 25, 26 }) {
			reasons.put(new RawOption(Level.IP, number), "IP_RECV… " + controlMessages);
		}
		for (int number : new int[] { 32, 33, 34, 49, 50 }) {
			reasons.put(new RawOption(Level.IP, number), "IP_MULTICAST… " + datagrams);
		}
		for (int number : new int[] { 2, 3, 4, 5, 8, 11, 31, 49, 51, 53, 56, 58, 60, 66, 74, 77 }) {
			reasons.put(new RawOption(Level.IPV6, number), "IPV6_RECV… " + controlMessages);
		}
		for (int number : new int[] { 17, 18, 19, 29, 30, 76 }) {
			reasons.put(new RawOption(Level.IPV6, number), "IPV6_MULTICAST… " + datagrams);
		}
		reasons.put(new RawOption(Level.IPV6, 33), "IPV6_FLOWINFO_SEND takes an address with a flow label");
		reasons.put(new RawOption(Level.IPV6, 62), "IPV6_DONTFRAG " + datagrams);
		return reasons;
	}

	@ParameterizedTest
	@EnumSource
	void aFreshObject(Kind kind) throws IOException {
		try (Opened tcp = kind.opener.open(); Opened mptcp = kind.opener.open(); Opened fresh = kind.opener.open()) {
			assertThat(mptcp.swap()).isEqualTo(new Swapped());
			SocketOptions.verifyAlike(tcp.options(), mptcp.options(), fresh.options());
		}
	}

	@ParameterizedTest
	@EnumSource
	void anObjectThatSetsItsOwnOptions(Kind kind) throws IOException {
		try (Opened tcp = kind.opener.open(); Opened mptcp = kind.opener.open(); Opened fresh = kind.opener.open()) {
			tcp.setOptions();
			mptcp.setOptions();
			assertThat(mptcp.swap()).isEqualTo(new Swapped());
			assertThat(tcp.options().toString()).isNotEqualTo(fresh.options().toString());
			SocketOptions.verifyAlike(tcp.options(), mptcp.options(), fresh.options());
		}
	}

	@ParameterizedTest
	@EnumSource
	void aConnectionOfAnObjectThatSetsItsOwnOptions(Kind kind) throws IOException {
		try (Opened untouched = kind.opener.open();
				Opened tcp = kind.opener.open();
				Opened mptcp = kind.opener.open()) {
			tcp.setOptions();
			mptcp.setOptions();
			assertThat(mptcp.swap()).isEqualTo(new Swapped());
			Ends untouchedEnds = untouched.connect();
			Ends tcpEnds = tcp.connect();
			Ends mptcpEnds = mptcp.connect();
			SocketOptions.verifyAlikeOnceConnected(tcpEnds.client, mptcpEnds.client, untouchedEnds.client);
			SocketOptions.verifyAlikeOnceConnected(tcpEnds.accepted, mptcpEnds.accepted, untouchedEnds.accepted);
		}
	}

	/** Privileged options as well. */
	@Test
	@InNetworkNamespace
	void whateverSomebodyHasSet() throws SystemCallsUnavailableException {
		SystemCalls calls = SystemCalls.link();
		Map<String, String> failures = new TreeMap<>();
		int verified = 0;
		for (int domain : new int[] { AF_INET, AF_INET6 }) {
			for (RawOption option : RawOption.all()) {
				for (byte[] value : NOT_CARRIED.containsKey(option) ? List.<byte[]>of() : values()) {
					try (OwnedDescriptor socket = openTcp(calls, domain)) {
						Optional<String> fresh = option.get(socket.number());
						if (option.set(socket.number(), value) && !option.get(socket.number()).equals(fresh)) {
							verify(option, socket, failures);
							verified++;
							break;
						}
					}
				}
			}
		}
		assertThat(failures).isEmpty();
		assertThat(verified).isGreaterThan(80);
	}

	private static OwnedDescriptor openTcp(SystemCalls calls, int domain) {
		int descriptor = calls.socket(domain, SysSocket.SOCK_STREAM, SysSocket.IPPROTO_TCP);
		assertThat(descriptor).isNotNegative();
		return new OwnedDescriptor(calls, descriptor);
	}

	private static void verify(RawOption option, OwnedDescriptor socket, Map<String, String> failures) {
		SocketOptions fresh = fresh(socket);
		SocketOptions before = SocketOptions.of(socket.number());
		SwapResult result = MPTCP_SOCKETS.swap(socket.number());
		SocketOptions after = SocketOptions.of(socket.number());
		try {
			SocketOptions.verifyAlike(before, after, fresh);
			if (result instanceof Kept(Problem because)) {
				assertThat(because.description()).containsAnyOf("is set on it", "are attached to it");
			}
		}
		catch (AssertionError ex) {
			failures.put(option.toString(), before.get(option) + ": " + result + " " + ex.getMessage());
		}
	}

	private static SocketOptions fresh(OwnedDescriptor like) {
		int domain = (IPV6_V6ONLY.get(like.number()).isPresent()) ? AF_INET6 : AF_INET;
		try (OwnedDescriptor socket = openTcp(like.calls(), domain)) {
			return SocketOptions.of(socket.number());
		}
	}

	private static List<byte[]> values() {
		List<byte[]> values = new ArrayList<>();
		for (int number : new int[] { 1, 0, 2, 5, 16, 50, 100, 5000, 8192, 200000, -1, 50000 << 16 | 40000 }) {
			values.add(bytes(number));
			values.add(bytes(number, 0));
			values.add(bytes(1, number));
		}
		values.add(bytes(1, 0, 0, 0));
		values.add(bytes(1, 2, 3, 4));
		values.add("reno\0".getBytes(StandardCharsets.US_ASCII));
		return values;
	}

	private static byte[] bytes(int... numbers) {
		ByteBuffer buffer = ByteBuffer.allocate(numbers.length * Integer.BYTES).order(ByteOrder.nativeOrder());
		for (int number : numbers) {
			buffer.putInt(number);
		}
		return buffer.array();
	}

	/**
	 * The kinds of objects of the JDK that have a TCP socket.
	 */
	enum Kind {

		SERVER_CHANNEL(() -> Opened.of(ServerSocketChannel.open())),

		SERVER_CHANNEL_IPV4(() -> Opened.of(ServerSocketChannel.open(StandardProtocolFamily.INET))),

		SERVER_SOCKET(() -> Opened.of(new ServerSocket())),

		CHANNEL(() -> Opened.of(SocketChannel.open())),

		CHANNEL_IPV4(() -> Opened.of(SocketChannel.open(StandardProtocolFamily.INET))),

		SOCKET(() -> Opened.of(new Socket()));

		private final Opener opener;

		Kind(Opener opener) {
			this.opener = opener;
		}

	}

	/**
	 * Opens an object.
	 */
	@FunctionalInterface
	private interface Opener {

		Opened open() throws IOException;

	}

	/**
	 * The options of both ends of a connection.
	 *
	 * @param client those of the end that connected
	 * @param accepted those of the end that was accepted
	 */
	private record Ends(SocketOptions client, SocketOptions accepted) {
	}

	/**
	 * An object of the JDK.
	 */
	private static final class Opened implements Closeable {

		private final Closeable object;

		private final DescriptorLookup descriptor;

		private final ServerSocket server;

		private final Socket client;

		private Opened(Closeable object, DescriptorLookup descriptor, ServerSocket server, Socket client) {
			this.object = object;
			this.descriptor = descriptor;
			this.server = server;
			this.client = client;
		}

		static Opened of(ServerSocketChannel channel) {
			return new Opened(channel, MPTCP_SOCKETS.descriptors().find(channel), channel.socket(), null);
		}

		static Opened of(ServerSocket socket) {
			return new Opened(socket, MPTCP_SOCKETS.descriptors().find(socket), socket, null);
		}

		static Opened of(SocketChannel channel) {
			return new Opened(channel, MPTCP_SOCKETS.descriptors().find(channel), null, channel.socket());
		}

		static Opened of(Socket socket) {
			return new Opened(socket, MPTCP_SOCKETS.descriptors().find(socket), null, socket);
		}

		SwapResult swap() {
			return MPTCP_SOCKETS.swap(this.descriptor);
		}

		SocketOptions options() {
			return SocketOptions.of(DescriptorOf.the(this.descriptor));
		}

		void setOptions() throws IOException {
			if (this.server != null) {
				this.server.setReceiveBufferSize(60000);
				this.server.setOption(StandardSocketOptions.SO_REUSEPORT, true);
			}
			else {
				this.client.setTcpNoDelay(true);
				this.client.setKeepAlive(true);
				this.client.setSoLinger(true, 5);
				this.client.setSendBufferSize(50000);
			}
		}

		/** The other end is plain and the JDK's. */
		Ends connect() throws IOException {
			InetAddress loopback = InetAddress.getByName("127.0.0.1");
			if (this.server != null) {
				this.server.bind(new InetSocketAddress(loopback, 0));
				try (Socket socket = new Socket()) {
					MPTCP_SOCKETS.swap(socket);
					socket.connect(this.server.getLocalSocketAddress());
					try (Socket accepted = this.server.accept()) {
						return ends(socket, accepted);
					}
				}
			}
			try (ServerSocket listener = new ServerSocket()) {
				MPTCP_SOCKETS.swap(listener);
				listener.bind(new InetSocketAddress(loopback, 0));
				this.client.connect(listener.getLocalSocketAddress());
				try (Socket accepted = listener.accept()) {
					return ends(this.client, accepted);
				}
			}
		}

		private static Ends ends(Socket client, Socket accepted) {
			return new Ends(SocketOptions.of(DescriptorOf.theConnection(client.getLocalPort(), client.getPort())),
					SocketOptions.of(DescriptorOf.theConnection(accepted.getLocalPort(), accepted.getPort())));
		}

		@Override
		public void close() throws IOException {
			this.object.close();
		}

	}

}
