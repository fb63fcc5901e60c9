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

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.github.mptcpspring.testsupport.boot.TestApplication;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import io.github.mptcpspring.testsupport.network.ServerProgram;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * The application on the server's host.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ ServletDownloads.class, ReactiveDownloads.class })
class ServerApplication {

	/** The hosts are the laboratory's alone, and so are their ports. */
	static final int PORT = 8080;

	static final String START = "start";

	static final String STOP = "stop";

	/**
	 * Obey orders, until standard input ends and with it this JVM: start with a kind of
	 * server and properties, and stop.
	 * @throws IOException when standard input fails
	 */
	static void main() throws IOException {
		Deque<ConfigurableApplicationContext> running = new ArrayDeque<>();
		ServerProgram.obey((order) -> {
			switch (order.getFirst()) {
				case START -> running.push(start(order.get(1), order.subList(2, order.size())));
				case STOP -> running.pop().close();
				default -> throw new IllegalArgumentException(order.toString());
			}
		});
	}

	private static ConfigurableApplicationContext start(String kind, List<String> properties) {
		return TestApplication.run(WebServerKind.valueOf(kind)
			.application(ServerApplication.class)
			.properties("server.port=" + PORT, "logging.level.root=warn"), properties.toArray(String[]::new));
	}

}
