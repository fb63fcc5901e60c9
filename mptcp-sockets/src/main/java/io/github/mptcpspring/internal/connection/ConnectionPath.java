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

import org.jspecify.annotations.Nullable;

/**
 * A path of a connection: a subflow of an MPTCP connection, the only path of any other.
 * What the kernel is too old to report is {@code null}.
 *
 * @param id the kernel's number of the subflow, which the connection does not use again
 * @param local the address of this end
 * @param remote the address of the other end
 * @param state its state
 * @param rttMicros its smoothed round-trip time in microseconds
 * @param congestionWindow its congestion window in segments
 * @param retransmits how many segments were sent again over it
 * @param bytesSent how many bytes were sent over it, without what was sent again
 * @param bytesReceived how many bytes have arrived over it
 * @param backup whether it carries data only when no other can (RFC 8684 section 3.3.8);
 * told to processes without privileges since Linux 6.16
 */
public record ConnectionPath(int id, InetSocketAddress local, InetSocketAddress remote, TcpState state,
		@Nullable Integer rttMicros, @Nullable Integer congestionWindow, @Nullable Integer retransmits,
		@Nullable Long bytesSent, @Nullable Long bytesReceived, @Nullable Boolean backup) {

}
