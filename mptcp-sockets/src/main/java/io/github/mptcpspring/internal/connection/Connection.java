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

package io.github.mptcpspring.internal.connection;

import java.net.InetSocketAddress;

import io.github.mptcpspring.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * A connection of this process. A component is {@code null} if the kernel is too old to
 * report it.
 *
 * @param id the identifier, unique while the connection is open: the token of an MPTCP
 * connection as shown by {@code ss -M} (eight hexadecimal digits), or the socket cookie
 * of any other connection (sixteen)
 * @param opaqueId the identifier for users who must not see the token: the socket cookie,
 * sixteen hexadecimal digits
 * @param role the role of this process
 * @param protocol {@link Protocol#MPTCP}, {@link Protocol#FALLBACK} or
 * {@link Protocol#TCP}
 * @param local the local address
 * @param remote the remote address
 * @param subflows the current number of subflows including the first one; {@code null} if
 * it does not use MPTCP
 * @param bytesSent the number of bytes sent by the application, without retransmissions
 * (MPTCP: since Linux 6.5)
 * @param bytesReceived the number of bytes received in order (MPTCP: since Linux 6.5)
 * @param bytesRetransmitted the number of retransmitted bytes: for MPTCP those that MPTCP
 * itself sent again, on any subflow (since Linux 6.5)
 * @param fastOpen whether the SYN carried data that the server accepted (RFC 7413)
 */
public record Connection(String id, String opaqueId, Role role, Protocol protocol, InetSocketAddress local,
		InetSocketAddress remote, @Nullable Integer subflows, @Nullable Long bytesSent, @Nullable Long bytesReceived,
		@Nullable Long bytesRetransmitted, @Nullable Boolean fastOpen) {

}
