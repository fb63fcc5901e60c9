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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.mptcpspring.ConnectionPath;
import io.github.mptcpspring.ConnectionPath.State;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.struct.MptcpFullInfo;
import io.github.mptcpspring.internal.linux.struct.MptcpSubflowInfo;
import io.github.mptcpspring.internal.linux.struct.TcpInfo;
import io.github.mptcpspring.internal.netlink.NetlinkException;
import io.github.mptcpspring.internal.netlink.SubflowDiagnosis;
import org.jspecify.annotations.Nullable;

/**
 * Reads the paths of one connection: all paths in one system call, and whether a path is
 * a backup in one more call each.
 */
final class PathReading {

	/** More than the maximum of the path manager's limits, Linux 6.18. */
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
		TcpInfo info = new TcpInfo();
		int length = this.calls.getsockopt(descriptor, SockOpt.TCP_INFO, info);
		return (length >= 0) ? List.of(path(0, connection.local(), connection.remote(), info, false)) : List.of();
	}

	private @Nullable List<ConnectionPath> readSubflows(int descriptor, int capacity) {
		MptcpFullInfo info = new MptcpFullInfo(capacity);
		if (this.calls.getMptcpFullInfo(descriptor, info) < 0) {
			return null;
		}
		if (!info.isComplete()) {
			return readSubflows(descriptor, info.subflows());
		}
		List<ConnectionPath> paths = new ArrayList<>();
		try (Backups backups = Backups.open(this.calls)) {
			for (int i = 0; i < info.subflows(); i++) {
				addSubflow(paths, info.subflowInfo(i), info.tcpInfo(i), backups);
			}
		}
		return paths;
	}

	private static void addSubflow(List<ConnectionPath> paths, MptcpSubflowInfo subflow, TcpInfo info,
			Backups backups) {
		Optional<InetSocketAddress> local = subflow.local().toInetSocketAddress();
		Optional<InetSocketAddress> remote = subflow.remote().toInetSocketAddress();
		// A subflow that is just being closed has no address
		if (local.isPresent() && remote.isPresent() && remote.get().getPort() != 0) {
			paths.add(path(subflow.id(), local.get(), remote.get(), info, backups.isBackup(local.get(), remote.get())));
		}
	}

	private static ConnectionPath path(int id, InetSocketAddress local, InetSocketAddress remote, TcpInfo info,
			@Nullable Boolean backup) {
		return new ConnectionPath(id, local, remote, state(info.state()), Reported.orNull(info.rttMicros()),
				Reported.orNull(info.congestionWindow()), Reported.orNull(info.retransmits()),
				Reported.orNull(info.bytesSentOnce()), Reported.orNull(info.bytesReceived()), backup);
	}

	// The kernel's numbers begin with 1 (net/tcp_states.h)
	private static State state(int number) {
		State[] states = State.values();
		return (number >= 1 && number < states.length) ? states[number - 1] : State.UNKNOWN;
	}

	/**
	 * {@link SubflowDiagnosis} where it is available.
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
