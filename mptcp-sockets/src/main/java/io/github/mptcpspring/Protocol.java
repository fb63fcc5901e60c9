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

package io.github.mptcpspring;

/**
 * The protocol of a listener or a connection.
 */
public enum Protocol {

	/**
	 * Multipath TCP (RFC 8684). The same listener serves clients without MPTCP with TCP.
	 */
	MPTCP,

	/**
	 * TCP on an MPTCP socket, because the peer or a middlebox does not support MPTCP (RFC
	 * 8684 section 3.7). Only connections fall back, never listeners.
	 */
	FALLBACK,

	/**
	 * Plain TCP (RFC 9293).
	 */
	TCP,

	/**
	 * UDP, which QUIC and HTTP/3 use (RFC 9000).
	 */
	UDP,

	/**
	 * Unix domain sockets, which connect processes of one host.
	 */
	UNIX

}
