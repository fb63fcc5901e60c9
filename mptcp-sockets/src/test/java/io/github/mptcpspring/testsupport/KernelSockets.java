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

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.SystemCallsUnavailableException;
import io.github.mptcpspring.internal.linux.struct.SockAddr;

/**
 * The sockets of this process as the kernel knows them. They are found by their
 * addresses, which has nothing in common with how the code under test finds them.
 */
public final class KernelSockets {

	private KernelSockets() {
	}

	/**
	 * Return what a connection speaks.
	 * @param local the address of this process' end
	 * @param remote the address of the other end
	 * @return what it speaks
	 */
	public static KernelProtocol connection(InetSocketAddress local, InetSocketAddress remote) {
		return protocol(findConnection(local, remote));
	}

	private static int findConnection(InetSocketAddress local, InetSocketAddress remote) {
		return find("connection " + local + " to " + remote,
				(descriptor) -> local.equals(localAddress(descriptor).orElse(null))
						&& remote.equals(remoteAddress(descriptor).orElse(null)));
	}

	/**
	 * Return what the connections to a port speak whose other end accepted them.
	 * @param port the port of the other end
	 * @return what each of them speaks
	 */
	public static List<KernelProtocol> connectionsTo(int port) {
		return descriptors().filter(
				(descriptor) -> remoteAddress(descriptor).filter((address) -> address.getPort() == port).isPresent())
			.mapToObj(KernelSockets::protocol)
			.toList();
	}

	/**
	 * Return what a listener speaks.
	 * @param port its port
	 * @return what it speaks
	 */
	public static KernelProtocol listener(int port) {
		return protocol(findListener(port));
	}

	/**
	 * Return the options of a connection.
	 * @param local the address of this process' end
	 * @param remote the address of the other end
	 * @return the options
	 */
	public static SocketOptions options(InetSocketAddress local, InetSocketAddress remote) {
		return SocketOptions.of(findConnection(local, remote));
	}

	/**
	 * Return the options of the connection to a port whose other end accepted it.
	 * @param port the port of the other end
	 * @return the options
	 */
	public static SocketOptions optionsOfConnectionTo(int port) {
		return SocketOptions.of(find("connection to port " + port,
				(descriptor) -> remoteAddress(descriptor).filter((address) -> address.getPort() == port).isPresent()));
	}

	/**
	 * Return the options of a listener.
	 * @param port its port
	 * @return the options
	 */
	public static SocketOptions optionsOfListener(int port) {
		return SocketOptions.of(findListener(port));
	}

	/**
	 * Return the length of a listener's Fast Open queue.
	 * @param port its port
	 * @return the length, 0 when it has none
	 */
	public static int fastOpenQueueLength(int port) {
		int length = getInt(findListener(port), SockOpt.TCP_FASTOPEN);
		// Before Linux 6.2 MPTCP sockets do not know the option
		return (length == -Errno.EOPNOTSUPP) ? 0 : length;
	}

	/**
	 * Let the first write of a socket carry its SYN.
	 * @param local the address that the socket is bound to, unconnected
	 */
	public static void connectWithFastOpen(InetSocketAddress local) {
		int descriptor = find("unconnected socket " + local,
				(candidate) -> local.equals(localAddress(candidate).orElse(null))
						&& remoteAddress(candidate).isEmpty());
		byte[] on = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(1).array();
		int result = calls().setsockopt(descriptor, SockOpt.TCP_FASTOPEN_CONNECT, on);
		if (result < 0) {
			throw new IllegalStateException("TCP_FASTOPEN_CONNECT is refused with errno " + -result);
		}
	}

	/**
	 * Return the TCP and MPTCP sockets that this process has open.
	 * @return their inodes, which no other socket has while they are open
	 */
	public static Set<String> openInodes() {
		Set<String> inodes = new TreeSet<>();
		descriptors().forEach((descriptor) -> {
			int protocol = getInt(descriptor, SockOpt.SO_PROTOCOL);
			if (protocol == SysSocket.IPPROTO_TCP || protocol == SysSocket.IPPROTO_MPTCP) {
				inode(descriptor).ifPresent(inodes::add);
			}
		});
		return inodes;
	}

	private static Optional<String> inode(int descriptor) {
		try {
			return Optional.of(Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString());
		}
		catch (IOException ex) {
			// Closed meanwhile
			return Optional.empty();
		}
	}

	private static int findListener(int port) {
		return find("listener on port " + port,
				(descriptor) -> localAddress(descriptor).filter((address) -> address.getPort() == port).isPresent()
						&& remoteAddress(descriptor).isEmpty());
	}

	private static int find(String what, IntPredicate condition) {
		return descriptors().filter(condition)
			.findFirst()
			.orElseThrow(() -> new NoSuchElementException("This process has no " + what));
	}

	private static IntStream descriptors() {
		String[] names = Objects.requireNonNull(new File("/proc/self/fd").list());
		return Stream.of(names).mapToInt(Integer::parseInt);
	}

	private static KernelProtocol protocol(int descriptor) {
		int protocol = getInt(descriptor, SockOpt.SO_PROTOCOL);
		return switch (protocol) {
			case SysSocket.IPPROTO_TCP -> KernelProtocol.TCP;
			case SysSocket.IPPROTO_MPTCP -> isMptcp(descriptor) ? KernelProtocol.MPTCP : KernelProtocol.FALLBACK;
			default -> throw new IllegalStateException("Protocol " + protocol);
		};
	}

	// Before Linux 6.10, what knows MPTCP_INFO is MPTCP
	private static boolean isMptcp(int descriptor) {
		int answer = getInt(descriptor, SockOpt.TCP_IS_MPTCP);
		return (answer >= 0) ? answer == 1
				: calls().getsockopt(descriptor, SockOpt.MPTCP_INFO, new byte[SockOpt.MPTCP_INFO.length()]) >= 0;
	}

	private static int getInt(int descriptor, SockOpt option) {
		byte[] value = new byte[Integer.BYTES];
		int length = calls().getsockopt(descriptor, option, value);
		return (length < 0) ? length : ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()).getInt();
	}

	private static Optional<InetSocketAddress> localAddress(int descriptor) {
		SockAddr address = new SockAddr();
		return (calls().getsockname(descriptor, address) < 0) ? Optional.empty() : parse(address.bytes());
	}

	private static Optional<InetSocketAddress> remoteAddress(int descriptor) {
		SockAddr address = new SockAddr();
		return (calls().getpeername(descriptor, address) < 0) ? Optional.empty() : parse(address.bytes());
	}

	private static Optional<InetSocketAddress> parse(byte[] address) {
		int family = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder()).getShort();
		int port = Short.toUnsignedInt(ByteBuffer.wrap(address).getShort(2));
		return switch (family) {
			case SysSocket.AF_INET -> Optional.of(new InetSocketAddress(host(address, 4, 4), port));
			case SysSocket.AF_INET6 -> Optional.of(new InetSocketAddress(host(address, 8, 16), port));
			default -> Optional.empty();
		};
	}

	private static InetAddress host(byte[] address, int offset, int length) {
		byte[] host = new byte[length];
		System.arraycopy(address, offset, host, 0, length);
		try {
			return InetAddress.getByAddress(host);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static SystemCalls calls() {
		try {
			return SystemCalls.link();
		}
		catch (SystemCallsUnavailableException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
