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

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} for the {@link MptcpEndpoint}:
 * {@code GET /actuator/mptcp}, {@code GET /actuator/mptcp/connections} and {@code GET
 * /actuator/mptcp/connections/{id}}.
 */
@EndpointWebExtension(endpoint = MptcpEndpoint.class)
public class MptcpEndpointWebExtension {

	private static final String CONNECTIONS = "connections";

	private final MptcpEndpoint delegate;

	private final Show showAddresses;

	private final Set<String> roles;

	/**
	 * Create a new extension.
	 * @param delegate the endpoint
	 * @param showAddresses when to show addresses
	 * @param roles the roles that are authorized to see addresses; if empty, all
	 * authenticated users are authorized
	 */
	public MptcpEndpointWebExtension(MptcpEndpoint delegate, Show showAddresses, Set<String> roles) {
		this.delegate = delegate;
		this.showAddresses = showAddresses;
		this.roles = Set.copyOf(roles);
	}

	/**
	 * Return everything except the list of connections.
	 * @param securityContext the security context
	 * @return the description
	 */
	@ReadOperation
	public MptcpDescriptor mptcp(SecurityContext securityContext) {
		return this.delegate.describe(addresses(securityContext));
	}

	/**
	 * Return a list of connections.
	 * @param securityContext the security context
	 * @param connections {@code connections}, also the name of the link
	 * @param limit the maximum number, 0 to 500, 50 by default
	 * @return the connections, or {@code null} if the path is wrong
	 */
	@ReadOperation
	public @Nullable ConnectionsDescriptor connections(SecurityContext securityContext, @Selector String connections,
			@Nullable Integer limit) {
		return CONNECTIONS.equals(connections) ? this.delegate.describeConnections(limit, addresses(securityContext))
				: null;
	}

	/**
	 * Return a connection and its paths.
	 * @param securityContext the security context
	 * @param connections {@code connections}, also the name of the link
	 * @param id the identifier of the connection
	 * @return the connection, or {@code null} if there is none or the path is wrong
	 */
	@ReadOperation
	public @Nullable ConnectionDetailsDescriptor connection(SecurityContext securityContext,
			@Selector String connections, @Selector String id) {
		return CONNECTIONS.equals(connections)
				? this.delegate.describeConnection(id, addresses(securityContext)).orElse(null) : null;
	}

	private AddressView addresses(SecurityContext securityContext) {
		return AddressView.of(this.showAddresses.isShown(securityContext, this.roles));
	}

}
