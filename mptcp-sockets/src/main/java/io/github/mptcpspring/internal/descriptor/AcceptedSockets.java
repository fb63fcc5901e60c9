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
 * The connections that one listener accepts through objects of the JDK, which do not tell
 * their descriptors. Only the thread that accepts may use it.
 */
public final class AcceptedSockets {

	private final @Nullable AcceptedSocketFinder finder;

	AcceptedSockets(@Nullable AcceptedSocketFinder finder) {
		this.finder = finder;
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
	 * Find the descriptor of a connection that was accepted a moment ago.
	 * @param local the address of its own end
	 * @param peer the address of its peer
	 * @return the descriptor, empty in rare cases
	 */
	public Optional<BorrowedDescriptor> find(SocketAddress local, SocketAddress peer) {
		return (this.finder != null && local instanceof InetSocketAddress localInet
				&& peer instanceof InetSocketAddress peerInet) ? this.finder.findDescriptor(localInet, peerInet)
						: Optional.empty();
	}

}
