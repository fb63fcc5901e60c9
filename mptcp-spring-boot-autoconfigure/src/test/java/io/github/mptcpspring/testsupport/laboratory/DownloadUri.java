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

package io.github.mptcpspring.testsupport.laboratory;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Where the servers of the laboratory have their downloads.
 */
final class DownloadUri {

	/** The path of the URI. */
	static final String PATH = "/download";

	private DownloadUri() {
	}

	static URI of(InetSocketAddress server, long bytes) {
		String address = server.getAddress().getHostAddress();
		String host = (server.getAddress() instanceof Inet6Address) ? "[" + address + "]" : address;
		return URI.create("http://" + host + ":" + server.getPort() + PATH + "?bytes=" + bytes);
	}

}
