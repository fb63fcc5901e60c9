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

package io.github.mptcpspring.testsupport.network;

import java.util.function.Function;

/**
 * Clients on one host, and their server on another one, to which there are two paths.
 */
public final class ServedClients implements AutoCloseable {

	private static final int MEGABITS = 20;

	private final TwoHosts hosts;

	private final Keeper server;

	private final ClientJvm clients;

	private ServedClients(TwoHosts hosts, Keeper server, ClientJvm clients) {
		this.hosts = hosts;
		this.server = server;
		this.clients = clients;
	}

	/**
	 * Start the server and the clients' JVM, and wait until both are ready.
	 * @param server starts the server on its host
	 * @param clients the main class of the clients' JVM
	 * @return server and clients
	 */
	public static ServedClients start(Function<Host, Keeper> server, Class<?> clients) {
		TwoHosts hosts = TwoHosts.withTwoPaths().limitRate(MEGABITS);
		ServedClients started = new ServedClients(hosts, server.apply(hosts.server()),
				new ClientJvm(hosts.client(), clients));
		started.server.awaitReady();
		started.clients.awaitReady();
		return started;
	}

	/**
	 * Verify that a download outlives the path that it comes over, which loses every
	 * packet while it is on its way.
	 * @param client what the clients' program takes
	 * @param port the port of the server
	 * @param bytes how many bytes it is
	 * @throws InterruptedException when this thread is interrupted
	 */
	public void verifyOutlivesPath(String client, int port, long bytes) throws InterruptedException {
		try (Downloader downloader = this.clients.start(client)) {
			new PathCutCheck(this.hosts.path(1), this.hosts.path(2)).verify(downloader, this.hosts.path(1).server(port),
					bytes, NetworkPath::dropSilently);
		}
		finally {
			this.hosts.mend();
		}
	}

	@Override
	public void close() {
		this.clients.close();
		this.server.close();
		this.hosts.close();
	}

}
