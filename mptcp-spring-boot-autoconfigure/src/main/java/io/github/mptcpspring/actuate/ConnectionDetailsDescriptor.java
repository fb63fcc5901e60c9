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
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.mptcpspring.ConnectionPath;
import io.github.mptcpspring.internal.connection.ConnectionDetails;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Description of a connection and its paths.
 *
 * @param connection the connection
 * @param paths the paths, {@code null} if the kernel is too old to report them
 */
@JsonInclude
public record ConnectionDetailsDescriptor(@JsonUnwrapped ConnectionDescriptor connection,
		@Nullable List<PathDescriptor> paths) implements OperationResponseBody {

	static ConnectionDetailsDescriptor of(ConnectionDetails details, AddressView addresses) {
		List<ConnectionPath> paths = details.paths();
		return new ConnectionDetailsDescriptor(ConnectionDescriptor.of(details.connection(), addresses),
				(paths != null) ? paths.stream().map((path) -> PathDescriptor.of(path, addresses)).toList() : null);
	}

	/**
	 * Description of a {@link ConnectionPath}.
	 *
	 * @param id the number of the subflow
	 * @param local the local address
	 * @param remote the remote address
	 * @param state the state, for example {@code established}
	 * @param rttMillis the smoothed round-trip time in milliseconds
	 * @param cwnd the congestion window in segments
	 * @param retransmits the number of retransmitted segments
	 * @param bytesSent the number of sent bytes
	 * @param bytesReceived the number of received bytes
	 * @param backup whether it carries data only if no other path can
	 */
	@JsonInclude
	public record PathDescriptor(int id, String local, String remote, String state, @Nullable Double rttMillis,
			@Nullable Integer cwnd, @Nullable Integer retransmits, @Nullable Long bytesSent,
			@Nullable Long bytesReceived, @Nullable Boolean backup) {

		private static final double MICROS_PER_MILLI = 1000;

		static PathDescriptor of(ConnectionPath path, AddressView addresses) {
			Integer rttMicros = path.rttMicros();
			return new PathDescriptor(path.id(), addresses.of(path.local()), addresses.of(path.remote()),
					Names.of(path.state()), (rttMicros != null) ? rttMicros / MICROS_PER_MILLI : null,
					path.congestionWindow(), path.retransmits(), path.bytesSent(), path.bytesReceived(), path.backup());
		}

	}

}
