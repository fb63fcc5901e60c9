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
import java.util.Optional;

import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.linux.SystemCalls;

/**
 * Reads properties of a subflow that {@code MPTCP_FULL_INFO} does not contain
 * ({@code sock_diag}). Before Linux 6.16 the kernel reports them to privileged processes
 * only.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/sock_diag.7.html">sock_diag(7)</a>
 */
public final class SubflowDiagnosis implements AutoCloseable {

	/** {@code MPTCP_SUBFLOW_FLAG_BKUP_REM} and {@code MPTCP_SUBFLOW_FLAG_BKUP_LOC}. */
	private static final int BACKUP = 0x10 | 0x20;

	private final NetlinkSocket socket;

	private final NetworkDevices devices = NetworkDevices.read();

	private SubflowDiagnosis(NetlinkSocket socket) {
		this.socket = socket;
	}

	/**
	 * Open a netlink socket.
	 * @param calls the system calls
	 * @return the diagnosis
	 * @throws NetlinkException if it cannot be opened
	 */
	public static SubflowDiagnosis open(SystemCalls calls) throws NetlinkException {
		return new SubflowDiagnosis(NetlinkSocket.open(calls, SysSocket.NETLINK_SOCK_DIAG));
	}

	/**
	 * Return whether a subflow is a backup, which carries data only if no other can (RFC
	 * 8684 section 3.3.8).
	 * @param local the local address of the subflow
	 * @param remote the remote address of the subflow
	 * @return whether it is a backup, or empty if the kernel does not report it
	 */
	public Optional<Boolean> isBackup(InetSocketAddress local, InetSocketAddress remote) {
		// If the endpoint has a device, its subflows are bound to it
		int device = this.devices.findIndex(local.getAddress()).orElse(0);
		try {
			return this.socket.ask(InetDiagRequest.SOCK_DIAG_BY_FAMILY, 0, InetDiagRequest.tcp(local, remote, device))
				.stream()
				.findFirst()
				.flatMap(InetDiagMessage::read)
				.filter((socket) -> socket.isConnection(local, remote))
				.flatMap(InetDiagMessage::subflowFlags)
				.map((flags) -> (flags & BACKUP) != 0);
		}
		catch (NetlinkException ex) {
			// The subflow has been closed, or the kernel has no inet_diag
			return Optional.empty();
		}
	}

	@Override
	public void close() {
		this.socket.close();
	}

}
