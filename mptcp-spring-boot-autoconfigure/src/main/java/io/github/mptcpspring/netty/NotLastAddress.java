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

package io.github.mptcpspring.netty;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * An address of a name that has another one, which is tried when this one fails.
 */
final class NotLastAddress extends InetSocketAddress {

	private static final long serialVersionUID = 1L;

	private NotLastAddress(InetAddress address, int port) {
		super(address, port);
	}

	/**
	 * Mark all addresses but the last.
	 * @param <T> the type of the addresses
	 * @param addresses the addresses of a name, in the order in which they are tried
	 * @return equal addresses
	 */
	@SuppressWarnings("unchecked")
	static <T> List<T> mark(List<T> addresses) {
		List<T> marked = new ArrayList<>(addresses);
		for (int i = 0; i < marked.size() - 1; i++) {
			if (marked.get(i) instanceof InetSocketAddress address && !address.isUnresolved()) {
				marked.set(i, (T) new NotLastAddress(address.getAddress(), address.getPort()));
			}
		}
		return marked;
	}

}
