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
 * The protocol that a listener or a connection speaks.
 */
public enum Protocol {

	/**
	 * Multipath TCP (RFC 8684). A client that does not ask for it is served with TCP by
	 * the same listener.
	 */
	MPTCP,

	/**
	 * TCP on a socket that asked for MPTCP, because the peer or something on the way does
	 * not know it (RFC 8684 section 3.7). Listeners do not fall back, connections do.
	 */
	FALLBACK,

	/**
	 * Plain TCP (RFC 9293).
	 */
	TCP,

	/**
	 * UDP, over which QUIC and with it HTTP/3 run (RFC 9000).
	 */
	UDP,

	/**
	 * Unix domain sockets, which never leave the host.
	 */
	UNIX

}
