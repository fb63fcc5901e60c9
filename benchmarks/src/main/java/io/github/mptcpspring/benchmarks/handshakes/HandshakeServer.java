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

package io.github.mptcpspring.benchmarks.handshakes;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;
import io.github.mptcpspring.ListenerSettings;
import io.github.mptcpspring.ListenerState;
import io.github.mptcpspring.MptcpSockets;
import io.github.mptcpspring.OnUnavailable;
import io.github.mptcpspring.benchmarks.Child;
import io.github.mptcpspring.internal.fastopen.FastOpenHandshakeFlusher;
import io.github.mptcpspring.tomcat.MptcpHttp11NioProtocol;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/**
 * A Tomcat with two MPTCP listeners with Fast Open, in a process of its own.
 */
final class HandshakeServer {

	private static final MptcpSockets SOCKETS = MptcpSockets.create();

	static final int QUEUE_LENGTH = 8192;

	private HandshakeServer() {
	}

	/**
	 * Serve, and tell the ports, the CPU time in nanoseconds and the number of
	 * connections that are watched.
	 * @param arguments none
	 * @throws Exception when it cannot be started
	 */
	static void main(String[] arguments) throws Exception {
		Tomcat tomcat = new Tomcat();
		tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
		tomcat.setSilent(true);
		List<Connector> connectors = List.of(addConnector(tomcat), addConnector(tomcat));
		tomcat.start();
		Child.answer((question) -> switch (question) {
			case "ports" -> connectors.get(0).getLocalPort() + " " + connectors.get(1).getLocalPort();
			case "cpu" ->
				String.valueOf(ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime());
			case "held" -> String.valueOf(countHeld());
			default -> throw new IllegalArgumentException(question);
		});
	}

	private static Connector addConnector(Tomcat tomcat) {
		MptcpHttp11NioProtocol protocol = new MptcpHttp11NioProtocol();
		protocol.listenWith(SOCKETS, new ListenerSettings(true, OnUnavailable.FAIL, QUEUE_LENGTH),
				(listener) -> verify(listener.state()));
		protocol.setConnectionTimeout(-1);
		protocol.setMaxConnections(-1);
		protocol.setAcceptCount(1000);
		Connector connector = new Connector(protocol);
		connector.setPort(0);
		tomcat.getService().addConnector(connector);
		return connector;
	}

	private static void verify(ListenerState state) {
		if (!state.acceptsEarly() || !state.problems().isEmpty()) {
			throw new IllegalStateException("Fast Open is not used: " + state.problems());
		}
	}

	private static long countHeld() {
		return Stream.of(new File("/proc/self/fd").list())
			.mapToInt(Integer::parseInt)
			.filter(FastOpenHandshakeFlusher::holds)
			.count();
	}

}
