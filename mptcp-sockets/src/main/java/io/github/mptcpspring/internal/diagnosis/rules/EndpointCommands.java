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

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.mptcpspring.internal.diagnosis.HostAddress;
import io.github.mptcpspring.internal.netlink.PathManagerEndpoint;
import io.github.mptcpspring.internal.netlink.PathManagerEndpoint.Flag;

/**
 * The commands that add addresses to the path manager as endpoints, for {@code ip(8)} of
 * iproute2 5.8 or newer.
 */
final class EndpointCommands {

	/**
	 * {@code MPTCP_PM_ADDR_MAX}: the maximum number of endpoints of a network namespace.
	 */
	private static final int MAXIMUM = 8;

	private final List<PathManagerEndpoint> existing;

	EndpointCommands(List<PathManagerEndpoint> existing) {
		this.existing = existing.stream()
			.filter((endpoint) -> endpoint.port() == null && !endpoint.flags().contains(Flag.IMPLICIT))
			.toList();
	}

	/**
	 * Return the commands that add endpoints. An existing endpoint gets the missing
	 * flags.
	 * @param addresses the addresses
	 * @param flags the flags
	 * @return the commands
	 */
	List<String> use(List<HostAddress> addresses, Set<Flag> flags) {
		return addresses.stream().limit(MAXIMUM).flatMap((address) -> use(address, flags)).toList();
	}

	private Stream<String> use(HostAddress address, Set<Flag> flags) {
		return this.existing.stream()
			.filter(address::isOf)
			.findFirst()
			.map((endpoint) -> change(address, endpoint, flags))
			.orElseGet(() -> Stream.of(add(address, flags)));
	}

	// ip(8) cannot add these flags to an endpoint
	private static Stream<String> change(HostAddress address, PathManagerEndpoint endpoint, Set<Flag> flags) {
		Set<Flag> all = EnumSet.copyOf(flags);
		all.addAll(endpoint.flags());
		return endpoint.flags().containsAll(flags) ? Stream.empty()
				: Stream.of("ip mptcp endpoint delete id " + endpoint.id(), add(address, all));
	}

	private static String add(HostAddress address, Set<Flag> flags) {
		String device = ShellWord.of(address.device());
		return "ip mptcp endpoint add " + (address.shown() ? address.text() : lookUp(address, device)) + " dev "
				+ device
				+ flags.stream()
					.map((flag) -> " " + flag.name().toLowerCase(Locale.ROOT))
					.collect(Collectors.joining());
	}

	// A user who must not see the address can still run the command
	private static String lookUp(HostAddress address, String device) {
		return "\"$(ip -%s -o address show dev %s scope global | awk '{ split($4, a, \"/\"); print a[1]; exit }')\""
			.formatted(address.isIpv6() ? "6" : "4", device);
	}

}
