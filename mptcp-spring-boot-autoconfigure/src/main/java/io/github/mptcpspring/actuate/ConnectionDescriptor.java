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
 * A connection, see {@link Connection}.
 *
 * @param id what tells it from all others while it is open
 * @param role the side that this process is: {@code server} or {@code client}
 * @param protocol {@code mptcp}, {@code fallback} or {@code tcp}
 * @param local the address of this end
 * @param remote the address of the other end
 * @param subflows the number of subflows that it has now, the first included
 * @param bytesSent how many bytes the application has sent
 * @param bytesReceived how many bytes have arrived
 * @param bytesRetransmitted how many bytes were sent again
 * @param fastOpen whether its SYN carried data that the server took
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
