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
 * A connection of this process. What the kernel is too old to report is {@code null}.
 *
 * @param id what tells it from all others while it is open: the token of an MPTCP
 * connection as {@code ss -M} shows it, eight hexadecimal digits; the socket cookie of
 * any other, sixteen
 * @param opaqueId the same for those who are not to know the token: the socket cookie,
 * sixteen hexadecimal digits
 * @param role the side that this process is
 * @param protocol {@link Protocol#MPTCP}, {@link Protocol#FALLBACK} or
 * {@link Protocol#TCP}
 * @param local the address of this end
 * @param remote the address of the other end
 * @param subflows the number of subflows that it has now, the first included;
 * {@code null} when it is not MPTCP
 * @param bytesSent how many bytes the application has sent, without what was sent again
 * (MPTCP: since Linux 6.5)
 * @param bytesReceived how many bytes have arrived in order (MPTCP: since Linux 6.5)
 * @param bytesRetransmitted how many bytes were sent again: of an MPTCP connection those
 * that took another subflow (since Linux 6.5), of any other those that were lost
 * @param fastOpen whether its SYN carried data that the server took (RFC 7413)
 */
public record Connection(String id, String opaqueId, Role role, Protocol protocol, InetSocketAddress local,
		InetSocketAddress remote, @Nullable Integer subflows, @Nullable Long bytesSent, @Nullable Long bytesReceived,
		@Nullable Long bytesRetransmitted, @Nullable Boolean fastOpen) {

}
