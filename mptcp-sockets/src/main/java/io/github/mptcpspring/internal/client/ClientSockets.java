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

package io.github.mptcpspring.internal.client;

import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.mptcpspring.ClientSettings;
import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.MptcpUnavailableException.Side;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.Problem.Feature;
import io.github.mptcpspring.ProblemObserver;
import io.github.mptcpspring.SwapResult.Kept;
import io.github.mptcpspring.internal.descriptor.BorrowedDescriptor;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup.Found;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup.NotFound;
import io.github.mptcpspring.internal.descriptor.Descriptors;
import io.github.mptcpspring.internal.fastopen.FastOpen;
import io.github.mptcpspring.internal.process.ProcessSockets;
import org.jspecify.annotations.Nullable;

/**
 * The kit for clients: applies settings to sockets before they connect. Instances with
 * equal components are equal, which Reactor Netty's connection pools depend on.
 *
 * @param sockets the sockets of this process
 * @param settings the settings of clients
 * @param observer is notified of the result for each socket
 */
public record ClientSockets(ProcessSockets sockets, ClientSettings settings, ProblemObserver observer) {

	private static final FastOpen FAST_OPEN = new FastOpen();

	/** MPTCP is enabled for some destinations, and which one it is comes too late. */
	public static final Problem DESTINATION_IS_NOT_KNOWN = Problem.permanent(
			"the settings include or exclude destinations, and that of a socket is not known when it could be made one "
					+ "of MPTCP",
			"Do not include or exclude destinations, or use another client");

	/**
	 * Return the kit for clients for which MPTCP is enabled or disabled.
	 * @param mptcp whether they connect with MPTCP
	 * @return the kit, with the settings otherwise unchanged
	 */
	public ClientSockets withMptcp(boolean mptcp) {
		return new ClientSockets(this.sockets, this.settings.withMptcp(mptcp), this.observer);
	}

	/**
	 * Report that an enabled feature is not used.
	 * @param problem what and why
	 */
	public void report(Problem problem) {
		this.observer.observed(problem);
	}

	/**
	 * Leave clients unchanged whose sockets are not accessible, and report that no
	 * enabled feature is used.
	 * @param because why, and what to do
	 * @throws UncheckedIOException with a {@link MptcpUnavailableException} as its cause
	 * if MPTCP is required
	 */
	public void leave(Problem because) {
		if (this.settings.isMptcpRequired()) {
			throw new UncheckedIOException(new MptcpUnavailableException(Side.CLIENT, because));
		}
		report(because.of(enabledFeature()));
	}

	private Feature enabledFeature() {
		if (!this.settings.mptcp()) {
			return Feature.FAST_OPEN;
		}
		return this.settings.fastOpen() ? Feature.MPTCP_AND_FAST_OPEN : Feature.MPTCP;
	}

	/**
	 * Return what finds the descriptors of clients' sockets.
	 * @return the descriptors
	 */
	public Descriptors descriptors() {
		return this.sockets.descriptors();
	}

	/**
	 * Apply the settings to a socket. Plain settings load no native code.
	 * @param client looks up the descriptor of the client's socket
	 * @param destination the address that the socket connects to, {@code null} if it is
	 * not known
	 * @throws MptcpUnavailableException if MPTCP is required and not available
	 */
	public void prepare(Supplier<DescriptorLookup> client, @Nullable SocketAddress destination)
			throws MptcpUnavailableException {
		prepare(client, destination, null);
	}

	/**
	 * Apply the settings except Fast Open to a socket.
	 * @param client looks up the descriptor of the client's socket
	 * @param destination the address that the socket connects to, {@code null} if it is
	 * not known
	 * @param because why it must not use Fast Open, reported if the settings enable it
	 * @throws MptcpUnavailableException if MPTCP is required and not available
	 */
	public void prepareWithoutFastOpen(Supplier<DescriptorLookup> client, @Nullable SocketAddress destination,
			Problem because) throws MptcpUnavailableException {
		prepare(client, destination, because.of(Feature.FAST_OPEN));
	}

	private void prepare(Supplier<DescriptorLookup> client, @Nullable SocketAddress destination,
			@Nullable Problem noFastOpen) throws MptcpUnavailableException {
		if (this.settings.isPlain()) {
			return;
		}
		boolean mptcp = this.settings.isMptcpTo(destination);
		List<Problem> problems = new ArrayList<>(2);
		if (destination == null && this.settings.isSelective()) {
			problems.add(unavailable(DESTINATION_IS_NOT_KNOWN));
		}
		if (mptcp || this.settings.fastOpen()) {
			prepare(client.get(), mptcp, noFastOpen, problems);
		}
		if (problems.isEmpty() && mptcp == this.settings.mptcp()) {
			this.observer.prepared(this.settings);
		}
		problems.forEach(this.observer::observed);
	}

	private void prepare(DescriptorLookup lookup, boolean mptcp, @Nullable Problem noFastOpen, List<Problem> problems)
			throws MptcpUnavailableException {
		if (mptcp && this.sockets.swap(lookup) instanceof Kept(Problem because)) {
			problems.add(unavailable(because));
		}
		if (this.settings.fastOpen()) {
			Optional.ofNullable(noFastOpen).or(() -> connectWithFastOpen(lookup)).ifPresent(problems::add);
		}
	}

	private Problem unavailable(Problem because) throws MptcpUnavailableException {
		if (this.settings.isMptcpRequired()) {
			throw new MptcpUnavailableException(Side.CLIENT, because);
		}
		return because.of(Feature.MPTCP);
	}

	private Optional<Problem> connectWithFastOpen(DescriptorLookup client) {
		return switch (client) {
			case Found(BorrowedDescriptor descriptor) -> FAST_OPEN.connect(descriptor);
			case NotFound(Problem because) -> Optional.of(because.of(Feature.FAST_OPEN));
		};
	}

}
