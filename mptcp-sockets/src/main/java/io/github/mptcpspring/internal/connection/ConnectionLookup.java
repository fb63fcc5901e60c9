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

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import io.github.mptcpspring.ConnectionState;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.struct.MptcpInfo;
import io.github.mptcpspring.internal.netlink.ConnectionDiagnosis;
import io.github.mptcpspring.internal.netlink.DiagnosedConnection;
import io.github.mptcpspring.internal.netlink.NetlinkException;
import org.jspecify.annotations.Nullable;

/**
 * Finds a connection by its addresses, which every library exposes, unlike the
 * descriptor. It keeps nothing per connection.
 * <p>
 * It is safe for use by several threads. A few netlink sockets are kept open between
 * look-ups; the first look-up opens the first one.
 */
public final class ConnectionLookup implements AutoCloseable {

	/** As many threads use the kernel at a time without opening a socket for each. */
	private static final int IDLE_SOCKETS = 8;

	private final SystemCalls calls;

	private final BlockingQueue<ConnectionDiagnosis> idle = new ArrayBlockingQueue<>(IDLE_SOCKETS);

	private volatile boolean closed;

	/**
	 * Create a new instance. The kernel is not called yet.
	 * @param calls the system calls
	 */
	public ConnectionLookup(SystemCalls calls) {
		this.calls = calls;
	}

	/**
	 * Find a connection of this host.
	 * @param local the local address, as the socket has it
	 * @param remote the remote address, as the socket has it
	 * @return the connection, or empty if it has been closed or the kernel does not tell
	 */
	public Optional<FoundConnection> find(InetSocketAddress local, InetSocketAddress remote) {
		ConnectionDiagnosis diagnosis = this.idle.poll();
		try {
			diagnosis = (diagnosis != null) ? diagnosis : ConnectionDiagnosis.open(this.calls);
			Optional<DiagnosedConnection> found = diagnosis.find(local, remote);
			release(diagnosis);
			return found.map(ConnectionLookup::describe);
		}
		catch (NetlinkException ex) {
			// A late answer must not be taken for that to the next question
			if (diagnosis != null) {
				diagnosis.close();
			}
			return Optional.empty();
		}
	}

	private void release(ConnectionDiagnosis diagnosis) {
		if (!this.idle.offer(diagnosis)) {
			diagnosis.close();
		}
		else if (this.closed) {
			closeIdle();
		}
	}

	private static FoundConnection describe(DiagnosedConnection found) {
		Protocol protocol = ConnectionClassifier.protocolOf(found);
		MptcpInfo info = found.mptcpInfo();
		String opaqueId = ConnectionId.ofCookie(found.cookie());
		if (info == null || protocol != Protocol.MPTCP) {
			return new FoundConnection(opaqueId, opaqueId, new ConnectionState(protocol, null));
		}
		@Nullable Integer subflows = Reported.orNull(info.subflows());
		return new FoundConnection(ConnectionId.ofToken(info.token()), opaqueId,
				new ConnectionState(protocol, subflows));
	}

	/**
	 * Close the sockets. A look-up that is under way ends as usual.
	 */
	@Override
	public void close() {
		this.closed = true;
		closeIdle();
	}

	private void closeIdle() {
		for (ConnectionDiagnosis diagnosis = this.idle.poll(); diagnosis != null; diagnosis = this.idle.poll()) {
			diagnosis.close();
		}
	}

}
