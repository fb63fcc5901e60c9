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

package io.github.mptcpspring.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.mptcpspring.linux.Socket;
import io.github.mptcpspring.linux.SocketOption;
import io.github.mptcpspring.socket.Linkage.Linked;
import io.github.mptcpspring.socket.Linkage.NotLinked;
import io.github.mptcpspring.socket.MptcpUnavailableException.Side;
import io.github.mptcpspring.socket.Problem.Feature;
import io.github.mptcpspring.socket.SwapResult.Kept;
import io.github.mptcpspring.socket.SwapResult.Swapped;

/**
 * Makes a listener do what its settings ask for.
 */
public final class ListenerSockets {

	/** See {@code .ci/fast-open}, measured on Linux 6.18. */
	private static final Problem STALLS_WITH_MPTCP = Problem
		.permanent("beside MPTCP Linux can let responses over several paths stand still",
				"Set tfo.queue-length=0, or tfo.with-mptcp=true where connections have one path only")
		.of(Feature.FAST_OPEN);

	private final ListenerSettings settings;

	/**
	 * Create a new instance.
	 * @param settings what listeners are asked to do
	 */
	public ListenerSockets(ListenerSettings settings) {
		this.settings = settings;
	}

	/**
	 * Make a listener do what the settings ask for. Plain settings load no native code.
	 * @param listener the listener
	 * @return what it does now
	 * @throws MptcpUnavailableException when MPTCP is required and cannot be had
	 */
	public ListenerState prepare(SocketReference listener) throws MptcpUnavailableException {
		if (this.settings.isPlain()) {
			return new ListenerState(Protocol.TCP, 0, List.of());
		}
		SocketReference located = listener.located();
		if (!this.settings.mptcp()) {
			return withFastOpen(located, protocolOf(located), List.of());
		}
		return switch (MptcpSockets.ofThisHost().swap(located)) {
			case Swapped _ -> withFastOpen(located, Protocol.MPTCP, List.of());
			case Kept(Problem because) -> prepareWithoutSwap(located, because);
		};
	}

	/**
	 * Make a listener do what the settings ask for, except that it keeps the protocol
	 * that it has. It may be MPTCP already: whoever started the JVM has made it, or
	 * {@code mptcpize} makes all of them.
	 * @param listener the listener, bound or not
	 * @param because why its protocol must not or cannot be changed
	 * @return what it does now
	 * @throws MptcpUnavailableException when MPTCP is required and it has not got it
	 */
	public ListenerState prepareWithoutSwap(SocketReference listener, Problem because)
			throws MptcpUnavailableException {
		SocketReference located = listener.located();
		Protocol protocol = protocolOf(located);
		return withFastOpen(located, protocol, (protocol == Protocol.MPTCP) ? List.of() : fallBack(because));
	}

	private static Protocol protocolOf(SocketReference listener) {
		return switch (Linkage.ofThisHost()) {
			case NotLinked _ -> Protocol.TCP;
			case Linked linked -> listener.resolve(linked, ListenerSockets::protocolOf, (problem) -> Protocol.TCP);
		};
	}

	private static Protocol protocolOf(Descriptor listener) {
		return (listener.getInt(SocketOption.SO_PROTOCOL) == Socket.IPPROTO_MPTCP) ? Protocol.MPTCP : Protocol.TCP;
	}

	/**
	 * Leave a listener as it is because it cannot be made to do what the settings ask
	 * for.
	 * @param protocol the protocol that it speaks
	 * @param because why
	 * @return what the listener does
	 * @throws MptcpUnavailableException when MPTCP is required
	 */
	public ListenerState leave(Protocol protocol, Problem because) throws MptcpUnavailableException {
		List<Problem> problems = new ArrayList<>(fallBack(because));
		if (this.settings.fastOpenQueueLength() > 0) {
			problems.add(because.of(Feature.FAST_OPEN));
		}
		return new ListenerState(protocol, 0, problems);
	}

	private List<Problem> fallBack(Problem because) throws MptcpUnavailableException {
		if (!this.settings.mptcp()) {
			return List.of();
		}
		if (this.settings.onUnavailable() == OnUnavailable.FAIL) {
			throw new MptcpUnavailableException(Side.SERVER, because);
		}
		return List.of(because.of(Feature.MPTCP));
	}

	private ListenerState withFastOpen(SocketReference listener, Protocol protocol, List<Problem> problems) {
		int queueLength = this.settings.fastOpenQueueLength();
		if (queueLength == 0) {
			return new ListenerState(protocol, 0, problems);
		}
		if (protocol == Protocol.MPTCP && !this.settings.fastOpenWithMptcp()) {
			return new ListenerState(protocol, 0,
					Stream.concat(problems.stream(), Stream.of(STALLS_WITH_MPTCP)).toList());
		}
		Optional<Problem> obstacle = (protocol == Protocol.MPTCP) ? findObstacle(listener) : Optional.empty();
		FastOpen fastOpen = FastOpen.ofThisHost();
		Optional<Problem> refusal = obstacle.or(() -> fastOpen.listen(listener, queueLength));
		List<Problem> all = new ArrayList<>(problems);
		refusal.or(fastOpen::findMissingServerBit).ifPresent(all::add);
		return new ListenerState(protocol, refusal.isPresent() ? 0 : fastOpen.queueLength(listener).orElse(queueLength),
				all);
	}

	private static Optional<Problem> findObstacle(SocketReference mptcpListener) {
		return HandshakeWatch.ofThisHost().findObstacle(mptcpListener).map((because) -> because.of(Feature.FAST_OPEN));
	}

}
