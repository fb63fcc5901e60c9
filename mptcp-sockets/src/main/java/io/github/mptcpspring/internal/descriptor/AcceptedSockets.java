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

package io.github.mptcpspring.internal.descriptor;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Finds the descriptors of the connections that one listener accepts through the JDK.
 * Must be used by the accepting thread only.
 */
public final class AcceptedSockets {

	private final @Nullable AcceptedSocketFinder finder;

	AcceptedSockets(@Nullable AcceptedSocketFinder finder) {
		this.finder = finder;
	}

	/**
	 * Prepare for the connection that is accepted next. Must be called right before the
	 * accept, so that the descriptor is found quickly.
	 */
	public void expectNext() {
		if (this.finder != null) {
			this.finder.expectNext();
		}
	}

	/**
	 * Find the descriptor of a connection that has just been accepted.
	 * @param local the local address
	 * @param peer the address of the peer
	 * @return the descriptor, or empty if it is not found, which is rare
	 */
	public Optional<BorrowedDescriptor> find(SocketAddress local, SocketAddress peer) {
		return (this.finder != null && local instanceof InetSocketAddress localInet
				&& peer instanceof InetSocketAddress peerInet) ? this.finder.findDescriptor(localInet, peerInet)
						: Optional.empty();
	}

}
