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

package io.github.mptcpspring.connection;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.mptcpspring.linux.MptcpFullInfoLayout;
import io.github.mptcpspring.linux.SocketAddressLayout;
import io.github.mptcpspring.linux.SocketOption;
import io.github.mptcpspring.linux.SystemCalls;
import io.github.mptcpspring.linux.TcpInfoLayout;
import io.github.mptcpspring.netlink.NetlinkException;
import io.github.mptcpspring.netlink.SubflowDiagnosis;
import io.github.mptcpspring.socket.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * Reads the paths of one connection: all of them in one system call, and whether they are
 * backups in one more for each.
 */
final class PathReading {

	/** More than the path manager's limits allow at their most, Linux 6.18. */
	private static final int USUAL_CAPACITY = 16;

	private final SystemCalls calls;

	PathReading(SystemCalls calls) {
		this.calls = calls;
	}

	@Nullable List<ConnectionPath> read(int descriptor, Connection connection) {
		return (connection.protocol() == Protocol.MPTCP) ? readSubflows(descriptor, USUAL_CAPACITY)
				: readOnly(descriptor, connection);
	}

	private List<ConnectionPath> readOnly(int descriptor, Connection connection) {
		byte[] tcpInfo = new byte[SocketOption.TCP_INFO.length()];
		int length = this.calls.getsockopt(descriptor, SocketOption.TCP_INFO, tcpInfo);
		return (length >= 0) ? List.of(path(0, connection.local(), connection.remote(), tcpInfo, 0, length, false))
				: List.of();
	}

	private @Nullable List<ConnectionPath> readSubflows(int descriptor, int capacity) {
		byte[] fullInfo = new byte[MptcpFullInfoLayout.LENGTH];
		byte[] subflowInfos = new byte[capacity * MptcpFullInfoLayout.SUBFLOW_LENGTH];
		byte[] tcpInfos = new byte[capacity * TcpInfoLayout.LENGTH];
		if (this.calls.getMptcpFullInfo(descriptor, fullInfo, subflowInfos, tcpInfos) < 0) {
			return null;
		}
		int subflows = MptcpFullInfoLayout.subflows(fullInfo);
		if (subflows > capacity) {
			return readSubflows(descriptor, subflows);
		}
		int tcpInfoLength = MptcpFullInfoLayout.tcpInfoLength(fullInfo);
		List<ConnectionPath> paths = new ArrayList<>();
		try (Backups backups = Backups.open(this.calls)) {
			for (int i = 0; i < subflows; i++) {
				addSubflow(paths, subflowInfos, i * MptcpFullInfoLayout.SUBFLOW_LENGTH, tcpInfos,
						i * TcpInfoLayout.LENGTH, tcpInfoLength, backups);
			}
		}
		return paths;
	}

	private static void addSubflow(List<ConnectionPath> paths, byte[] subflowInfos, int subflowOffset, byte[] tcpInfos,
			int tcpInfoOffset, int tcpInfoLength, Backups backups) {
		Optional<InetSocketAddress> local = SocketAddressLayout.read(subflowInfos,
				subflowOffset + MptcpFullInfoLayout.SUBFLOW_LOCAL);
		Optional<InetSocketAddress> remote = SocketAddressLayout.read(subflowInfos,
				subflowOffset + MptcpFullInfoLayout.SUBFLOW_REMOTE);
		// A subflow that is closed this very moment has lost its addresses already
		if (local.isPresent() && remote.isPresent() && remote.get().getPort() != 0) {
			paths.add(path(MptcpFullInfoLayout.subflowId(subflowInfos, subflowOffset), local.get(), remote.get(),
					tcpInfos, tcpInfoOffset, tcpInfoLength, backups.isBackup(local.get(), remote.get())));
		}
	}

	private static ConnectionPath path(int id, InetSocketAddress local, InetSocketAddress remote, byte[] tcpInfos,
			int offset, int length, @Nullable Boolean backup) {
		return new ConnectionPath(id, local, remote, TcpState.of(TcpInfoLayout.state(tcpInfos, offset)),
				Reported.orNull(TcpInfoLayout.rttMicros(tcpInfos, offset, length)),
				Reported.orNull(TcpInfoLayout.congestionWindow(tcpInfos, offset, length)),
				Reported.orNull(TcpInfoLayout.retransmits(tcpInfos, offset, length)),
				Reported.orNull(TcpInfoLayout.bytesSentOnce(tcpInfos, offset, length)),
				Reported.orNull(TcpInfoLayout.bytesReceived(tcpInfos, offset, length)), backup);
	}

	/**
	 * {@link SubflowDiagnosis} where it can be had.
	 *
	 * @param diagnosis the diagnosis
	 */
	private record Backups(@Nullable SubflowDiagnosis diagnosis) implements AutoCloseable {

		static Backups open(SystemCalls calls) {
			try {
				return new Backups(SubflowDiagnosis.open(calls));
			}
			catch (NetlinkException ex) {
				return new Backups(null);
			}
		}

		@Nullable Boolean isBackup(InetSocketAddress local, InetSocketAddress remote) {
			return (this.diagnosis != null) ? this.diagnosis.isBackup(local, remote).orElse(null) : null;
		}

		@Override
		public void close() {
			if (this.diagnosis != null) {
				this.diagnosis.close();
			}
		}

	}

}
