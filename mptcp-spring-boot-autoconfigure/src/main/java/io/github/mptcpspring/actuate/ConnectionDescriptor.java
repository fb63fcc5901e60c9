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

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.mptcpspring.internal.connection.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Description of a {@link Connection}.
 *
 * @param id the identifier, unique while the connection is open
 * @param role the role of this process: {@code server} or {@code client}
 * @param protocol {@code mptcp}, {@code fallback} or {@code tcp}
 * @param local the local address
 * @param remote the remote address
 * @param subflows the current number of subflows including the first one
 * @param bytesSent the number of bytes sent by the application
 * @param bytesReceived the number of received bytes
 * @param bytesRetransmitted the number of retransmitted bytes
 * @param fastOpen whether the SYN carried data that the server accepted
 */
@JsonInclude
public record ConnectionDescriptor(String id, String role, String protocol, String local, String remote,
		@Nullable Integer subflows, @Nullable Long bytesSent, @Nullable Long bytesReceived,
		@Nullable Long bytesRetransmitted, @Nullable Boolean fastOpen) {

	static ConnectionDescriptor of(Connection connection, AddressView addresses) {
		return new ConnectionDescriptor(addresses.idOf(connection), Names.of(connection.role()),
				Names.of(connection.protocol()), addresses.of(connection.local()), addresses.of(connection.remote()),
				connection.subflows(), connection.bytesSent(), connection.bytesReceived(),
				connection.bytesRetransmitted(), connection.fastOpen());
	}

}
