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

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.struct.MptcpInfo;

/**
 * Finds the connection with a pair of addresses, without its descriptor and without
 * privileges ({@code sock_diag}).
 * <p>
 * A subflow is found in the table of TCP sockets by its addresses, and its token leads to
 * the MPTCP socket. Where that way is closed, because the first subflow is gone or the
 * kernel does not report tokens to this process (before Linux 6.16), all MPTCP sockets
 * are searched.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/sock_diag.7.html">sock_diag(7)</a>
 */
public final class ConnectionDiagnosis implements AutoCloseable {

	private final NetlinkSocket socket;

	private boolean reportsSubflows;

	private ConnectionDiagnosis(NetlinkSocket socket) {
		this.socket = socket;
	}

	/**
	 * Open a netlink socket.
	 * @param calls the system calls
	 * @return the diagnosis
	 * @throws NetlinkException if it cannot be opened
	 */
	public static ConnectionDiagnosis open(SystemCalls calls) throws NetlinkException {
		return new ConnectionDiagnosis(NetlinkSocket.open(calls, SysSocket.NETLINK_SOCK_DIAG));
	}

	/**
	 * Find a connection.
	 * @param local the local address, as the socket has it
	 * @param remote the remote address, as the socket has it
	 * @return the connection, or empty if there is none
	 * @throws NetlinkException if the kernel rejects the request
	 */
	public Optional<DiagnosedConnection> find(InetSocketAddress local, InetSocketAddress remote)
			throws NetlinkException {
		Optional<InetDiagMessage> tcp = findTcp(local, remote);
		if (tcp.isEmpty()) {
			// An MPTCP socket keeps the addresses of its first subflow
			return search(local, remote);
		}
		Optional<Integer> token = tcp.get().token();
		if (token.isPresent()) {
			this.reportsSubflows = true;
			return find(token.get());
		}
		Optional<DiagnosedConnection> plain = Optional.of(new DiagnosedConnection(null, tcp.get().cookie()));
		return (tcp.get().canSend() && reportsSubflows(local)) ? plain : search(local, remote).or(() -> plain);
	}

	private Optional<InetDiagMessage> findTcp(InetSocketAddress local, InetSocketAddress remote)
			throws NetlinkException {
		return request(0, InetDiagRequest.tcp(local, remote, InetDiagRequest.device(local.getAddress())))
			.filter((socket) -> socket.isConnection(local, remote))
			.findFirst();
	}

	// Shown by any subflow, and by a listener for subflows
	private boolean reportsSubflows(InetSocketAddress local) throws NetlinkException {
		if (!this.reportsSubflows) {
			InetSocketAddress nobody = new InetSocketAddress(local.getAddress(), 0);
			this.reportsSubflows = request(0,
					InetDiagRequest.tcp(local, nobody, InetDiagRequest.device(local.getAddress())))
				.anyMatch(InetDiagMessage::isSubflow);
		}
		return this.reportsSubflows;
	}

	private Optional<DiagnosedConnection> find(int token) throws NetlinkException {
		return request(0, InetDiagRequest.mptcp(token)).flatMap((socket) -> connection(socket).stream()).findFirst();
	}

	private Optional<DiagnosedConnection> search(InetSocketAddress local, InetSocketAddress remote)
			throws NetlinkException {
		Stream<InetDiagMessage> ipv4 = dump(SysSocket.AF_INET, local, remote);
		// A socket for both families has IPv4 addresses, too
		Stream<InetDiagMessage> ipv6 = dump(SysSocket.AF_INET6, local, remote);
		return Stream.concat(ipv4, ipv6)
			.filter((socket) -> socket.isConnection(local, remote))
			.flatMap((socket) -> connection(socket).stream())
			.findFirst();
	}

	private Stream<InetDiagMessage> dump(int family, InetSocketAddress local, InetSocketAddress remote)
			throws NetlinkException {
		return request(NetlinkSocket.NLM_F_DUMP, InetDiagRequest.mptcp(family, local.getPort(), remote.getPort()));
	}

	private static Optional<DiagnosedConnection> connection(InetDiagMessage socket) {
		Optional<MptcpInfo> info = socket.mptcpInfo();
		return info.map((known) -> new DiagnosedConnection(known, socket.cookie()));
	}

	private Stream<InetDiagMessage> request(int flags, byte[] request) throws NetlinkException {
		List<ByteBuffer> response;
		try {
			response = this.socket.ask(InetDiagRequest.SOCK_DIAG_BY_FAMILY, flags, request);
		}
		catch (NetlinkException ex) {
			if (ex.errno() == Errno.ENOENT) {
				return Stream.empty();
			}
			throw ex;
		}
		return response.stream().flatMap((message) -> InetDiagMessage.read(message).stream());
	}

	@Override
	public void close() {
		this.socket.close();
	}

}
