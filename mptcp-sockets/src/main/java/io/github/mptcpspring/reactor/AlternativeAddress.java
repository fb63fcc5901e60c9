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

package io.github.mptcpspring.reactor;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * An address of a name that has several addresses: if it fails, another one may be tried.
 * The last one is not known in advance, because an application may reorder them
 * ({@code HttpClient.resolvedAddressesSelector}).
 */
final class AlternativeAddress extends InetSocketAddress {

	private static final long serialVersionUID = 1L;

	private AlternativeAddress(InetAddress address, int port) {
		super(address, port);
	}

	/**
	 * Mark all addresses if there are several.
	 * @param <T> the type of the addresses
	 * @param addresses the addresses of a name
	 * @return equal addresses, in a modifiable list
	 */
	static <T> List<T> mark(List<T> addresses) {
		if (addresses.size() <= 1) {
			return addresses;
		}
		List<T> marked = new ArrayList<>(addresses);
		marked.replaceAll(AlternativeAddress::mark);
		return marked;
	}

	@SuppressWarnings("unchecked")
	private static <T> T mark(T address) {
		return (address instanceof InetSocketAddress internet && !internet.isUnresolved())
				? (T) new AlternativeAddress(internet.getAddress(), internet.getPort()) : address;
	}

}
