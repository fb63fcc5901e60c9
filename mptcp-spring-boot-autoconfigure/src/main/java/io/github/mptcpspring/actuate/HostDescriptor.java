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

package io.github.mptcpspring.actuate;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.mptcpspring.internal.diagnosis.HostState;
import io.github.mptcpspring.internal.fastopen.FastOpenSysctl;
import io.github.mptcpspring.internal.netlink.PathManagerEndpoint;
import io.github.mptcpspring.internal.netlink.PathManagerLimits;
import org.jspecify.annotations.Nullable;

/**
 * Description of the state of the host. A component is {@code null} if it is not known.
 *
 * @param kernel the version of the kernel
 * @param mptcpEnabled the sysctl {@code net.mptcp.enabled}
 * @param pathManager the path manager: {@code kernel} or {@code userspace}
 * @param scheduler the packet scheduler, which selects the subflow for data
 * @param limits the limits of the kernel's path manager
 * @param endpoints the endpoints of the kernel's path manager
 * @param fastOpen whether clients and servers can use Fast Open
 */
@JsonInclude
public record HostDescriptor(String kernel, @Nullable Boolean mptcpEnabled, @Nullable String pathManager,
		@Nullable String scheduler, @Nullable LimitsDescriptor limits, @Nullable List<EndpointDescriptor> endpoints,
		@Nullable FastOpenDescriptor fastOpen) {

	static HostDescriptor of(HostState host, AddressView addresses) {
		PathManagerLimits limits = host.limits();
		List<PathManagerEndpoint> endpoints = host.endpoints();
		FastOpenSysctl fastOpen = host.fastOpen();
		return new HostDescriptor(host.kernel(), host.mptcpEnabled(), host.pathManager(), host.scheduler(),
				(limits != null) ? new LimitsDescriptor(limits.subflows(), limits.addAddrAccepted()) : null,
				(endpoints != null)
						? endpoints.stream().map((endpoint) -> EndpointDescriptor.of(endpoint, addresses)).toList()
						: null,
				(fastOpen != null) ? new FastOpenDescriptor(fastOpen.client(), fastOpen.server()) : null);
	}

	/**
	 * Description of the limits of the kernel's path manager.
	 *
	 * @param subflows the maximum number of additional subflows of a connection
	 * @param addAddrAccepted the maximum number of announced addresses that are accepted
	 */
	public record LimitsDescriptor(int subflows, int addAddrAccepted) {

	}

	/**
	 * Description of an endpoint of the kernel's path manager.
	 *
	 * @param id the identifier
	 * @param address the address
	 * @param port the port that is announced with it, {@code null} for the port of the
	 * connection
	 * @param device the network device that it is bound to, if any
	 * @param flags the flags: {@code signal}, {@code subflow}, {@code backup},
	 * {@code fullmesh}, {@code implicit}, {@code laminar}
	 */
	@JsonInclude
	public record EndpointDescriptor(int id, String address, @Nullable Integer port, @Nullable String device,
			List<String> flags) {

		static EndpointDescriptor of(PathManagerEndpoint endpoint, AddressView addresses) {
			return new EndpointDescriptor(endpoint.id(), addresses.of(endpoint.address()), endpoint.port(),
					endpoint.device(), endpoint.flags().stream().sorted().map(Names::of).toList());
		}

	}

	/**
	 * Description of the sysctl {@code net.ipv4.tcp_fastopen}.
	 *
	 * @param client whether clients can use Fast Open
	 * @param server whether servers can use Fast Open
	 */
	public record FastOpenDescriptor(boolean client, boolean server) {

	}

}
