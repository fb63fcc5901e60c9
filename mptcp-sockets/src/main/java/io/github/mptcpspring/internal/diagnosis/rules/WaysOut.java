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

package io.github.mptcpspring.internal.diagnosis.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.mptcpspring.internal.diagnosis.DeviceKind;
import io.github.mptcpspring.internal.diagnosis.HostAddress;
import io.github.mptcpspring.internal.diagnosis.HostState;

/**
 * The network devices that reach other hosts. Each is a separate path. Several addresses
 * of one device are one path, whatever their family.
 *
 * @param host the host that has them
 */
record WaysOut(HostState host) {

	int count() {
		return devices(DeviceKind.NETWORK).size();
	}

	/**
	 * Return the names of the devices of a kind.
	 * @param kind the kind
	 * @return the names
	 */
	List<String> devices(DeviceKind kind) {
		return addresses(kind).map(HostAddress::device).distinct().toList();
	}

	/**
	 * Return the addresses for the path manager: one of each family for each device.
	 * @return the addresses, IPv4 first: a peer accepts the first announced addresses up
	 * to its limit, and these should be on different devices
	 */
	List<HostAddress> addresses() {
		return Stream.of(false, true)
			.flatMap((ipv6) -> addresses(DeviceKind.NETWORK).filter((address) -> address.isIpv6() == ipv6)
				.filter(isFirstOfItsDevice()))
			.toList();
	}

	private Predicate<HostAddress> isFirstOfItsDevice() {
		Set<String> seen = new HashSet<>();
		return (address) -> seen.add(address.device());
	}

	private Stream<HostAddress> addresses(DeviceKind kind) {
		return this.host.addresses().stream().filter((address) -> address.kind() == kind);
	}

}
