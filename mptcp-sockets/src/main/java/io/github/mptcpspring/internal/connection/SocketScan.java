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

package io.github.mptcpspring.internal.connection;

import java.util.stream.IntStream;

import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.fastopen.FastOpenHandshakeFlusher;
import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.IntegerOption;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.struct.MptcpInfo;
import io.github.mptcpspring.internal.linux.struct.SockAddr;

/**
 * Scans the descriptor table for TCP and MPTCP sockets with as few system calls as
 * possible: one for a known MPTCP connection, four for a new one.
 * <p>
 * A descriptor can be closed and its number reused between two calls. Related values are
 * therefore read in one call, and the local address before and after it. If it has
 * changed, the socket is skipped: it is just being opened or closed.
 */
final class SocketScan {

	private final SystemCalls calls;

	private final SockAddr address = new SockAddr();

	private final SockAddr addressAgain = new SockAddr();

	private final MptcpInfo info = new MptcpInfo();

	private final IntegerOption number;

	private final SocketCookie cookie;

	private final KnownPorts knownPorts;

	SocketScan(SystemCalls calls, KnownPorts knownPorts) {
		this.calls = calls;
		this.knownPorts = knownPorts;
		this.cookie = new SocketCookie(calls);
		this.number = new IntegerOption(calls);
	}

	/**
	 * Scan descriptors.
	 * @param descriptors the numbers
	 * @param visitor the visitor of the sockets
	 * @return the number of open descriptors
	 */
	int scan(IntStream descriptors, SocketVisitor visitor) {
		return (int) descriptors.filter((descriptor) -> scan(descriptor, visitor)).count();
	}

	// Returns whether it is open
	private boolean scan(int descriptor, SocketVisitor visitor) {
		int length = this.calls.getsockopt(descriptor, SockOpt.MPTCP_INFO, this.info);
		if (length == -Errno.EBADF) {
			return false;
		}
		if (length != -Errno.ENOTSOCK && !FastOpenHandshakeFlusher.holds(descriptor)
				&& (length < 0 || !scanKnown(descriptor, visitor))) {
			scanUnknown(descriptor, visitor);
		}
		return true;
	}

	// Returns whether it is a connection that was seen before
	private boolean scanKnown(int descriptor, SocketVisitor visitor) {
		int token = this.info.token();
		int port = (token != 0) ? this.knownPorts.find(descriptor, token) : KnownPorts.UNKNOWN;
		int subflows = this.info.subflows().orElse(SocketVisitor.NO_SUBFLOWS);
		if (port == KnownPorts.UNKNOWN || subflows == 0) {
			return false;
		}
		visitor.connection(descriptor, Protocol.MPTCP, token, subflows, port, SocketVisitor.NO_PORT);
		return true;
	}

	private void scanUnknown(int descriptor, SocketVisitor visitor) {
		this.calls.getsockname(descriptor, this.address);
		if (this.address.isInet()) {
			int length = this.calls.getsockopt(descriptor, SockOpt.MPTCP_INFO, this.info);
			if (length >= 0) {
				scanMptcp(descriptor, visitor);
			}
			else {
				ConnectionClassifier.protocolOf(getInt(descriptor, SockOpt.SO_PROTOCOL), length)
					.ifPresent((protocol) -> scanOther(descriptor, protocol, visitor));
			}
		}
	}

	private void scanOther(int descriptor, Protocol protocol, SocketVisitor visitor) {
		if (protocol == Protocol.TCP) {
			scanTcp(descriptor, visitor);
		}
		else {
			scanFallback(descriptor, visitor);
		}
	}

	private void scanMptcp(int descriptor, SocketVisitor visitor) {
		int token = this.info.token();
		if (token == 0) {
			scanUnconnected(descriptor, Protocol.MPTCP, visitor);
			return;
		}
		int subflows = this.info.subflows().orElse(SocketVisitor.NO_SUBFLOWS);
		boolean established = this.info.isRemoteKeyReceived();
		// Without a subflow it may wait for another one or may have been closed by the
		// kernel
		if (established && (subflows != 0 || isConnected(descriptor)) && isAddressTheSame(descriptor)) {
			int port = this.address.port();
			this.knownPorts.remember(descriptor, token, port);
			visitor.connection(descriptor, Protocol.MPTCP, token, subflows, port, SocketVisitor.NO_PORT);
		}
	}

	private void scanTcp(int descriptor, SocketVisitor visitor) {
		if (!isConnected(descriptor)) {
			scanUnconnected(descriptor, Protocol.TCP, visitor);
			return;
		}
		int remotePort = this.addressAgain.port();
		// A connection with another protocol may have replaced a listener with the same
		// address: the protocol is read again
		if (isAddressTheSame(descriptor) && getInt(descriptor, SockOpt.SO_PROTOCOL) == SysSocket.IPPROTO_TCP) {
			other(descriptor, Protocol.TCP, remotePort, visitor);
		}
	}

	// This takes two calls, and the address does not show whether both refer to the
	// same connection of a server
	private void scanFallback(int descriptor, SocketVisitor visitor) {
		long before = this.cookie.read(descriptor);
		if (isFallback(descriptor) && isConnected(descriptor) && isAddressTheSame(descriptor)
				&& before != SocketCookie.NONE && this.cookie.read(descriptor) == before) {
			other(descriptor, Protocol.FALLBACK, SocketVisitor.NO_PORT, visitor);
		}
	}

	private boolean isFallback(int descriptor) {
		int number = getInt(descriptor, SockOpt.SO_PROTOCOL);
		int length = this.calls.getsockopt(descriptor, SockOpt.MPTCP_INFO, this.info);
		return ConnectionClassifier.protocolOf(number, length).filter(Protocol.FALLBACK::equals).isPresent();
	}

	private void other(int descriptor, Protocol protocol, int remotePort, SocketVisitor visitor) {
		visitor.connection(descriptor, protocol, 0, SocketVisitor.NO_SUBFLOWS, this.address.port(), remotePort);
	}

	private void scanUnconnected(int descriptor, Protocol protocol, SocketVisitor visitor) {
		if (getInt(descriptor, SockOpt.SO_ACCEPTCONN) == 1 && isAddressTheSame(descriptor)) {
			visitor.listener(new ListeningSocket(this.address.port(), protocol));
		}
	}

	private boolean isConnected(int descriptor) {
		return this.calls.getpeername(descriptor, this.addressAgain) >= 0 && this.addressAgain.isInet();
	}

	private boolean isAddressTheSame(int descriptor) {
		this.calls.getsockname(descriptor, this.addressAgain);
		return this.address.isSameAs(this.addressAgain);
	}

	private int getInt(int descriptor, SockOpt option) {
		return this.number.read(descriptor, option);
	}

}
