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

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.OptionalInt;

import io.github.mptcpspring.socket.Linkage.Linked;
import io.github.mptcpspring.socket.Linkage.NotLinked;
import org.jspecify.annotations.Nullable;

/**
 * The connections that one listener accepts through objects of the JDK, which do not tell
 * their descriptors. Only the thread that accepts may use it.
 */
public final class AcceptedSockets {

	private final @Nullable AcceptedSocketFinder finder;

	private AcceptedSockets(@Nullable AcceptedSocketFinder finder) {
		this.finder = finder;
	}

	/**
	 * Return those of a listener of this host.
	 * @return an object for one listener
	 */
	public static AcceptedSockets ofThisHost() {
		return new AcceptedSockets(switch (Linkage.ofThisHost()) {
			case Linked linked -> new AcceptedSocketFinder(linked.calls());
			case NotLinked _ -> null;
		});
	}

	/**
	 * Get ready for the connection that is accepted next. To be called right before, so
	 * that it is found quickly.
	 */
	public void expectNext() {
		if (this.finder != null) {
			this.finder.expectNext();
		}
	}

	/**
	 * Refer to a connection that was accepted a moment ago. Its descriptor is searched
	 * for when it is asked for, and in rare cases not found.
	 * @param local the address of its own end
	 * @param peer the address of its peer
	 * @return the reference
	 */
	public SocketReference referTo(SocketAddress local, SocketAddress peer) {
		return SocketReference.of(() -> find(local, peer));
	}

	private OptionalInt find(SocketAddress local, SocketAddress peer) {
		return (this.finder != null && local instanceof InetSocketAddress localInet
				&& peer instanceof InetSocketAddress peerInet) ? this.finder.find(localInet, peerInet)
						: OptionalInt.empty();
	}

}
