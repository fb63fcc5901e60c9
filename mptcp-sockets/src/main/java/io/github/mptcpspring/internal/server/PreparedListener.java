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

import java.net.SocketAddress;
import java.util.Collection;

import io.github.mptcpspring.Listener;
import io.github.mptcpspring.ListenerObserver;
import io.github.mptcpspring.ListenerState;
import io.github.mptcpspring.Problem;
import io.github.mptcpspring.internal.descriptor.AcceptedSockets;
import io.github.mptcpspring.internal.descriptor.DescriptorLookup;
import io.github.mptcpspring.internal.fastopen.FastOpenHandshakeFlusher;
import io.github.mptcpspring.internal.process.ProcessSockets;
import org.jspecify.annotations.Nullable;

/**
 * A listener that does what its settings ask for, from before it is bound until it is
 * closed. An adapter tells it what happens to the listener.
 */
public final class PreparedListener {

	private volatile ListenerState state;

	private final ListenerObserver observer;

	/** Both are there when connections are accepted early. */
	private final @Nullable FastOpenHandshakeFlusher handshakes;

	private final @Nullable AcceptedSockets acceptedEarly;

	private volatile @Nullable Listener opened;

	PreparedListener(ProcessSockets sockets, ListenerState state, ListenerObserver observer) {
		this(state, observer, state.acceptsEarly() ? sockets.handshakes() : null,
				state.acceptsEarly() ? sockets.descriptors().accepted() : null);
	}

	private PreparedListener(ListenerState state, ListenerObserver observer,
			@Nullable FastOpenHandshakeFlusher handshakes, @Nullable AcceptedSockets acceptedEarly) {
		this.state = state;
		this.observer = observer;
		this.handshakes = handshakes;
		this.acceptedEarly = acceptedEarly;
	}

	/**
	 * Return what the listener does.
	 * @return its state
	 */
	public ListenerState state() {
		return this.state;
	}

	/**
	 * Return the same listener with more problems.
	 * @param problems what else it was asked for and does not do
	 * @return the listener
	 */
	public PreparedListener with(Collection<Problem> problems) {
		return new PreparedListener(this.state.with(problems), this.observer, this.handshakes, this.acceptedEarly);
	}

	/**
	 * The listener is bound.
	 * @param server what has opened it: {@code Tomcat} for example
	 * @param address the address that it is bound to
	 */
	public void opened(String server, SocketAddress address) {
		Listener listener = new Listener(server, address, this.state);
		this.opened = listener;
		this.observer.opened(listener);
	}

	/**
	 * Return whether what the listener accepts has to be told.
	 * @return whether {@link #accepted} does something
	 */
	public boolean acceptsEarly() {
		return this.acceptedEarly != null;
	}

	/**
	 * A connection is about to be accepted through an object of the JDK. To be called
	 * right before and by the thread that accepts, so that the descriptor is found
	 * quickly.
	 */
	public void aboutToAccept() {
		if (this.acceptedEarly != null) {
			this.acceptedEarly.expectNext();
		}
	}

	/**
	 * A connection has been accepted through an object of the JDK, by the calling thread.
	 * Whatever fails here, it is as it was.
	 * @param local the address of its own end
	 * @param peer the address of its peer
	 */
	public void accepted(SocketAddress local, SocketAddress peer) {
		AcceptedSockets early = this.acceptedEarly;
		if (early != null && this.handshakes != null) {
			this.handshakes.accepted(() -> early.find(local, peer));
		}
	}

	/**
	 * A connection has been accepted whose descriptor is known. Whatever fails here, it
	 * is as it was.
	 * @param connection what the look-up of its descriptor came to
	 */
	public void accepted(DescriptorLookup connection) {
		if (this.handshakes != null) {
			this.handshakes.accepted(connection::descriptor);
		}
	}

	/**
	 * A connection that the listener has accepted turns out to refuse something, which is
	 * reported once. To be called by the thread that accepts.
	 * @param problem what it refuses
	 */
	public void refused(Problem problem) {
		Listener before = this.opened;
		if (before != null && !before.state().problems().contains(problem)) {
			Listener now = before.with(problem);
			this.state = now.state();
			this.opened = now;
			this.observer.changed(before, now);
		}
	}

	/**
	 * The listener is bound no more, or never was.
	 */
	public void closed() {
		Listener closed = this.opened;
		this.opened = null;
		if (closed != null) {
			this.observer.closed(closed);
		}
	}

}
