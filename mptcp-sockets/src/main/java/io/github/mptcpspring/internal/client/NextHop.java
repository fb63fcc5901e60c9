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

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The address that a {@link java.net.Socket} connects to: that of its proxy, or of the
 * SOCKS proxy that the JVM chooses, or that of its destination.
 */
final class NextHop {

	private NextHop() {
	}

	/**
	 * Return the address that a socket connects to.
	 * @param destination the destination
	 * @param proxy the proxy that the socket was created with, {@code null} if the JVM is
	 * to choose one ({@code socksProxyHost})
	 * @return the address
	 */
	static InetSocketAddress to(InetSocketAddress destination, @Nullable Proxy proxy) {
		Proxy first = (proxy != null) ? proxy : select(destination);
		return (first.address() instanceof InetSocketAddress address) ? resolved(address) : destination;
	}

	// The JDK looks it up before it connects, and remembers the answer
	private static InetSocketAddress resolved(InetSocketAddress proxy) {
		return proxy.isUnresolved() ? new InetSocketAddress(proxy.getHostString(), proxy.getPort()) : proxy;
	}

	// As the JDK does it: what comes first and is no SOCKS proxy means none
	private static Proxy select(InetSocketAddress destination) {
		ProxySelector selector = ProxySelector.getDefault();
		if (selector == null) {
			return Proxy.NO_PROXY;
		}
		List<Proxy> proxies = selector.select(uri(destination));
		return (!proxies.isEmpty() && proxies.getFirst().type() == Proxy.Type.SOCKS) ? proxies.getFirst()
				: Proxy.NO_PROXY;
	}

	private static URI uri(InetSocketAddress destination) {
		String host = destination.getHostString();
		boolean bare = destination.getAddress() instanceof Inet6Address && !host.startsWith("[") && host.contains(":");
		try {
			return new URI("socket", null, bare ? "[" + host + "]" : host, destination.getPort(), null, null, null);
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

}
