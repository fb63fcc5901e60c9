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

package io.github.mptcpspring.internal.netlink;

import java.net.InetAddress;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * An endpoint of the kernel's path manager, see {@code ip mptcp endpoint}.
 *
 * @param id the identifier, 1 to 255
 * @param address the address
 * @param port the port that is announced with it, {@code null} for the port of the
 * connection
 * @param device the network device that it is bound to, if any
 * @param flags the flags, which define how it is used
 */
public record PathManagerEndpoint(int id, InetAddress address, @Nullable Integer port, @Nullable String device,
		Set<Flag> flags) {

	/**
	 * Create a new endpoint.
	 */
	public PathManagerEndpoint {
		flags = Set.copyOf(flags);
	}

	/**
	 * The flags of an endpoint.
	 *
	 * @see <a href=
	 * "https://man7.org/linux/man-pages/man8/ip-mptcp.8.html">ip-mptcp(8)</a>
	 */
	public enum Flag {

		/** It is announced to peers, Linux 5.7. */
		SIGNAL(0x1),

		/** Subflows are opened from it, Linux 5.7. */
		SUBFLOW(0x2),

		/** Its subflows carry data only if no other can, Linux 5.7. */
		BACKUP(0x4),

		/** Subflows are opened from it to every address of the peer, Linux 5.15. */
		FULLMESH(0x8),

		/** The kernel has added it automatically, Linux 5.19. */
		IMPLICIT(0x10),

		/**
		 * Subflows are opened from it to addresses that the peer announces, Linux 6.18.
		 */
		LAMINAR(0x20);

		private final int bit;

		Flag(int bit) {
			this.bit = bit;
		}

		boolean isIn(int flags) {
			return (flags & this.bit) != 0;
		}

	}

}
