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

package io.github.mptcpspring.internal.server;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.mptcpspring.ListenerObserver;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.ListenerState;
import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.MptcpUnavailableException.Side;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Feature;
import io.github.mptcpspring.Protocol;
import io.github.mptcpspring.SwapResult.Kept;
import io.github.mptcpspring.internal.descriptor.BorrowedDescriptor;
import io.github.mptcpspring.internal.descriptor.Descriptor;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup.Found;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup.NotFound;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.github.mptcpspring.internal.fastopen.FastOpen;
import io.github.mptcpspring.internal.fastopen.FastOpenHandshakeFlusher;
import io.github.mptcpspring.internal.linux.SockOpt;
import io.github.mptcpspring.internal.linux.SysSocket;
import io.github.mptcpspring.internal.process.ProcessSockets;

/**
 * The kit for servers: applies settings to listeners.
 *
 * @param sockets the sockets of this process
 * @param settings the settings of listeners
 * @param observer is notified when a listener is bound and when it is closed
 */
public record ListenerSockets(ProcessSockets sockets, ListenerSettings settings, ListenerObserver observer) {

	/** See {@code .ci/fast-open}, measured on Linux 6.18. */
	private static final Problem STALLS_WITH_MPTCP = Problem
		.permanent("beside MPTCP Linux can let responses over several paths stand still",
				"Set tfo.queue-length=0, or tfo.with-mptcp=true where connections have one path only")
		.of(Feature.FAST_OPEN);

	private static final FastOpen FAST_OPEN = new FastOpen();

	/** Where a JVM inherits a listener, see {@link System#inheritedChannel()}. */
	private static final int STANDARD_INPUT = 0;

	/**
	 * Return a copy of this kit with other settings.
	 * @param settings the settings of listeners
	 * @return the copy
	 */
	public ListenerSockets with(ListenerSettings settings) {
		return new ListenerSockets(this.sockets, settings, this.observer);
	}

	/**
	 * Return what finds the descriptors of listeners.
	 * @return the descriptors
	 */
	public Descriptors descriptors() {
		return this.sockets.descriptors();
	}

	/**
	 * Apply the settings to a listener. Plain settings load no native code.
	 * @param listener looks up the descriptor of the listener, which must not be bound
	 * @return the listener
	 * @throws MptcpUnavailableException if MPTCP is required and not available
	 */
	public PreparedListener prepare(Supplier<DescriptorLookup> listener) throws MptcpUnavailableException {
		if (this.settings.isPlain()) {
			return prepared(new ListenerState(Protocol.TCP, 0, List.of()));
		}
		DescriptorLookup lookup = listener.get();
		if (this.settings.mptcp() && this.sockets.swap(lookup) instanceof Kept(Problem because)) {
			return prepareWithoutSwap(lookup, because);
		}
		return prepared(switch (lookup) {
			case Found(BorrowedDescriptor descriptor) ->
				withFastOpen(descriptor, this.settings.mptcp() ? Protocol.MPTCP : protocolOf(descriptor), List.of());
			case NotFound(Problem because) -> withoutFastOpen(Protocol.TCP, List.of(), because);
		});
	}

	/**
	 * Apply the settings except the protocol to a listener. Its protocol may already be
	 * MPTCP, if it is inherited or the JVM was started with {@code mptcpize}.
	 * @param listener the result of the look-up of its descriptor
	 * @param because why the protocol must not or cannot be changed
	 * @return the listener
	 * @throws MptcpUnavailableException if MPTCP is required and the listener does not
	 * use it
	 */
	public PreparedListener prepareWithoutSwap(DescriptorLookup listener, Problem because)
			throws MptcpUnavailableException {
		return prepared(switch (listener) {
			case Found(BorrowedDescriptor descriptor) -> {
				Protocol protocol = protocolOf(descriptor);
				yield withFastOpen(descriptor, protocol, (protocol == Protocol.MPTCP) ? List.of() : fallBack(because));
			}
			case NotFound(Problem unknown) -> withoutFastOpen(Protocol.TCP, fallBack(because), unknown);
		});
	}

