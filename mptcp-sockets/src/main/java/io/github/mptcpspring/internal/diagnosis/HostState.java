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

import java.util.List;

import io.github.mptcpspring.internal.fastopen.FastOpenSysctl;
import io.github.mptcpspring.internal.netlink.PathManagerEndpoint;
import io.github.mptcpspring.internal.netlink.PathManagerLimits;
import org.jspecify.annotations.Nullable;

/**
 * The state of MPTCP and Fast Open in the network namespace of this process. A component
 * is {@code null} if it cannot be read.
 *
 * @param kernel the version of the kernel
 * @param mptcpEnabled the sysctl {@code net.mptcp.enabled}
 * @param pathManager the sysctl {@code net.mptcp.path_manager}, {@code kernel} or
 * {@code userspace} for example; before Linux 6.16 {@code net.mptcp.pm_type}
 * @param scheduler the sysctl {@code net.mptcp.scheduler}, Linux 6.8
 * @param joinsInitialAddress the sysctl {@code net.mptcp.allow_join_initial_addr_port}:
 * whether peers may open subflows to the address that they are connected to
 * @param limits the limits of the kernel's path manager
 * @param endpoints the endpoints of the kernel's path manager
 * @param addresses the addresses of the host, without loopback and link-local addresses
 * @param fastOpen the sysctl {@code net.ipv4.tcp_fastopen}
 */
public record HostState(String kernel, @Nullable Boolean mptcpEnabled, @Nullable String pathManager,
		@Nullable String scheduler, @Nullable Boolean joinsInitialAddress, @Nullable PathManagerLimits limits,
		@Nullable List<PathManagerEndpoint> endpoints, List<HostAddress> addresses, @Nullable FastOpenSysctl fastOpen) {

	/**
	 * Create a new state.
	 */
	public HostState {
		endpoints = (endpoints != null) ? List.copyOf(endpoints) : null;
		addresses = List.copyOf(addresses);
	}

	/**
	 * Hide the addresses of the host in advice. Endpoints keep their addresses, which the
	 * caller has to hide.
	 * @return a copy of this state without addresses
	 */
	public HostState withAddressesHidden() {
		return new HostState(this.kernel, this.mptcpEnabled, this.pathManager, this.scheduler, this.joinsInitialAddress,
				this.limits, this.endpoints, this.addresses.stream().map(HostAddress::hidden).toList(), this.fastOpen);
	}

	/**
	 * Return whether the path manager of the kernel is active, to which limits and
	 * endpoints belong.
	 * @return {@code false} if a path manager in user space is active
	 */
	public boolean hasKernelPathManager() {
		return "kernel".equals(this.pathManager);
	}

}
