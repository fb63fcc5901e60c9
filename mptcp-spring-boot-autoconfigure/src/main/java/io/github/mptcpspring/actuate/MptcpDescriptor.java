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
 * What MPTCP and Fast Open are for this application at the moment. What cannot be told is
 * {@code null}.
 *
 * @param available whether MPTCP is available
 * @param unavailableReason why not
 * @param listeners on what this process listens, at first what the starter knows of
 * @param connections how many connections this process has
 * @param subflows how many subflows these have
 * @param host the state of the host
 * @param counters what the kernel has counted in this network namespace
 * @param advice what stands in the way
 */
@JsonInclude
public record MptcpDescriptor(boolean available, @Nullable String unavailableReason, List<ListenerDescriptor> listeners,
		@Nullable ConnectionCounts connections, @Nullable SubflowCounts subflows, HostDescriptor host,
		Map<String, Long> counters, List<AdviceDescriptor> advice) implements OperationResponseBody {

	/**
	 * A listener.
	 *
	 * @param server what opened it, {@code tomcat} for example; {@code null} when the
	 * starter has nothing to do with it
	 * @param port its port, {@code null} when it has none (Unix domain socket)
	 * @param protocol what it speaks, {@code mptcp} or {@code tcp} for example
	 * @param fastOpenQueueLength the length of its Fast Open queue that is in force, 0
	 * when it has none or the kernel does not use it; {@code null} when the starter has
	 * nothing to do with it
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
	 * How many connections speak what.
	 *
	 * @param mptcp MPTCP
	 * @param fallback TCP, though this side asked for MPTCP
	 * @param tcp TCP
	 */
	public record ConnectionCounts(int mptcp, int fallback, int tcp) {

		static ConnectionCounts of(ConnectionSnapshot connections) {
			return new ConnectionCounts(connections.count(Protocol.MPTCP), connections.count(Protocol.FALLBACK),
					connections.count(Protocol.TCP));
		}

	}

	/**
	 * How many subflows MPTCP connections have.
	 *
	 * @param current all of them together
	 * @param perConnection how many connections have how many
	 */
	public record SubflowCounts(int current, SortedMap<Integer, Integer> perConnection) {

		static SubflowCounts of(ConnectionSnapshot connections) {
			return new SubflowCounts(connections.subflows(), connections.connectionsBySubflows());
		}

	}

	/**
	 * A piece of advice.
	 *
	 * @param severity how much it matters: {@code info}, {@code warn} or {@code error}
	 * @param problem what stands in the way
	 * @param fix what to do about it, in words
	 * @param commands the commands that do it, each to paste as it is
	 */
	public record AdviceDescriptor(String severity, String problem, String fix, List<String> commands) {

		static AdviceDescriptor of(Advice advice) {
			return new AdviceDescriptor(Names.of(advice.severity()), advice.problem(), advice.fix(), advice.commands());
		}

	}

}
