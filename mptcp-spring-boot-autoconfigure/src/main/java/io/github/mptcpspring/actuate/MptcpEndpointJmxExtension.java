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

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.jmx.annotation.EndpointJmxExtension;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;

/**
 * {@link EndpointJmxExtension @EndpointJmxExtension} for the {@link MptcpEndpoint}. Users
 * of JMX are authorized, as with Spring Boot's own endpoints.
 */
@EndpointJmxExtension(endpoint = MptcpEndpoint.class)
public class MptcpEndpointJmxExtension {

	private final MptcpEndpoint delegate;

	private final AddressView addresses;

	/**
	 * Create a new extension.
	 * @param delegate the endpoint
	 * @param showAddresses when to show addresses
	 */
	public MptcpEndpointJmxExtension(MptcpEndpoint delegate, Show showAddresses) {
		this.delegate = delegate;
		this.addresses = AddressView.of(showAddresses.isShown(true));
	}

	/**
	 * Return a list of connections.
	 * @param limit the maximum number, 0 to 500, 50 by default
	 * @return the connections
	 */
	@ReadOperation
	@ManagedOperation(description = "List the connections of this application, MPTCP first and most subflows first")
	@ManagedOperationParameter(name = "limit", description = "How many at most, 0 to 500, 50 by default")
	public ConnectionsDescriptor connections(@Nullable Integer limit) {
		return this.delegate.describeConnections(limit, this.addresses);
	}

	/**
	 * Return a connection and its paths.
	 * @param id the identifier of the connection
	 * @return the connection, or {@code null} if there is none
	 */
	@ReadOperation
	@ManagedOperation(description = "Show a connection and its paths, nothing when there is none of that id")
	@ManagedOperationParameter(name = "id", description = "The id that the list shows")
	public @Nullable ConnectionDetailsDescriptor connection(String id) {
		return this.delegate.describeConnection(id, this.addresses).orElse(null);
	}

}
