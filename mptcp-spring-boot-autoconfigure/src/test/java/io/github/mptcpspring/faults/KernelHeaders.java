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

package io.github.mptcpspring.faults;

import java.net.InetSocketAddress;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;

import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.boot.Exchange;

/**
 * The headers in which an application says what the kernel says of a connection.
 */
final class KernelHeaders {

	private KernelHeaders() {
	}

	static void add(InetSocketAddress server, InetSocketAddress client, BiConsumer<String, String> headers) {
		headers.accept(Exchange.AT_SERVER, KernelSockets.connection(server, client).name());
		try {
			headers.accept(Exchange.AT_CLIENT, KernelSockets.connection(client, server).name());
		}
		catch (NoSuchElementException ex) {
			// The client is another process
		}
	}

}
