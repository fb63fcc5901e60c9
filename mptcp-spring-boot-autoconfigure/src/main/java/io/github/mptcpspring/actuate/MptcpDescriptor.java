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

package io.github.mptcpspring.actuate;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.mptcpspring.Listener;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.internal.connection.ConnectionSnapshot;
import io.github.mptcpspring.internal.connection.ListeningSocket;
import io.github.mptcpspring.internal.diagnosis.Advice;
import io.github.mptcpspring.internal.diagnosis.DiagnosticSnapshot;
import io.github.mptcpspring.internal.fastopen.FastOpenSysctl;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Description of MPTCP and Fast Open in this application. A component is {@code null} if
 * it is not known.
 *
 * @param available whether MPTCP is available
 * @param unavailableReason the reason if it is not available
 * @param listeners the listeners of this process, those that the starter reports first
 * @param connections the number of connections of this process
 * @param subflows the number of their subflows
 * @param host the state of the host
 * @param counters the kernel's counters of this network namespace
 * @param advice the advice for problems
 */
@JsonInclude
public record MptcpDescriptor(boolean available, @Nullable String unavailableReason, List<ListenerDescriptor> listeners,
		@Nullable ConnectionCounts connections, @Nullable SubflowCounts subflows, HostDescriptor host,
		Map<String, Long> counters, List<AdviceDescriptor> advice) implements OperationResponseBody {

	/**
	 * Description of a listener.
	 *
	 * @param server the name of the server, for example {@code tomcat}; {@code null} if
	 * the starter did not report it
	 * @param port the port, {@code null} if it has none (Unix domain socket)
	 * @param protocol the protocol, for example {@code mptcp} or {@code tcp}
	 * @param fastOpenQueueLength the effective length of its Fast Open queue, 0 if it has
	 * none or the kernel does not use it; {@code null} if the starter did not report it
	 */
	@JsonInclude
	public record ListenerDescriptor(@Nullable String server, @Nullable Integer port, String protocol,
			@Nullable Integer fastOpenQueueLength) {

		static List<ListenerDescriptor> of(DiagnosticSnapshot snapshot) {
			Set<Integer> known = snapshot.listeners()
				.stream()
				.flatMap((listener) -> listener.port().stream())
				.collect(Collectors.toSet());
			return Stream
				.concat(snapshot.listeners().stream().map((listener) -> of(listener, snapshot.host().fastOpen())),
						snapshot.findConnections()
							.stream()
							.flatMap((connections) -> connections.listeners().stream())
							.filter((other) -> !known.contains(other.port()))
							.sorted(Comparator.comparing(ListeningSocket::port))
							.map(ListenerDescriptor::of))
				.toList();
		}

		private static ListenerDescriptor of(Listener listener, @Nullable FastOpenSysctl sysctl) {
			return new ListenerDescriptor(Names.of(listener.server()), listener.port().orElse(null),
					Names.of(listener.state().protocol()), FastOpenSysctl.queueLengthInForce(listener.state(), sysctl));
		}

		private static ListenerDescriptor of(ListeningSocket other) {
			return new ListenerDescriptor(null, other.port(), Names.of(other.protocol()), null);
		}

	}

	/**
	 * The number of connections by protocol.
	 *
	 * @param mptcp the number of MPTCP connections
	 * @param fallback the number of connections that fell back to TCP
	 * @param tcp the number of TCP connections
	 */
	public record ConnectionCounts(int mptcp, int fallback, int tcp) {

		static ConnectionCounts of(ConnectionSnapshot connections) {
			return new ConnectionCounts(connections.count(Protocol.MPTCP), connections.count(Protocol.FALLBACK),
					connections.count(Protocol.TCP));
		}

	}

	/**
	 * The number of subflows of MPTCP connections.
	 *
	 * @param current the total number
	 * @param perConnection the number of connections by the number of their subflows
	 */
	public record SubflowCounts(int current, SortedMap<Integer, Integer> perConnection) {

		static SubflowCounts of(ConnectionSnapshot connections) {
			return new SubflowCounts(connections.subflows(), connections.connectionsBySubflows());
		}

	}

	/**
	 * Description of a piece of advice.
	 *
	 * @param severity the severity: {@code info}, {@code warn} or {@code error}
	 * @param problem the problem
	 * @param fix what to do
	 * @param commands the shell commands that do it
	 */
	public record AdviceDescriptor(String severity, String problem, String fix, List<String> commands) {

		static AdviceDescriptor of(Advice advice) {
			return new AdviceDescriptor(Names.of(advice.severity()), advice.problem(), advice.fix(), advice.commands());
		}

	}

}