	/**
	 * Apply the settings except the protocol to the TCP listener that this JVM has
	 * inherited, see {@link System#inheritedChannel()}.
	 * @param alternative what to do instead of having it made with MPTCP
	 * @return the listener
	 * @throws MptcpUnavailableException if MPTCP is required and the listener does not
	 * use it
	 */
	public PreparedListener prepareInherited(String alternative) throws MptcpUnavailableException {
		return prepareWithoutSwap(descriptors().find(STANDARD_INPUT), Problem.permanent(
				"an inherited socket is made by whoever starts the JVM, and this one is TCP",
				"Have it made with MPTCP, with systemd by SocketProtocol=mptcp in the socket unit, or " + alternative));
	}

	private PreparedListener prepared(ListenerState state) {
		return new PreparedListener(this.sockets, state, this.observer);
	}

	private static Protocol protocolOf(Descriptor listener) {
		return (listener.getInt(SockOpt.SO_PROTOCOL) == SysSocket.IPPROTO_MPTCP) ? Protocol.MPTCP : Protocol.TCP;
	}

	/**
	 * Leave a listener unchanged, because the settings cannot be applied.
	 * @param protocol the protocol of the listener
	 * @param because the reason
	 * @return the listener
	 * @throws MptcpUnavailableException if MPTCP is required
	 */
	public PreparedListener leave(Protocol protocol, Problem because) throws MptcpUnavailableException {
		return prepared(withoutFastOpen(protocol, fallBack(because), because));
	}

	/**
	 * Leave a Unix domain socket unchanged.
	 * @param instruction what to do to have a TCP listener instead
	 * @return the listener
	 * @throws MptcpUnavailableException if MPTCP is required
	 */
	public PreparedListener leaveUnixDomain(String instruction) throws MptcpUnavailableException {
		return leave(Protocol.UNIX, Problem.permanent("a Unix domain socket is not TCP", instruction));
	}

	/**
	 * Leave the UDP socket of HTTP/3 unchanged.
	 * @return the listener
	 * @throws MptcpUnavailableException if MPTCP is required
	 */
	public PreparedListener leaveQuic() throws MptcpUnavailableException {
		return leave(Protocol.UDP, Problem.permanent("HTTP/3 runs over QUIC and that over UDP",
				"Serve HTTP/1.1 or HTTP/2 to use several paths"));
	}

	private List<Problem> fallBack(Problem because) throws MptcpUnavailableException {
		if (this.settings.isMptcpRequired()) {
			throw new MptcpUnavailableException(Side.SERVER, because);
		}
		return this.settings.mptcp() ? List.of(because.of(Feature.MPTCP)) : List.of();
	}

	private ListenerState withoutFastOpen(Protocol protocol, List<Problem> problems, Problem because) {
		return new ListenerState(protocol, 0,
				(this.settings.fastOpenQueueLength() > 0) ? plus(problems, because.of(Feature.FAST_OPEN)) : problems);
	}

	private ListenerState withFastOpen(Descriptor listener, Protocol protocol, List<Problem> problems) {
		int queueLength = this.settings.fastOpenQueueLength();
		if (queueLength == 0) {
			return new ListenerState(protocol, 0, problems);
		}
		if (protocol == Protocol.MPTCP && !this.settings.fastOpenWithMptcp()) {
			return new ListenerState(protocol, 0, plus(problems, STALLS_WITH_MPTCP));
		}
		Optional<Problem> obstacle = (protocol == Protocol.MPTCP) ? FastOpenHandshakeFlusher.findObstacle(listener)
				: Optional.empty();
		Optional<Problem> refusal = obstacle.map((because) -> because.of(Feature.FAST_OPEN))
			.or(() -> FAST_OPEN.listen(listener, queueLength));
		List<Problem> all = refusal.or(FAST_OPEN::findMissingServerBit)
			.map((because) -> plus(problems, because))
			.orElse(problems);
		return new ListenerState(protocol, refusal.isPresent() ? 0 : FastOpen.queueLength(listener).orElse(queueLength),
				all);
	}

	private static List<Problem> plus(List<Problem> problems, Problem another) {
		return Stream.concat(problems.stream(), Stream.of(another)).toList();
	}

}
