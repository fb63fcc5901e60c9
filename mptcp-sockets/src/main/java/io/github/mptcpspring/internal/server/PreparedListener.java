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
 * A listener that settings have been applied to, from before it is bound until it is
 * closed. An adapter calls it for each event of the listener.
 */
public final class PreparedListener {

	private volatile ListenerState state;

	private final ListenerObserver observer;

	/** Not null if connections are accepted early, like the next field. */
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
	 * Return the state of the listener.
	 * @return the state
	 */
	public ListenerState state() {
		return this.state;
	}

	/**
	 * Return a copy of this listener with additional problems.
	 * @param problems the additional problems
	 * @return the copy
	 */
	public PreparedListener with(Collection<Problem> problems) {
		return new PreparedListener(this.state.with(problems), this.observer, this.handshakes, this.acceptedEarly);
	}

	/**
	 * Must be called after the listener has been bound.
	 * @param server the name of the server, for example {@code Tomcat}
	 * @param address the address that it is bound to
	 */
	public void opened(String server, SocketAddress address) {
		Listener listener = new Listener(server, address, this.state);
		this.opened = listener;
		this.observer.opened(listener);
	}

	/**
	 * Return whether the {@code accepted} methods must be called.
	 * @return {@code false} if they do nothing
	 */
	public boolean acceptsEarly() {
		return this.acceptedEarly != null;
	}

	/**
	 * Must be called right before a connection is accepted through the JDK, by the
	 * accepting thread, so that its descriptor is found quickly.
	 */
	public void aboutToAccept() {
		if (this.acceptedEarly != null) {
			this.acceptedEarly.expectNext();
		}
	}

	/**
	 * Must be called after a connection has been accepted through the JDK, by the
	 * accepting thread. If this method fails, the connection is unchanged.
	 * @param local the local address
	 * @param peer the address of the peer
	 */
	public void accepted(SocketAddress local, SocketAddress peer) {
		AcceptedSockets early = this.acceptedEarly;
		if (early != null && this.handshakes != null) {
			this.handshakes.accepted(() -> early.find(local, peer));
		}
	}

	/**
	 * Must be called after a connection with a known descriptor has been accepted. If
	 * this method fails, the connection is unchanged.
	 * @param connection the result of the look-up of its descriptor
	 */
	public void accepted(DescriptorLookup connection) {
		if (this.handshakes != null) {
			this.handshakes.accepted(connection::descriptor);
		}
	}

	/**
	 * Must be called by the accepting thread if an accepted connection refuses an option.
	 * Each problem is reported once.
	 * @param problem the problem
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
	 * Must be called after the listener has been closed, or could not be bound.
	 */
	public void closed() {
		Listener closed = this.opened;
		this.opened = null;
		if (closed != null) {
			this.observer.closed(closed);
		}
	}

}
