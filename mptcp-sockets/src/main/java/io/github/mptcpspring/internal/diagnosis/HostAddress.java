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

package io.github.mptcpspring.internal.diagnosis;

import java.net.Inet6Address;
import java.net.InetAddress;

import io.github.mptcpspring.internal.netlink.PathManagerEndpoint;

/**
 * An address of this host.
 *
 * @param device the network device that has it
 * @param kind the kind of the device
 * @param address the address
 * @param shown whether advice may show the address
 */
public record HostAddress(String device, DeviceKind kind, InetAddress address, boolean shown) {

	/**
	 * Hide the address in advice.
	 * @return a copy that must not be shown
	 */
	public HostAddress hidden() {
		return new HostAddress(this.device, this.kind, this.address, false);
	}

	/**
	 * Return whether this is an IPv6 address.
	 * @return {@code true} for IPv6
	 */
	public boolean isIpv6() {
		return this.address instanceof Inet6Address;
	}

	/**
	 * Return whether an endpoint of the path manager has this address.
	 * @param endpoint the endpoint
	 * @return {@code true} if it is the address of the endpoint
	 */
	public boolean isOf(PathManagerEndpoint endpoint) {
		return endpoint.address().equals(this.address);
	}

	/**
	 * Return the address as {@code ip(8)} prints it.
	 * @return the address, IPv6 compressed (RFC 5952)
	 */
	public String text() {
		return AddressText.of(this.address);
	}

	/**
	 * Without the address: a log line must not show an address that advice hides.
	 */
	@Override
	public String toString() {
		return this.device + (this.shown ? " " + text() : "");
	}

}
