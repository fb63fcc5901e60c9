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

package io.github.mptcpspring.benchmarks.accept;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.ListenerState;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.tomcat.MptcpHttp11NioProtocol;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/**
 * A Tomcat with two MPTCP listeners, of which one has a Fast Open queue. It has no
 * application: every request is answered with 404.
 */
final class Server implements AutoCloseable {

	private static final MptcpSockets SOCKETS = MptcpSockets.create();

	private static final int QUEUE_LENGTH = 256;

	private final Tomcat tomcat;

	private final Connector withQueue;

	private final Connector withoutQueue;

	private final long[] lastCpuNanos = new long[2];

	private Server(Tomcat tomcat) {
		this.tomcat = tomcat;
		this.withQueue = addConnector(tomcat, QUEUE_LENGTH);
		this.withoutQueue = addConnector(tomcat, 0);
	}

	private static Connector addConnector(Tomcat tomcat, int queueLength) {
		MptcpHttp11NioProtocol protocol = new MptcpHttp11NioProtocol();
		protocol.listenWith(SOCKETS, new ListenerSettings(true, OnUnavailable.FAIL, queueLength),
				(listener) -> verify(listener.state(), queueLength));
		// What is idle stays
		protocol.setConnectionTimeout(-1);
		protocol.setMaxConnections(-1);
		protocol.setAcceptCount(1000);
		Connector connector = new Connector(protocol);
		connector.setPort(0);
		tomcat.getService().addConnector(connector);
		return connector;
	}

	private static void verify(ListenerState state, int queueLength) {
		if (state.fastOpenQueueLength() != queueLength) {
			throw new IllegalStateException("Fast Open is not used: " + state.problems());
		}
	}

	static Server start() throws LifecycleException {
		Tomcat tomcat = new Tomcat();
		tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
		tomcat.setSilent(true);
		// A connector without an engine has nothing that answers with 404
		tomcat.getHost();
		Server server = new Server(tomcat);
		tomcat.start();
		server.acceptorMicrosSinceLastTime(true);
		server.acceptorMicrosSinceLastTime(false);
		return server;
	}

	int portWithQueue() {
		return this.withQueue.getLocalPort();
	}

	int portWithoutQueue() {
		return this.withoutQueue.getLocalPort();
	}

	/**
	 * Return how long the acceptor of a listener has run since it was last asked for.
	 * @param queue whether it is that with the queue
	 * @return the time in microseconds of a processor
	 */
	double acceptorMicrosSinceLastTime(boolean queue) {
		int index = queue ? 1 : 0;
		long now = acceptorCpuNanos(queue ? this.withQueue : this.withoutQueue);
		long nanos = now - this.lastCpuNanos[index];
		this.lastCpuNanos[index] = now;
		return nanos / (double) TimeUnit.MICROSECONDS.toNanos(1);
	}

	private static long acceptorCpuNanos(Connector connector) {
		String protocol = ((MptcpHttp11NioProtocol) connector.getProtocolHandler()).getName();
		String acceptor = protocol.replace("\"", "").replace("-" + connector.getLocalPort(), "-Acceptor");
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals(acceptor))
			.mapToLong((thread) -> ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId()))
			.findFirst()
			.orElseThrow();
	}

	@Override
	public void close() throws LifecycleException {
		this.tomcat.stop();
		this.tomcat.destroy();
	}

}
